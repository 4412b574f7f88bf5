"""What a feed tells of the results that cities publish on this installation: as the network page does."""

import datetime
from dataclasses import dataclass

from resilience.services.access.access import Visitor
from resilience.services.cities.network_readers import reader_of
from resilience.store import Store, repeatable
from resilience.store.cities.network import latest_publications

#: entries of a feed, the newest
MOST = 50


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """The newest result that a city publishes on a framework, without figures; `at` is since when (UTC)."""

    city: str
    country: str
    framework: str
    version: str
    date: datetime.date
    people: int
    departments: int
    at: datetime.datetime


@repeatable
def results_published(store: Store, visitor: Visitor) -> tuple[PublishedResult, ...]:
    """Return the results that a reader of the network sees, the last published first, up to 50; raises as `reader_of`."""
    reader = reader_of(store, visitor)
    with store.read() as session:
        rows = latest_publications(session, invented=reader.invented, most=MOST)
    return tuple(PublishedResult(*row) for row in rows)
