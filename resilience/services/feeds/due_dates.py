"""What a calendar tells of a workshop: the days by which actions and their steps are due."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from resilience.errors import WrongTime
from resilience.scoring.planning.actions import PlannedAction
from resilience.scoring.planning.steps import ActionStep
from resilience.services.deciding.actions import actions_of
from resilience.services.feeds.addresses import FeedReader
from resilience.services.results import results
from resilience.store import Store, repeatable
from resilience.store.results.actions import change_moments


@dataclass(frozen=True, slots=True)
class DueDate:
    """The day by which an action is due, or one `step` of it; `made_at` and `changed_at` are those of the action.

    `name` is the same in every reading of the calendar, and no other due date has it. A step has its name by its
    words, because steps have no number and others may be put before it.
    """

    name: str
    day: datetime.date
    action: PlannedAction
    step: ActionStep | None
    made_at: datetime.datetime
    changed_at: datetime.datetime

    @property
    def dropped(self) -> bool:
        """Whether the action was dropped."""
        return self.action.state == "dropped"

    @property
    def done(self) -> bool:
        """Whether the action is done, or the step."""
        return self.action.state == "done" or (self.step is not None and self.step.done)

    @property
    def changes(self) -> int:
        """A number that grows with every change of the action: the seconds from when it was made to its last change."""
        return max(0, int((self.changed_at - self.made_at).total_seconds()))


def told_actions(store: Store, reader: FeedReader) -> tuple[PlannedAction, ...] | None:
    """Return the actions that a reader may know of; None while officials may not see the result."""
    visitor, code = reader.visitor, reader.workshop.code
    try:
        results.admit(store, visitor, code)
        return actions_of(store, visitor, code)
    except WrongTime:
        return None


def due_dates(store: Store, reader: FeedReader) -> tuple[DueDate, ...]:
    """Return the due dates of a calendar by day; none while officials may not see the result."""
    changed = _changed(store, reader.workshop.id)
    found = [
        due
        for one in told_actions(store, reader) or ()
        if reader.department_id in (None, one.department_id) and one.id in changed
        for due in _dates(one, *changed[one.id])
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.action.id, one.name)))


@repeatable
def _changed(
    store: Store, workshop_id: int
) -> dict[int, tuple[datetime.datetime, datetime.datetime]]:
    with store.read() as session:
        return change_moments(session, workshop_id)


def _dates(
    action: PlannedAction, made_at: datetime.datetime, changed_at: datetime.datetime
) -> Iterator[DueDate]:
    name = f"due {action.id}"
    if action.by_when is not None:
        yield DueDate(name, action.by_when, action, None, made_at, changed_at)
    before = Counter[str]()
    for step in action.steps:
        before[step.what] += 1
        if step.by_when is not None:
            own = f"{name} step {before[step.what]} {step.what}"
            yield DueDate(own, step.by_when, action, step, made_at, changed_at)
