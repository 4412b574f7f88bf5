"""Changes of actions: of one in its dialog, of many in the table, or by the Excel plan.

Each names what its page or file showed, so that nothing that another desk saved meanwhile is overwritten silently.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from resilience.errors import NotAllowed, WrongTime
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import RUNNERS, Visitor
from resilience.services.deciding.action_facts import OUTCOME, columns_of, plan_in
from resilience.services.deciding.action_rights import changeable, open_plan
from resilience.services.deciding.actions import KEPT_LATER, insert_action, keep_change
from resilience.services.deciding.follow_up import locked_row
from resilience.services.workshop.groups import check_decides
from resilience.store import Session, Store, repeatable
from resilience.store.results.actions import count_votes
from resilience.store.tables import Action, Workshop
from resilience.store.workshops import lock_workshop, workshop_by_id
from resilience.text import mark

MEANWHILE = mark(
    "This action was changed on another device while you were editing it. Nothing was saved yet, "
    "and what you entered is kept."
)


@dataclass(frozen=True, slots=True)
class ActionEdit:
    """A change of an action: the facts that change, by the names of `ActionPlan`, and what each `was` on the page.

    A fact without a `was` is replaced in any case.
    """

    action_id: int
    becomes: Mapping[str, Any]
    was: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """A fact of an action that another desk has changed meanwhile, and its value `now`."""

    action_id: int
    name: str
    now: Any


class ChangedMeanwhile(WrongTime):
    """Another desk has changed the same facts meanwhile (`clashes`); nothing was saved."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(MEANWHILE)
        self.clashes = tuple(clashes)


@repeatable
def edit_actions(
    store: Store,
    visitor: Visitor,
    code: str,
    edits: Sequence[ActionEdit],
    added: Sequence[ActionPlan] = (),
) -> int:
    """Change actions and add others, all or none; returns how many actions changed or were added.

    Actions of the workshop, or the outcome of those of the city's earlier ones for the people who run this one. Facts
    that already are as they should become are left alone. Raises `ChangedMeanwhile`, `NotAllowed` for a fact that
    the visitor may not change, `NotFound`, and `InputError` for what is wrong.
    """
    with store.write() as session:
        workshop = lock_workshop(session, open_plan(session, visitor, code).id)
        rows = [(locked_row(session, visitor, workshop, one.action_id), one) for one in edits]
        clashes = [clash for row, one in rows for clash in _clashes(row, one)]
        for row, one in rows:
            _check_may(session, visitor, workshop, row, one.becomes)
        if clashes:
            raise ChangedMeanwhile(clashes)
        changed = sum(_change(session, visitor, workshop, row, one) for row, one in rows)
        for plan in added:
            insert_action(session, visitor, workshop, plan)
        return changed + len(added)


def _clashes(row: Action, edit: ActionEdit) -> list[Clash]:
    """The facts that are neither as they were on the page nor as they become."""
    kept = plan_in(row)
    return [
        Clash(row.id, name, getattr(kept, name))
        for name, value in edit.becomes.items()
        if name in edit.was and getattr(kept, name) not in (edit.was[name], value)
    ]


def _check_may(
    session: Session, visitor: Visitor, workshop: Workshop, row: Action, becomes: Mapping[str, Any]
) -> None:
    """Raise `NotAllowed` or `WrongTime` unless the visitor may change these facts of an action."""
    if row.workshop_id != workshop.id:
        may = OUTCOME if visitor.may(workshop.id, RUNNERS) else frozenset[str]()
    else:
        closed = workshop.closed_at is not None
        decides = _decides(session, visitor, workshop, row, becomes)
        may = changeable(visitor, workshop.id, row.department_id, closed=closed, decides=decides)
        if not may and not closed:
            raise WrongTime(KEPT_LATER)
    if not may.issuperset(becomes):
        raise NotAllowed(
            "You can change only the actions of your own department, and not what they are about "
            "or who is responsible."
        )


def _decides(
    session: Session, visitor: Visitor, workshop: Workshop, row: Action, becomes: Mapping[str, Any]
) -> bool:
    """Whether they run the workshop, or the desk of the group of an action; raises for another group's desk."""
    if visitor.may(workshop.id, RUNNERS):
        return True
    if not visitor.may(workshop.id, ("group",)):
        return False
    for indicator in {row.indicator, str(becomes.get("indicator") or row.indicator)}:
        check_decides(session, visitor, workshop, indicator)
    return True


def _change(
    session: Session, visitor: Visitor, workshop: Workshop, row: Action, edit: ActionEdit
) -> bool:
    """Store what an edit changes; whether it changed anything."""
    kept = plan_in(row)
    owner = workshop_by_id(session, row.workshop_id)
    columns = columns_of(session, owner, replace(kept, **edit.becomes))
    changes = {name: columns[name] for name in edit.becomes if columns[name] != getattr(row, name)}
    if not changes:
        return False
    if {"what", "indicator"} & set(changes):
        _check_unvoted(session, row)
    act = "action followed up" if OUTCOME.issuperset(changes) else "action changed"
    keep_change(session, visitor, workshop, row, act, changes)
    return True


def _check_unvoted(session: Session, row: Action) -> None:
    """Raise `WrongTime` once people have voted on an action."""
    if row.vote_people or row.id in count_votes(session, row.workshop_id):
        raise WrongTime(
            "People have voted on this action, so its wording and indicator can no longer be "
            "changed. Add a new action for anything else you plan to do."
        )
