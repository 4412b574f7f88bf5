"""The departments' replies, and the figures that each is shown with."""

from dataclasses import dataclass

from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from resilience.store import Session
from resilience.store.results.closing import replies
from resilience.store.tables import Department, Unit, Workshop


@dataclass(frozen=True, slots=True)
class DepartmentReply:
    """A department's reply to the result, and the unit that shows the department (None if none does)."""

    department: str
    unit: str | None
    words: str


def department_replies(session: Session, workshop: Workshop) -> tuple[DepartmentReply, ...]:
    """Return the replies of departments, in the order of the departments."""
    return tuple(
        DepartmentReply(department.name, shown_in(session, department), reply.words)
        for department, reply in replies(session, workshop.id)
    )


def shown_in(session: Session, department: Department) -> str | None:
    """Return the unit that shows a department: its own, or that of the combined smaller ones.

    None for a department from which nobody took part when the first vote closed: whether somebody came later would
    reveal who answers now, and where somebody was erased.
    """
    if department.unit_id is None:
        return None
    name = session.get_one(Unit, department.unit_id).name
    together = name == OTHER_DEPARTMENTS and department.came
    return name if together or name == department.name else None
