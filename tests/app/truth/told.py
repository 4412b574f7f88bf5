"""What pages and files tell: figures by the words of their row and column, as printed or as the file holds them."""

import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import openpyxl
from docx import Document
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from streamlit.testing.v1 import AppTest

from resilience.scoring.planning.actions import COSTS
from resilience.text import Text
from tests.app.seen import elements, kind_of, read_table

EN = Text("en")
#: what counts as a figure where it is printed
PRINTED = re.compile(r"[+-]?\d+(\.\d+)?( %)?")
SIGNED = re.compile(r"[+-]\d")
#: the column by which the rows of a table are told apart, where it has one of these; else the first
NAMES = "What will be done", "Code"
#: how a line begins that tells a fact of an action
LINES = {"from ": "Start date", "contact: ": "Contact role", "with ": "Partners"}
#: the classes of cost in words
CLASSES = [EN(words) for words in COSTS.values()]
#: sheets whose columns have other figures under the same words
STATISTICS = "Agreement", "Distribution", "Votes", "Long data", "iData", "iMeta"
#: what some outputs name otherwise
SAME = {
    "2025 to 2026": "Moved by",
    "this city": "This city",
    "median of peer cities": "Median of peer cities",
}


class Told(NamedTuple):
    """A figure of an output: its row, its column, and how it is printed, or the number that the file holds."""

    where: str
    row: str
    column: str
    figure: str | float


def plain(cell: object) -> str:
    """The words of a cell without marks of layout; a day as pages print it."""
    if isinstance(cell, datetime.date):
        return EN.date(cell)
    said = re.sub(r"\\(.)|<[^>]+>", r"\1", "" if cell is None else str(cell))
    return re.sub(r"\s+", " ", said).replace("−", "-").strip()


def of_table(where: str, head: Sequence[object], rows: Iterable[Sequence[Any]]) -> Iterator[Told]:
    """The figures of a table; none where rows share a name, or where columns are the levels of one indicator."""
    columns, rows = [plain(name) for name in head], list(rows)
    naming = next((columns.index(name) for name in NAMES if name in columns), 0)
    of = " (department)" if columns[naming] == "Department" else ""  # themes may have the same name
    names = [plain(row[naming]).partition(" · ")[0] + of for row in rows]
    if len(set(names)) < len(names) or any(name.isdigit() and len(name) == 1 for name in columns):
        return
    acts = columns[naming] == NAMES[0]
    for place, column in enumerate(columns):
        cells = [_figure(row[place], acts=acts) for row in rows]
        of = ", change" if _moves(cells, rows) else ""
        for name, figure in zip(names, cells, strict=True):
            if figure is not None and place != naming:
                yield from parted(Told(where, name, SAME.get(column, column) + of, figure))


def parted(told: Told) -> Iterator[Told]:
    """A budget in words as its amount and its currency; another figure as it is."""
    amount, _, currency = str(told.figure).partition(" ")
    if told.column == "Budget" and currency:
        yield told._replace(figure=amount)
        yield told._replace(column="Currency", figure=currency)
    else:
        yield told


def of_plan(where: str, rows: Iterable[Sequence[str]]) -> Iterator[Told]:
    """The facts of actions in a table with several lines in each of its cells."""
    for row in rows:
        _, (name, *_), (department, *helpers), days, (budget, *money), (state, *_) = (
            cell.split("\n") for cell in row
        )
        known = {"Responsible department": department.partition(", from the workshop of ")[0]}
        known["Status"] = state.rpartition(" · ")[2]
        known["Budget"] = budget.removesuffix("–")
        known |= {"Cost" if one in CLASSES else "Source of the budget": one for one in money}
        for words in (*helpers, *days):
            begins = next((one for one in LINES if words.startswith(one)), "")
            known[LINES.get(begins, "Due date")] = words.removeprefix(begins).removesuffix("–")
        for column, words in known.items():
            if words:
                yield from parted(Told(where, plain(name), column, plain(words)))


def _figure(cell: object, *, acts: bool) -> str | float | None:
    """A figure, without what it is based on; of an action also words, without the workshop that it is from."""
    if isinstance(cell, int | float):
        return cell
    if acts:
        return plain(cell).partition(", from the workshop of ")[0].rpartition(" · ")[2] or None
    said = plain(cell).partition(" (")[0]
    return said if PRINTED.fullmatch(said) else None


def _moves(cells: Sequence[object], rows: Iterable[Sequence[Any]]) -> bool:
    """Whether a column has changes: with signs, or only zeros in a table with signs."""
    signs = [cell for cell in cells if SIGNED.match(str(cell))]
    zeros = all(cell in {None, "0.0"} for cell in cells)
    return bool(signs) or (zeros and any(SIGNED.match(plain(cell)) for row in rows for cell in row))


def on_page(at: AppTest, where: str) -> Iterator[Told]:
    """The figures of the tables of a page."""
    for node in elements(at):
        if kind_of(node) == "table":
            table = read_table(node)
            head = [table.index.name or "", *table.columns]
            yield from of_table(where, head, [tuple(map(plain, row)) for row in table.itertuples()])


def in_document(content: bytes) -> Iterator[Told]:
    """The figures of the tables of a Word document."""
    for table in Document(io.BytesIO(content)).tables:
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        yield from of_plan("Word", rows) if head[1] == NAMES[0] else of_table("Word", head, rows)


def in_slides(content: bytes) -> Iterator[Told]:
    """The figures of the tables and of the charts of slides, but for dots, which are in the rows of a table."""
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_table:
                head, *rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
                yield from of_table("slides", head, rows)
            elif shape.has_chart and shape.chart.chart_type != XL_CHART_TYPE.XY_SCATTER:
                plot: Any = shape.chart.plots[0]
                for series in plot.series:
                    for name, value in zip(plot.categories, series.values, strict=True):
                        if value is not None:
                            column = SAME.get(series.name, series.name)
                            yield Told("slides", plain(name), column, EN.number(value, 1))


def in_workbook(content: bytes) -> Iterator[Told]:
    """The numbers of the tables of a workbook, but for statistics."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    for sheet in (one for one in book.worksheets if one.title not in STATISTICS):
        for table in sheet.tables.values():
            head, *rows = [[_value(cell) for cell in row] for row in sheet[table.ref]]
            yield from of_table(f"workbook, {sheet.title}", head, rows)


class _Change(float):
    """A number that its cell shows with a sign."""

    def __str__(self) -> str:
        return f"{float(self):+}"


def _value(cell: Any) -> Any:
    changes = isinstance(cell.value, int | float) and cell.number_format.startswith("+")
    return _Change(cell.value) if changes else cell.value
