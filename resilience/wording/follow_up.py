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
#: the state of an action that is done, and how many of these a card names
DONE, MOST_DONE = "done", 4


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


def done_rows(
    earlier: Sequence[EarlierActions], states: Sequence[str], text: Text
) -> tuple[str, list[tuple[str, str, str]], str]:
    """Heading, rows and note of a card on actions of earlier workshops that are done, the last ones first.

    `states` are those of all of these actions, of which `earlier` has the ones to be read.
    """
    done = [(one.date, action) for one in earlier for action in one.actions if action.state == DONE]
    unread = max(0, list(states).count(DONE) - len(done))
    rows = [
        (
            action.what,
            "",
            text("{department}, planned {date}", department=action.department, date=text.date(day)),
        )
        for day, action in done[:MOST_DONE]
    ]
    if len(done) > MOST_DONE:
        rows.append(
            (text.plural("{n} more action", "{n} more actions", len(done) - MOST_DONE), "", "")
        )
    if unread:
        links = text("To read them, you need the links to their workshops.")
        rows.append((text.plural("{n} action", "{n} actions", unread), "", links))
    first = min((day for day, _ in done), default=None)
    heading = (
        text("Done since earlier workshops")
        if unread or first is None
        else text("Done since {date}", date=text.date(first))
    )
    note = text("The day when an action was done is not recorded, so the lines do not show it.")
    return heading, rows, note if rows else text("No action of an earlier workshop is done.")


def _row(
    day: datetime.date, action: PlannedAction, framework: Framework, text: Text
) -> dict[str, str]:
    cells = action_cells(action, framework, text)
    return {
        text(INDICATOR): f"{cells['code']} · {cells['title']}",
        text("Workshop"): text.date(day),
        **{text(HEADINGS[name]): str(cells[name] or "") for name in SHOWN},
    }
