"""Who keeps the plan: which facts of an action a visitor may change (docs/decisions/0094)."""

from resilience.errors import NotAllowed
from resilience.services.access.access import DESKS, READERS, RUNNERS, Role, Visitor, open_for
from resilience.services.deciding.action_facts import FACTS, OUTCOME, SETTLED
from resilience.store import Session
from resilience.store.tables import Workshop

NOTHING = frozenset[str]()
#: roles of which somebody may keep the plan
KEEPERS: tuple[Role, ...] = READERS


def keeps_plan(visitor: Visitor, workshop_id: int) -> bool:
    """Whether the visitor keeps the whole plan of a closed workshop: they run it, or their account is an official.

    A link for officials is handed to many people, and the history could not name them: it reads only, also for people
    who are signed in.
    """
    official = any(one.role == "official" and one.reaches(workshop_id) for one in visitor.own)
    return official or visitor.may(workshop_id, RUNNERS)


def leads(visitor: Visitor, workshop_id: int, department_id: int | None) -> bool:
    """Whether the visitor leads a department, any of the workshop where the id is None."""
    led = [g.department_id for g in visitor.grants if g.role == "lead" and g.reaches(workshop_id)]
    return bool(led) if department_id is None else department_id in led


def changeable(
    visitor: Visitor,
    workshop_id: int,
    department_id: int | None,
    *,
    closed: bool,
    decides: bool,
) -> frozenset[str]:
    """Return the facts of an action that a visitor may change in the workshop that planned it.

    `decides`: they run the workshop, or the desk of the group that has the indicator.
    """
    if not closed:
        return FACTS if decides else NOTHING
    if keeps_plan(visitor, workshop_id):
        return FACTS
    if department_id is not None and leads(visitor, workshop_id, department_id):
        return FACTS - SETTLED
    return OUTCOME if decides else NOTHING


def open_plan(session: Session, visitor: Visitor, code: str) -> Workshop:
    """Return the workshop for somebody who may keep some of its plan; raises `NotAllowed` for others."""
    workshop = open_for(session, visitor, code, KEEPERS)
    desk = visitor.may(workshop.id, DESKS) or leads(visitor, workshop.id, None)
    if not desk and not keeps_plan(visitor, workshop.id):
        raise NotAllowed(
            "The link for officials can read the plan but not change it. Sign in with an account "
            "that has the role of an official, so that the history can name who changed it."
        )
    return workshop
