"""What files of a page's tables and charts say of where their figures come from, and tables as files."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral

import pandas as pd

from resilience.exchange.inert import Shown, shown_csv
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.workbook.shown import write_shown

INVENTED = mark("Invented data: this city does not exist.")
INVENTED_CITIES = mark("Invented data: these cities do not exist.")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Origin:
    """The workshop that figures come from; `invented` where its city does not exist.

    Without a `code` they come from several cities, all of them invented or none. A `caution` is what a reader of the
    table must know.
    """

    city: str = ""
    date: datetime.date | None = None
    code: str = ""
    invented: bool = False
    caution: str = ""


def origin_of(workshop: WorkshopView) -> Origin:
    """What files say of a workshop."""
    return Origin(workshop.city.name, workshop.date, workshop.code, workshop.invented)


def origin_words(origin: Origin, text: Text) -> str:
    """City, date and workshop on a line, that they are invented, and the caution; "" where nothing is to be said."""
    said = [origin.city, text.date(origin.date) if origin.date else ""]
    said += [text("workshop {code}", code=origin.code)] if origin.code else []
    return " · ".join(filter(None, [*said, *_notes(origin, text)]))


def source_lines(origin: Origin, source: str, text: Text) -> list[str]:
    """The lines of a picture on where its figures come from, with this product; a `source` takes the place of workshops."""
    workshop = "" if source else origin_words(origin, text)
    said = source or text("Source: self-assessment in workshops")
    return [*filter(None, [workshop]), f"{said} · {text('Urban resilience dashboard')}"]


def file_name(key: str, origin: Origin) -> str:
    """The name of a file without its ending, like resilience-K7MPQ3-departments-heat."""
    return "-".join(["resilience", *([origin.code] if origin.code else []), key])


def table_csv(table: pd.DataFrame, origin: Origin, text: Text) -> bytes:
    """The table as CSV; each row says its city, date and workshop, and where they are invented."""
    said = {}
    if origin.code and origin.date:
        said = {
            text("City of the workshop"): origin.city,
            text("Date of the workshop"): origin.date.isoformat(),
            text("Workshop"): origin.code,
        }
    if notes := _notes(origin, text):
        said[text("Note")] = " ".join(notes)
    columns = _columns(table)
    cells = (column for _, column in columns)
    return shown_csv([name for name, _ in columns], zip(*cells, strict=True), said)


def table_xlsx(table: pd.DataFrame, name: str, origin: Origin, text: Text) -> bytes:
    """The table as an Excel file of one sheet under a line with city, date and workshop."""
    heading = origin_words(origin, text) or text("Urban resilience dashboard")
    return write_shown(name, _columns(table), heading, text)


def _notes(origin: Origin, text: Text) -> list[str]:
    """That the data are invented, and the caution."""
    invented = text(INVENTED) if origin.code else text(INVENTED_CITIES)
    return [*([invented] if origin.invented else []), *filter(None, [origin.caution])]


def _columns(table: pd.DataFrame) -> list[tuple[str, Sequence[Shown]]]:
    """The columns with their names, the index first where it has one."""
    whole = table if list(table.index.names) == [None] else table.reset_index()
    return [
        (str(name), [_cell(cell) for cell in whole.iloc[:, place].tolist()])
        for place, name in enumerate(whole.columns)
    ]


def _cell(cell: object) -> Shown:
    if isinstance(cell, (str, float, Decimal)):
        return cell
    if isinstance(cell, Integral):
        return int(cell)
    return None if cell is None or cell is pd.NA else str(cell)
