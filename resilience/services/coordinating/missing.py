"""Cities of the network that have not sent a result yet."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from resilience.services.access.access import Visitor
from resilience.services.access.plain_text import typed_line
from resilience.services.cities.peers import taken_in
from resilience.services.cities.publishers import check_collects
from resilience.store import Store, repeatable
from resilience.store.cities.network import latest_publications

#: published results that are looked through
MOST = 10_000


@dataclass(frozen=True, slots=True)
class MissingCity:
    """A city by its full name, and the date of its newest result here; None if it has none with a date."""

    name: str
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class AwaitedCities:
    """How many cities should send a result, and those that have not, by name."""

    count: int
    missing: tuple[MissingCity, ...]


@repeatable
def missing_cities(
    store: Store, visitor: Visitor, since: datetime.date, expected: Sequence[str] = ()
) -> AwaitedCities:
    """Return the cities without a result dated `since` that day, by name; for coordinators and the host.

    Awaited are real cities with a result here, and those `expected` ("City, Country").
    """
    check_collects(visitor)
    last: dict[str, datetime.date | None] = {}
    with store.read() as session:
        here = latest_publications(session, invented=False, most=MOST)
    published = ((f"{one.city}, {one.country}", one.date) for one in here)
    files = ((one.city.full_name, one.side.date) for one in taken_in(store))
    for name, date in (*files, *published):
        last[name] = max(filter(None, (last.get(name), date)), default=None)
    known = {name.casefold() for name in last}
    for name in filter(None, map(typed_line, expected)):
        if name.casefold() not in known:
            last[name] = None
            known.add(name.casefold())
    missing = [MissingCity(name, date) for name, date in last.items() if not date or date < since]
    missing.sort(key=lambda one: one.name.casefold())
    return AwaitedCities(len(last), tuple(missing))
