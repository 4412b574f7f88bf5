"""Results as tidy DataFrames: what charts, pages and workbook read."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring.counting.tally import CITY_ROW, Tallies, Tally
from resilience.scoring.scores.percent import in_points, percent_of
from resilience.scoring.scores.score import Result, ScoreTree
from resilience.text.catalogue import round_half_up

#: a line of counts: unit, indicator, answer, answers and people
CountLine = tuple[str, str, str, int, float]

#: participants who must have given a level before an indicator is called strong or weak: with
#: fewer there is no interval either (docs/methods.md, section 3)
ENOUGH = 3
SCORE_COLUMNS = [
    "code",
    "title",
    "state",
    "score",
    "low",
    "high",
    "maximum",
    "percent",
    "in_points",
    "coverage",
    "reach",
    "departments",
    "level",
    "na",
    "dk",
    "blank",
]


def theme_table(framework: Framework, tree: ScoreTree, language: str) -> pd.DataFrame:
    """One row per theme that was asked, in the order of the file.

    Columns SCORE_COLUMNS: score, low, high 0..100, or points out of `maximum` where `in_points`;
    `percent` 0..100 is the score, or the share of the points that are known; coverage, reach and departments
    shares 0..1 (NaN where nothing applies), and counts of participants' answers by state.
    """
    return _scores(framework, [t for t in framework.themes if t.code in tree], tree, language)


def indicator_table(framework: Framework, tree: ScoreTree, language: str) -> pd.DataFrame:
    """One row per indicator that was asked: SCORE_COLUMNS and the `theme` it belongs to (code)."""
    asked = [
        (indicator, theme.code)
        for theme in framework.themes
        for indicator in theme.indicators()
        if indicator.code in tree
    ]
    found = _scores(framework, [indicator for indicator, _ in asked], tree, language)
    return found.assign(theme=[theme for _, theme in asked])


def unit_table(framework: Framework, result: Result, language: str) -> pd.DataFrame:
    """Units by theme, long: unit, code, title, score and percent (see `theme_table`, or NaN),
    coverage, reach."""
    rows = [
        theme_table(framework, tree, language).assign(unit=unit)
        for unit, tree in result.units.items()
    ]
    columns = ["unit", "code", "title", "state", "score", "percent", "coverage", "reach"]
    return pd.concat(rows, ignore_index=True)[columns] if rows else pd.DataFrame(columns=columns)


@dataclass(frozen=True, slots=True)
class Extremes:
    """The `rows` of an `indicator_table` at one end of a ranking, the outermost first.

    Figures that print the same, with one decimal, are equal and in the order of codes. `more` others equal the
    last row. If all are `alike`, there is no row.
    """

    rows: pd.DataFrame
    more: int = 0
    alike: bool = False


def strongest(indicators: pd.DataFrame, count: int = 5) -> Extremes:
    """The rows of `indicator_table` with the highest scores.

    Where fewer than twice `count` have a score, the upper half. Equals on both sides of the middle are left out,
    unless they are the highest: no indicator is strong and weak.
    """
    scored = indicators.dropna(subset=["score"])
    return _outermost(scored, scored["score"].map(_printed), count, (len(scored) + 1) // 2)


def weakest(indicators: pd.DataFrame, count: int = 5) -> Extremes:
    """The rows of `indicator_table` with the lowest scores; see `strongest`."""
    scored = indicators.dropna(subset=["score"])
    return _outermost(scored, -scored["score"].map(_printed), count, len(scored) // 2)


def well_answered(
    indicators: pd.DataFrame, participants: int, agreed: Collection[str] = ()
) -> pd.DataFrame:
    """The rows of `indicator_table` that may be called strong or weak.

    Those with a level from 3 participants or more (from all, where fewer took part), and those
    whose level the room `agreed` on.
    """
    enough = indicators["level"] >= min(ENOUGH, participants)
    return indicators[enough | indicators["code"].isin(list(agreed))]


def least_known(indicators: pd.DataFrame, count: int = 5, again: Collection[str] = ()) -> Extremes:
    """The rows of `indicator_table` that most people did not know or left blank, with their number `unsaid`.

    Of those asked `again` only who did not know counts: who stayed away from the later vote left nothing blank.
    """
    blank = indicators["blank"].mask(indicators["code"].isin(list(again)), 0)
    found = indicators.assign(unsaid=indicators["dk"] + blank)
    return _outermost(found, found["unsaid"], count, int((found["unsaid"] > 0).sum()))


def _outermost(rows: pd.DataFrame, figures: pd.Series, count: int, among: int) -> Extremes:
    """Up to `count` rows with the highest of the figures, of the `among` highest."""
    order = rows.assign(figure=figures).sort_values(["figure", "code"], ascending=[False, True])
    figure = order.pop("figure").to_numpy()
    if not among or (len(figure) > 1 and figure[0] == figure[-1]):
        return Extremes(order.head(0), alike=bool(among))
    if among < len(figure) and figure[among - 1] == figure[among]:
        above = int((figure > figure[among]).sum())
        among = above or int((figure == figure[0]).sum())
    named = min(count, among)
    return Extremes(order.head(named), int((figure[named:among] == figure[named - 1]).sum()))


def _printed(score: float) -> float:
    """A score as tables print it."""
    return float(round_half_up(score, 1))


def unit_matrix(units: pd.DataFrame) -> pd.DataFrame:
    """`unit_table` as a matrix of percent 0..100: units down, theme titles across, in order.

    A title that several themes have is followed by the code.
    """
    titles = dict(zip(units["code"], units["title"], strict=True))
    shared = {title for title, times in Counter(titles.values()).items() if times > 1}
    matrix = units.pivot(index="unit", columns="code", values="percent")
    matrix = matrix.reindex(index=list(dict.fromkeys(units["unit"])), columns=list(titles))
    named = [f"{title} ({code})" if title in shared else title for code, title in titles.items()]
    return matrix.set_axis(pd.Index(named, name="title"), axis="columns")


def indicator_matrix(indicators: pd.DataFrame, units: Mapping[str, ScoreTree]) -> pd.DataFrame:
    """Scores 0..100 of the rows of `indicator_table` in each unit: codes down, units across.

    NaN where too few of a unit answered.
    """
    codes = indicators["code"].tolist()
    columns = {unit: [_nan(tree[code].value) for code in codes] for unit, tree in units.items()}
    return pd.DataFrame(columns, index=pd.Index(codes, name="code"), dtype="float64")


def count_table(tallies: Tallies) -> pd.DataFrame:
    """The underlying counts in long form, as a table.

    Columns: unit, indicator, answer ("0".., "na", "dk", "number"), answers (participants) and people (NaN for
    na and dk, which have no size). Counts for the city that are not by department have the unit CITY_ROW; a
    department whose counts of an indicator are not served has no rows for it.
    """
    rows: list[CountLine] = []
    for code, tally in tallies.by_code.items():
        for at, unit in enumerate(tallies.units):
            if tallies.of_city is None or tally.given[at] + tally.na[at]:
                rows += _lines(unit, code, tally, at, with_unknown=tallies.of_city is None)
        if tallies.of_city is not None:
            rows += _lines(CITY_ROW, code, tallies.of_city.by_code[code], -1)
    return pd.DataFrame(rows, columns=["unit", "indicator", "answer", "answers", "people"])


def _lines(
    unit: str, code: str, tally: Tally, at: int, *, with_unknown: bool = True
) -> Iterator[CountLine]:
    measured = tally.answers.shape[1] == 1
    for level, answers in enumerate(tally.answers[at]):
        name = "number" if measured else str(level)
        yield unit, code, name, int(answers), float(tally.people[at, level])
    yield unit, code, "na", int(tally.na[at]), np.nan
    if with_unknown:
        yield unit, code, "dk", int(tally.dk[at]), np.nan


def _scores(
    framework: Framework, nodes: Sequence[Theme | Indicator], tree: ScoreTree, language: str
) -> pd.DataFrame:
    rows = [
        (
            s.code,
            framework.title(s.code, language),
            s.state,
            *(_nan(x) for x in (s.value, s.low, s.high, s.maximum, percent_of(node, s))),
            in_points(node),
            *(_nan(x) for x in (s.coverage, s.reach, s.departments)),
            s.counts.level,
            s.counts.na,
            s.counts.dk,
            s.counts.blank,
        )
        for node in nodes
        for s in [tree[node.code]]
    ]
    return pd.DataFrame(rows, columns=SCORE_COLUMNS)


def _nan(value: float | None) -> float:
    return np.nan if value is None else value
