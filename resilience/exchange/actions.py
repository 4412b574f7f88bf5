"""Actions as CSV, for a spreadsheet that people open with a double click."""

import csv
import io
from collections.abc import Iterable, Iterator

from resilience.exchange.inert import inert
from resilience.framework import Framework
from resilience.scoring.planning.actions import HEADINGS, PlannedAction, action_cells
from resilience.text import Text


def actions_csv(actions: Iterable[PlannedAction], framework: Framework, text: Text) -> bytes:
    """A row per action under headings in the language of `text`; UTF-8 with a mark for Excel.

    Days are written like 2027-05-01, feasibility 0..1 with a point. A cell that a spreadsheet would
    take for a formula has an apostrophe in front.
    """
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([text(heading) for heading in HEADINGS.values()])
    for action in actions:
        writer.writerow(map(inert, _cells(action, framework, text)))
    return held.getvalue().encode("utf-8-sig")


def _cells(action: PlannedAction, framework: Framework, text: Text) -> Iterator[str]:
    for cell in action_cells(action, framework, text).values():
        yield f"{cell:.12g}" if isinstance(cell, float) else str(cell or "")
