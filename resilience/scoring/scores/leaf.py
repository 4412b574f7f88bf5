"""One indicator: from a tally to its score in each unit and in the city (docs/methods.md, sections 0 and 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from resilience.framework import Framework, Indicator, Levels, Scale
from resilience.scoring.arrays import Counts, Flags, Floats
from resilience.scoring.counting.tally import Tallies, Tally

CityRule = Literal["departments", "people"]
#: what an unanswered indicator counts as
Missing = Literal["skip", "unknown-as-zero"]
#: share of a unit's participants who must give a level before the unit has answered
ANSWERED_SHARE = 1 / 5


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the room settled on for an indicator: a level, N/A, or to record both views.

    For a measured indicator `level` is the number. Raises ValueError for an outcome "level" without
    one, and for a level with another outcome.
    """

    outcome: Literal["level", "na", "both"]
    level: float | None = None

    def __post_init__(self) -> None:
        if (self.outcome == "level") != (self.level is not None):
            raise ValueError(f"outcome {self.outcome} with the level {self.level}")


#: the arrays of a leaf
ARRAYS = ("value", "points", "applicable", "answered", "reach", "departments")


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator over some cases (units or cities); arrays of one shape (cases,).

    `value` score 0..100 and `points` published points, NaN where no score; `reach` share of people
    with a level; `departments` share of departments with a level.
    """

    indicator: Indicator
    value: Floats
    points: Floats
    applicable: Flags
    answered: Flags
    reach: Floats
    departments: Floats

    def of(self, cases: Counts) -> "Leaf":
        """The leaf over some of its cases, by their places."""
        return replace(self, **{name: getattr(self, name)[cases] for name in ARRAYS})

    def where(self, known: Flags, applicable: Flags) -> "Leaf":
        """The leaf as if it were unanswered in the cases that are not `known`, and applied in those given."""
        return replace(
            self,
            value=np.where(known, self.value, np.nan),
            points=np.where(known, self.points, np.nan),
            applicable=applicable,
            answered=self.answered & known,
        )


def unit_leaves(framework: Framework, tallies: Tallies, missing: Missing) -> dict[str, Leaf]:
    """The leaves of the units by code, of what `tallies` asked."""
    leaves = {
        code: unit_leaf(indicator, tallies)
        for indicator in framework.root.indicators()
        if (code := indicator.code) in tallies.by_code
    }
    return leaves if missing == "skip" else {code: with_zeros(x) for code, x in leaves.items()}


def whole_leaves(
    framework: Framework,
    tallies: Tallies,
    city_rule: CityRule = "departments",
    agreed: Mapping[str, Agreed] | None = None,
) -> dict[str, Leaf]:
    """The leaves of the one city of all units, by code; arrays (1,)."""
    rows = tallies.city
    return city_leaves(framework, rows, one_city(rows), 1, city_rule, agreed or {}, "skip")


def city_leaves(
    framework: Framework,
    tallies: Tallies,
    owner: Counts,
    cities: int,
    rule: CityRule,
    agreed: Mapping[str, Agreed],
    missing: Missing,
) -> dict[str, Leaf]:
    """The leaves of the cities by code, with what was agreed there."""
    leaves = {
        code: with_agreed(city_leaf(leaf, tallies, rule, owner, cities), agreed.get(code))
        for code, leaf in unit_leaves(framework, tallies, "skip").items()
    }
    return leaves if missing == "skip" else {code: with_zeros(x) for code, x in leaves.items()}


def one_city(tallies: Tallies) -> Counts:
    """The owner (units,) of each unit where all are of one city."""
    return np.zeros(len(tallies.units), dtype=np.int64)


def unit_leaf(indicator: Indicator, tallies: Tallies) -> Leaf:
    """The indicator in each unit: the mean over people of the units that have answered it."""
    tally = tallies.by_code[indicator.code]
    (_, people), given = tallies.took_part(indicator.code), tally.given
    applicable = ~(2 * tally.na > given + tally.na)
    enough = _represented(tallies, indicator.code) * ANSWERED_SHARE - 1e-9
    answered = applicable & (given >= np.maximum(1, enough))
    return Leaf(
        indicator=indicator,
        value=np.where(answered, _ratio(tally.total, tally.people_given), np.nan),
        points=np.where(answered, _ratio(_points(indicator, tally), tally.people_given), np.nan),
        applicable=applicable,
        answered=answered,
        reach=np.nan_to_num(_ratio(tally.people_given, people)),
        departments=(given > 0).astype(np.float64),
    )


def _represented(tallies: Tallies, code: str) -> Counts:
    """Return the number of participants per unit.

    Rows other than departments also count those of departments without a figure on this indicator.
    """
    tally, (here, _) = tallies.by_code[code], tallies.took_part(code)
    silent = tallies.departments & (tally.given + tally.na == 0)
    return np.asarray(here + here[silent].sum() * ~tallies.departments)


def city_leaf(units: Leaf, rows: Tallies, rule: CityRule, owner: Counts, cities: int) -> Leaf:
    """The indicator in each city, from its units; `owner` (units,) is the city of each unit.

    N/A where more than half of the units with a level or N/A are N/A; otherwise the mean of the rest. A row
    that is not a department counts as one, and represents departments without figures of their own.
    """

    def summed(values: Floats | Counts | Flags) -> Floats:
        return np.asarray(np.bincount(owner, values, cities), dtype=np.float64)

    tally = rows.by_code[units.indicator.code]
    spoke = (tally.given + tally.na) > 0
    applicable = ~(2 * summed(spoke & ~units.applicable) > summed(spoke))
    weight = np.ones(len(spoke)) if rule == "departments" else tally.people_given.astype(float)
    weight = np.where(units.answered, weight, 0.0)
    answered = applicable & (summed(weight) > 0)

    departments = rows.departments & rows.units_asked(units.indicator.code)
    stands_for = summed(spoke & ~rows.departments) > 0
    silent = np.where(stands_for, 0.0, summed(departments & ~spoke))

    def mean(values: Floats) -> Floats:
        known = summed(np.where(weight > 0, values, 0.0) * weight)
        return np.where(answered, _ratio(known, summed(weight)), np.nan)

    return Leaf(
        indicator=units.indicator,
        value=mean(units.value),
        points=mean(units.points),
        applicable=applicable,
        answered=answered,
        reach=np.nan_to_num(
            _ratio(summed(tally.people_given), summed(rows.took_part(units.indicator.code)[1]))
        ),
        departments=np.nan_to_num(_ratio(summed(tally.given > 0), summed(spoke) + silent)),
    )


def with_agreed(leaf: Leaf, agreed: Agreed | None) -> Leaf:
    """The city's leaf with what the room agreed, which counts as answered (docs/methods.md, section 1)."""
    if agreed is None or agreed.outcome == "both":
        return leaf
    settled = np.full_like(leaf.applicable, agreed.outcome == "level")
    value, points = np.nan, np.nan
    if agreed.outcome == "level" and agreed.level is not None:
        value, points = _scored(leaf.indicator.scale, agreed.level)
    return replace(
        leaf,
        value=np.full_like(leaf.value, value),
        points=np.full_like(leaf.points, points),
        applicable=settled,
        answered=settled,
    )


def with_zeros(leaf: Leaf) -> Leaf:
    """The leaf with 0 where it is unanswered, as a workbook scores that takes a blank for 0.

    It stays unanswered: coverage does not rise.
    """
    unknown = leaf.applicable & ~leaf.answered
    return replace(
        leaf,
        value=np.where(unknown, 0.0, leaf.value),
        points=np.where(unknown, 0.0, leaf.points),
    )


def _scored(scale: Scale, answer: float) -> tuple[float, float]:
    """The score 0..100 and the points of one answer; a measured number has no points."""
    if isinstance(scale, Levels):
        return scale.values[int(answer)], scale.points[int(answer)]
    return scale.value(answer), np.nan


def _points(indicator: Indicator, tally: Tally) -> Floats:
    scale = indicator.scale
    if isinstance(scale, Levels):
        return np.asarray(tally.people @ np.array(scale.points))
    return np.full(len(tally.na), np.nan)


def _ratio(top: Floats | Counts, below: Floats | Counts) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0, top / below, np.nan))
