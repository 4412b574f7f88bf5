"""Who reads and who keeps the evidence of a city (docs/decisions/0101)."""

from resilience.errors import NotAllowed, WrongTime
from resilience.services.access.access import READERS, Visitor, open_for_reading
from resilience.services.deciding.action_rights import keeps_plan
from resilience.store import Session
from resilience.store.tables import EvidenceEntry, Workshop
from resilience.store.workshops import departments, lock_workshop


def open_register(session: Session, visitor: Visitor, code: str) -> Workshop:
    """Return the workshop for somebody who holds a role in it; a shared link or the public demo is not enough."""
    workshop = open_for_reading(session, visitor, code)
    if not visitor.may(workshop.id, READERS):
        raise NotAllowed("The evidence of a city is only for people with a role in its workshops.")
    return workshop


def led_departments(session: Session, visitor: Visitor, workshop: Workshop) -> list[str]:
    """Return the names of the departments that the visitor leads in a workshop."""
    led = {g.department_id for g in visitor.grants if g.role == "lead" and g.reaches(workshop.id)}
    return [one.name for one in departments(session, workshop.id) if one.id in led]


def may_add(session: Session, visitor: Visitor, workshop: Workshop) -> bool:
    """Whether the visitor may add evidence: those who run the workshop, signed-in officials and leads.

    A rehearsal, which is deleted when it ends, keeps none.
    """
    keeps = keeps_plan(visitor, workshop.id) or bool(led_departments(session, visitor, workshop))
    return keeps and workshop.rehearses is None


def may_change(visitor: Visitor, workshop: Workshop, row: EvidenceEntry, led: list[str]) -> bool:
    """Whether the visitor may change and remove an entry; leads those of their departments (`led`)."""
    if workshop.rehearses is not None:
        return False
    own = row.role == "lead" and row.department in led
    return keeps_plan(visitor, workshop.id) or own


def open_to_add(session: Session, visitor: Visitor, code: str) -> Workshop:
    """Return the workshop for somebody who may add evidence; raises `NotAllowed` for others."""
    workshop = open_register(session, visitor, code)
    if workshop.rehearses is not None:
        raise WrongTime(
            "This is a rehearsal, which is deleted when it ends. Add evidence in the workshop {code}.",
            code=workshop.rehearses,
        )
    if not may_add(session, visitor, workshop):
        raise NotAllowed(
            "With this link you can read the evidence but not change it. Sign in with an account "
            "that has the role of an official, so that the history can name who changed it."
        )
    return workshop


def lock_register(session: Session, visitor: Visitor, code: str) -> Workshop:
    """As `open_to_add`, and lock the workshop's row until the transaction ends."""
    return lock_workshop(session, open_to_add(session, visitor, code).id)


def check_may_change(
    session: Session, visitor: Visitor, workshop: Workshop, row: EvidenceEntry
) -> None:
    """Raise `NotAllowed` unless the visitor may change an entry."""
    if not may_change(visitor, workshop, row, led_departments(session, visitor, workshop)):
        raise NotAllowed("You can change only the evidence that your own department added.")


def author(session: Session, visitor: Visitor, workshop: Workshop) -> tuple[str, str]:
    """Return the role that an entry names, and the department of a lead, else ""."""
    if keeps_plan(visitor, workshop.id):
        return visitor.role_in(workshop.id), ""
    return "lead", led_departments(session, visitor, workshop)[0]
