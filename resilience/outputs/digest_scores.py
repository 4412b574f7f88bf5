"""What a digest says of themes, indicators and who took part."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from resilience.outputs.digest_compared import TrendFinding
from resilience.outputs.digest_peers import PeerFinding
from resilience.outputs.digest_planned import acting_words
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import dot_row, figure
from resilience.scoring.scores.tables import (
    Extremes,
    indicator_table,
    strongest,
    theme_table,
    weakest,
)
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.chart_findings import lowest_themes
from resilience.wording.result_tables import (
    comparable_rows,
    equals_words,
    few_answers_words,
    room_rows,
)
from resilience.wording.shares import value_words

#: indicators named as strengths, as gaps and to find out
NAMED = 3


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme with its score as pages show it in `shown`; the others are 0..100, None where there is none.

    `low` and `high` are None where nothing is unknown. `previous` and `median` (of the peers) are on the same
    indicators as the score, else None. `shares`: they are shares of the points possible.
    `lowest`: no theme has a lower score as printed with a decimal, and titles name it as the lowest.
    """

    code: str
    title: str
    shown: str
    score: float | None
    low: float | None
    high: float | None
    coverage: str
    previous: float | None
    target: float | None
    median: float | None
    shares: bool
    lowest: bool


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with its `score` 0..100, `shown` as tables have it; `action` says which department acts on it, or that none does."""

    code: str
    title: str
    score: float
    shown: str
    action: str


@dataclass(frozen=True, slots=True)
class IndicatorFinding:
    """Strong and weak indicators, and those that too few know; the notes say what is tied or left out."""

    strengths: tuple[IndicatorLine, ...]
    strengths_note: str
    gaps: tuple[IndicatorLine, ...]
    gaps_note: str
    find_out: tuple[str, ...]
    find_out_note: str


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A department or group that took part, and its people; `expected` is None where that is unknown."""

    name: str
    people: int
    expected: int | None


def theme_lines(
    result: WorkshopResult, trend: TrendFinding | None, peers: PeerFinding | None, text: Text
) -> tuple[ThemeLine, ...]:
    """The themes that were asked, the highest score first and those without one last."""
    framework, city, lines = result.workshop.framework, result.result.city, []
    lowest = lowest_themes(framework, city, text)
    for _, row in theme_table(framework, city, text.language).iterrows():
        code, drawn = row["code"], dot_row(row, row["title"], figure(city[row["code"]], text))
        lines.append(
            ThemeLine(
                code=code,
                title=row["title"],
                shown=drawn.shown,
                score=drawn.score,
                low=drawn.low,
                high=drawn.high,
                coverage=text.percent(row["coverage"]),
                previous=_beside(trend.pair(code) if trend else None, drawn.score),
                target=result.targets.get(code),
                median=_beside(peers.pair(code) if peers else None, drawn.score),
                shares=bool(row["in_points"]),
                lowest=code in lowest,
            )
        )
    return tuple(sorted(lines, key=lambda one: math.inf if one.score is None else -one.score))


def range_of(line: ThemeLine, text: Text, decimals: int = 0) -> str:
    """The range in which missing answers leave a theme, "" where there is none."""
    if line.low is None or line.high is None:
        return ""
    high = value_words(line.high, text, decimals, shares=line.shares)
    return f"{text.number(line.low, 0 if line.shares else decimals)}–{high}"


def _beside(pair: tuple[float, float] | None, score: float | None) -> float | None:
    """The other score of a comparison, if its own score is the one shown: else the indicators are not the same."""
    if pair is None or score is None or not math.isclose(pair[0], score, abs_tol=1e-9):
        return None
    return pair[1]


def indicator_finding(found: Evidence, text: Text) -> IndicatorFinding:
    """The strongest and the weakest indicators, and those to find out first."""
    result = found.result
    named = indicator_table(result.workshop.framework, result.result.city, text.language)
    ranked = comparable_rows(result, named)
    strong, weak = strongest(ranked, NAMED), weakest(ranked, NAMED)
    return IndicatorFinding(
        strengths=_indicators(found, strong, text),
        strengths_note=" ".join(equals_words(strong, text)),
        gaps=_indicators(found, weak, text),
        gaps_note=" ".join(
            [*_gaps_notes(strong, weak, text), *few_answers_words(result, named, text)]
        ),
        find_out=_find_out(found, text),
        find_out_note=_left_words(len(found.first.first.priorities.find_out) - NAMED, text),
    )


def _gaps_notes(strong: Extremes, weak: Extremes, text: Text) -> list[str]:
    """The note below the gaps: how many more are tied, or why none is listed."""
    if len(weak.rows) or not len(strong.rows):
        return equals_words(weak, text)
    return [text("Too few indicators have different scores to list gaps.")]


def _find_out(found: Evidence, text: Text) -> tuple[str, ...]:
    framework = found.result.workshop.framework
    codes = found.first.first.priorities.find_out[:NAMED]
    return tuple(f"{code} · {framework.title(code, text.language)}" for code in codes)


def _left_words(left: int, text: Text) -> str:
    """How many more indicators there are to find out."""
    return text.plural("{n} more indicator", "{n} more indicators", left) if left > 0 else ""


def _indicators(found: Evidence, named: Extremes, text: Text) -> tuple[IndicatorLine, ...]:
    return tuple(
        IndicatorLine(
            code=row["code"],
            title=row["title"],
            score=float(row["score"]),
            shown=text.number(row["score"], 1),
            action=acting_words(found, row["code"], text),
        )
        for _, row in named.rows.iterrows()
    )


def unscored_words(named: Sequence[IndicatorLine], text: Text) -> str:
    """Reason why no indicator is listed; "" if some are."""
    return "" if named else text("Nothing here has a score yet.")


def room_lines(result: WorkshopResult, text: Text) -> tuple[RoomLine, ...]:
    """Who took part, as the table of the pages has it."""
    rows = room_rows(result, text)
    return tuple(
        RoomLine(str(name), int(people), None if pd.isna(expected) else int(expected))
        for name, people, expected in zip(
            rows.index, rows[text("People")], rows[text("Expected")], strict=True
        )
    )
