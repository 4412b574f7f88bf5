"""What changed in a city from workshop to workshop: themes, what compares, indicators that moved."""

import datetime
import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from resilience.framework import Theme
from resilience.scoring import Comparability, Difference, Side, compare
from resilience.scoring.comparison.comparability import common_codes, comparability
from resilience.scoring.comparison.series import (
    ScoredInLines,
    Scores,
    asked_of,
    common_by_theme,
    scored_in_lines,
    scores_on,
    theme_series,
)
from resilience.scoring.comparison.years import ThemeTrend
from resilience.scoring.scores.percent import in_points
from resilience.scoring.scores.what_if import restricted
from resilience.services.access.access import Visitor
from resilience.services.results.between_years import judged
from resilience.services.results.results import admit
from resilience.services.results.years import YearResult, earlier_years, read_year
from resilience.store import Store, repeatable
from resilience.store.workshops import workshop_by_id

#: why the votes do not say whether the overall moved
Unjudged = Literal["open", "by group", "no department in both", "few in common"]
#: (id, revision) of each earlier workshop: other marks mean that something there changed
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A workshop in the trend, and whether it can be compared with the last one (`line`; None for the last one itself).

    `scores` are its overall and themes 0..100 on the questions that the last two workshops have in common; empty if
    it cannot be compared.
    """

    code: str
    date: datetime.date
    line: Comparability | None
    scores: Scores

    @property
    def comparable(self) -> bool:
        """Return whether its scores can be compared with those of the last workshop."""
        return self.line is None or self.line.comparable


@dataclass(frozen=True, slots=True)
class YearChange:
    """What changed between two workshops, given by their codes, on indicators in themes of which both asked all.

    By theme, `scores` has the change of the city's score in points, None if one is missing, and `votes` the verdict
    on the first votes. Themes in `beyond` have a later vote, or a level or N/A that the room agreed on, in either
    score. `overall` has the first and the last score on the `common` indicators, with the weights and rules of the
    last workshop of the trend; `scored` of these have a score in the first and in the last. `alike` is true if the
    same indicators and themes have one in both. `whole` is the verdict on it; `as_shown` is true if these are the
    overall scores that both results show. `apart` are the departments whose votes can be compared on no theme, and
    `partly` those that can be compared on some only. If there is no verdict on the overall, `unjudged` says why.
    """

    first: str
    last: str
    line: Comparability
    scores: Scores
    votes: Mapping[str, ThemeTrend]
    overall: tuple[float | None, float | None]
    common: int
    scored: tuple[int, int]
    alike: bool
    as_shown: bool
    beyond: frozenset[str]
    whole: ThemeTrend | None
    apart: tuple[str, ...]
    partly: tuple[str, ...]
    unjudged: Unjudged | None


@dataclass(frozen=True, slots=True)
class Trend:
    """The workshops of a city, oldest first; the last one is the workshop on screen.

    `steps` lead from each comparable workshop to the next, `whole` from the first to the last if there are more
    than two. `moved` are the indicators in the last two, those that moved most first; on those `settled` the room
    agreed in one of the two or in both. `common` counts the indicators in each theme's line, out of `asked` in the
    last one; `asked_by_all` is whether every comparable workshop asked all of these, and `scored` is how many of them
    have a score. If results are `in_points`, scores are the percentage of reachable points.
    """

    points: tuple[Point, ...]
    steps: tuple[YearChange, ...]
    whole: YearChange | None
    moved: tuple[Difference, ...]
    settled: frozenset[str]
    common: Mapping[str, int]
    asked: int
    asked_by_all: bool
    scored: ScoredInLines
    in_points: bool

    @property
    def compared(self) -> tuple[Point, ...]:
        """The workshops that can be compared with the last one, and the last one."""
        return tuple(point for point in self.points if point.comparable)


def admit_trend(store: Store, visitor: Visitor, code: str) -> tuple[int, int, Marks]:
    """Admit the visitor to a trend; return the workshop's id and revision, and the marks of earlier workshops.

    Everyone who may read the result of a workshop may read the city's earlier scores (docs/decisions/0023), except
    a guest, with whom one page of one result was shared. Raises as `results.admit`.
    """
    workshop_id, revision = admit(store, visitor, code)
    if visitor.is_guest(workshop_id):
        return workshop_id, revision, ()
    with store.read() as session:
        found = earlier_years(session, workshop_by_id(session, workshop_id))
        return workshop_id, revision, tuple((one.id, one.revision) for one in found)


@repeatable
def read_trend(store: Store, workshop_id: int, earlier: Sequence[int]) -> Trend:
    """Compute the trend up to a workshop over the `earlier` ones; the caller checks access."""
    with store.read() as session:
        years = [read_year(session, workshop_by_id(session, i)) for i in (*earlier, workshop_id)]
        last = years[-1]
        lines = [comparability(year.side, last.side) for year in years[:-1]]
        compared = [
            *(year for year, line in zip(years, lines, strict=False) if line.comparable),
            last,
        ]
        sides = [year.side for year in compared]
        series = theme_series(sides)
        scores = {year.code: found for year, found in zip(compared, series, strict=True)}
        pairs = pairwise(compared)
        return Trend(
            points=tuple(
                Point(
                    year.code, year.side.date or datetime.date.min, line, scores.get(year.code, {})
                )
                for year, line in zip(years, [*lines, None], strict=True)
            ),
            steps=tuple(_step(first, second, sides) for first, second in pairs),
            whole=_step(compared[0], last, sides) if len(compared) > 2 else None,
            moved=_moved(compared[-2], last) if len(compared) > 1 else (),
            settled=last.settled.union(*(year.settled for year in compared[-2:-1])),
            common={theme: len(own) for theme, own in common_by_theme(sides).items()},
            asked=len(last.side.asked),
            in_points=in_points(last.side.framework.root),
            asked_by_all=all(
                last.side.asked <= set(common_codes(year.side, last.side)) for year in compared
            ),
            scored=scored_in_lines({year.code: year.side for year in compared}),
        )


def _step(first: YearResult, last: YearResult, sides: Sequence[Side]) -> YearChange:
    """What changed between two of the workshops that compare, whose `sides` these are."""
    framework, themes = sides[-1].framework, common_by_theme(sides)
    common = asked_of(first.side, sides) & asked_of(last.side, sides)
    before, after = (scores_on(year.side, framework, common) for year in (first, last))
    scored = _scored(first, common), _scored(last, common)
    root = framework.root.code
    overall = before.get(root), after.get(root)
    found = judged(first, last, restricted(framework, common))
    whole = found.themes.pop(root, None)
    return YearChange(
        first=first.code,
        last=last.code,
        line=comparability(first.side, last.side),
        scores={theme: _less(after.get(theme), before.get(theme)) for theme in themes},
        votes=found.themes,
        overall=overall,
        common=len(common),
        scored=(len(scored[0]), len(scored[1])),
        alike=scored[0] == scored[1]
        and all((before[node] is None) == (after[node] is None) for node in before),
        as_shown=all(
            None not in (shown, counted)
            and math.isclose(shown or 0.0, counted or 0.0, abs_tol=1e-9)
            for shown, counted in zip((_overall(first), _overall(last)), overall, strict=True)
        ),
        beyond=frozenset(
            theme
            for theme, codes in themes.items()
            if not (codes & common).isdisjoint(first.beyond | last.beyond)
        ),
        whole=whole,
        apart=found.apart,
        partly=found.partly,
        unjudged=None if whole and whole.departments else _unjudged(first, last),
    )


def _scored(year: YearResult, codes: Set[str]) -> set[str]:
    """Those of these indicators that have a score."""
    return {code for code in codes if year.side.scores[code].value is not None}


def _unjudged(first: YearResult, last: YearResult) -> Unjudged:
    if first.units is None or last.units is None:
        return "open"
    if first.by_group or last.by_group:
        return "by group"
    if set(first.units.units).isdisjoint(last.units.units):
        return "no department in both"
    return "few in common"


def _overall(year: YearResult) -> float | None:
    """The overall score that a result shows."""
    return year.side.scores[year.side.framework.root.code].value


def _moved(first: YearResult, last: YearResult) -> tuple[Difference, ...]:
    """The indicators with a difference, the largest first."""
    themes = {n.code for n in last.side.framework.root.nodes() if isinstance(n, Theme)}
    rows = compare(first.side, last.side).rows
    moved = [row for row in rows if row.code not in themes and round(row.difference or 0.0, 9)]
    return tuple(sorted(moved, key=lambda row: -abs(round(row.difference or 0.0, 9))))


def _less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before
