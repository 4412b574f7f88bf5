"""Roles of accounts, as they are shown."""

import datetime
from dataclasses import dataclass

from resilience.services.access.role_plan import RolePlan
from resilience.store import Session, now
from resilience.store.people.accounts import all_roles
from resilience.store.tables import City, Department, RoleHeld, Workshop


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role of an account and where it is held.

    `city` is that of the workshop, or of the role itself. A role that is `over` gives no access; `group` is the
    group of the identity provider that gave it, empty for a role given by an admin.
    """

    id: int
    plan: RolePlan
    city: str
    expires_at: datetime.datetime | None
    over: bool
    group: str


def roles_of(session: Session, account_id: int) -> tuple[RoleView, ...]:
    """Return the roles of an account in the order in which they were given, including expired ones."""
    return tuple(role_view(session, row) for row in all_roles(session, account_id))


def role_view(session: Session, row: RoleHeld) -> RoleView:
    """Return a role for display."""
    workshop = session.get(Workshop, row.workshop_id) if row.workshop_id else None
    department = session.get(Department, row.department_id) if row.department_id else None
    city_id = workshop.city_id if workshop else row.city_id
    city = session.get(City, city_id) if city_id else None
    named = f"{city.name}, {city.country}" if city else ""
    return RoleView(
        id=row.id,
        plan=RolePlan(
            row.role,
            place="" if workshop else named,
            workshop=workshop.code if workshop else "",
            department=department.name if department else "",
        ),
        city=named,
        expires_at=row.expires_at,
        over=row.expires_at is not None and row.expires_at <= now(),
        group=row.from_group or "",
    )


def role_for_record(session: Session, row: RoleHeld) -> dict[str, object]:
    """Return a role as stored in the history: its words, its end and the group that gave it, if any."""
    told: dict[str, object] = {"role": str(role_view(session, row).plan)}
    if row.expires_at:
        told["until"] = row.expires_at.isoformat()
    if row.from_group:
        told["group"] = row.from_group
    return told
