"""The sheet "Themes": the score of every theme and of the whole, and what they are made of."""

from collections.abc import Callable

from resilience.framework import Theme
from resilience.workbook.allowed import demand, demand_column
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell, Formula, Plain
from resilience.workbook.formulas import NEEDED, overall_formulas, theme_formulas, theme_state
from resilience.workbook.grid import Column, Grid, Row
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.charts import draw_themes
from resilience.workbook.sheets.figures import (
    count_columns,
    empty_words,
    score_cells,
    untold_cells,
)

#: the columns that charts are read from: the score, and by how much it could be lower or higher; nobody needs to see them
DRAWN, RANGE = "drawn", ("lower", "higher")
#: the column of the threshold, under which the scores stand
THRESHOLD_AT = 2


def write_themes(sheet: Sheet, book: ResultsBook) -> Grid:
    """Write one row per theme and the overall below; return their positions. What scores are made of is not printed."""
    text = sheet.text
    columns = _columns(sheet, book)
    sheet.head(columns, book.finding("Themes").title, before="reach")
    if book.live:
        sheet.paragraph(
            text("You can change the cells with a frame; scores and charts update automatically.")
        )
    if book.untold(book.tallies):
        sheet.paragraph(empty_words(text))
    _write_threshold(sheet, book)
    themes = book.ranked_themes
    grid = sheet.grid(columns, len(themes), "themes")
    rows = [_row(sheet, book, grid, n, theme) for n, theme in enumerate(themes)]
    sheet.table(grid, rows, total=_overall(sheet, book, grid), fixed=True)
    sheet.main(grid, frozen=2)
    if not book.in_points:
        sheet.bars(grid, "score", below=1)
    if book.live:
        demand_column(sheet, grid, "weight", 0)
        sheet.hide(grid, "answered", "applicable", unfolded=True)
    sheet.hide(grid, DRAWN, *(RANGE if book.cover.range else ()))
    draw_themes(sheet, book, grid)
    return grid


def _write_threshold(sheet: Sheet, book: ResultsBook) -> None:
    row = sheet.row
    sheet.line(sheet.text("Coverage needed for a score to be shown"), "line")
    sheet.put(row, THRESHOLD_AT, book.framework.threshold, "share input" if book.live else "share")
    if book.live:
        sheet.name_cell(NEEDED, row, THRESHOLD_AT)
        demand(sheet, row, THRESHOLD_AT, row, 0, 1)
    sheet.row += 1


def _columns(sheet: Sheet, book: ResultsBook) -> list[Column]:
    text, live = sheet.text, book.live
    maximum = [Column("maximum", text("Points possible"), 10, "score")]
    made_of = [
        Column("answered", text("Weight answered"), 10, "weight"),
        Column("applicable", text("Weight applicable"), 11, "weight"),
    ]
    return [
        Column("code", text("Code"), 10, "line", "theme_code"),
        Column("title", text("Theme"), 48, "words", "theme_title"),
        Column("score", text("Score"), 10, "score", "theme_score"),
        *(maximum if book.in_points else []),
        Column("low", text("Lowest with unknowns"), 13, "score", "theme_low"),
        Column("high", text("Highest with unknowns"), 13, "score", "theme_high"),
        *(
            Column(key, head[:1].upper() + head[1:], 10, "score")
            for key, head in book.finding("Themes").heads.items()
            if key != DRAWN
        ),
        Column("weight", text("Weight"), 9, "weight input" if live else "weight", "theme_weight"),
        Column("coverage", text("Coverage"), 10, "share", "theme_coverage"),
        Column("state", text("Remarks"), 14, "state", "theme_state"),
        Column("reach", text("People who could answer"), 9, "share", "theme_reach"),
        Column(
            "departments", text("Departments that could answer"), 14, "share", "theme_departments"
        ),
        *count_columns(text),
        *(made_of if live else []),
        *(
            Column(key, text("For the charts"), 10, "score")
            for key in (DRAWN, *(RANGE if book.cover.range else ()))
        ),
    ]


def _row(sheet: Sheet, book: ResultsBook, grid: Grid, n: int, theme: Theme) -> dict[str, Cell]:
    def at(key: str) -> str:
        return grid.cell(key, n)

    score = book.result.city[theme.code]
    plain = score_cells(score, sheet.text) | _weights(book, theme)
    if not book.untold(book.tallies).isdisjoint(one.code for one in book.asked(theme)):
        plain |= untold_cells(score)
    plain["title"] = book.framework.title(theme.code, sheet.text.language)
    beside = next((one for one in book.finding("Themes").rows if one["code"] == theme.code), {})
    if not book.live:
        return {**plain, **beside}
    formulas = theme_formulas(at) | {"state": theme_state(at, score.state, sheet.text)}
    drawn = Formula(
        f"IF(ISNUMBER({at('score')}),{at('score')},NA())",
        "#N/A" if score.value is None else score.value,
    )
    return {**_with_formulas(plain, formulas), **beside, DRAWN: drawn, **_range(at, beside)}


def _range(at: Callable[[str], str], beside: Row) -> dict[str, Cell]:
    """By how much a score could be lower and higher, which no chart draws where it is nothing."""
    ends = {"lower": (at("score"), at("low")), "higher": (at("high"), at("score"))}
    found: dict[str, Cell] = {}
    for key, (more, less) in ends.items():
        apart, known = f"{more}-{less}", f"AND(ISNUMBER({at('score')}),{more}>{less})"
        value = beside.get(key)
        shown = value if isinstance(value, float) else "#N/A"
        found[key] = Formula(f"IF({known},{apart},NA())", shown)
    return found


def _overall(sheet: Sheet, book: ResultsBook, grid: Grid) -> dict[str, Cell]:
    def at(key: str) -> str:
        return grid.cell(key, grid.length)

    score = book.result.city[book.framework.root.code]
    plain = score_cells(score, sheet.text) | {"code": None, "title": sheet.text("Overall")}
    if book.untold(book.tallies):
        plain |= untold_cells(score)
    if not book.live:
        return {**plain}
    formulas = overall_formulas(at) | {"state": theme_state(at, score.state, sheet.text)}
    return _with_formulas(plain, formulas)


def _weights(book: ResultsBook, theme: Theme) -> dict[str, Plain]:
    city = book.result.city
    scored = [i.weight for i in book.asked(theme) if city[i.code].state == "scored"]
    applicable = [i.weight for i in book.asked(theme) if city[i.code].state != "not applicable"]
    return {
        "weight": theme.weight,
        "answered": float(sum(scored)),
        "applicable": float(sum(applicable)),
    }


def _with_formulas(plain: dict[str, Plain], formulas: dict[str, str]) -> dict[str, Cell]:
    return {**plain, **{key: Formula(formula, plain[key]) for key, formula in formulas.items()}}
