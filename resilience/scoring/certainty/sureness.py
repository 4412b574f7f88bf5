"""How sure each indicator's score is, in the city and in each unit (docs/methods.md, section 3)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from resilience.framework import Framework, Indicator, Levels
from resilience.scoring.arrays import Counts, Flags, Floats
from resilience.scoring.certainty.leave_out import city_range, unit_ranges
from resilience.scoring.certainty.uncertainty import Belief, city_posterior, interval, posterior
from resilience.scoring.counting.tally import Tallies, Tally
from resilience.scoring.scores.leaf import CityRule, Leaf, city_leaf, one_city, unit_leaf

#: the fewest answers for which an interval is given
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the score of one indicator is in a unit or the city, where `n` answers gave it.

    `low90` to `high90` (0..100) is the 90 % interval of the mean and holds the score; None under
    three answers. `leave_out_low` to `leave_out_high` (0..100) is where the score stays whichever
    answer is left out, `level_low` to `level_high` the same for the mean level 0..m-1; None under
    two answers. A measured indicator has neither, as its single numbers are not kept. All are None
    where there is no score.
    """

    n: int
    low90: float | None
    high90: float | None
    leave_out_low: float | None
    leave_out_high: float | None
    level_low: float | None
    level_high: float | None


@dataclass(frozen=True, slots=True)
class IndicatorSureness:
    """How sure an indicator is in the city, as its people voted it, and in each unit by name."""

    city: Sureness
    units: Mapping[str, Sureness]


def sureness(
    framework: Framework, tallies: Tallies, city_rule: CityRule = "departments"
) -> dict[str, IndicatorSureness]:
    """How sure every indicator is that `tallies` asked, by code; see `Sureness`.

    It speaks of the votes: an agreed level has no interval. It describes people like these, and
    where everybody was in the room there is nothing left to be unsure of: say so.
    """
    return {
        indicator.code: _sure(indicator, tallies, city_rule)
        for indicator in framework.root.indicators()
        if indicator.code in tallies.by_code
    }


def _sure(indicator: Indicator, tallies: Tallies, city_rule: CityRule) -> IndicatorSureness:
    tally = tallies.by_code[indicator.code]
    units = unit_leaf(indicator, tallies)
    each = _each(units, tally.given, posterior(indicator, tally), _unit_ranges(indicator, tally))
    city = _sure_city(indicator, tallies.city, city_rule)
    return IndicatorSureness(city, dict(zip(tallies.units, each, strict=True)))


def _sure_city(indicator: Indicator, rows: Tallies, city_rule: CityRule) -> Sureness:
    tally = rows.by_code[indicator.code]
    units = unit_leaf(indicator, rows)
    city = city_leaf(units, rows, city_rule, one_city(rows), 1)
    answers = np.where(units.answered, tally.given, 0).sum(keepdims=True)
    believed = city_posterior(indicator, tally, units.answered, city_rule)
    left = _city_ranges(indicator, tally, units.answered, city_rule)
    return _each(city, answers, believed, left)[0]


def _unit_ranges(indicator: Indicator, tally: Tally) -> list[Floats]:
    """Lowest and highest score, then lowest and highest mean level, of each unit."""
    return [end for values in _marks(indicator) for end in unit_ranges(tally, values)]


def _city_ranges(
    indicator: Indicator, tally: Tally, answered: Flags, city_rule: CityRule
) -> list[Floats]:
    marks = _marks(indicator)
    return [end for values in marks for end in city_range(tally, values, answered, city_rule)]


def _marks(indicator: Indicator) -> tuple[Floats, ...]:
    """What a level counts as: its value, and its own number."""
    if not isinstance(indicator.scale, Levels):
        return ()
    values = np.array(indicator.scale.values, dtype=np.float64)
    return values, np.arange(len(values), dtype=np.float64)


def _each(leaf: Leaf, n: Counts, belief: Belief, left: list[Floats]) -> list[Sureness]:
    """The sureness of each case of a leaf."""
    scale = leaf.indicator.scale
    low, high = interval(belief.mean, belief.variance, scale.low, scale.high)
    judged = n >= FEWEST
    nothing = [np.full(len(n), np.nan)] * 4
    columns = [
        np.where(judged, np.minimum(low, leaf.value), np.nan),
        np.where(judged, np.maximum(high, leaf.value), np.nan),
        *(np.where(leaf.answered, end, np.nan) for end in left or nothing),
    ]
    rows = zip(n.tolist(), *(column.tolist() for column in columns), strict=True)
    return [Sureness(count, *(None if math.isnan(x) else x for x in row)) for count, *row in rows]
