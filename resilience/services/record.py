"""The staff record: what was done, by whom, when; append-only."""

from resilience.services.access import Visitor
from resilience.store import Session
from resilience.store.tables import StaffAct, Workshop
from resilience.store.workshops import bump_revision


def record(
    session: Session, visitor: Visitor, act: str, workshop: Workshop | None, **detail: object
) -> None:
    """Append one act of staff, in the transaction of the act itself."""
    code, workshop_id = (workshop.code, workshop.id) if workshop else (None, None)
    actor = visitor.name_in(workshop_id)
    session.add(StaffAct(actor=actor, act=act, workshop=code, detail=detail))


def record_change(
    session: Session, visitor: Visitor, act: str, workshop: Workshop, **detail: object
) -> None:
    """Append one act of staff, and let everybody who looks at the workshop look again."""
    record(session, visitor, act, workshop, **detail)
    bump_revision(session, workshop.id or 0)
