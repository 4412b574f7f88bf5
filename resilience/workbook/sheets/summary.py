"""The sheet "Summary": the result on one page, in numbers, words and two charts."""

from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell, Formula, breadth
from resilience.workbook.grid import Column, Grid
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.charts import draw_charts
from resilience.workbook.sheets.facts import FACTS, write_facts
from resilience.workbook.sheets.figures import score_cells

#: column that the charts are read from; nobody needs to see it
HIDDEN = "drawn"
#: columns that follow the sheet "Themes"
LINKED = ("score", "low", "high", "coverage", "reach", "state")
TITLE_WIDTH = 48
#: heights in points, enough for the fonts of all languages; told to programs so that charts stand
#: below the table and not upon it
ONE_LINE, TWO_LINES, LARGE = 19, 36, 26


def write_summary(sheet: Sheet, book: ResultsBook, themes: Grid) -> None:
    """The overall in words, the themes as a table, and charts; all follow the sheet "Themes"."""
    title = sheet.text(
        "{framework}: {city}, {date}",
        framework=book.framework.title(book.framework.root.code, sheet.text.language),
        city=book.city,
        date=sheet.text.date(book.date),
    )
    sheet.line(title, "title")
    facts = sheet.row + 1
    sheet.row = facts + FACTS + 1
    grid = sheet.grid(_columns(sheet, book), len(book.themes))
    sheet.table(grid, [_row(sheet, book, grid, n) for n in range(len(book.themes))])
    sheet.main(grid, frozen=0, filtered=False)
    write_facts(sheet, book, facts, themes)
    _finish(sheet, book, grid)
    draw_charts(sheet, book, grid)


def _finish(sheet: Sheet, book: ResultsBook, grid: Grid) -> None:
    sheet.paper.hide_gridlines(2)
    sheet.paper.freeze_panes(len(sheet.pad.banners) + 1, 0)
    if not book.in_points:
        sheet.colour(grid, "score")
    title = len(sheet.pad.banners)
    for row in range(title, grid.top - 1):
        sheet.paper.set_row(row, LARGE if row in (title, grid.top - 2 - FACTS) else ONE_LINE)
    sheet.paper.set_row(grid.top - 1, TWO_LINES)
    for n, theme in enumerate(book.themes):
        fits = _fits(book.framework.title(theme.code, sheet.text.language))
        sheet.paper.set_row(grid.top + n, ONE_LINE if fits else TWO_LINES)
    place = grid.place(HIDDEN)
    sheet.paper.set_column(place, place, 10, None, {"hidden": True})


def _fits(title: str) -> bool:
    """Whether a title stands on one line."""
    return breadth(title) <= TITLE_WIDTH + 2


def _columns(sheet: Sheet, book: ResultsBook) -> list[Column]:
    text = sheet.text
    maximum = [Column("maximum", text("Points possible"), 11, "score")]
    return [
        Column("title", text("Theme"), TITLE_WIDTH, "words"),
        Column("score", text("Score"), 11, "score"),
        *(maximum if book.in_points else []),
        Column("low", text("Lowest with unknowns"), 13, "score"),
        Column("high", text("Highest with unknowns"), 13, "score"),
        Column("coverage", text("Coverage"), 11, "share"),
        Column("reach", text("Reach: people"), 11, "share"),
        Column("state", text("State"), 20, "state"),
        Column("code", text("Code"), 10, "line"),
        Column("drawn", text("For the charts"), 10, "score"),
    ]


def _row(sheet: Sheet, book: ResultsBook, grid: Grid, n: int) -> dict[str, Cell]:
    theme = book.themes[n]
    score = book.result.city[theme.code]
    plain = score_cells(score, sheet.text)
    plain["title"] = book.framework.title(theme.code, sheet.text.language)
    if not book.live:
        return {**plain, "drawn": score.value}
    place = f"MATCH({grid.cell('code', n)},theme_code,0)"
    linked = {key: Formula(f"INDEX(theme_{key},{place})", plain[key]) for key in LINKED}
    mine = grid.cell("score", n)
    drawn = "#N/A" if score.value is None else score.value
    return {
        **plain,
        **linked,
        "drawn": Formula(f"IF(ISNUMBER({mine}),{mine},NA())", drawn),
    }
