"""The stage after the reveal: the number, the themes, and what stands out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from resilience.scoring.notes.words import score_words
from resilience.scoring.scores.tables import (
    indicator_table,
    least_known,
    strongest,
    theme_table,
    weakest,
)
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.result import departments_words, lowest_themes, people_words
from resilience.wording.result_tables import comparable_rows, extremes_names, range_words

#: indicators named as strongest and as weakest, and themes that fit in one column
NAMED, COLUMN = 2, 10


@dataclass(frozen=True, slots=True)
class ThemeBar:
    """A theme: its score in words, as a share 0..1 of the bar, and whether it is among the lowest.

    Where it is not `scored`, `said` tells why.
    """

    title: str
    said: str
    scored: bool
    share: float
    lowest: bool


@dataclass(frozen=True, slots=True)
class Reveal:
    """The city's score: `number` as printed and its `value`, "" and 0 where `said` tells why there is none."""

    number: str
    value: float
    said: str
    range: str
    people: str
    departments: str
    bars: tuple[ThemeBar, ...]
    strongest: str
    weakest: str
    least_known: str

    @property
    def columns(self) -> int:
        """How many columns the themes need."""
        return 1 if len(self.bars) <= COLUMN else 2


def reveal(result: WorkshopResult, text: Text) -> Reveal:
    """The screen of a result, from what the results pages show."""
    framework, city = result.workshop.framework, result.result.city
    overall = city[framework.root.code]
    indicators = indicator_table(framework, city, text.language)
    ranked = comparable_rows(result, indicators)
    known = overall.value is not None
    said = score_words(overall, text)
    return Reveal(
        number=text.number(overall.value) if known else "",
        value=overall.value or 0.0,
        said=text("of {maximum}", maximum=text.number(overall.maximum))
        if known
        else said[:1].upper() + said[1:],
        range=range_words(result, text) if known else "",
        people=people_words(result.people, 0, text),
        departments=departments_words(result, text),
        bars=_bars(theme_table(framework, city, text.language), lowest_themes(result, text), text),
        strongest=extremes_names(strongest(ranked, NAMED), text),
        weakest=extremes_names(weakest(ranked, NAMED), text),
        least_known=extremes_names(least_known(indicators, 1), text),
    )


def _bars(themes: pd.DataFrame, lowest: Collection[str], text: Text) -> tuple[ThemeBar, ...]:
    """The themes from the highest score to the lowest; those without a score come last."""
    ordered = themes.sort_values("percent", ascending=False, na_position="last", kind="stable")
    return tuple(
        ThemeBar(
            title=row["title"],
            said=_said(row, text),
            scored=not pd.isna(row["score"]),
            share=0.0 if pd.isna(row["percent"]) else row["percent"] / 100,
            lowest=row["code"] in lowest,
        )
        for row in ordered.to_dict("records")
    )


def _said(row: Mapping[Any, Any], text: Text) -> str:
    """The score of a theme, with the points possible where it is in points, or why there is none."""
    state = row["state"]
    if pd.isna(row["score"]):
        return text(state) if pd.isna(row["coverage"]) else text("too few answers")
    score = text.number(row["score"])
    return f"{score} / {text.number(row['maximum'])}" if row["in_points"] else score
