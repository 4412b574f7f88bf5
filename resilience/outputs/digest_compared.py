"""What a digest says of departments and of earlier workshops, and what any comparison has."""

import math
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from resilience.charts.lines import Direction
from resilience.framework import Framework
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import heat_legend, unit_scores
from resilience.scoring.comparison.comparability import ROUNDED
from resilience.scoring.comparison.units import partial_scores
from resilience.scoring.scores.tables import unit_matrix
from resilience.services.results.trend import YearChange
from resilience.text import Text
from resilience.wording.beside.apart import apart_headline, spot_words
from resilience.wording.beside.map import (
    CityMap,
    city_map,
    city_score_words,
    map_key,
    map_legend,
    under_scores,
)
from resilience.wording.beside.pairs import differing, pair_cells, pairs_words, shared_verdict
from resilience.wording.departments import (
    marked,
    merged_words,
    no_score_words,
    partial_words,
    theme_names,
)
from resilience.wording.shares import in_shares
from resilience.wording.years.lines import clear_ways, overall_change
from resilience.wording.years.overall import (
    more_words,
    trend_headline,
    year_names,
)
from resilience.wording.years.trend import OTHER_ROOM, apart_words, change_words, limits_of

#: indicators on which two departments are compared
PAIRS = 10


@dataclass(frozen=True, slots=True)
class DepartmentFinding:
    """Where departments differ: their scores and the city's as a `map`, with the words of its colours in `legend`.

    `key` is the legend in fewer words, for a place that says what the colours are a difference of.
    `beside` says what only the city's score includes, and is part of the `note`. `marks`, by unit and theme, give the
    difference from the city and the number of questions behind an incomplete score; `incomplete` has the cells of the
    latter. `pairs` has the indicators on which two departments differ, clear differences first: the indicator, how
    often the first department of the pair gives the higher level, and the pair that differs most for its number of
    answers, which is not always the one with the largest difference in score. `pairs_note` says what that means, and the verdict where all have the same.
    """

    headline: str
    themes: tuple[str, ...]
    map: CityMap
    legend: tuple[tuple[str, str], ...]
    key: tuple[tuple[str, str], ...]
    spots: tuple[str, ...]
    note: str
    beside: tuple[str, ...]
    marks: Mapping[tuple[str, str], str]
    incomplete: Set[tuple[str, str]]
    pairs: tuple[tuple[str, str, str], ...]
    pairs_note: str


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A theme of this city `now`, and the `other` score it is compared with, 0..100; `words` say the difference.

    `way` says that it rose or fell clearly since an earlier workshop. `stressed`: no theme is further below the peers.
    """

    code: str
    title: str
    now: float | None
    other: float | None
    words: str
    way: Direction = ""
    stressed: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of the `overall`, None where one is unknown, and of themes, the highest score first."""

    headline: str
    overall: ComparedLine | None
    lines: tuple[ComparedLine, ...]
    more: tuple[str, ...]

    @property
    def rows(self) -> tuple[ComparedLine, ...]:
        """Rows of the chart: the overall score (if known), then the themes."""
        return (self.overall, *self.lines) if self.overall else self.lines

    def pair(self, code: str) -> tuple[float, float] | None:
        """The two scores of a theme, None where one is missing."""
        line = next((one for one in self.lines if one.code == code), None)
        if line is None or line.now is None or line.other is None:
            return None
        return line.now, line.other


@dataclass(frozen=True, slots=True)
class TrendFinding(Compared):
    """The last workshop compared with the previous comparable one, each by its name.

    `limits` has, for each theme, the smallest change that would be clear, or why there is no verdict. `apart` names
    the themes whose verdict is based on other votes than their change. With `shares`, scores are shares of the points possible.
    """

    before: str
    now: str
    limits: tuple[str, ...]
    shares: bool
    apart: tuple[str, ...]


def department_finding(found: Evidence, text: Text) -> DepartmentFinding | None:
    """Where departments differ; None where fewer than two have scores, or groups scored their own themes."""
    if found.result.workshop.by_theme:
        return None
    finding = departments_of(found, text)
    return finding if finding.headline else None


def departments_of(found: Evidence, text: Text) -> DepartmentFinding:
    """The scores of departments, with a `headline` "" where fewer than two have scores; not where groups scored their own themes."""
    result, framework = found.result, found.result.workshop.framework
    long = unit_scores(result, text)
    matrix = unit_matrix(long)
    names = theme_names(long, matrix)
    partial = partial_scores(framework, result.result.units)
    marks = marked(partial, names, text)
    city = city_map(matrix, found.apart.from_city, names, result, text)
    beside = tuple(city_score_words(result, text))
    dashes = [no_score_words(result.workshop.k, text)] if matrix.isna().to_numpy().any() else []
    notes = [*dashes, *merged_words(result, text), *beside, *partial_words(marks, text)]
    return DepartmentFinding(
        headline=apart_headline(found.apart.widest, names, text, shares=in_shares(framework)),
        themes=tuple(map(str, matrix.columns)),
        map=city,
        legend=heat_legend(map_legend(city, framework, text)),
        key=heat_legend(map_key(city, framework, text)),
        spots=tuple(spot_words(found.apart, framework, text)),
        note=" ".join([*notes, text(ROUNDED)]),
        beside=beside,
        marks=under_scores(city, marks, text),
        incomplete=marks.keys(),
        pairs=tuple(pair_lines(found, text)),
        pairs_note=" ".join(pairs_words(found.apart, PAIRS, text)),
    )


def pair_lines(found: Evidence, text: Text) -> Iterator[tuple[str, str, str]]:
    """The pairs of departments by indicator; see `DepartmentFinding`."""
    framework, apart = found.result.workshop.framework, found.apart
    verdict = shared_verdict(apart, PAIRS)
    for code in differing(apart, PAIRS):
        often, pair = pair_cells(apart.pairs[code], text)
        own = apart.verdicts[code]
        said = f" ({text(own.verdict)})" if own and own.verdict != verdict else ""
        yield f"{code} · {framework.title(code, text.language)}", often, pair + said


def trend_finding_of(found: Evidence, text: Text) -> TrendFinding | None:
    """The themes of the last two workshops that compare; None where there is no earlier one."""
    trend, framework = found.trend, found.result.workshop.framework
    if trend is None or not trend.steps:
        return None
    step = trend.steps[-1]
    points = {point.code: point.scores for point in trend.compared}
    lines = tuple(
        ComparedLine(
            theme,
            framework.title(theme, text.language),
            points[step.last].get(theme),
            points[step.first].get(theme),
            change_words(step, theme, text),
            clear_ways(trend, theme)[-1],
        )
        for theme in trend.common
    )
    names = year_names(trend.points, text)
    before, now = names[step.first], names[step.last]
    more = (*more_words(trend, text), text(OTHER_ROOM))
    limits = tuple(
        f"{one.title}: {said}"
        for one in sorted_lines(lines)
        for said in limits_of(step, one.code, framework, text)
    )
    headline, overall = trend_headline(trend, text), _overall_line(step, framework, text)
    shares = in_shares(framework)
    apart = tuple(apart_words(trend, framework, text))
    return TrendFinding(
        headline, overall, sorted_lines(lines), more, before, now, limits, shares, apart
    )


def _overall_line(step: YearChange, framework: Framework, text: Text) -> ComparedLine | None:
    """Line of the overall scores of two workshops; None if either is unknown."""
    if None in step.overall:
        return None
    before, after = step.overall
    words = overall_change(step, text)
    return ComparedLine(framework.root.code, text("Overall"), after, before, words)


def sorted_lines(lines: Iterable[ComparedLine]) -> tuple[ComparedLine, ...]:
    """The highest score first, themes without one last."""
    return tuple(
        sorted(lines, key=lambda one: -math.inf if one.now is None else one.now, reverse=True)
    )
