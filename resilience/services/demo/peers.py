"""Invented peers of the invented demo city: signed like any data package, by a key that is thrown away."""

import datetime
import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from resilience.exchange.package import (
    About,
    CityFacts,
    CityResult,
    InTheRoom,
    PublishingKey,
    bare,
    counts_of,
    read_package,
    write_package,
)
from resilience.framework import Framework, Indicator, Levels
from resilience.framework.model import Tier
from resilience.scoring import LEAST_K, METHOD_VERSION, Count, Tallies, build_tallies, score
from resilience.scoring.comparison.likeness import Income
from resilience.services.cities.peers import row_of
from resilience.services.demo.peer_words import agreed_of, practices_in
from resilience.store import Session
from resilience.store.cities.peers import lock_peers, peers_of_publisher, trusted
from resilience.store.tables import Publisher

#: who signs; the key is made while the demo loads and kept nowhere
PUBLISHER = "Invented demo"
SEED = 20261014
#: the share who do not know an indicator
UNKNOWN = 0.07
#: spread in points between people of an invented city in their own overall
APART = 10
THEMES = ("INF", "PLN", "CRM", "NBS", "ENG")


@dataclass(frozen=True, slots=True)
class _Peer:
    """An invented city: who came by department, and its level by theme on a scale 0..1."""

    name: str
    population: int
    income: Income
    hazards: tuple[str, ...]
    coast: bool
    place: tuple[float, float]
    date: datetime.date
    came: tuple[int, ...]
    stands: tuple[float, float, float, float, float]
    tier: Tier = "full"


#: the places lie in the open sea, so that nobody takes them for a city that is there; of the last
#: one a single person answered, so that it cannot be compared
PEERS = (
    _Peer(
        name="Aldmouth",
        population=980_000,
        income="upper-middle",
        hazards=("typhoon", "storm-surge", "flood"),
        coast=True,
        place=(18.6, 133.5),
        date=datetime.date(2026, 9, 22),
        came=(9, 8, 7, 9),
        stands=(0.66, 0.48, 0.6, 0.46, 0.52),
    ),
    _Peer(
        name="Corvala",
        population=2_100_000,
        income="upper-middle",
        hazards=("typhoon", "storm-surge", "flood", "landslide"),
        coast=True,
        place=(11.0, 155.0),
        date=datetime.date(2026, 5, 12),
        came=(8, 9, 6, 7, 8),
        stands=(0.58, 0.64, 0.5, 0.3, 0.62),
    ),
    _Peer(
        name="Estermar",
        population=740_000,
        income="high",
        hazards=("storm-surge", "flood", "heat"),
        coast=True,
        place=(44.0, -27.0),
        date=datetime.date(2026, 3, 3),
        came=(6, 7, 5),
        stands=(0.72, 0.7, 0.66, 0.62, 0.58),
    ),
    _Peer(
        name="Fallowick",
        population=310_000,
        income="high",
        hazards=("flood", "heat"),
        coast=False,
        place=(48.5, -18.0),
        date=datetime.date(2025, 11, 18),
        came=(5, 6, 4),
        stands=(0.7, 0.58, 0.64, 0.54, 0.66),
        tier="quick",
    ),
    _Peer(
        name="Kazenoura",
        population=1_250_000,
        income="high",
        hazards=("typhoon", "storm-surge", "flood", "earthquake", "tsunami"),
        coast=True,
        place=(33.0, 146.0),
        date=datetime.date(2026, 6, 30),
        came=(9, 9, 8, 8),
        stands=(0.78, 0.66, 0.8, 0.44, 0.6),
    ),
    _Peer(
        name="Lindarro",
        population=3_400_000,
        income="lower-middle",
        hazards=("typhoon", "flood", "heat"),
        coast=True,
        place=(6.0, 88.0),
        date=datetime.date(2026, 2, 10),
        came=(7, 8, 6, 5),
        stands=(0.4, 0.36, 0.46, 0.42, 0.5),
    ),
    _Peer(
        name="Veldstrand",
        population=520_000,
        income="upper-middle",
        hazards=("drought", "heat", "wildfire"),
        coast=True,
        place=(-31.0, 8.0),
        date=datetime.date(2025, 10, 7),
        came=(5, 5, 6),
        stands=(0.56, 0.44, 0.48, 0.58, 0.4),
    ),
    _Peer(
        name="Weirhaven",
        population=1_600_000,
        income="upper-middle",
        hazards=("typhoon", "storm-surge", "flood", "heat"),
        coast=True,
        place=(22.0, 150.0),
        date=datetime.date(2026, 8, 4),
        came=(1,),
        stands=(0.62, 0.6, 0.55, 0.5, 0.5),
    ),
)


def add_demo_peers(session: Session, framework: Framework) -> None:
    """Import the invented peers; identical in every demo except for the signature."""
    key = PublishingKey.made(PUBLISHER)
    lock_peers(session)
    session.add(Publisher(fingerprint=key.fingerprint, name=key.name))
    session.flush()
    for peer in PEERS:
        session.add(row_of(read_package(write_package(_result(peer, framework), key))))
    session.flush()


def remove_demo_peers(session: Session) -> None:
    """Delete the invented peers and their publisher."""
    lock_peers(session)
    for publisher in trusted(session):
        if publisher.name == PUBLISHER:
            for result in peers_of_publisher(session, publisher.fingerprint):
                session.delete(result)
            session.flush()
            session.delete(publisher)


def _result(peer: _Peer, framework: Framework) -> CityResult:
    tallies = _tallies(peer, framework)
    asked = {indicator.code for indicator in framework.asked(peer.tier)}
    agreed = agreed_of(peer.name, asked)
    scores = score(framework, tallies, agreed=agreed).city
    return CityResult(
        about=_about(peer),
        framework=bare(framework),
        titles={
            node.code: framework.title(node.code)
            for node in framework.root.nodes()
            if node.code in scores
        },
        counts=tuple(counts_of(framework, tallies)),
        scores=scores,
        agreed=agreed,
        practices=practices_in(peer.name, asked),
    )


def _about(peer: _Peer) -> About:
    people = sum(peer.came)
    latitude, longitude = peer.place
    return About(
        city=CityFacts(
            name=f"{peer.name} (invented)",
            country="Invented",
            population=peer.population,
            coast=peer.coast,
            hazards=peer.hazards,
            invented=True,
            income=peer.income,
            latitude=latitude,
            longitude=longitude,
        ),
        date=peer.date,
        signed_off=peer.date + datetime.timedelta(days=1),
        tier=peer.tier,
        room=InTheRoom(people, people, 0, len(peer.came)),
        rounds=1,
        weighed=0,
        licence="CC0-1.0",
        method_version=METHOD_VERSION,
        standard_error=math.ceil(2 * APART / math.sqrt(people)) / 2
        if people >= 2 * LEAST_K
        else None,
    )


def _tallies(peer: _Peer, framework: Framework) -> Tallies:
    """Invented counts of each department of an invented city."""
    chance = random.Random(f"{SEED} {peer.name}")  # noqa: S311 - the same every time
    room = {f"Department {at}": (came, came) for at, came in enumerate(peer.came, start=1)}
    asked = framework.asked(peer.tier)
    counts = [
        count
        for indicator in asked
        for unit, (came, _) in room.items()
        for count in _counts(indicator, unit, came, peer, chance)
    ]
    return build_tallies(asked, room, counts)


def _counts(
    indicator: Indicator, unit: str, came: int, peer: _Peer, chance: random.Random
) -> Iterator[Count]:
    """What the people of a department say to an indicator, counted."""
    top = indicator.scale.top if isinstance(indicator.scale, Levels) else 3
    theme = dict(zip(THEMES, peer.stands, strict=True))[indicator.code[:3]]
    middle = theme + chance.uniform(-0.2, 0.2)
    said = [
        None
        if chance.random() < UNKNOWN
        else min(top, max(0, round(middle * top + chance.gauss(0, 0.55))))
        for _ in range(came)
    ]
    for level, answers in sorted(Counter(one for one in said if one is not None).items()):
        yield Count(unit, indicator.code, "level", level, answers, answers)
    if unknown := said.count(None):
        yield Count(unit, indicator.code, "dk", None, unknown, unknown)
