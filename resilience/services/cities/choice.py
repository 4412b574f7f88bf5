"""Choose the peers to compare with: those most like the city, or those that a reader picks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resilience.exchange.package import CityFacts
from resilience.scoring.comparison.likeness import Likeness, Profile, nearest
from resilience.services.cities.peers import PeerView
from resilience.services.cities.rank import ComparedPeer, besides
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.profile import CityProfile

#: so many are proposed at the least, where so many compare
LEAST = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """The peers of a result by their unique names, comparable ones first.

    `likeness` says in what way each is like the city, and lacks those of which too little is known. `proposed` are
    the names of the comparable peers most like the city.
    """

    peers: Mapping[str, ComparedPeer]
    likeness: Mapping[str, Likeness]
    proposed: tuple[str, ...]

    @property
    def comparable(self) -> tuple[str, ...]:
        """The names of the peers that may be compared."""
        return tuple(name for name, one in self.peers.items() if one.line.comparable)

    @property
    def usual(self) -> tuple[ComparedPeer, ...]:
        """The peers shown in files: the proposed ones, or all if none is comparable."""
        return self.named(self.proposed or tuple(self.peers))

    def named(self, chosen: Sequence[str]) -> tuple[ComparedPeer, ...]:
        """The peers with these names, in the order of all."""
        return tuple(one for name, one in self.peers.items() if name in chosen)


def choice_of(result: WorkshopResult, kept: Sequence[PeerView]) -> Choice:
    """Return the peers that a result can be compared with, and the proposed ones (docs/methods.md, section 6)."""
    found = besides(result, kept)
    peers = {one.name: one for one in found}
    city = result.workshop.city
    own = profile_in_common(city.name, city)
    profiles = {name: profile_in_common(name, one.peer.city) for name, one in peers.items()}
    every = nearest(own, profiles.values(), len(peers), len(peers))
    compared = [name for name, one in peers.items() if one.line.comparable]
    near = [one.name for one in nearest(own, [profiles[name] for name in compared], LEAST)]
    rest = [name for name in compared if name not in near]
    return Choice(
        peers=peers,
        likeness={one.name: one for one in every},
        proposed=(*near, *rest[: max(0, LEAST - len(near))]),
    )


def profile_in_common(name: str, city: CityProfile | CityFacts) -> Profile:
    """Return a city's profile for comparison; no coast counts as unknown if the city names no hazard either."""
    hazards = frozenset(city.hazards) or None
    coast = city.coast if city.coast or hazards else None
    return Profile(name, city.population, city.income, hazards, coast)
