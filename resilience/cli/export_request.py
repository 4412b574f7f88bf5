"""What a person asks the command `export` for."""

from dataclasses import dataclass
from enum import StrEnum

from resilience.text import Text


class Formats(StrEnum):
    """What a workshop can be given out as."""

    XLSX = "xlsx"
    REPORT = "report"
    DOCX = "docx"
    BRIEF = "brief"
    SLIDES = "slides"
    SCORECARDS = "scorecards"
    XLSFORM = "xlsform"
    UNDRR = "undrr"
    PACKAGE = "package"
    CSV = "csv"


#: how the name of a file of each format ends
ENDINGS = {
    Formats.XLSX: ".xlsx",
    Formats.REPORT: ".pdf",
    Formats.DOCX: ".docx",
    Formats.BRIEF: ".pdf",
    Formats.SLIDES: ".pptx",
    Formats.SCORECARDS: ".zip",
    Formats.XLSFORM: ".xlsx",
    Formats.UNDRR: ".xlsm",
    Formats.PACKAGE: ".zip",
    Formats.CSV: ".csv",
}


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be written: the workshop, its format, the language, and what a format needs."""

    code: str
    format: str
    text: Text
    cards: tuple[str, ...] = ()
    template: bytes | None = None
    participants: bool = False
    licence: str = ""
