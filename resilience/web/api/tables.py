"""What finds the table of each address."""

from collections.abc import Callable

from resilience.web.api import cities, lists, results
from resilience.web.api.catalogue import WORKSHOP
from resilience.web.api.reading import ApiTable, Reading

TABLES: dict[str, Callable[[Reading], ApiTable]] = {
    "/frameworks": lists.frameworks,
    "/frameworks/{framework}/{version}": lists.framework,
    "/workshops": lists.workshops,
    f"{WORKSHOP}/scores": results.scores,
    f"{WORKSHOP}/units": results.unit_scores,
    f"{WORKSHOP}/counts": results.counts,
    f"{WORKSHOP}/agreed": results.agreed,
    f"{WORKSHOP}/votes": results.votes,
    f"{WORKSHOP}/actions": results.actions,
    f"{WORKSHOP}/peers": cities.peers,
    "/network": cities.network,
    "/network/cities": cities.network_cities,
}
