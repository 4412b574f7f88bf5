"""What became of actions: noted by those who run their workshop, or a later one of the city."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from resilience.errors import InputError, NotFound
from resilience.framework import Framework
from resilience.scoring.planning.actions import OVER, STATES, PlannedAction
from resilience.services.access.access import (
    DESKS,
    RUNNERS,
    Visitor,
    may_read,
    open_for,
    open_for_reading,
)
from resilience.services.access.plain_text import tidied
from resilience.services.deciding.actions import keep_change, read_actions
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.groups import check_decides
from resilience.services.workshop.phase import reply_state, rounds_that_count
from resilience.services.workshop.reply_step import refuse_while_awaited
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Session, Store, repeatable
from resilience.store.results.actions import action_by_id, earlier_workshops
from resilience.store.tables import Action, Workshop
from resilience.store.workshops import lock_workshop, rounds, workshop_by_id

#: characters of the note on what became of an action
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class WorkshopActions:
    """The actions of a workshop, with its code, date and framework."""

    code: str
    date: datetime.date
    framework: Framework = field(compare=False)
    actions: tuple[PlannedAction, ...]


def plan_of(workshop: WorkshopView, actions: Iterable[PlannedAction]) -> WorkshopActions:
    """The own actions of a workshop, as those of earlier ones are given."""
    return WorkshopActions(workshop.code, workshop.date, workshop.framework, tuple(actions))


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that is still to be done, with its framework; `since` is the date of its workshop if that is an earlier one."""

    action: PlannedAction
    framework: Framework = field(compare=False)
    since: datetime.date | None = None


def still_open(
    own: Iterable[PlannedAction], framework: Framework, earlier: Iterable[WorkshopActions]
) -> tuple[OpenAction, ...]:
    """The actions that are still to be done: those of a workshop's `own`, then of `earlier` ones of the city."""
    return (
        *(OpenAction(one, framework) for one in own if one.state not in OVER),
        *(
            OpenAction(one, plan.framework, plan.date)
            for plan in earlier
            for one in plan.actions
            if one.state not in OVER
        ),
    )


@repeatable
def earlier_to_read(store: Store, visitor: Visitor, code: str) -> tuple[WorkshopActions, ...]:
    """The earlier actions whose words a reader of the later workshop may read, the last ones first.

    Those of all earlier workshops for who runs the later one; for others of those whose own result
    they may read. How far the rest are, they know from `earlier_states`.
    """
    with store.read() as session:
        workshop = open_for_reading(session, visitor, code)
        refuse_while_awaited(session, visitor, workshop)
        runs = visitor.may(workshop.id, RUNNERS)
        return tuple(
            WorkshopActions(earlier.code, earlier.date, framework_of(session, earlier), found)
            for earlier in _revealed(session, workshop)
            if (runs or _opened(session, visitor, earlier))
            and (found := read_actions(session, earlier))
        )


@repeatable
def earlier_states(store: Store, workshop_id: int) -> tuple[str, ...]:
    """How far the actions of earlier workshops of the city are: states, no words.

    The caller was admitted to the result of the later one.
    """
    with store.read() as session:
        return states_of_earlier(session, workshop_by_id(session, workshop_id))


def states_of_earlier(session: Session, workshop: Workshop) -> tuple[str, ...]:
    """See `earlier_states`."""
    return tuple(
        action.state
        for earlier in _revealed(session, workshop)
        for action in read_actions(session, earlier)
    )


@repeatable
def follow_up(
    store: Store, visitor: Visitor, code: str, action_id: int, *, state: str, note: str
) -> None:
    """Note what became of an action of this workshop, or of an earlier one of the same city.

    Also after the workshop was closed. Raises `NotFound` for an action of any other workshop.
    """
    if state not in STATES:
        raise InputError("Choose a state for the action: still open, under way, done or dropped.")
    changes = {"state": state, "note": tidied(note, LONGEST_NOTE)}
    with store.write() as session:
        workshop = open_for(session, visitor, code, DESKS)
        lock_workshop(session, _find_action(session, workshop, action_id).workshop_id)
        row = _find_action(session, workshop, action_id)  # it may have gone while this waited
        own = row.indicator if row.workshop_id == workshop.id else ""
        check_decides(session, visitor, workshop, own)
        keep_change(session, visitor, workshop, row, "action followed up", changes)


def _opened(session: Session, visitor: Visitor, workshop: Workshop) -> bool:
    """Whether somebody may read the result of a workshop now."""
    return may_read(session, visitor, workshop) and reply_state(session, workshop) != "awaited"


def _find_action(session: Session, workshop: Workshop, action_id: int) -> Action:
    """An action of the workshop or of an earlier one of the city; raises `NotFound`."""
    row = action_by_id(session, action_id)
    within = [*_revealed_now(session, workshop), *_revealed(session, workshop)]
    if row is None or row.workshop_id not in [one.id for one in within]:
        raise NotFound("This action is no longer there. Load the page again.")
    return row


def _revealed(session: Session, workshop: Workshop) -> list[Workshop]:
    """The earlier workshops of the city whose result was revealed."""
    found = earlier_workshops(session, workshop)
    return [earlier for one in found for earlier in _revealed_now(session, one)]


def _revealed_now(session: Session, workshop: Workshop) -> list[Workshop]:
    """The workshop, where its result was revealed."""
    return [workshop] if rounds_that_count(rounds(session, workshop.id)) else []
