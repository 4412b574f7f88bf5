"""The sheet "Indicators": the city's score of every indicator, where the formulas begin."""

from resilience.framework import Indicator, Levels, Theme
from resilience.scoring import median_levels
from resilience.scoring.notes.words import middle_words
from resilience.workbook.allowed import demand_column
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell, Formula, Plain
from resilience.workbook.formulas import indicator_state
from resilience.workbook.grid import Column, Grid
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.figures import (
    count_columns,
    empty_words,
    score_cells,
    target_columns,
    untold_cells,
)


def write_indicators(sheet: Sheet, book: ResultsBook) -> None:
    """One row per indicator that was asked, in the order of the framework."""
    text = sheet.text
    columns = _columns(sheet, book)
    sheet.head(columns, before="reach")
    if book.live:
        sheet.paragraph(
            text(
                "You can change the cells with a frame: themes, overall and charts update "
                "automatically. If you empty a score, the indicator counts as unanswered."
            )
        )
    if book.untold(book.tallies):
        sheet.paragraph(empty_words(text))
    asked = [(theme, indicator) for theme in book.themes for indicator in book.asked(theme)]
    grid = sheet.grid(columns, len(asked), "indicators")
    rows = [_row(sheet, book, grid, n, *pair) for n, pair in enumerate(asked)]
    sheet.table(grid, rows)
    sheet.main(grid, frozen=3)
    sheet.bars(grid, "score")
    if book.live:
        demand_column(sheet, grid, "score", 0, 100)
        demand_column(sheet, grid, "weight", 0)
        demand_column(sheet, grid, "applies", 0, 1)
        sheet.hide(grid, "lowest", "highest", unfolded=True)


def _columns(sheet: Sheet, book: ResultsBook) -> list[Column]:
    """What is read, and from the shares on what is not printed."""
    text, live, kind = sheet.text, book.live, " input" if book.live else ""
    settled = [Column("agreed", text("Agreed"), 20, "state")]
    columns = [
        Column("theme", text("Theme"), 9, "line", "indicator_theme"),
        Column("code", text("Code"), 9, "line", "indicator_code"),
        Column("title", text("Indicator"), 46, "words"),
        Column("score", text("Score"), 9, f"score{kind}", "indicator_score"),
        Column("state", text("Remarks"), 13, "state"),
        Column("median", text("Middle answer (level)"), 16, "state"),
        *(settled if book.agreed else []),
        *target_columns(text, book.targets),
        Column("reach", text("People who could answer"), 14, "share", "indicator_reach"),
        Column(
            "departments",
            text("Departments that could answer"),
            16,
            "share",
            "indicator_departments",
        ),
        *count_columns(text),
        Column("weight", text("Weight"), 9, f"weight{kind}", "indicator_weight"),
    ]
    if live:
        columns += [
            Column(
                "applies", text("Applies (1 yes, 0 no)"), 14, "weight input", "indicator_applies"
            ),
            Column("lowest", text("Lowest possible"), 10, "score", "indicator_lowest"),
            Column("highest", text("Highest possible"), 10, "score", "indicator_highest"),
        ]
    return columns


def _row(
    sheet: Sheet, book: ResultsBook, grid: Grid, n: int, theme: Theme, indicator: Indicator
) -> dict[str, Cell]:
    score, text = book.result.city[indicator.code], sheet.text
    plain = score_cells(score, text) | {
        "agreed": book.agreed.get(indicator.code),
        "theme": theme.code,
        "title": book.framework.title(indicator.code, text.language),
        "median": None if score.state == "not applicable" else _median(sheet, book, indicator),
        "weight": indicator.weight,
        "target": book.targets.get(indicator.code),
        "applies": int(score.state != "not applicable"),
        "lowest": indicator.scale.low,
        "highest": indicator.scale.high,
    }
    if indicator.code in book.untold(book.tallies):
        plain |= untold_cells(score) | {"reach": None, "departments": None}
    if not book.live:
        return {**plain}
    state = indicator_state(lambda key: grid.cell(key, n), text)
    return {**plain, "state": Formula(state, plain["state"])}


def _median(sheet: Sheet, book: ResultsBook, indicator: Indicator) -> Plain:
    """The level in the middle of the pooled answers, as printed by docs/methods.md, section 1."""
    pooled = book.tallies.city.by_code[indicator.code].answers.sum(axis=0)
    middle = median_levels(pooled) if isinstance(indicator.scale, Levels) else None
    if middle is None:
        return None
    low, high = middle
    return low if low == high else middle_words(middle, sheet.text)
