"""Actions of a workshop: written down after the reveal by those who run it, read by its readers."""

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from resilience.errors import InputError, NotFound, WrongTime
from resilience.scoring.planning.actions import (
    COSTS,
    PlannedAction,
    feasible,
    with_assumed,
)
from resilience.services.access.access import DESKS, Visitor, lock_for, open_for_reading
from resilience.services.access.plain_text import tidied
from resilience.services.access.record import record, record_change
from resilience.services.frameworks.frameworks import asked_by, framework_of
from resilience.services.voting.responses import asked_one
from resilience.services.workshop.groups import check_decides
from resilience.services.workshop.phase import rounds_that_count
from resilience.services.workshop.plan import responsible_departments
from resilience.services.workshop.reply_step import refuse_while_awaited
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.actions import action_by_id, actions, count_votes
from resilience.store.tables import Action, Department, Workshop
from resilience.store.workshops import bump_revision, departments, rounds

#: characters of what will be done
LONGEST_ACTION = 500


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """An action on an indicator, by a department of the workshop; cost low, medium or high.

    An empty indicator ("") or department (None) has not been chosen yet, and such a plan cannot be stored.
    """

    indicator: str
    what: str
    department_id: int | None
    by_when: datetime.date | None = None
    cost: str | None = None


@repeatable
def actions_of(store: Store, visitor: Visitor, code: str) -> tuple[PlannedAction, ...]:
    """Return the actions of a workshop in framework order, for readers of its result."""
    with store.read() as session:
        workshop = open_for_reading(session, visitor, code)
        if not rounds_that_count(rounds(session, workshop.id)):
            raise WrongTime("You can add and see actions once the result has been revealed.")
        refuse_while_awaited(session, visitor, workshop)
        return read_actions(session, workshop)


def read_actions(session: Session, workshop: Workshop) -> tuple[PlannedAction, ...]:
    """Return the actions of a workshop; the caller checks access."""
    names = {d.id: d.name for d in departments(session, workshop.id)}
    found = actions(session, workshop.id)
    if not found:
        return ()
    place = {i.code: n for n, i in enumerate(framework_of(session, workshop).root.indicators())}
    ordered = sorted(found, key=lambda row: (place.get(row.indicator, len(place)), row.id))
    signed = workshop.closed_at is not None
    return with_assumed(_planned(row, names[row.department_id], signed) for row in ordered)


@repeatable
def add_action(store: Store, visitor: Visitor, code: str, plan: ActionPlan) -> int:
    """Add an action and return its id.

    For those who run the workshop or the indicator's group, from reveal to close.
    """
    with store.write() as session:
        workshop = _planning(session, visitor, code, plan.indicator)
        row = Action(workshop_id=workshop.id, **_columns(session, workshop, plan))
        session.add(row)
        session.flush()
        after = action_for_record(session, row)
        record_change(session, visitor, "action added", workshop, row.id, after=after)
        return row.id


@repeatable
def change_action(
    store: Store, visitor: Visitor, code: str, action_id: int, plan: ActionPlan
) -> None:
    """Change an action; its votes stay. Raises `NotFound` if it no longer exists.

    Once people have voted on it, its text and indicator cannot change (`WrongTime`).
    """
    with store.write() as session:
        workshop = _planning(session, visitor, code, plan.indicator)
        row = own_action(session, workshop, action_id)
        check_decides(session, visitor, workshop, row.indicator)
        columns = _columns(session, workshop, plan)
        same = (row.what, row.indicator) == (columns["what"], columns["indicator"])
        if not same and (row.vote_people or row.id in count_votes(session, workshop.id)):
            raise WrongTime(
                "People have voted on this action, so its wording and indicator can no longer be "
                "changed. Add a new action for anything else you plan to do."
            )
        keep_change(session, visitor, workshop, row, "action changed", columns)


@repeatable
def remove_action(store: Store, visitor: Visitor, code: str, action_id: int) -> None:
    """Delete an action with the votes on it; the history keeps its text."""
    with store.write() as session:
        workshop = _planning(session, visitor, code)
        row = own_action(session, workshop, action_id)
        check_decides(session, visitor, workshop, row.indicator)
        before = action_for_record(session, row)
        session.delete(row)
        record_change(session, visitor, "action removed", workshop, action_id, before=before)


def keep_change(
    session: Session,
    visitor: Visitor,
    workshop: Workshop,
    row: Action,
    act: str,
    changes: dict[str, Any],
) -> None:
    """Change an action's row and record the state before and after; does nothing if nothing differs.

    `workshop` is where the visitor acts: that of the action, or a later one of the city.
    """
    before = action_for_record(session, row)
    row.sqlmodel_update(changes)
    after = action_for_record(session, row)
    if after == before:
        return
    row.changed_at = now()
    session.add(row)
    record(session, visitor, act, workshop, row.id, before=before, after=after)
    bump_revision(session, row.workshop_id)


def own_action(session: Session, workshop: Workshop, action_id: int) -> Action:
    """Return an action of this workshop; raises `NotFound`."""
    row = action_by_id(session, action_id)
    if row is None or row.workshop_id != workshop.id:
        raise NotFound("This action has been removed. Reload the page.")
    return row


def action_for_record(session: Session, row: Action) -> dict[str, Any]:
    """Return an action as stored in the history, without its votes."""
    department = session.get(Department, row.department_id)
    return {
        "indicator": row.indicator,
        "what": row.what,
        "department": department.name if department else "",
        "by_when": row.by_when.isoformat() if row.by_when else None,
        "cost": row.cost,
        "state": row.state,
        "note": row.note,
        **({"suggested": True} if row.suggested else {}),
    }


def _planning(session: Session, visitor: Visitor, code: str, indicator: str = "") -> Workshop:
    """The locked workshop, if the visitor may now change its actions (on the indicator)."""
    workshop = lock_for(session, visitor, code, DESKS)
    if indicator:
        check_decides(session, visitor, workshop, indicator)
    if workshop.closed_at is not None or not rounds_that_count(rounds(session, workshop.id)):
        raise WrongTime(
            "Actions can be added from the reveal until the workshop is closed. Their outcomes "
            "can be recorded later too."
        )
    return workshop


def _columns(session: Session, workshop: Workshop, plan: ActionPlan) -> dict[str, Any]:
    what = tidied(plan.what, LONGEST_ACTION)
    if not what:
        raise InputError("Say what will be done.")
    if not plan.indicator:
        raise InputError("Choose the indicator that the action is about.")
    if plan.department_id is None:
        raise InputError("Choose the responsible department.")
    asked_one(asked_by(session, workshop), plan.indicator)
    responsible = responsible_departments(session, workshop.id)
    if plan.department_id not in [one.id for one in responsible]:
        raise InputError("Choose a department of the workshop {code}.", code=workshop.code)
    if plan.cost is not None and plan.cost not in COSTS:
        raise InputError("The cost must be low, medium or high, or left empty.")
    return asdict(plan) | {"what": what}


def _planned(row: Action, department: str, signed: bool) -> PlannedAction:
    return PlannedAction(
        id=row.id,
        indicator=row.indicator,
        what=row.what,
        department=department,
        by_when=row.by_when,
        cost=row.cost,
        state=row.state,
        note=row.note,
        feasible=feasible(row.vote_people, row.vote_points, row.vote_choices, signed=signed),
        suggested=row.suggested,
    )
