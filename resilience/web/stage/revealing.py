"""The stage after the reveal: the number, the themes, and the extremes."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.scoring.scores.tables import (
    Extremes,
    indicator_table,
    least_known,
    strongest,
    weakest,
)
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.own_result import ThemeBar, overall_words, theme_bars
from resilience.wording.result import departments_words, people_words, small_groups_words
from resilience.wording.result_tables import comparable_rows, extremes_names, range_words

#: indicators named as strongest and as weakest, and themes that fit in one column
NAMED, COLUMN = 2, 10


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
    best, worst = strongest(ranked, NAMED), weakest(ranked, NAMED)
    unknown = least_known(indicators, 1, result.asked_again)
    known = overall.value is not None
    said = overall_words(framework, city, text)
    return Reveal(
        number=text.number(overall.value) if known else "",
        value=overall.value or 0.0,
        said=text("of {maximum}", maximum=text.number(overall.maximum))
        if known
        else said[:1].upper() + said[1:],
        range=range_words(result, text) if known else " ".join(small_groups_words(result, text)),
        people=people_words(result.people, 0, text),
        departments=departments_words(result, text),
        bars=theme_bars(framework, city, text),
        strongest=extremes_names(best, text),
        weakest=extremes_names(worst, text),
        least_known=_least_known_words(unknown, (best, worst), result, text),
    )


def _least_known_words(
    unknown: Extremes, named: Sequence[Extremes], result: WorkshopResult, text: Text
) -> str:
    """The least known indicator; where its answers make it also one of those `named`, whose answers these are."""
    words = extremes_names(unknown, text)
    codes = {code for one in named for code in one.rows["code"]} - set(result.agreed)
    if codes.isdisjoint(unknown.rows["code"]):
        return words
    return text("{name} (scored only by those who could answer)", name=words)
