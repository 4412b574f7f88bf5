"""What is served of points, votes on actions, blind spots and other ways to score, under attack.

A mean is traced to those who gave what it is of, who must hide one another, and is never served in
another version. In points and votes on actions every device counts, strangers' too (threat model).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean

import numpy as np

from resilience.scoring.certainty.blind_spots import BlindSpot
from resilience.scoring.planning.points import PointWeights
from resilience.services.deciding import weights
from resilience.services.deciding.feasibility import own_feasibility
from resilience.services.results.results import WorkshopResult
from resilience.services.results.what_if import what_ifs
from tests.services.attack.room_means import Given, RoomMeans
from tests.services.attack.served_rows import served
from tests.services.held import HOST


class MeansAttack:
    """All that was ever served of the means of a stage, by what it is of."""

    def __init__(self, means: RoomMeans) -> None:
        self.means, self.stage = means, means.stage
        self.served: dict[str, object] = {}
        self.pinned = [theme.weight for theme in self.stage.held.view.framework.themes]

    def look_at_points(self) -> PointWeights | None:
        """Check the mean of the points, which staff see before the reveal too; None: not shown."""
        if not self.means.points:
            return None
        mean = weights.view_weighing(self.stage.store, HOST, self.stage.held.code).mean
        if mean is not None:
            self._once("points", mean)
            self._traced(mean.people, mean.weights, self.means.closed_points)
        return mean

    def look(self, result: WorkshopResult, counts: str) -> None:
        """Check what is served beside a result, whose counts are `counts`."""
        mean = self.look_at_points()
        own = [theme.weight for theme in result.workshop.framework.themes]
        if result.weighed:
            assert mean is not None and result.weighed == mean.people
            assert _rounded(own) == _rounded([weights.POINTS * one for one in mean.weights])
        else:
            assert own == self.pinned
        others = what_ifs(result, "en"), result.by_people
        self._once(f"what if with weights {own} beside {counts}", others)
        # the first answers of units, whatever later votes the room had
        first = list(served(replace(result.tallies, of_city=None)))
        self._once(f"blind spots beside {first}", result.spots)
        # a later vote leaves out units of which somebody erased theirs since: whole units
        self._once(f"standard error beside {counts}", result.error)
        self._look_at_votes(result)

    def _look_at_votes(self, result: WorkshopResult) -> None:
        for action in result.actions:
            found = action.feasible
            if found.value is None:
                assert found.people is None, f"{found.people} people of a mean that is not shown"
            else:
                self._once(f"action {action.id}", found)
                closes = self.means.closed_votes[action.id]
                self._traced(found.people or 0, [found.value], closes)
        for one in self.stage.here[:1] if result.actions else ():
            shown = [own.action for own in own_feasibility(self.stage.store, one.who)]
            assert shown == list(result.actions)

    def _once(self, what: str, told: object) -> None:
        """A figure may go, when somebody erased their data; it never comes in another version."""
        if told is not None:
            before = self.served.setdefault(what, told)
            assert before == told, f"{what}, another figure:\n{before}\n{told}"

    def _traced(
        self, people: int, means: Sequence[float], closes: Sequence[Given]
    ) -> list[list[float]]:
        """What all gave whose mean this is, theme by theme, a value a person; they hide one another."""
        for given in reversed(closes):
            sizes = [self.stage.people[who].size for who in given]
            each = [
                said for said, size in zip(given.values(), sizes, strict=True) for _ in range(size)
            ]
            columns = [list(column) for column in zip(*each, strict=True)]
            if len(each) == people and _near([fmean(one) for one in columns], means):
                alone, k = sizes.count(1), self.stage.k
                assert alone >= k or (not alone and people >= k), f"a mean of {given}, k {k}"
                return columns
        raise AssertionError(f"{means} of {people} people is the mean of nobody known")


def telling_spots(
    means: Mapping[str, np.ndarray], units: Sequence[str], steps: Mapping[str, float]
) -> tuple[BlindSpot, ...]:
    """In place of `blind_spots`: spots that change with every number they are tested on.

    The test itself answers yes or no, and would hide most of what it is given.
    """
    rows = sorted(zip(units, *(means[theme].tolist() for theme in means), strict=True), key=repr)
    numbers = iter(hashlib.sha256(repr(rows).encode()).digest())
    return tuple(
        BlindSpot(theme, unit, "higher" if number % 3 == 1 else "lower")
        for theme in means
        for unit, number in zip(sorted(set(units)), numbers, strict=False)
        if number % 3
    )


def _near(exact: Sequence[float], served: Sequence[float]) -> bool:
    """Whether means are served as they are, or in whole points."""
    return all(abs(one - other) < 0.01 for one, other in zip(exact, served, strict=True))


def _rounded(*rows: Iterable[float]) -> list[list[float]]:
    return [[round(one, 6) for one in row] for row in rows]
