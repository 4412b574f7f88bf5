"""`write_reporting`: a sheet for each reporting form, from which a city copies its answers."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook

from resilience.text import Text
from resilience.workbook.cells import INERT, Cell, clean, sheet_name
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Pad, Sheet
from resilience.workbook.style import Styles


@dataclass(frozen=True, slots=True)
class ReportingLine:
    """What a city reports of an indicator in a `part` of a form; `score` is 0..100, or says why there is none."""

    part: str
    indicator: str
    agreed: str
    score: float | str
    evidence: str
    actions: str

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells of its row."""
        return {key: getattr(self, key) for key in self.__slots__}


@dataclass(frozen=True, slots=True)
class ReportingForm:
    """A form with the `lines` in its order, and the `notes` that a reader must know."""

    name: str
    lines: tuple[ReportingLine, ...]
    notes: tuple[str, ...]


def write_reporting(
    forms: Sequence[ReportingForm], heading: str, banners: tuple[str, ...], text: Text
) -> bytes:
    """The forms as an .xlsx file without macros, a sheet for each, under the `heading`."""
    held, taken = io.BytesIO(), set[str]()
    with Workbook(held, INERT) as workbook:
        workbook.set_properties({"title": clean(heading, "…")})
        styles = Styles(workbook, text.language)
        pad = Pad(workbook, styles, text, banners, heading[:120], heading)
        for form in forms:
            sheet = Sheet(pad, sheet_name(form.name, taken))
            taken.add(sheet.name.lower())
            _write(sheet, form)
    return held.getvalue()


def _write(sheet: Sheet, form: ReportingForm) -> None:
    text = sheet.text
    columns = [
        Column("number", text("Question number"), 12, "choice"),
        Column("part", text("Part"), 18, "state"),
        Column("indicator", text("Indicator"), 30, "words"),
        Column("agreed", text("Agreed"), 34, "words"),
        Column("score", text("Score, 0 to 100"), 13, "score"),
        Column("evidence", text("Evidence"), 44, "indented"),
        Column("actions", text("Actions"), 44, "indented"),
    ]
    sheet.head(columns)
    for note in form.notes:
        sheet.paragraph(note)
    grid = sheet.grid(columns, len(form.lines), "")
    sheet.table(grid, [line.cells for line in form.lines])
    sheet.main(grid, frozen=3)
    sheet.finish()
