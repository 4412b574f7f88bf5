"""What a city can learn about its largest gains: peers at least one level higher, and what they published about it."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from resilience.exchange.package import Practice
from resilience.framework import Framework, Goalposts, Levels
from resilience.scoring.comparison.comparability import common_codes
from resilience.scoring.comparison.compare import ONE_LEVEL, levels_apart
from resilience.scoring.comparison.likeness import Likeness
from resilience.services.cities.choice import Choice
from resilience.services.cities.rank import ComparedPeer
from resilience.services.results.comparison_input import side_of
from resilience.services.results.priorities import WhatFirst, largest_gains
from resilience.services.results.results import WorkshopResult

#: gains that are the largest, as on the page Priorities
LARGEST = 10


@dataclass(frozen=True, slots=True)
class PeerAhead:
    """A peer that is at least one level higher on an indicator, at `level` on average, in a workshop of `date`.

    `likeness` is None if too little is known of it. `practice` is what it published in words, None if nothing.
    """

    name: str
    date: datetime.date | None
    level: float
    likeness: Likeness | None
    practice: Practice | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """An indicator with a large gain, the city's `level` and the highest one, and the peers `ahead`, most alike first.

    `level` and `top` are None for a measured number, which has no levels. `compared` peers have a score on it.
    """

    code: str
    level: float | None
    top: int | None
    compared: int
    ahead: tuple[PeerAhead, ...]

    @property
    def told(self) -> tuple[PeerAhead, ...]:
        """The peers ahead that published what they do."""
        return tuple(one for one in self.ahead if one.practice)


def lessons_of(result: WorkshopResult, found: WhatFirst, choice: Choice) -> tuple[Lesson, ...]:
    """Return a lesson for each of the ten largest gains, the largest first.

    Peers are those that may be compared, on indicators that both asked and that mean the same.
    """
    peers = most_alike(choice)
    side = side_of(result)
    common = {one.name: set(common_codes(one.peer.side, side)) for one in peers}
    return tuple(
        _lesson(result, code, [one for one in peers if code in common[one.name]], choice)
        for code in largest_gains(found, LARGEST)
    )


def most_alike(choice: Choice) -> list[ComparedPeer]:
    """The peers that may be compared, most like the city first; those of whom too little is known last."""
    known = [name for name in choice.likeness if name in choice.comparable]
    rest = [name for name in choice.comparable if name not in choice.likeness]
    return [choice.peers[name] for name in (*known, *rest)]


def _lesson(
    result: WorkshopResult, code: str, peers: Sequence[ComparedPeer], choice: Choice
) -> Lesson:
    scale = _scale(result.workshop.framework, code)
    own = result.result.city[code].value
    scored = [one for one in peers if one.peer.side.scores[code].value is not None]
    if isinstance(scale, Goalposts) or own is None:
        return Lesson(code, None, None, len(scored), ())
    ahead = tuple(_ahead(scale, own, code, scored, choice))
    return Lesson(code, _level(scale, own), scale.top, len(scored), ahead)


def _ahead(
    scale: Levels, own: float, code: str, peers: Sequence[ComparedPeer], choice: Choice
) -> Iterator[PeerAhead]:
    for one in peers:
        score = one.peer.side.scores[code].value
        if score is None or score <= own or levels_apart(scale, own, score) < ONE_LEVEL:
            continue
        yield PeerAhead(
            name=one.name,
            date=one.peer.side.date,
            level=_level(scale, score),
            likeness=choice.likeness.get(one.name),
            practice=one.peer.practices.get(code),
        )


def _scale(framework: Framework, code: str) -> Levels | Goalposts:
    return next(one.scale for one in framework.root.indicators() if one.code == code)


def _level(scale: Levels, score: float) -> float:
    """The level of a score, between two levels in even steps."""
    return float(np.interp(score, scale.values, range(len(scale.values))))
