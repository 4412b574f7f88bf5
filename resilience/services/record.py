"""The staff record: what was done, by whom, when; append-only."""

from resilience.services.access import Visitor
from resilience.store import Session
from resilience.store.tables import StaffAct


def record(session: Session, visitor: Visitor, act: str, workshop: str, **detail: object) -> None:
    """Append one act of staff, in the transaction of the act itself."""
    session.add(StaffAct(actor=visitor.name, act=act, workshop=workshop, detail=detail))
