"""The network: cities that consented to be compared, each by the weights of the framework.

Who takes part publishes a result on this server, or sent a data package that a trusted publisher signed. What is
shown here is counted, listed and placed by the database, from what it keeps of each city
(`network_places`); data packages, of which the host takes in one by one, are read.
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from resilience.framework import Framework
from resilience.scoring import Side
from resilience.services.cities.peers import PeerView, peer_marks, taken_in
from resilience.services.counting.comparable_scores import basis_of, network_scores
from resilience.services.counting.network_places import keep_places
from resilience.store import Session, Store, repeatable
from resilience.store.cities.network import score_counts
from resilience.store.cities.network_places import (
    Group,
    PublicationSummary,
    count_shown,
    groups,
    shown_cities,
    shown_city,
)

#: a framework by its id and version
Known = Mapping[tuple[str, str], Framework]
#: scores 0..100 of all cities of a basis by code of the overall and the themes, lowest first
Scores = dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Member:
    """A participating city with its newest result (`people`, `departments`).

    `asked` is the number of indicators asked. `basis` is equal for comparable results, and empty if the result is
    comparable with none, for example because it has the answers of one person (`alone`). `publisher` signed its
    file; None if the city publishes it on this server.
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
        """The city's full name, as used in addresses and lists."""
        return f"{self.city}, {self.country}"


@dataclass(frozen=True, slots=True)
class SignedMember:
    """A member whose result came as a data package, with its standard error in points, None if unknown."""

    member: Member
    side: Side
    error: float | None


@dataclass(frozen=True, slots=True)
class Network:
    """The cities with one framework: real ones, or invented ones with `invented`.

    `cities` is their number. `frameworks` and `scores` are by basis, as are `counted`, the number of comparable
    cities, and `asked`, the number of indicators that these asked. `signed` are those that came as files. `mark`
    identifies the results used, as `peer_marks` does.
    """

    framework: str
    invented: bool
    cities: int
    frameworks: Mapping[str, Framework]
    scores: Mapping[str, Scores]
    counted: Mapping[str, int]
    asked: Mapping[str, int]
    signed: tuple[SignedMember, ...]
    mark: tuple[str, ...]

    @property
    def usual_basis(self) -> str:
        """The basis with most comparable cities; empty if there is none."""
        return max(self.counted, key=lambda basis: (self.counted[basis], basis), default="")


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A page of a network's cities by name: those from position `first`, out of `found`."""

    members: tuple[Member, ...]
    first: int
    found: int


@dataclass
class _Gathered:
    cities: int = 0
    frameworks: dict[str, Framework] = field(default_factory=dict)
    scores: dict[str, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    counted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=dict)
    signed: list[SignedMember] = field(default_factory=list)


def networks(store: Store, known: Known, *, invented: bool) -> tuple[Network, ...]:
    """Return the cities by framework, the framework with most cities first.

    Only real cities, or only invented ones with `invented`.
    """
    mark = peer_marks(store)
    keep_places(store)
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    # a UNDRR workbook, which nobody signed, says of nobody that they consented
    files = [one for one in taken_in(store, invented=invented) if one.fingerprint is not None]
    with store.read() as session:
        _count_shown(session, gathered, known, invented=invented)
        for peer in files:
            framework = peer.side.framework
            if not _shows(session, peer, invented=invented):
                here = known.get((framework.id, framework.version))
                _add_file(gathered[framework.id], peer, here)
    found = [_network(name, one, mark, invented=invented) for name, one in gathered.items()]
    return tuple(sorted(found, key=lambda one: (-one.cities, one.framework)))


@repeatable
def member(store: Store, network: Network, name: str) -> Member | None:
    """The city with this full name, if it takes part."""
    with store.read() as session:
        shown = shown_city(session, network.framework, name, invented=network.invented)
    if shown is not None:
        return _member(shown)
    return next((one.member for one in network.signed if one.member.name == name), None)


@repeatable
def members(
    store: Store, network: Network, part: str = "", first: int = 0, most: int | None = None
) -> MemberPage:
    """Return up to `most` cities with `part` in their name, sorted by name, from position `first`."""
    wanted = part.casefold()
    files = [one.member for one in network.signed if wanted in one.member.name.casefold()]
    start = max(0, first - len(files))
    room = network.cities if most is None else most
    with store.read() as session:
        count = count_shown(session, network.framework, invented=network.invented, part=part)
        rows = shown_cities(
            session,
            network.framework,
            invented=network.invented,
            part=part,
            first=start,
            most=room + len(files),
        )
    here = [_member(row) for row in rows]
    ordered = sorted([*here, *files], key=_order)
    before = sum(_order(one) < _order(here[0]) for one in files) if here and start else 0
    skipped = first - start - before
    return MemberPage(tuple(ordered[before:][skipped : skipped + room]), first, count + len(files))


def _order(one: Member) -> tuple[str, str]:
    return one.name.casefold(), one.version


def _shows(session: Session, peer: PeerView, *, invented: bool) -> bool:
    """Whether the city of a file shows a result here itself, which goes before its file."""
    name, framework = peer.city.full_name, peer.side.framework.id
    return shown_city(session, framework, name, invented=invented) is not None


def _count_shown(
    session: Session, gathered: dict[str, _Gathered], known: Known, *, invented: bool
) -> None:
    """What is published on this server, counted by the database."""
    of_basis: dict[str, _Gathered] = {}
    for group in groups(session, invented=invented):
        _add_group(gathered[group.framework], group, known)
        of_basis[group.basis] = gathered[group.framework]
    for row in score_counts(session, invented=invented):
        if row.basis:
            scores = of_basis[row.basis].scores[row.basis][row.code]
            scores.extend([row.tenths / 10] * row.cities)


def _add_group(place: _Gathered, group: Group, known: Known) -> None:
    place.cities += group.cities
    if group.basis:
        place.frameworks[group.basis] = known[group.framework, group.version]
        place.counted[group.basis] += group.cities
        place.asked[group.basis] = group.asked


def _member(one: PublicationSummary) -> Member:
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


def _add_file(gathered: _Gathered, peer: PeerView, framework: Framework | None) -> None:
    side = peer.side
    basis = _measured(side, framework) if framework else ""
    city = Member(
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
    gathered.signed.append(SignedMember(city, side, peer.error))
    gathered.cities += 1
    if framework and basis:
        gathered.frameworks[basis] = framework
        gathered.counted[basis] += 1
        gathered.asked[basis] = city.asked
        for code, score in network_scores(side, framework).items():
            gathered.scores[basis][code].append(round(score, 1))


def _measured(side: Side, framework: Framework) -> str:
    """The basis of a result, where the framework that is here measures as that of the result does."""
    own, here = basis_of(side), basis_of(replace(side, framework=framework))
    return own if own == here else ""


def _network(name: str, gathered: _Gathered, mark: tuple[str, ...], *, invented: bool) -> Network:
    return Network(
        framework=name,
        invented=invented,
        cities=gathered.cities,
        frameworks=gathered.frameworks,
        scores={
            basis: {code: tuple(sorted(found)) for code, found in by_code.items()}
            for basis, by_code in gathered.scores.items()
        },
        counted=dict(gathered.counted),
        asked=gathered.asked,
        signed=tuple(gathered.signed),
        mark=mark,
    )
