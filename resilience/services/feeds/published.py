"""What a feed tells of the results that cities publish on this installation: as the network page does."""

from resilience.services.access.access import Visitor
from resilience.services.cities.network_readers import reader_of
from resilience.store import Store, repeatable
from resilience.store.cities.network import LatestPublication, latest_publications

#: entries of a feed, the newest
MOST = 50


@repeatable
def results_published(store: Store, visitor: Visitor) -> tuple[LatestPublication, ...]:
    """Return the results that a reader of the network sees, the last published first, up to 50; raises as `reader_of`."""
    reader = reader_of(store, visitor)
    with store.read() as session:
        return tuple(latest_publications(session, invented=reader.invented, most=MOST))
