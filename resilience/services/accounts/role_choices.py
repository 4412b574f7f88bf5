"""Places for which an admin can give a role."""

import datetime
from dataclasses import dataclass

from resilience.services.access.access import Visitor
from resilience.services.access.role_plan import ANYWHERE, IN_CITIES, IN_WORKSHOPS, RolePlan
from resilience.services.accounts.accounts import check_admin
from resilience.services.workshop.workshops import WorkshopView, workshops_of
from resilience.store import Store
from resilience.store.people.accounts import cities


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role in one place; `city` and `date` are those of a workshop."""

    plan: RolePlan
    city: str = ""
    date: datetime.date | None = None


def role_choices(store: Store, visitor: Visitor, role: str) -> list[RoleChoice]:
    """Return the places for which a role can be given: everywhere, cities, workshops (newest first). Admins only."""
    check_admin(visitor)
    found = [RoleChoice(RolePlan(role))] if role in ANYWHERE else []
    if role in IN_CITIES:
        with store.read() as session:
            places = [f"{city.name}, {city.country}" for city in cities(session)]
        found += [RoleChoice(RolePlan(role, place=place)) for place in places]
    if role in IN_WORKSHOPS:
        for workshop in workshops_of(store, visitor):
            found += [] if workshop.rehearses else _in_workshop(role, workshop)
    return found


def _in_workshop(role: str, workshop: WorkshopView) -> list[RoleChoice]:
    names = [""]
    if role == "lead":
        names = [d.name for d in workshop.responsible]
    return [
        RoleChoice(
            RolePlan(role, workshop=workshop.code, department=name),
            f"{workshop.city.name}, {workshop.city.country}",
            workshop.date,
        )
        for name in names
    ]
