"""Rank a city among its peers by theme, and as a range (docs/methods.md, section 6)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from resilience.framework import Framework
from resilience.scoring import Comparability, Side
from resilience.scoring.comparison.comparability import common_codes, comparability
from resilience.scoring.comparison.compare import nodes_of
from resilience.scoring.comparison.draws import Dice, RankRange, Steps, place_among
from resilience.scoring.comparison.peers import PeerGaps, standings
from resilience.scoring.scores.what_if import restricted
from resilience.services.cities.peers import PeerView
from resilience.services.results.comparison_input import side_of
from resilience.services.results.results import WorkshopResult

#: why a city has no place among its comparable peers
Unsure = Literal[
    "no score", "none in common", "no peer score", "by group", "answers deleted", "few answers"
]
#: scores 0..100 or points by code of themes and of the overall, None if missing
Scores = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class ComparedPeer:
    """A peer of the city under a unique `name`, with its comparability line.

    The line has the peer first and the city second.
    """

    name: str
    peer: PeerView
    line: Comparability


@dataclass(frozen=True, slots=True)
class PeerComparison:
    """The city among its peers; `besides` has the comparable ones first.

    All scores are on the `common` indicators of which the city and every comparable peer have a score, out of `asked`
    by the city, with the city's weights: `own` for the city, and `scores` by the name of a peer, both by code of theme
    and overall, None if the result itself has no such score. `standings` rank the city among comparable peers only.
    `range` is the range of ranks of the overall. It is None without a comparable peer, without an overall to rank, and
    if a standard error is missing, so that a rank would look exact: `unsure` then says why.
    `unsampled` are the peers without a standard error. `untested` counts the common indicators that have their score
    in the city from a later vote of the whole room or an agreed level, which its standard error does not cover.
    """

    besides: tuple[ComparedPeer, ...]
    common: int
    asked: int
    own: Scores
    scores: Mapping[str, Scores]
    standings: Mapping[str, PeerGaps | None]
    range: RankRange | None
    unsure: Unsure | None
    unsampled: tuple[str, ...]
    unranked: tuple[str, ...]
    untested: int = 0

    @property
    def comparable(self) -> tuple[ComparedPeer, ...]:
        """The comparable peers that share a score of an indicator with all the others."""
        return tuple(one for one in self.besides if one.name in self.scores)

    @property
    def scored(self) -> bool:
        """Return whether any score of the city can be compared with a peer's."""
        return any(self.standings.values())


def among(result: WorkshopResult, found: Sequence[ComparedPeer]) -> PeerComparison:
    """Rank a result among its comparable peers."""
    side = side_of(result)
    comparable = [one for one in found if one.line.comparable]
    codes = _common(side, [one.peer.side for one in comparable])
    compared = comparable if codes else []
    framework = restricted(side.framework, codes)
    own = _scores(side, framework)
    scores = {one.name: _scores(one.peer.side, framework) for one in compared}
    root = framework.root.code
    ranked = [one for one in compared if scores[one.name].get(root) is not None]
    unsure = _unsure(result, side, codes, ranked) if comparable else None
    return PeerComparison(
        besides=tuple(found),
        common=len(codes),
        asked=len(side.asked),
        own=own,
        scores=scores,
        standings=standings(own, scores.values()) if scores else {},
        range=_range(result, framework, ranked) if comparable and not unsure else None,
        unsure=unsure,
        unsampled=tuple(one.name for one in ranked if not one.peer.error),
        unranked=tuple(one.name for one in compared if one not in ranked),
        untested=sum(code in {*result.settled, *result.from_later_vote} for code in codes),
    )


def _unsure(
    result: WorkshopResult, side: Side, common: Sequence[str], ranked: Sequence[ComparedPeer]
) -> Unsure | None:
    """Why a result has no place among comparable peers, by its own `side` and those `ranked`; None where it has one."""
    if not _scored(side, side.framework.root.code):
        return "no score"
    if not common:
        return "none in common"
    if not ranked:
        return "no peer score"
    if result.error:
        return None
    if result.workshop.by_theme:
        return "by group"
    return "answers deleted" if result.spots is None else "few answers"


def besides(result: WorkshopResult, kept: Sequence[PeerView]) -> tuple[ComparedPeer, ...]:
    """Compare a result with each of these peers; comparable ones first.

    An invented city has only invented peers, and a real city only real ones; no city is its own peer.
    """
    city, side = result.workshop.city, side_of(result)
    others = [
        peer
        for peer in kept
        if peer.city.invented == result.workshop.invented
        and (peer.city.name, peer.city.country) != (city.name, city.country)
    ]
    found = [
        ComparedPeer(name, peer, comparability(peer.side, side))
        for peer, name in zip(others, names_apart(others), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: not one.line.comparable))


def _common(side: Side, peers: Sequence[Side]) -> list[str]:
    """The indicators of which a result and all of its peers have a score, in the order of its framework."""
    shared = [{c for c in common_codes(peer, side) if _scored(peer, c)} for peer in peers]
    own = {code for code in side.asked if _scored(side, code)}
    common = own.intersection(*shared)
    return [i.code for i in side.framework.root.indicators() if i.code in common]


def _scored(side: Side, code: str) -> bool:
    return code in side.scores and side.scores[code].value is not None


def _scores(side: Side, framework: Framework) -> Scores:
    """The overall and the themes of a result where it has them, recomputed on the indicators of a framework."""
    if not framework.themes:
        return {}
    nodes, codes = nodes_of(side, framework), (n.code for n in (framework.root, *framework.themes))
    return {c: float(nodes[c].score[0]) if _scored(side, c) else None for c in codes}


def _range(
    result: WorkshopResult, framework: Framework, compared: Sequence[ComparedPeer]
) -> RankRange | None:
    """Return the range of the city's rank by overall score among the `compared` peers."""
    dice, side = Dice.of(framework), side_of(result)
    own = _thrown(dice, framework, side.name, side, result.error)
    drawn = [_thrown(dice, framework, b.name, b.peer.side, b.peer.error) for b in compared]
    others = [one for one in drawn if one is not None]
    if own is None or not others:
        return None
    return place_among(own, np.array(others))


def _thrown(
    dice: Dice, framework: Framework, name: str, side: Side, error: float | None
) -> Steps | None:
    values = [side.scores[i.code].value for i in framework.root.indicators()]
    return dice.thrown(name, np.array(values, dtype=np.float64), error)


def names_apart(peers: Sequence[PeerView]) -> list[str]:
    """A unique name for each peer: with its country, framework or publisher if needed."""
    names: dict[int, str] = {}
    for said in zip(*(_ways(peer, at) for at, peer in enumerate(peers)), strict=True):
        open_still = {at: name for at, name in enumerate(said) if at not in names}
        times = Counter(open_still.values())
        names |= {at: name for at, name in open_still.items() if times[name] == 1}
    return [names[at] for at in range(len(peers))]


def _ways(peer: PeerView, at: int) -> tuple[str, str, str, str, str]:
    """Ways to name a peer, the shortest first; the last is its own whatever the others are."""
    city = peer.city.full_name
    whole = f"{city}, {peer.side.framework.id}"
    signed = f"{city}, {peer.publisher or peer.fingerprint or peer.side.framework.id}"
    return peer.city.name, city, whole, signed, f"{whole} #{at + 1}"
