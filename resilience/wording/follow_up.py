"""What became of actions, of this workshop and of earlier ones, as a table."""

import datetime
from collections.abc import Sequence

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.planning.actions import HEADINGS, PlannedAction, action_cells
from resilience.services.deciding.follow_up import EarlierActions
from resilience.services.results.results import WorkshopResult
from resilience.text import Text

#: facts of an action that stand beside its indicator and workshop
SHOWN = ("what", "department", "state", "note")
INDICATOR = HEADINGS["title"]


def followed_rows(
    result: WorkshopResult, earlier: Sequence[EarlierActions], text: Text
) -> pd.DataFrame:
    """The actions of earlier workshops, the last ones first, and then those of the result's own."""
    workshop = result.workshop
    rows = [
        _row(one.date, action, one.framework, text) for one in earlier for action in one.actions
    ]
    rows += [_row(workshop.date, one, workshop.framework, text) for one in result.actions]
    return pd.DataFrame(rows).set_index(text(INDICATOR)) if rows else pd.DataFrame()


def _row(
    day: datetime.date, action: PlannedAction, framework: Framework, text: Text
) -> dict[str, str]:
    cells = action_cells(action, framework, text)
    return {
        text(INDICATOR): f"{cells['code']} · {cells['title']}",
        text("Workshop"): text.date(day),
        **{text(HEADINGS[name]): str(cells[name] or "") for name in SHOWN},
    }
