"""Figures for a report on the network that its page does not show: indicators, and changes between years.

As on that page, nothing is given for fewer than five cities.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resilience.exchange.package import CityResult
from resilience.framework import Framework
from resilience.scoring import Side
from resilience.scoring.comparison.spread import Spread, spread_of
from resilience.services.access.access import Visitor
from resilience.services.cities.network import Network
from resilience.services.cities.publications import published_here
from resilience.services.cities.publishers import check_collects
from resilience.services.counting.comparable_scores import basis_of, network_scores
from resilience.services.workshop.publication import read_content
from resilience.store import Session, Store, repeatable
from resilience.store.cities.network import earlier_contents


@dataclass(frozen=True, slots=True)
class NetworkFigures:
    """Network figures over the cities of a basis: scores by indicator, change by theme since an earlier year.

    `indicators` and `changes` are by code, only where five cities have one. `changed` is the number of cities with an
    earlier year, whether there are enough or not.
    """

    indicators: Mapping[str, Spread]
    changes: Mapping[str, Spread]
    changed: int


@repeatable
def network_figures(store: Store, visitor: Visitor, network: Network, basis: str) -> NetworkFigures:
    """Return the figures of a network's basis; for coordinators and the host."""
    check_collects(visitor)
    framework = network.frameworks[basis]
    with store.read() as session:
        here = _on_basis(session, network, basis)
        changes = list(_changes(session, network, basis, here))
    files = [one.side for one in network.signed if one.member.basis == basis]
    sides = [*(one.side for one in here.values()), *files]
    return NetworkFigures(
        indicators=_spreads(_indicator_scores(side, framework) for side in sides),
        changes=_spreads(iter(changes)),
        changed=len(changes),
    )


def _on_basis(session: Session, network: Network, basis: str) -> dict[str, CityResult]:
    """The newest results published here on a basis, by the full name of the city."""
    found = (one.result for one in published_here(session, invented=network.invented))
    return {
        one.about.city.full_name: one
        for one in found
        if one.framework.id == network.framework and basis_of(one.side) == basis
    }


def _changes(
    session: Session, network: Network, basis: str, here: Mapping[str, CityResult]
) -> Iterator[dict[str, float]]:
    """By city, the change of each theme and the overall since its latest comparable result of an earlier year."""
    framework, done = network.frameworks[basis], set[str]()
    contents = earlier_contents(session, network.framework, basis, invented=network.invented)
    for content in contents:  # the latest first
        earlier = read_content(content)
        name = earlier.about.city.full_name
        newest = here.get(name)
        if newest is None or name in done or earlier.about.date.year >= newest.about.date.year:
            continue
        done.add(name)
        was, now = network_scores(earlier.side, framework), network_scores(newest.side, framework)
        yield {code: now[code] - was[code] for code in now if code in was}


def _indicator_scores(side: Side, framework: Framework) -> dict[str, float]:
    found = {one.code: side.scores.get(one.code) for one in framework.root.indicators()}
    return {code: one.value for code, one in found.items() if one and one.value is not None}


def _spreads(cities: Iterator[dict[str, float]]) -> dict[str, Spread]:
    """The distribution of each code over cities, where five have it."""
    scores: dict[str, list[float]] = defaultdict(list)
    for city in cities:
        for code, score in city.items():
            scores[code].append(score)
    spreads = {code: spread_of(found) for code, found in scores.items()}
    return {code: one for code, one in spreads.items() if one is not None}
