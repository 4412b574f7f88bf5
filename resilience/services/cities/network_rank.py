"""Rank a city in the network, from the stored draws of each city (docs/methods.md, section 6)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from resilience.framework import Framework
from resilience.scoring.comparison.draws import DRAWS, RankRange, Steps, place_among
from resilience.services.cities.network import Network, SignedMember
from resilience.services.counting.comparable_scores import network_scores
from resilience.services.counting.network_places import STORED, as_steps, bounds, drawn
from resilience.services.workshop.publication import read_content
from resilience.store import Session, Store, repeatable
from resilience.store.cities.network_places import around, own_draws, own_scores, shown_city
from resilience.store.tables import Publication


@dataclass(frozen=True, slots=True)
class NetworkRank:
    """A city's scores 0..100 by code, and its range of ranks by overall score.

    The range is None if the city is `unsure`: without a standard error, a rank would look exact.
    """

    scores: Mapping[str, float]
    range: RankRange | None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Own:
    """A city with what it drew; `workshop_id` 0 where its result is not published here."""

    workshop_id: int
    scores: Mapping[str, float]
    draws: Steps | None
    error: float | None


@repeatable
def network_rank_of(store: Store, network: Network, basis: str, name: str) -> NetworkRank | None:
    """Return a city's rank from 1000 seeded draws; None if the city is not on that basis.

    Of the cities published here, only those whose draws overlap with the city's own are read; the database counts
    the others.
    """
    framework = network.frameworks[basis]
    with store.read() as session:
        own = _own(session, network, basis, name)
        if own is None:
            return None
        if own.draws is None:
            return NetworkRank(own.scores, None)
        if not own.error:
            return NetworkRank(own.scores, None, unsure=True)
        beside = around(
            session,
            network.framework,
            basis,
            bounds(own.draws),
            invented=network.invented,
            but=own.workshop_id,
        )
    here = np.frombuffer(b"".join(beside.draws), dtype=STORED).reshape(-1, DRAWS)
    files = [
        found
        for one in network.signed
        if one.member.basis == basis and one.member.name != name
        if (found := _member_steps(framework, one)) is not None
    ]
    others = np.concatenate([here, np.array(files, dtype=STORED).reshape(-1, DRAWS)])
    return NetworkRank(own.scores, place_among(own.draws, others, beside.above, beside.below))


def _own(session: Session, network: Network, basis: str, name: str) -> _Own | None:
    shown = shown_city(session, network.framework, name, invented=network.invented)
    if shown is not None:
        if shown.basis != basis:
            return None
        kept = own_draws(session, shown.workshop_id)
        draws = None if kept is None else as_steps(kept)
        published = session.get_one(Publication, shown.workshop_id)
        error = read_content(published.content).about.standard_error
        return _Own(shown.workshop_id, own_scores(session, shown.workshop_id), draws, error)
    for one in network.signed:
        if one.member.name == name and one.member.basis == basis:
            framework = network.frameworks[basis]
            scores = network_scores(one.side, framework)
            return _Own(0, scores, _member_steps(framework, one), one.error)
    return None


def _member_steps(framework: Framework, one: SignedMember) -> Steps | None:
    return drawn(framework, one.member.name, one.side, one.error)
