"""Starting a workshop from the last one of the same city."""

from resilience.services.access.access import Visitor
from resilience.services.workshop.plan import check_sets_up
from resilience.services.workshop.workshops import WorkshopView, workshops_of
from resilience.store import Store


def last_workshops(store: Store, visitor: Visitor) -> list[WorkshopView]:
    """The last workshop of each real city, most recent first. Host only."""
    check_sets_up(visitor)
    found: dict[tuple[str, str], WorkshopView] = {}
    for workshop in workshops_of(store, visitor):
        if not workshop.invented:
            found.setdefault((workshop.city.name, workshop.city.country), workshop)
    return list(found.values())
