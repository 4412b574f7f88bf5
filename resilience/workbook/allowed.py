"""What cells take: numbers within limits, and words from a list."""

from collections.abc import Sequence
from typing import Any

from resilience.workbook.grid import Grid
from resilience.workbook.sheet import Sheet


def demand(
    sheet: Sheet, first: int, column: int, last: int, least: float, most: float | None = None
) -> None:
    """Let cells of a column take only a number from `least` to `most`."""
    limits: dict[str, Any] = {"criteria": ">=", "value": least}
    if most is not None:
        limits = {"criteria": "between", "minimum": least, "maximum": most}
    rule = {"validate": "decimal", **limits}
    sheet.paper.data_validation(first, column, last, column, rule)


def demand_column(
    sheet: Sheet, grid: Grid, key: str, least: float, most: float | None = None
) -> None:
    """Let a column of a table take only numbers from `least` to `most`."""
    if grid.length:
        end = grid.top + grid.length - 1
        demand(sheet, grid.top, grid.place(key), end, least, most)


def choose(sheet: Sheet, grid: Grid, key: str, choices: Sequence[str]) -> None:
    """Let a column of a table take only these words, from a list that drops down."""
    if grid.length:
        place, end = grid.place(key), grid.top + grid.length - 1
        rule = {"validate": "list", "source": list(choices)}
        sheet.paper.data_validation(grid.top, place, end, place, rule)
