"""Actions of a workshop: written down after the reveal by those who run it, read by its readers."""

from typing import Any

from resilience.errors import NotAllowed, NotFound, WrongTime
from resilience.scoring.planning.actions import ActionPlan, PlannedAction, feasible, with_assumed
from resilience.scoring.planning.steps import step_words
from resilience.services.access.access import DESKS, Visitor, lock_for, open_for_reading
from resilience.services.access.record import record, record_change
from resilience.services.deciding.action_facts import columns_of, facts_in, plan_in
from resilience.services.deciding.action_rights import keeps_plan, open_plan
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.groups import check_decides
from resilience.services.workshop.phase import rounds_that_count
from resilience.services.workshop.reply_step import refuse_while_awaited
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.actions import action_by_id, actions
from resilience.store.tables import Action, Department, Workshop
from resilience.store.workshops import bump_revision, departments, lock_workshop, rounds
from resilience.text import mark

#: the answer to those who keep the plan once the workshop is closed
KEPT_LATER = mark(
    "Until the workshop is closed, only the people who run it can change its actions."
)


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

    From the reveal for those who run the workshop or the indicator's group; after the close for those who keep the
    plan.
    """
    with store.write() as session:
        workshop = lock_workshop(session, open_plan(session, visitor, code).id)
        return insert_action(session, visitor, workshop, plan)


def insert_action(session: Session, visitor: Visitor, workshop: Workshop, plan: ActionPlan) -> int:
    """Add an action to a locked workshop and return its id; raises as `add_action`."""
    check_adds(session, visitor, workshop, plan.indicator)
    row = Action(workshop_id=workshop.id, **columns_of(session, workshop, plan))
    session.add(row)
    session.flush()
    after = action_for_record(session, row)
    record_change(session, visitor, "action added", workshop, row.id, after=after)
    return row.id


def check_adds(session: Session, visitor: Visitor, workshop: Workshop, indicator: str) -> None:
    """Raise `WrongTime` or `NotAllowed` unless the visitor may add an action on an indicator now."""
    desk, closed = visitor.may(workshop.id, DESKS), workshop.closed_at is not None
    if not keeps_plan(visitor, workshop.id) and (closed or not desk):
        raise NotAllowed(
            "Actions are added by the people who run the workshop and, after the workshop closes, "
            "also by officials who have signed in."
        )
    if not rounds_that_count(rounds(session, workshop.id)):
        raise WrongTime("You can add and see actions once the result has been revealed.")
    if not closed and not desk:
        raise WrongTime(KEPT_LATER)
    if not closed:
        check_decides(session, visitor, workshop, indicator)


@repeatable
def remove_action(store: Store, visitor: Visitor, code: str, action_id: int) -> None:
    """Delete an action with the votes on it, until the workshop is closed; the history keeps its text."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, DESKS)
        if workshop.closed_at is not None:
            raise WrongTime(
                "The workshop is closed, so its actions cannot be removed. Set the status of this one to dropped."
            )
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
        **_more_for_record(row),
    }


def _more_for_record(row: Action) -> dict[str, Any]:
    """The facts that are rarely filled in; empty ones are left out."""
    plan = plan_in(row)
    told = {name: getattr(plan, name) for name in ("contact", "partners", "currency", "source")}
    told |= {
        "starts": row.starts.isoformat() if row.starts else None,
        "budget": None if row.budget is None else float(row.budget),
    }
    told |= {
        "also": [*plan.also],
        "steps": [*map(step_words, plan.steps)],
        "evidence": [*plan.links],
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _planned(row: Action, department: str, signed: bool) -> PlannedAction:
    return PlannedAction(
        **facts_in(row),
        id=row.id,
        department=department,
        feasible=feasible(row.vote_people, row.vote_points, row.vote_choices, signed=signed),
        suggested=row.suggested,
    )
