"""Choose the peer results that a city is compared with, out of a large network."""

import heapq

from resilience.scoring.comparison.likeness import INCOMES, Profile, distance, population_range
from resilience.services.cities.choice import profile_in_common
from resilience.services.cities.peers import PeerView, peers
from resilience.services.counting.network_places import keep_places
from resilience.services.results.results import WorkshopResult
from resilience.store import Store
from resilience.store.cities.network_places import PeerCandidate, candidates

#: cities that publish here which are read to be compared with one; of more those most like it
MOST = 20


def peers_beside(store: Store, result: WorkshopResult) -> tuple[PeerView, ...]:
    """Return the results that a result can be compared with, by country and city.

    These are all data packages and, of the cities that publish on this server with the same framework, the 20 most
    similar (docs/methods.md, section 6), so that no page reads thousands of results.
    """
    keep_places(store)
    workshop = result.workshop
    with store.read() as session:
        found = candidates(session, workshop.framework.id, invented=workshop.invented)
    here = {one.full_name: one for one in found}
    here.pop(f"{workshop.city.name}, {workshop.city.country}", None)
    if len(here) <= MOST:
        return peers(store, invented=workshop.invented)
    own = profile_in_common("", workshop.city)
    every = [_profile(one) for one in here.values()]
    spread = population_range([own, *every])
    away = ((distance(own, one, spread), one.name) for one in every)
    nearest = heapq.nsmallest(MOST, ((far, name) for far, name in away if far is not None))
    near = [here[name].workshop_id for _, name in nearest]
    rest = [one.workshop_id for one in here.values() if one.workshop_id not in near]
    among = [*near, *rest[: MOST - len(near)]]
    return peers(store, invented=workshop.invented, among=among)


def _profile(one: PeerCandidate) -> Profile:
    income = next((group for group in INCOMES if group == one.income), None)
    hazards = frozenset(one.hazards) or None
    coast = one.coast if one.coast or hazards else None
    return Profile(one.full_name, one.population, income, hazards, coast)
