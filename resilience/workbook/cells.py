"""Values allowed in cells, and text made safe for cells."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

#: the most characters that a cell holds, counted as Excel counts (UTF-16)
CELL_LIMIT = 32_767
NAME_LIMIT = 31
#: options of a workbook in which text is text: nothing that people wrote becomes a formula or a link
INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\n\t]")

Plain = str | float | Decimal | datetime.date | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value it has now; None is an empty result."""

    text: str
    value: Plain


Cell = Plain | Formula


def clean(words: str, cut_mark: str) -> str:
    """Words as a cell can hold them; `cut_mark` ends those that were too long."""
    held = _NOT_IN_XML.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    if held.startswith("<r>") and held.endswith("</r>"):
        held += " "  # XlsxWriter would take them for its own markup and write it into the file
    if 2 * len(held) > CELL_LIMIT and _length(held) > CELL_LIMIT:
        room = 2 * (CELL_LIMIT - _length(cut_mark))
        held = held.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + cut_mark
    return held


def breadth(words: str) -> int:
    """Estimate the width of a text in digits; Chinese characters are wide."""
    return sum(2 if ord(character) > 0x1100 else 1 for character in words)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts for a sheet, unlike those in `taken` (in lower case)."""
    name = _NOT_IN_XML.sub("", _NOT_IN_NAMES.sub(" ", wanted)).strip("' ") or "-"
    for number in range(1, len(taken) + 2):
        suffix = f" {number}" if number > 1 else ""
        found = name[: NAME_LIMIT - len(suffix)].rstrip("' ") + suffix
        if found.lower() not in taken:
            break
    return found


def _length(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
