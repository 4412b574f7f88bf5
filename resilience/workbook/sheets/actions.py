"""The sheet "Actions": what will be done, by whom, by when, and what became of it."""

from resilience.scoring.planning.actions import HEADINGS, action_cells
from resilience.workbook.book import ResultsBook
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet

#: width and look of each column
SHAPES = {
    "code": (10, "line"),
    "title": (32, "words"),
    "what": (48, "user"),
    "department": (24, "user"),
    "by_when": (14, "day"),
    "cost": (14, "words"),
    "feasibility": (14, "score"),
    "said": (30, "indented"),
    "state": (14, "words"),
    "note": (40, "user"),
}


def write_actions(sheet: Sheet, book: ResultsBook) -> None:
    """One action per row, in the order of the framework."""
    text = sheet.text
    sheet.line(text("Actions: {city}, {date}", city=book.city, date=text.date(book.date)), "title")
    columns = [Column(key, text(said), *SHAPES[key]) for key, said in HEADINGS.items()]
    grid = sheet.grid(columns, len(book.actions))
    sheet.table(grid, [{**action_cells(action, book.framework, text)} for action in book.actions])
    sheet.main(grid, frozen=2)
    sheet.paper.repeat_rows(grid.top - 1)
    if not book.actions:
        sheet.line(text("No actions were written down."))
