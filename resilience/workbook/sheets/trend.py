"""The sheet "Trend": the city's workshops side by side, and what changed, in the words of the page."""

from resilience.workbook.book import ResultsBook
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet

#: columns of the lower table, and the width of those that stand beside the upper one
MOVED, BESIDE = 5, 38


def write_trend(sheet: Sheet, book: ResultsBook) -> None:
    """The themes by workshop with the changes in words, and below the indicators that moved."""
    said = book.finding("Trend")
    columns = [
        Column("title", sheet.text("Theme"), 46, "words"),
        *(
            Column(key, head, 12, "score") if key.startswith("score") else _words(key, head)
            for key, head in said.heads.items()
        ),
    ]
    sheet.head(columns, said.title)
    grid = sheet.grid(columns, len(said.rows), "trend_by_theme")
    sheet.table(grid, said.rows)
    sheet.main(grid, frozen=1, repeated=False)
    sheet.widths(*(one.room for one in grid.columns), *[BESIDE] * (MOVED - len(columns)))
    sheet.colour(grid, *(key for key in said.heads if key.startswith("score")))
    sheet.notes(said.notes)
    _write_moved(sheet, book)


def _write_moved(sheet: Sheet, book: ResultsBook) -> None:
    """The indicators between the last two workshops, those that moved most first."""
    moved = book.finding("Moved")
    if not moved.rows:
        return
    sheet.row += 1
    sheet.paper.set_h_pagebreaks([sheet.row])
    sheet.paragraph(moved.title, "section")
    columns = [
        Column("title", sheet.text("Indicator"), 0, "words"),
        Column("first", moved.heads["first"], 0, "score"),
        Column("second", moved.heads["second"], 0, "score"),
        Column("difference", moved.heads["difference"], 0, "change"),
        Column("size", sheet.text("Size of change"), 0, "state"),
    ]
    sheet.table(sheet.grid(columns, len(moved.rows), "indicators_moved"), moved.rows)
    sheet.notes(moved.notes)


def _words(key: str, head: str) -> Column:
    return Column(key, head, 34, "state")
