"""The sheet "Trend": the city's workshops side by side, and what changed, in the words of the page."""

from resilience.workbook.book import ResultsBook
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.charts import ComparedBars, draw_compared

#: columns of the lower table, and the width of those that stand beside the upper one
MOVED, BESIDE = 5, 26
#: looks and widths of the columns by the first word of their key
SHAPES = {"score": (12, "score"), "change": (16, "change"), "verdict": (26, "state")}


def write_trend(sheet: Sheet, book: ResultsBook) -> None:
    """The themes by workshop with their changes, and below the indicators that moved."""
    said = book.finding("Trend")
    columns = [
        Column("title", sheet.text("Theme"), 52, "words"),
        *(Column(key, head, *SHAPES[key.split()[0]]) for key, head in said.heads.items()),
    ]
    sheet.head(columns, said.title)
    grid = sheet.grid(columns, len(said.rows), "trend_by_theme")
    sheet.table(grid, said.rows, fixed=True)
    sheet.main(grid, frozen=1, repeated=False)
    sheet.widths(*(one.room for one in grid.columns), *[BESIDE] * (MOVED - len(columns)))
    scores = [key for key in said.heads if key.startswith("score")]
    sheet.bars(grid, *scores)
    if not book.in_points:
        compared = [
            ComparedBars(said.heads[key], grid.whole("title"), grid.whole(key), grid.length)
            for key in reversed(scores)
        ]
        draw_compared(sheet, compared, book.cover.unit, said.title)
    sheet.notes(said.notes)
    _write_moved(sheet, book)


def _write_moved(sheet: Sheet, book: ResultsBook) -> None:
    """The indicators between the last two workshops, those that moved most first."""
    moved = book.finding("Moved")
    if not moved.rows:
        return
    sheet.row += 1
    sheet.paragraph(moved.title, "section")
    columns = [
        Column("title", sheet.text("Indicator"), 0, "words"),
        Column("first", moved.heads["first"], 0, "score"),
        Column("second", moved.heads["second"], 0, "score"),
        Column("difference", moved.heads["difference"], 0, "change"),
        Column("size", sheet.text("Size of change"), 0, "state"),
    ]
    grid = sheet.grid(columns, len(moved.rows), "indicators_moved")
    sheet.table(grid, moved.rows)
    sheet.paper.repeat_rows(grid.top - 1)
    sheet.notes(moved.notes)
