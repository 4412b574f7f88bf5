"""How departments see a city differently: blind spots, and one indicator with its verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from operator import itemgetter

from resilience.scoring.arrays import Counts
from resilience.scoring.certainty.blind_spots import APART, NOISE, BlindSpot
from resilience.scoring.certainty.differences import (
    Superiority,
    UnitDifference,
    differences,
    rank_sum,
    superiority,
)
from resilience.scoring.certainty.personal import level_steps
from resilience.scoring.comparison.units import (
    CityGap,
    Gap,
    SharedTheme,
    city_gaps,
    shared_themes,
    widest_gaps,
)
from resilience.services.results.results import WorkshopResult


@dataclass(frozen=True, slots=True)
class Pair:
    """The two units that differ most on an indicator; how often `first` gives the higher level."""

    first: str
    second: str
    found: Superiority


@dataclass(frozen=True, slots=True)
class DepartmentDifferences:
    """How the units of a result differ: blind `spots` theme by theme, None if they are unknown.

    `verdicts` say by indicator code whether the difference may be chance, None if there is nothing to test; `pairs`
    have the two units that differ most, if any differ. `shared` has by theme the indicators on which all units with
    people are compared, if all of them have a score for the theme; `uncompared` are the other themes asked.
    `widest` has the units that are furthest apart on a theme, `from_city` by unit and theme how its score differs
    from the city's.
    """

    spots: tuple[BlindSpot, ...] | None
    verdicts: Mapping[str, UnitDifference | None]
    pairs: Mapping[str, Pair]
    shared: Mapping[str, SharedTheme] = field(default_factory=dict)
    uncompared: tuple[str, ...] = ()
    widest: tuple[Gap, ...] = ()
    from_city: Mapping[tuple[str, str], CityGap] = field(default_factory=dict)

    @property
    def order(self) -> tuple[str, ...]:
        """The indicators with levels: those with clear differences first, then by size of the difference."""
        return tuple(sorted(self.pairs, key=self._place))

    def _place(self, code: str) -> tuple[bool, float]:
        verdict = self.verdicts[code]
        clear = verdict is not None and verdict.verdict == "clear difference"
        return not clear, -abs(self.pairs[code].found.chance - 0.5)


def apart(result: WorkshopResult) -> DepartmentDifferences:
    """Return the differences between the units of a result, from votes (docs/methods.md, section 5)."""
    tallies = result.tallies
    levels = {
        code: tally.answers for code, tally in tallies.by_code.items() if tally.answers.shape[1] > 1
    }
    pairs = {
        code: pair
        for code, answers in levels.items()
        if (pair := _furthest(tallies.units, answers)) is not None
    }
    framework, city = result.workshop.framework, result.result.city
    here = {room.unit for room in result.room if room.people}
    trees = {unit: tree for unit, tree in result.result.units.items() if unit in here}
    shared = {
        theme: one for theme, one in shared_themes(framework, trees).items() if one.units.whole
    }
    return DepartmentDifferences(
        spots=_far_apart(result, shared),
        verdicts=differences(tallies),
        pairs=pairs,
        shared=shared,
        uncompared=tuple(
            theme.code
            for theme in framework.themes
            if theme.code in city and theme.code not in shared
        ),
        widest=widest_gaps(framework, trees),
        from_city=city_gaps(framework, trees, city),
    )


def _far_apart(
    result: WorkshopResult, shared: Mapping[str, SharedTheme]
) -> tuple[BlindSpot, ...] | None:
    """The blind spots that the scores bear out on what all units share, in which a table counts its people."""
    steps = level_steps(result.workshop.framework)
    return result.spots and tuple(
        spot
        for spot in result.spots
        if spot.theme in shared
        and _lead(shared[spot.theme].scores, spot) >= APART * steps[spot.theme] - NOISE
    )


def _lead(scores: Mapping[str, float], spot: BlindSpot) -> float:
    """By how many points the score of a unit lies beyond that of every other unit."""
    if spot.unit not in scores:
        return 0.0
    sign = 1 if spot.direction == "higher" else -1
    others = (score for name, score in scores.items() if name != spot.unit)
    return min((sign * (scores[spot.unit] - other) for other in others), default=0.0)


def _furthest(units: Sequence[str], answers: Counts) -> Pair | None:
    """The two units that differ most by a rank-sum test; None without two that compare.

    The number of their answers counts, so that a few of a small unit are not named beside a difference that
    others make. A single answer compares with nothing (docs/methods.md, section 3).
    """
    several = [at for at in range(len(units)) if answers[at].sum() > 1]
    found = [
        (rank_sum(answers[one], answers[other]), Pair(units[one], units[other], compared))
        for one, other in combinations(several, 2)
        if (compared := superiority(answers[one], answers[other])) is not None
    ]
    return max(found, key=itemgetter(0), default=(0.0, None))[1]
