"""The staff record: what was done, by whom, when; append-only."""

from resilience.services.access import Visitor
from resilience.store import Session
from resilience.store.tables import StaffAct, Workshop


def record(
    session: Session, visitor: Visitor, act: str, workshop: Workshop | None, **detail: object
) -> None:
    """Append one act of staff, in the transaction of the act itself."""
    code, workshop_id = (workshop.code, workshop.id) if workshop else (None, None)
    actor = visitor.name_in(workshop_id)
    session.add(StaffAct(actor=actor, act=act, workshop=code, detail=detail))
