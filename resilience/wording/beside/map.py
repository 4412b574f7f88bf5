"""How far departments are from the city, theme by theme, as a map and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from resilience.charts.diverging import THEME_STEPS
from resilience.framework import Framework
from resilience.scoring import ScoreTree
from resilience.scoring.comparison.units import CityGap
from resilience.scoring.notes.basis import questions_words
from resilience.scoring.notes.words import signed
from resilience.scoring.scores.percent import percent_of
from resilience.services.results.results import WorkshopResult
from resilience.text import Text, mark
from resilience.text.catalogue import round_half_up
from resilience.wording.chart_findings import MOST_NAMED
from resilience.wording.shares import difference_head, in_shares, points_words, value_words

#: why the city's score need not lie among those of departments
BEYOND_DEPARTMENTS = mark(
    "The city's score includes {what}; departments' scores do not, so it can be above or below "
    "all of theirs."
)


@dataclass(frozen=True, slots=True)
class CityMap:
    """Scores 0..100 of units by theme, the highest unit first and the city last, NaN where there is none.

    `differences` are a unit's score minus the city's on the questions that both have a score for, NaN where they
    are not compared; `said` has each comparison in words, by unit and theme.
    """

    scores: pd.DataFrame
    differences: pd.DataFrame
    said: Mapping[tuple[str, str], str]


def city_map(
    matrix: pd.DataFrame,
    gaps: Mapping[tuple[str, str], CityGap],
    names: Mapping[str, str],
    result: WorkshopResult,
    text: Text,
) -> CityMap:
    """A `unit_matrix` beside the city; `names` are its columns by theme (code), its rows are in the reader's language.

    Units are in the order of their mean difference. Where two share under two thirds of a theme's questions they
    are not compared.
    """
    compared = {(text(unit), names[theme]): gap for (unit, theme), gap in gaps.items()}
    points = pd.DataFrame(
        [
            [_points(compared.get((str(unit), str(theme)))) for theme in matrix.columns]
            for unit in matrix.index
        ],
        index=matrix.index,
        columns=matrix.columns,
        dtype="float64",
    )
    order = points.mean(axis=1).sort_values(ascending=False, kind="stable").index
    city = _city(result.workshop.framework, result.result.city, names)
    own = pd.DataFrame([city], index=[text("The city")])
    scores = pd.concat([matrix.loc[order], own]).rename_axis(index=text("Department"))
    shares = in_shares(result.workshop.framework)
    said = {cell: _gap_words(gap, text, shares=shares) for cell, gap in compared.items()}
    return CityMap(scores, points.loc[order], said)


def differences_table(found: CityMap, text: Text) -> pd.DataFrame:
    """The differences from the city with their sign, a dash where there is none."""
    return found.differences.map(lambda one: signed(None if pd.isna(one) else one, text))


def under_scores(
    found: CityMap, marks: Mapping[tuple[str, str], str], text: Text
) -> dict[tuple[str, str], str]:
    """What is small below scores, by unit and theme: the difference from the city, which is coloured, and the mark.

    Scores alone would contradict the colours, as departments and city may have answered unlike questions.
    """
    cells = {
        (str(unit), str(theme)): _signed(points, text)
        for unit, row in found.differences.iterrows()
        for theme, points in row.items()
    }
    return {at: " · ".join(filter(None, (said, marks.get(at)))) for at, said in cells.items()}


def _signed(points: float, text: Text) -> str:
    return "" if pd.isna(points) else signed(points, text)


def differences_words(found: CityMap, framework: Framework, text: Text) -> str:
    """The cells furthest above and below the city."""
    cells = {
        f"{unit} · {theme}": points
        for unit, row in found.differences.iterrows()
        for theme, points in row.items()
        if not pd.isna(points)
    }
    if not cells:
        return text("No department can be compared with the city.")
    printed = {name: float(round_half_up(points, 1)) for name, points in cells.items()}
    most, least = max(printed.values()), min(printed.values())
    shares = in_shares(framework)
    said = {
        "high": _named([name for name, one in printed.items() if one == most], text),
        "most": points_words(text.number(most, 1), text, shares=shares),
        "low": _named([name for name, one in printed.items() if one == least], text),
        "least": points_words(text.number(-least, 1), text, shares=shares),
    }
    if most >= 1 and least <= -1:
        return text(
            "On the same questions, furthest above the city: {high}, by {most}; furthest below: {low}, by {least}.",
            **said,
        )
    if most >= 1:
        return text("On the same questions, furthest above the city: {high}, by {most}.", **said)
    if least <= -1:
        return text("On the same questions, furthest below the city: {low}, by {least}.", **said)
    if shares:
        return text(
            "No department differs from the city by a percentage point or more on any theme compared."
        )
    return text("No department differs from the city by a point or more on any theme compared.")


def legend_words(
    steps: Sequence[int], text: Text, apart: str = "", *, shares: bool = False
) -> dict[str, str]:
    """What the colours of differences mean, by kind; `apart` says why some cells are not compared, "" where all are.

    `steps` are the points from which a difference is of the next kind; differences of `shares` are in percentage points.
    """
    low, mid, high = steps
    far = text.number(high)
    ends = (
        (
            text("{n} percentage points or more below the city", n=far),
            text("{n} percentage points or more above the city", n=far),
        )
        if shares
        else (
            text("{n} points or more below the city", n=far),
            text("{n} points or more above the city", n=far),
        )
    )
    wide, narrow = (
        text("{a} to under {b}", a=text.number(a), b=text.number(b))
        for a, b in ((mid, high), (low, mid))
    )
    said = {"below-3": ends[0], "below-2": wide, "below-1": narrow}
    said |= {"near": text("less than {n} either way", n=text.number(low))}
    said |= {"above-1": narrow, "above-2": wide, "above-3": ends[1]}
    if apart:
        said["apart"] = apart
    return said


def map_legend(found: CityMap, framework: Framework, text: Text) -> dict[str, str]:
    """What the colours of a map mean."""
    apart = found.scores.iloc[:-1].notna().to_numpy() & found.differences.isna().to_numpy()
    unscored = found.scores.iloc[-1].isna().to_numpy()
    reasons = {
        (True, False): text("not compared: too few questions in common"),
        (False, True): text("not compared: the city has no score"),
        (True, True): text("not compared: too few questions in common, or the city has no score"),
    }
    why = bool(apart[:, ~unscored].any()), bool(apart[:, unscored].any())
    said = reasons.get(why, "")
    return legend_words(THEME_STEPS, text, said, shares=in_shares(framework))


def map_key(found: CityMap, framework: Framework, text: Text) -> dict[str, str]:
    """The legend of a map in fewer words, for a place that says what the colours are a difference of."""
    words = map_legend(found, framework, text)
    if in_shares(framework):
        return words
    least, mid, far = map(text.number, THEME_STEPS)
    return words | {
        "below-3": text("{n} or more below", n=far),
        "below-2": f"{mid}–{far}",
        "below-1": f"{least}–{mid}",
        "above-1": f"{least}–{mid}",
        "above-2": f"{mid}–{far}",
        "above-3": text("{n} or more above", n=far),
    }


def differences_title(framework: Framework, text: Text) -> str:
    """What a `differences_table` has."""
    name = text("Difference from the city's score, on the questions that both have a score for")
    return difference_head(name, text, shares=in_shares(framework))


def colour_words(text: Text) -> str:
    """What the colours of a map and the small figures in it are a difference of."""
    return text("colour and small figures: difference from the city on the same questions")


def city_score_words(result: WorkshopResult, text: Text) -> list[str]:
    """What the city's score includes that those of departments do not; nothing without either."""
    city = result.result.city
    if all(city[theme.code].value is None for theme in result.workshop.framework.themes):
        return []
    together = len(result.counted_together)
    said = text.plural(
        "answers on {n} indicator that are counted together to protect a small group",
        "answers on {n} indicators that are counted together to protect a small group",
        together,
    )
    what = text.all_of(
        [*_decided(result, len(result.from_later_vote), text), *([said] if together else [])]
    )
    return [text(BEYOND_DEPARTMENTS, what=what)] if what else []


def decided_words(result: WorkshopResult, text: Text) -> str:
    """What the city's score reflects in addition to first votes, "" if nothing."""
    replaced = len({*result.from_later_vote, *result.replaced} - result.settled)
    decided = _decided(result, replaced, text)
    return text("The score reflects {what}.", what=text.all_of(decided)) if decided else ""


def _decided(result: WorkshopResult, later: int, text: Text) -> list[str]:
    agreed = len(result.settled)
    said = [
        (
            agreed,
            text.plural(
                "what was agreed on {n} indicator",
                "what was agreed on {n} indicators",
                agreed,
            ),
        ),
        (
            later,
            text.plural(
                "a later vote on {n} indicator",
                "a later vote on {n} indicators",
                later,
            ),
        ),
    ]
    return [words for n, words in said if n]


def _points(gap: CityGap | None) -> float:
    return gap.points if gap is not None and gap.basis.enough else float("nan")


def _city(framework: Framework, city: ScoreTree, names: Mapping[str, str]) -> dict[str, float]:
    """The city's score of each theme by the name of its column, NaN where there is none."""
    found = {
        names[theme.code]: percent_of(theme, city[theme.code])
        for theme in framework.themes
        if theme.code in names
    }
    return {name: float("nan") if one is None else one for name, one in found.items()}


def _gap_words(gap: CityGap, text: Text, *, shares: bool) -> str:
    """A department and the city on the questions that both have a score for."""
    return text(
        "{own} here, {city} in the city ({questions})",
        own=value_words(gap.own, text, 1, shares=shares),
        city=value_words(gap.city, text, 1, shares=shares),
        questions=questions_words(gap.basis, text),
    )


def _named(names: Sequence[str], text: Text) -> str:
    """The names of cells that share a difference, or how many they are."""
    if len(names) <= MOST_NAMED:
        return text.listed(names)
    return text("{n} scores", n=text.number(len(names)))
