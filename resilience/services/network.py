"""The network: cities that consented to be compared, each by the weights of the framework.

Who takes part shows a result on this server, or sent a peer file that a trusted publisher signed.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from resilience.framework import Framework
from resilience.scoring import Side, Tallies
from resilience.scoring.draws import RankRange, rank_ranges
from resilience.scoring.what_if import restricted
from resilience.services.basis import basis_of, network_scores
from resilience.services.peers import PeerView, taken_in
from resilience.services.publications import published_here
from resilience.services.standing import belief
from resilience.store import Session, Store
from resilience.store.network import Shown, newest_published, score_counts

#: a framework by its id and version
Known = Mapping[tuple[str, str], Framework]
#: scores 0..100 of all cities of a basis by code of the overall and the themes, lowest first
Scores = dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Member:
    """A city that takes part with its newest result, which `people` of `departments` made.

    `asked` indicators were asked. `basis` is the same for results that compare, empty where one
    compares with none, such as one that is the answer of somebody `alone`. `publisher` signed its
    file; None where the city shows it on this server.
    """

    city: str
    country: str
    date: datetime.date | None
    version: str
    asked: int
    people: int
    departments: int
    basis: str
    alone: bool
    publisher: str | None

    @property
    def name(self) -> str:
        """The city as an address and a list name it."""
        return f"{self.city}, {self.country}"


@dataclass(frozen=True, slots=True)
class Network:
    """The cities on one framework, by name. `frameworks` and `scores` are by basis."""

    framework: str
    members: tuple[Member, ...]
    frameworks: Mapping[str, Framework]
    scores: Mapping[str, Scores]

    def member(self, name: str) -> Member | None:
        """The city with this name, if it takes part."""
        return next((one for one in self.members if one.name == name), None)

    def basis_of(self, name: str) -> str:
        """The basis on which a city compares; without one that on which most cities do."""
        member = self.member(name)
        if member is not None:
            return member.basis
        counted = Counter(one.basis for one in self.members if one.basis)
        return max(counted, key=lambda basis: (counted[basis], basis), default="")

    def counted(self, basis: str) -> int:
        """How many cities compare on a basis."""
        return sum(one.basis == basis for one in self.members) if basis else 0


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a city stands: scores 0..100 by code, and its range of places in the overall, if any."""

    scores: Mapping[str, float]
    range: RankRange | None


@dataclass
class _Gathered:
    members: list[Member] = field(default_factory=list)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    scores: dict[str, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )


def networks(store: Store, known: Known, *, invented: bool) -> tuple[Network, ...]:
    """The cities by framework, the framework with most of them first.

    Real cities alone, or with `invented` those that do not exist.
    """
    with store.read() as session:
        shown = newest_published(session, invented=invented)
        gathered = _published(session, shown, known, invented=invented)
    here = {(one.city, one.country, one.framework) for one in shown}
    for peer in _files(store, invented=invented):
        framework = peer.side.framework
        if (peer.city.name, peer.city.country, framework.id) not in here:
            _add_file(gathered[framework.id], peer, known.get((framework.id, framework.version)))
    found = [_network(name, one) for name, one in gathered.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.members), one.framework)))


def standings(store: Store, network: Network, basis: str, *, invented: bool) -> dict[str, Stood]:
    """Where each city of a basis stands, by its name: 1000 seeded draws (methods.md section 6)."""
    framework = network.frameworks[basis]
    with store.read() as session:
        results = [one.result for one in published_here(session, invented=invented, basis=basis)]
    sides: list[tuple[str, Side, Tallies | None]] = [
        (one.about.city.full_name, one.side, one.tallies) for one in results
    ]
    here = {name for name, *_ in sides}
    for peer in _files(store, invented=invented):
        name = peer.city.full_name
        if name not in here and _measured(peer.side, framework) == basis:
            sides.append((name, peer.side, peer.tallies))
    return _stood(framework, sides)


def _stood(
    framework: Framework, sides: Sequence[tuple[str, Side, Tallies | None]]
) -> dict[str, Stood]:
    framework = restricted(framework, sides[0][1].asked)
    rows = [
        belief(framework, {code: one.value for code, one in side.scores.items()}, tallies)
        for _, side, tallies in sides
    ]
    means, variances = (np.array(part) for part in zip(*rows, strict=True))
    ranges = rank_ranges(framework, means, variances)
    return {
        name: Stood(network_scores(side, framework), found)
        for (name, side, _), found in zip(sides, ranges, strict=True)
    }


def _published(
    session: Session, shown: Iterable[Shown], known: Known, *, invented: bool
) -> dict[str, _Gathered]:
    """What is shown on this server: its scores are counted by the database."""
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    of_basis: dict[str, _Gathered] = {}
    for one in shown:
        place = gathered[one.framework]
        place.members.append(_member(one))
        if one.basis:
            place.frameworks[one.basis] = known[one.framework, one.version]
            of_basis[one.basis] = place
    for row in score_counts(session, invented=invented):
        if row.basis:
            scores = of_basis[row.basis].scores[row.basis][row.code]
            scores.extend([row.tenths / 10] * row.cities)
    return gathered


def _member(one: Shown) -> Member:
    return Member(
        city=one.city,
        country=one.country,
        date=one.date,
        version=one.version,
        asked=one.asked,
        people=one.people,
        departments=one.departments,
        basis=one.basis,
        alone=not one.basis,
        publisher=None,
    )


def _files(store: Store, *, invented: bool) -> list[PeerView]:
    """The peer files that somebody signed: a UNDRR workbook says of nobody that they consented."""
    return [one for one in taken_in(store, invented=invented) if one.fingerprint is not None]


def _add_file(gathered: _Gathered, peer: PeerView, framework: Framework | None) -> None:
    side = peer.side
    basis = _measured(side, framework) if framework else ""
    gathered.members.append(
        Member(
            city=peer.city.name,
            country=peer.city.country,
            date=side.date,
            version=side.framework.version,
            asked=len(side.asked),
            people=side.people,
            departments=side.departments,
            basis=basis,
            alone=not basis_of(side),
            publisher=peer.publisher or peer.fingerprint,
        )
    )
    if framework and basis:
        gathered.frameworks[basis] = framework
        for code, score in network_scores(side, framework).items():
            gathered.scores[basis][code].append(round(score, 1))


def _measured(side: Side, framework: Framework) -> str:
    """The basis of a result, where the framework that is here measures as that of the result does."""
    own, here = basis_of(side), basis_of(replace(side, framework=framework))
    return own if own == here else ""


def _network(name: str, gathered: _Gathered) -> Network:
    return Network(
        framework=name,
        members=tuple(sorted(gathered.members, key=lambda one: (one.name.casefold(), one.version))),
        frameworks=gathered.frameworks,
        scores={
            basis: {code: tuple(sorted(found)) for code, found in by_code.items()}
            for basis, by_code in gathered.scores.items()
        },
    )
