"""A role as it is written down: in a form, on the command line, and in the settings."""

import datetime
from dataclasses import dataclass

from resilience.errors import InputError, NotFound
from resilience.services.access.access import find_workshop
from resilience.store import Session, now
from resilience.store.people.accounts import cities
from resilience.store.tables import RoleHeld
from resilience.store.workshops import departments
from resilience.text import mark

Moment = datetime.datetime | None
ROLES = {
    "admin": mark("Admin"),
    "facilitator": mark("Facilitator"),
    "cofacilitator": mark("Co-facilitator"),
    "lead": mark("Department lead"),
    "official": mark("Official"),
    "coordinator": mark("Coordinator"),
}
#: roles that are held in a whole city too, in a workshop alone, and without either
IN_CITIES = ("facilitator", "official", "coordinator")
IN_WORKSHOPS = (*IN_CITIES, "cofacilitator", "lead")
ANYWHERE = ("admin", "coordinator")
WRITTEN = mark(
    "The role {said} is not understood. Write admin; or facilitator in City, Country; or official in "
    "CODE; or lead in CODE / Department."
)


@dataclass(frozen=True, slots=True)
class RolePlan:
    """A role and where it is held: in a `place` ("City, Country"), or in a workshop by its code."""

    role: str
    place: str = ""
    workshop: str = ""
    department: str = ""

    def __str__(self) -> str:
        where = self.place or self.workshop
        inside = f" / {self.department}" if self.department else ""
        return f"{self.role} in {where}{inside}" if where else self.role


def read_role(said: str) -> RolePlan:
    """Parse a role such as `lead in ABCDEF / Water`; raises `InputError`."""
    role, _, where = " ".join(said.split()).partition(" in ")
    role = role.lower().replace("-", "")
    place, _, department = where.partition(" / ")
    plan = (
        RolePlan(role, place=where)
        if "," in place and not department
        else RolePlan(role, workshop=place, department=department)
    )
    try:
        check_role(plan)
    except InputError:
        raise InputError(WRITTEN, said=said.strip() or "–") from None
    return plan


def check_role(plan: RolePlan) -> None:
    """Raise `InputError` for a role that does not exist, or not in that place."""
    if plan.place:
        fits = plan.role in IN_CITIES and not plan.workshop
    elif plan.workshop:
        fits = plan.role in IN_WORKSHOPS
    else:
        fits = plan.role in ANYWHERE
    if not fits or (plan.role == "lead") != bool(plan.department):
        raise InputError("Choose the role, and the city, workshop or department that it is for.")


def role_row(
    session: Session, account_id: int, plan: RolePlan, expires_at: Moment = None
) -> RoleHeld:
    """Return the unsaved row of an account's role, valid until a moment or without end.

    Raises `NotFound` if the place does not exist, and `InputError` for a moment in the past.
    """
    check_role(plan)
    check_end(plan.role, expires_at)
    row = RoleHeld(account_id=account_id, role=plan.role, expires_at=expires_at)
    if plan.place:
        row.city_id = _city(session, plan.place)
    if plan.workshop:
        row.workshop_id = find_workshop(session, plan.workshop).id
        if plan.department:
            row.department_id = _department(session, row.workshop_id, plan.department)
    return row


def check_end(role: str, expires_at: Moment) -> None:
    """Raise `InputError` unless a role may end at this moment."""
    if expires_at is None:
        return
    if role == "admin":
        raise InputError(
            "You cannot set a last day for an admin role. End the role when it is no longer needed."
        )
    if expires_at <= now():
        raise InputError("The last day of a role cannot be before today. Choose another day.")


def same_role(one: RoleHeld, other: RoleHeld) -> bool:
    """Whether two rows are the same role in the same place."""
    return (one.role, one.city_id, one.workshop_id, one.department_id) == (
        other.role,
        other.city_id,
        other.workshop_id,
        other.department_id,
    )


def _city(session: Session, place: str) -> int:
    for city in cities(session):
        if f"{city.name}, {city.country}".casefold() == place.casefold():
            return city.id
    raise NotFound("There is no city {place} here.", place=place)


def _department(session: Session, workshop_id: int, name: str) -> int:
    for department in departments(session, workshop_id):
        if department.name.casefold() == name.casefold():
            return department.id
    raise NotFound("The workshop has no department {name}.", name=name)
