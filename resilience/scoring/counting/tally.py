"""Tallies: counts of answers and of people, all that the arithmetic needs (docs/methods.md, section 0)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from resilience.framework import Goalposts, Indicator, Levels
from resilience.scoring.arrays import Counts, Flags, Floats

#: row of a city's tallies that is not a department: pooled cells, or the whole room
CITY_ROW = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers to one indicator, unit by unit.

    `answers` and `people` have shape (units, m): a table is one answer of several people. For a
    measured indicator m is 1, and `total`, `squares` (units,) are sums over people of the score
    0..100 and of its square. `na` and `dk` (units,) count answers.
    """

    answers: Counts
    people: Counts
    na: Counts
    dk: Counts
    total: Floats
    squares: Floats

    @property
    def given(self) -> Counts:
        """Answers with a level or number, per unit."""
        return np.asarray(self.answers.sum(axis=-1))

    @property
    def has_answers(self) -> bool:
        """Whether anyone gave a level, a number, N/A or don't know."""
        return bool(self.given.any() or self.na.any() or self.dk.any())

    @property
    def people_given(self) -> Counts:
        """People behind those answers, per unit."""
        return np.asarray(self.people.sum(axis=-1))


@dataclass(frozen=True, slots=True)
class Tallies:
    """All tallies of one result: `units` names the axis, by indicator code.

    `participants` and `people` (units,) are those who took part: with a saved level, N/A or don't know.
    `asked` has by indicator which units were asked (units,), all of them where it has none. `of_city` are the tallies
    from which the city is scored where these differ: pooled cells of units, or a later vote of the whole room
    (docs/methods.md, section 5), have a row of their own in them, CITY_ROW, the last, if they `have_city_row`;
    elsewhere a unit of that name is people who named no department.
    """

    units: tuple[str, ...]
    participants: Counts
    people: Counts
    by_code: Mapping[str, Tally]
    of_city: "Tallies | None" = None
    asked: Mapping[str, Flags] = field(default_factory=dict)
    have_city_row: bool = False

    @property
    def city(self) -> "Tallies":
        """The tallies from which the city is scored."""
        return self.of_city or self

    @property
    def newcomers(self) -> tuple[int, int]:
        """Participants and people who came for a later vote of the whole room, and are in no unit."""
        beside = ~self.city.departments
        return int(self.city.participants[beside].sum()), int(self.city.people[beside].sum())

    def took_part(self, code: str) -> tuple[Counts, Counts]:
        """Participants and people of each unit, none where it was not asked an indicator; (units,) each."""
        flags = self.units_asked(code)
        return self.participants * flags, self.people * flags

    def units_asked(self, code: str) -> Flags:
        """Which units were asked an indicator (units,)."""
        every = np.ones(len(self.units), dtype=np.bool_)
        return self.asked.get(code, every)

    @property
    def without_answers(self) -> frozenset[str]:
        """The indicators on which the city has no level, number or N/A, unless everyone said "don't know"."""
        return frozenset(
            code for code, tally in self.city.by_code.items() if self._open(code, tally)
        )

    def _open(self, code: str, tally: Tally) -> bool:
        here, dk = int(self.city.took_part(code)[0].sum()), int(tally.dk.sum())
        return not tally.given.any() and not tally.na.any() and (here > dk or not dk)

    @property
    def departments(self) -> Flags:
        """Which rows are departments (units,)."""
        row = CITY_ROW if self.have_city_row else None
        return np.array([unit != row for unit in self.units], dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a tally: `answers` times the same answer, by `people`, in `unit`.

    `state` is "level", "number", "na" or "dk"; `answer` the level, or the measured number. Numbers
    that were counted before come as `sums` (over people, of the score 0..100 and of its square).
    """

    unit: str
    indicator: str
    state: str
    answer: float | None
    answers: int
    people: int
    sums: tuple[float, float] | None = None


def build_tallies(
    indicators: tuple[Indicator, ...],
    room: Mapping[str, tuple[int, int]],
    counts: "list[Count]",
) -> Tallies:
    """Arrange counts as tallies; `room` gives each unit's (participants, people), in order."""
    units = tuple(room)
    place = {unit: position for position, unit in enumerate(units)}
    by_code = {i.code: empty_tally(i, len(units)) for i in indicators}
    asked = {i.code: i for i in indicators}
    for count in counts:
        if count.indicator in asked:
            _add(by_code[count.indicator], asked[count.indicator], place[count.unit], count)
    for indicator in indicators:
        _sum_levels(by_code[indicator.code], indicator)
    here = np.array([room[unit] for unit in units], dtype=np.int64).reshape(-1, 2)
    return Tallies(units, here[:, 0], here[:, 1], by_code)


def tally_answers(
    indicator: Indicator, units: int, unit: Counts, state: NDArray[np.str_], answer: Floats
) -> Tally:
    """Count individual answers, given as arrays of shape (answers,); `unit` is the index of the person's unit.

    `state` is "level", "na" or "dk"; `answer` the level, or the measured number.
    """
    tally, scale, given = empty_tally(indicator, units), indicator.scale, state == "level"
    here, width = unit[given], tally.people.shape[1]
    level = answer[given].astype(np.int64) if isinstance(scale, Levels) else 0
    tally.people[:] = np.bincount(here * width + level, minlength=units * width).reshape(-1, width)
    tally.answers[:] = tally.people
    tally.na[:] = np.bincount(unit[state == "na"], minlength=units)
    tally.dk[:] = np.bincount(unit[state == "dk"], minlength=units)
    if isinstance(scale, Goalposts):
        values = np.array([scale.value(number) for number in answer[given].tolist()])
        tally.total[:] = np.bincount(here, values, units)
        tally.squares[:] = np.bincount(here, values**2, units)
    _sum_levels(tally, indicator)
    return tally


def some_units(tallies: Tallies, units: slice) -> Tallies:
    """Return the tallies of a contiguous slice of units."""
    by_code = {
        code: Tally(*(getattr(tally, part.name)[units] for part in fields(tally)))
        for code, tally in tallies.by_code.items()
    }
    here = (tallies.participants[units], tallies.people[units])
    asked = {code: flags[units] for code, flags in tallies.asked.items()}
    return Tallies(tallies.units[units], *here, by_code, asked=asked)


def empty_tally(indicator: Indicator, units: int) -> Tally:
    """A tally of `units` units in which nobody answered."""
    scale = indicator.scale
    width = 1 if isinstance(scale, Goalposts) else scale.top + 1
    return Tally(
        answers=np.zeros((units, width), dtype=np.int64),
        people=np.zeros((units, width), dtype=np.int64),
        na=np.zeros(units, dtype=np.int64),
        dk=np.zeros(units, dtype=np.int64),
        total=np.zeros(units),
        squares=np.zeros(units),
    )


def _add(tally: Tally, indicator: Indicator, unit: int, count: Count) -> None:
    if count.state == "na":
        tally.na[unit] += count.answers
    elif count.state == "dk":
        tally.dk[unit] += count.answers
    else:
        level = 0 if isinstance(indicator.scale, Goalposts) else int(count.answer or 0)
        tally.answers[unit, level] += count.answers
        tally.people[unit, level] += count.people
        if isinstance(indicator.scale, Goalposts):
            total, squares = count.sums or _sums(indicator.scale, count)
            tally.total[unit] += total
            tally.squares[unit] += squares


def _sums(scale: Goalposts, count: Count) -> tuple[float, float]:
    value = scale.value(count.answer or 0.0)
    return value * count.people, value**2 * count.people


def _sum_levels(tally: Tally, indicator: Indicator) -> None:
    """Sum over the people at each level, so that the order of the counts moves not even the last digit."""
    if isinstance(indicator.scale, Levels):
        values = np.array(indicator.scale.values)
        tally.total[:] = (tally.people * values).sum(axis=1)
        tally.squares[:] = (tally.people * values**2).sum(axis=1)
