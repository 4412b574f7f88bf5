"""Where a city stands among its peers, theme by theme and as a range (methods.md section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resilience.scoring import Comparability, compare
from resilience.scoring.draws import RankRange, rank_ranges
from resilience.scoring.peers import Standing, standings
from resilience.services.believed import belief
from resilience.services.peer_names import names_apart
from resilience.services.peers import PeerView
from resilience.services.results import WorkshopResult
from resilience.services.side import side_of


@dataclass(frozen=True, slots=True)
class Beside:
    """A peer beside the city: the line that says whether they compare, and its scores by code.

    `name` is one that no other peer beside it has. `scores` 0..100 or points of themes, and of the overall by the code of the city's own root, on the
    indicators that both asked; None where the peer has none.
    """

    name: str
    peer: PeerView
    line: Comparability
    scores: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Among:
    """The city among its peers: `besides` the comparable ones first.

    `own` scores and `standings` are by code of themes and of the overall, the latter among comparable
    peers alone; `range` of places of the overall, None without a comparable peer.
    """

    besides: tuple[Beside, ...]
    own: dict[str, float | None]
    standings: dict[str, Standing | None]
    range: RankRange | None

    @property
    def comparable(self) -> tuple[Beside, ...]:
        """The peers that may be compared."""
        return tuple(one for one in self.besides if one.line.comparable)


def among(result: WorkshopResult, found: Sequence[Beside]) -> Among:
    """Where a result stands among those beside it that compare."""
    framework = result.workshop.framework
    codes = [framework.root.code, *(theme.code for theme in framework.themes)]
    tree = result.result.city
    own = {code: tree[code].value for code in codes if code in tree}
    comparable = [one for one in found if one.line.comparable]
    return Among(
        tuple(found),
        own,
        standings(own, [one.scores for one in comparable]),
        _range(result, comparable) if comparable else None,
    )


def besides(result: WorkshopResult, kept: Sequence[PeerView]) -> tuple[Beside, ...]:
    """Each of these peers beside a result, those that compare first.

    An invented city has invented peers alone, and a real one real ones; no city is its own peer.
    """
    city = result.workshop.city
    others = [
        peer
        for peer in kept
        if peer.city.invented == result.workshop.invented
        and (peer.city.name, peer.city.country) != (city.name, city.country)
    ]
    names = names_apart(others)
    found = [_beside(result, peer, name) for peer, name in zip(others, names, strict=True)]
    return tuple(sorted(found, key=lambda one: not one.line.comparable))


def _beside(result: WorkshopResult, peer: PeerView, name: str) -> Beside:
    found = compare(side_of(result), peer.side)
    scores = {row.code: row.second for row in found.rows}
    scores[result.workshop.framework.root.code] = scores.get(peer.side.framework.root.code)
    return Beside(name, peer, found.line, scores)


def _range(result: WorkshopResult, comparable: Sequence[Beside]) -> RankRange | None:
    """The range of places of the overall: each indicator drawn from what its answers leave open."""
    framework = result.workshop.framework
    own = {c: s.value for c, s in result.result.city.items()}
    rows = [belief(framework, own, result.tallies)]
    for one in comparable:
        scores = {code: score.value for code, score in one.peer.side.scores.items()}
        rows.append(belief(framework, scores, one.peer.tallies))
    means, variances = (np.array(part) for part in zip(*rows, strict=True))
    return rank_ranges(framework, means, variances)[0]
