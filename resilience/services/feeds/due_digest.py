"""What a weekly mail tells of an action plan: what is overdue, what is due soon, and what was done since the last one."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from resilience.scoring.planning.actions import PlannedAction
from resilience.services.deciding.follow_up import today_in
from resilience.services.feeds.addresses import FeedReader
from resilience.services.feeds.due_dates import DueDate, due_dates, told_actions
from resilience.store import Store, repeatable
from resilience.store.people.record import ActQuery, acts_newest_first

#: how far ahead a mail looks
AHEAD = datetime.timedelta(weeks=4)
#: the acts by which an action may become done
ACTS = ("action added", "action changed", "action followed up")


@dataclass(frozen=True, slots=True)
class DueDigest:
    """Due dates of actions and steps that are `overdue` or due `soon`, by day, and the actions that were done."""

    overdue: tuple[DueDate, ...]
    soon: tuple[DueDate, ...]
    done: tuple[PlannedAction, ...]


def digest_of(store: Store, reader: FeedReader, since: datetime.datetime) -> DueDigest | None:
    """Return what is due for a reader today, and what was done `since` then; None if nothing is due."""
    today = today_in(reader.workshop)
    to_do = [one for one in due_dates(store, reader) if not one.done and not one.dropped]
    overdue = tuple(takewhile(lambda one: one.day < today, to_do))
    soon = tuple(one for one in to_do if today <= one.day <= today + AHEAD)
    return DueDigest(overdue, soon, _done(store, reader, since)) if overdue or soon else None


def _done(store: Store, reader: FeedReader, since: datetime.datetime) -> tuple[PlannedAction, ...]:
    finished = _became_done(store, since)
    return tuple(
        one
        for one in told_actions(store, reader) or ()
        if one.state == "done"
        and reader.department_id in (None, one.department_id)
        and str(one.id) in finished
    )


@repeatable
def _became_done(store: Store, since: datetime.datetime) -> set[str]:
    """The numbers of the actions that became done: also by an act of a later workshop of the city."""
    with store.read() as session:
        acts = acts_newest_first(session, ActQuery(acts=ACTS, since=since))
        return {
            one.thing
            for one in acts
            if _state(one.after) == "done" and _state(one.before) != "done"
        }


def _state(kept: Mapping[str, Any] | None) -> object:
    return (kept or {}).get("state")
