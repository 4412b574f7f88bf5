"""The sheets "Priorities", "Actions", "Targets" and "What the room agreed"."""

from resilience.scoring.planning.actions import HEADINGS, STATES
from resilience.workbook.allowed import choose
from resilience.workbook.book import ResultsBook, SheetFinding
from resilience.workbook.cells import Cell, Formula
from resilience.workbook.formulas import gap_formulas, looked_up
from resilience.workbook.grid import Column, Grid, Row
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.charts import OPEN_END, ROWS, ComparedBars, draw_compared
from resilience.workbook.style import DAY_WIDTH

#: bars of the largest gains
LARGEST = 10
#: width and look of each column of actions, in their order: those from the feasibility on are not printed
SHAPES = {
    "number": (10, "state"),
    "code": (8, "line"),
    "title": (23, "state"),
    "what": (34, "indented"),
    "department": (17, "indented"),
    "workshop": (DAY_WIDTH, "day beside"),
    "by_when": (DAY_WIDTH, "day beside"),
    "late": (11, "late"),
    "budget": (13, "money"),
    "currency": (10, "state"),
    "state": (13, "choice"),
    "note": (25, "indented"),
    "feasibility": (12, "score"),
    "said": (72, "indented"),
    "also": (18, "indented"),
    "cost": (14, "state"),
    "contact": (22, "indented"),
    "partners": (22, "indented"),
    "starts": (DAY_WIDTH, "day beside"),
    "source": (22, "indented"),
    "steps": (40, "indented"),
    "links": (40, "indented"),
}
#: columns that are there even where they are empty
ALWAYS = ("number", "code", "title", "what", "department", "workshop", "by_when", "state", "said")


def write_priorities(sheet: Sheet, book: ResultsBook) -> None:
    """Write the sheet Priorities: possible gains, largest first, with their open actions."""
    text, said = sheet.text, book.finding("Priorities")
    voted = any(row["feasibility"] is not None for row in said.rows)
    columns = [
        Column("indicator", text("Indicator"), 50, "words"),
        Column("gain", text("Maximum gain"), 14, "score"),
        Column("action", text("Open action (empty: none)"), 23, "state"),
        *([Column("feasibility", text("Feasibility (0 to 1)"), 19, "score")] if voted else []),
        Column("sure", text("Among the five largest gains"), 18, "share"),
    ]
    grid = _listed(sheet, book, "Priorities", columns, frozen=1, above=ROWS)
    _draw_gains(sheet, grid, said)
    sheet.paper.freeze_panes(0, 1)  # rows that stay would hold the chart too
    sheet.notes(said.notes)


def _draw_gains(sheet: Sheet, grid: Grid, said: SheetFinding) -> None:
    """Draw the largest gains as bars in the rows above their table, those without an action in another colour."""
    text, below = sheet.text, sheet.row
    sheet.row = grid.top - 1 - ROWS
    names, gains = (grid.whole(key, LARGEST) for key in ("indicator", "gain"))
    bare = tuple(n for n, row in enumerate(said.rows[:LARGEST]) if not row["action"])
    bars = ComparedBars(text("Maximum gain"), names, gains, min(LARGEST, grid.length), others=bare)
    unit = text("Gain in overall score, points")
    key = (text("has an open action"), text("no open action"))
    draw_compared(sheet, [bars], unit, said.title, OPEN_END, key)
    sheet.row = below


def write_actions(sheet: Sheet, book: ResultsBook) -> None:
    """An action per row, this workshop's first; how far it is can be chosen from a list.

    Facts that no action has are left out.
    """
    text, rows = sheet.text, book.finding("Actions").rows
    heads = {**HEADINGS, "workshop": "Workshop"}
    filled = [key for key in SHAPES if any(row.get(key) not in (None, "") for row in rows)]
    columns = [
        *(Column(k, text(heads[k]), *SHAPES[k]) for k in SHAPES if k in filled or k in ALWAYS),
    ]
    before = "feasibility" if "feasibility" in filled else "said"
    grid = _listed(sheet, book, "Actions", columns, frozen=2, before=before)
    choose(sheet, grid, "state", [text(state) for state in STATES.values()])
    sheet.notes(
        [
            *book.finding("Actions").notes,
            text("Changes in this file do not change what the dashboard shows."),
        ]
    )


def write_targets(sheet: Sheet, book: ResultsBook) -> None:
    """Each target with the score now, the gap and the share that is reached."""
    text, said = sheet.text, book.finding("Targets")
    columns = [
        Column("item", text("Theme or indicator"), 50, "words"),
        Column("now", said.heads["now"], 12, "score"),
        Column("target", said.heads["target"], 12, "score"),
        Column("level", text("Target level"), 20, "state"),
        Column("gap", said.heads["gap"], 12, "score"),
        Column("share", text("Reached"), 12, "share"),
    ]
    sheet.head(columns, said.title)
    grid = sheet.grid(columns, len(said.rows), "targets")
    sheet.table(grid, [_target(book, grid, n, row) for n, row in enumerate(said.rows)], fixed=True)
    sheet.main(grid, frozen=1)
    if said.rows and not book.in_points:
        compared = [
            ComparedBars(said.heads[key], grid.whole("item"), grid.whole(key), grid.length)
            for key in ("now", "target")
        ]
        draw_compared(sheet, compared, text("Score and target, 0 to 100"), said.title)
    sheet.notes(said.notes)


def write_agreed(sheet: Sheet, book: ResultsBook) -> None:
    """What the room agreed on each indicator, and why."""
    text = sheet.text
    columns = [
        Column("indicator", text("Indicator"), 46, "words"),
        Column("outcome", text("Agreed"), 20, "state"),
        Column("words", text("What the level means"), 46, "words"),
        Column("reason", text("Because"), 46, "user"),
    ]
    _listed(sheet, book, "What the room agreed", columns, frozen=1)


def _listed(
    sheet: Sheet,
    book: ResultsBook,
    name: str,
    columns: list[Column],
    frozen: int,
    above: int = 0,
    before: str = "",
) -> Grid:
    """The finding of a sheet as its title, and its rows as a table with so many free rows `above`.

    The columns on the left of `before` are printed, all without it.
    """
    said = book.finding(name)
    sheet.head(columns, said.title, before)
    for sentence in said.lead:
        sheet.paragraph(sentence)
    sheet.row += above
    grid = sheet.grid(columns, len(said.rows), name.rsplit(maxsplit=1)[-1].lower())
    sheet.table(grid, said.rows)
    sheet.main(grid, frozen=frozen)
    return grid


def _target(book: ResultsBook, grid: Grid, n: int, row: Row) -> dict[str, Cell]:
    """A row whose score, gap and share follow the sheets "Themes" and "Indicators"."""
    if not book.live:
        return {**row}
    code, now, target, gap = str(row["code"]), *(grid.cell(k, n) for k in ("now", "target", "gap"))
    kind = "theme" if code in {theme.code for theme in book.themes} else "indicator"
    left, reached = gap_formulas(now, target, gap)
    formulas = {"now": looked_up(kind, "score", code), "gap": left, "share": reached}
    values = {key: value for key, value in row.items() if isinstance(value, float)}
    return {**row, **{key: Formula(said, values.get(key)) for key, said in formulas.items()}}
