"""The sheet "Actions": what will be done, by whom, by when, and what became of it."""

from resilience.scoring.actions import COSTS, STATES, PlannedAction, feasible_words
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet


def write_actions(sheet: Sheet, book: ResultsBook) -> None:
    """One action per row, in the order of the framework."""
    text = sheet.text
    sheet.line(text("Actions: {city}, {date}", city=book.city, date=text.date(book.date)), "title")
    columns = [
        Column("code", text("Code"), 10, "line"),
        Column("title", text("Indicator"), 36, "words"),
        Column("what", text("What will be done"), 56, "user"),
        Column("department", text("Responsible department"), 24, "user"),
        Column("by_when", text("By when"), 14, "line"),
        Column("cost", text("Cost"), 14, "words"),
        Column("feasibility", text("Feasibility (0 to 1)"), 14, "score"),
        Column("said", text("Feasibility in words"), 34, "words"),
        Column("state", text("How far it is"), 14, "words"),
        Column("note", text("What became of it"), 48, "user"),
    ]
    grid = sheet.grid(columns, len(book.actions))
    sheet.table(grid, [_action(sheet, book, action) for action in book.actions])
    sheet.main(grid, frozen=2)
    sheet.paper.repeat_rows(grid.top - 1)
    if not book.actions:
        sheet.line(text("No actions were written down."))


def _action(sheet: Sheet, book: ResultsBook, action: PlannedAction) -> dict[str, Cell]:
    text = sheet.text
    return {
        "code": action.indicator,
        "title": book.framework.title(action.indicator, text.language),
        "what": action.what,
        "department": sheet.unit(action.department),
        "by_when": action.by_when.isoformat() if action.by_when else None,
        "cost": text(COSTS[action.cost]) if action.cost else None,
        "feasibility": action.feasible.value,
        "said": feasible_words(action.feasible, text),
        "state": text(STATES[action.state]),
        "note": action.note,
    }
