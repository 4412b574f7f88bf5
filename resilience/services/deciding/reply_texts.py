"""What departments replied, and beside which figures it stands."""

from dataclasses import dataclass

from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from resilience.store import Session
from resilience.store.results.closing import replies
from resilience.store.tables import Department, Unit, Workshop
from resilience.store.voting.crowds import people_by_department


@dataclass(frozen=True, slots=True)
class DepartmentReply:
    """What a department says about the result of the unit that shows it (None where none does)."""

    department: str
    unit: str | None
    words: str


def department_replies(session: Session, workshop: Workshop) -> tuple[DepartmentReply, ...]:
    """What departments replied, in their order."""
    return tuple(
        DepartmentReply(department.name, shown_in(session, department), reply.words)
        for department, reply in replies(session, workshop.id)
    )


def shown_in(session: Session, department: Department) -> str | None:
    """The unit that shows a department: its own, or that of the smaller ones together.

    None for one from which nobody took part: another's unit only waits for its late-comers.
    """
    took_part = people_by_department(session, department.workshop_id)
    came = department.came or department.id in took_part
    if department.unit_id is None or not came:
        return None
    name = session.get_one(Unit, department.unit_id).name
    return name if name in (department.name, OTHER_DEPARTMENTS) else None
