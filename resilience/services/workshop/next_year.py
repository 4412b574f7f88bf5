"""Starting a workshop from the last one of the same city."""

import datetime

from resilience.services.access.access import Visitor
from resilience.services.workshop.plan import check_sets_up
from resilience.services.workshop.workshops import WorkshopView, workshops_of
from resilience.store import Store


def last_workshops(store: Store, visitor: Visitor) -> list[WorkshopView]:
    """Return each real city's last workshop, or all of its last day, most recent first. Host only."""
    check_sets_up(visitor)
    real = [one for one in workshops_of(store, visitor) if not one.invented]
    days: dict[tuple[str, str], datetime.date] = {}
    for one in real:
        days.setdefault((one.city.name, one.city.country), one.date)
    return [one for one in real if one.date == days[one.city.name, one.city.country]]
