"""Actions as CSV, for a spreadsheet that people open with a double click."""

import csv
import io
from collections.abc import Iterable

from resilience.framework import Framework
from resilience.scoring.actions import COSTS, STATES, PlannedAction, feasible_words
from resilience.text import Text

#: what a spreadsheet takes for the start of a formula, also where spaces stand before it
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def actions_csv(actions: Iterable[PlannedAction], framework: Framework, text: Text) -> bytes:
    """A row per action under headings in the language of `text`; UTF-8 with a mark for Excel.

    Days are written like 2027-05-01, feasibility 0..1 with a point. A cell that a spreadsheet would
    take for a formula has an apostrophe in front.
    """
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(
        [
            text("Code"),
            text("Indicator"),
            text("What will be done"),
            text("Responsible department"),
            text("By when"),
            text("Cost"),
            text("Feasibility (0 to 1)"),
            text("Feasibility in words"),
            text("How far it is"),
            text("What became of it"),
        ]
    )
    for action in actions:
        writer.writerow(map(inert, _cells(action, framework, text)))
    return held.getvalue().encode("utf-8-sig")


def inert(cell: str) -> str:
    """The words of a cell, so that no spreadsheet takes them for a formula."""
    starts = cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)
    return f"'{cell}" if starts else cell


def _cells(action: PlannedAction, framework: Framework, text: Text) -> list[str]:
    value = action.feasible.value
    return [
        action.indicator,
        framework.title(action.indicator, text.language),
        action.what,
        text(action.department),
        action.by_when.isoformat() if action.by_when else "",
        text(COSTS[action.cost]) if action.cost else "",
        "" if value is None else f"{value:.12g}",
        feasible_words(action.feasible, text),
        text(STATES[action.state]),
        action.note,
    ]
