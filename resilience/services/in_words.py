"""A result in words, as pages and the printed report say it."""

from collections.abc import Iterable

import pandas as pd

from resilience.framework import Theme
from resilience.scoring import Score
from resilience.scoring.note import left_out_words
from resilience.scoring.percent import in_points, lowest_theme
from resilience.scoring.tables import ENOUGH, well_answered
from resilience.scoring.words import exact_words, score_words
from resilience.services.agreed import Outcome
from resilience.services.results import WorkshopResult
from resilience.services.workshops import MIXED_TABLES, OTHER_DEPARTMENTS
from resilience.text import Text


def headline(result: WorkshopResult, overall: Score, text: Text) -> str:
    """The shape of every score: "58 of 100, from 39 of 45 indicators, 44 participants"."""
    asked = [s for s in _indicators(result) if s.state != "not applicable"]
    answered = [s for s in asked if s.state == "scored"]
    return text.listed(
        [
            score_words(overall, text),
            text("from {n} of {of} indicators", n=len(answered), of=len(asked)),
            _people(result.people, result.workshop.expected, text),
            _departments(result, text),
        ]
    )


def weakest_theme(result: WorkshopResult, text: Text) -> list[str]:
    """The lowest theme in words, and whether the average hides it; nothing for a single theme."""
    framework, city = result.workshop.framework, result.result.city
    lowest = lowest_theme(framework, city)
    scored = [t for t in framework.themes if t.code in city and city[t.code].value is not None]
    if lowest is None or len(scored) < 2:
        return []
    score = city[lowest]
    pointed = any(in_points(theme) for theme in scored if theme.code == lowest)
    said = text(
        "lowest: {theme} {score}",
        theme=framework.title(lowest, text.language),
        score=score_words(score, text) if pointed else text.number(score.value),
    )
    hides = city[framework.root.code].hides_weak_spot
    return [said, text("the average hides a weak spot")] if hides else [said]


def heat_title(themes: Iterable[Theme], text: Text) -> str:
    """What the map of departments and themes shows."""
    if any(in_points(theme) for theme in themes):
        return text("Share of the points by department and theme, 0 to 100")
    return text("Score by department and theme, 0 to 100")


def coverage_words(overall: Score, text: Text) -> str:
    """What coverage and reach are, with those of the whole."""
    return text(
        "Coverage {coverage}: the share of the applicable indicators that has an answer, by weight. "
        "Reach {reach}: the share of people who gave a level, on average over the indicators.",
        coverage=text.percent(overall.coverage),
        reach=text.percent(overall.reach),
    )


def counting_words(result: WorkshopResult, text: Text) -> list[str]:
    """That it matters whether departments or people count once, where it does."""
    if not result.counting_matters:
        return []
    return [
        text(
            "Each department counts once here. If each person counted once, the overall would be "
            "{value}.",
            value=text.number(result.by_people),
        )
    ]


def comparable_rows(result: WorkshopResult, indicators: pd.DataFrame) -> pd.DataFrame:
    """The rows of `indicator_table` that enough answered to be called strong or weak."""
    agreed = [code for code, what in result.agreed.items() if what.outcome not in ("na", "both")]
    return well_answered(indicators, result.participants, agreed)


def few_answers_words(result: WorkshopResult, indicators: pd.DataFrame, text: Text) -> list[str]:
    """That indicators are left out of the strongest and weakest, where some are."""
    scored = indicators.dropna(subset=["score"])
    left_out = len(scored) - len(comparable_rows(result, scored))
    if not left_out:
        return []
    return [
        text.plural(
            "{n} indicator is left out of the strongest and weakest: fewer than {least} phones or "
            "laptops gave a level.",
            "{n} indicators are left out of the strongest and weakest: fewer than {least} phones "
            "or laptops gave a level.",
            left_out,
            least=text.number(min(ENOUGH, result.participants)),
        )
    ]


def unit_of_answers(text: Text) -> str:
    """What the numbers of answers count, beside people."""
    return text(
        "Answers: one per phone or laptop; a table is one answer. Reach: the share of people who "
        "gave a level."
    )


def room_rows(result: WorkshopResult, text: Text) -> pd.DataFrame:
    """Who took part, unit by unit, with the departments that a merged unit stands for."""
    rows = []
    for room in result.room:
        merged = [text(d) for d in room.departments if d != MIXED_TABLES]
        named = f" ({', '.join(merged)})" if room.unit == OTHER_DEPARTMENTS else ""
        rows.append(
            {
                text("Department"): text(room.unit) + named,
                text("People"): room.people,
                text("Expected"): room.expected or None,
                text("Phones and laptops"): room.participants,
            }
        )
    table = pd.DataFrame(rows).astype({text("Expected"): "Int64"})
    return table.set_index(text("Department"))


def outcome_words(outcome: Outcome, text: Text) -> str:
    """What a room settled on: a level or number, or that both views stand, or not applicable."""
    if outcome == "both":
        return text("both views recorded")
    return text("not applicable") if outcome == "na" else exact_words(float(outcome), text)


def agreed_rows(result: WorkshopResult, text: Text) -> pd.DataFrame:
    """What the room settled, in the order of the framework, with the reasons."""
    framework = result.workshop.framework
    rows = [
        {
            text("Indicator"): f"{i.code} · {framework.title(i.code, text.language)}",
            text("Agreed"): outcome_words(result.agreed[i.code].outcome, text),
            text("Because"): result.agreed[i.code].reason,
        }
        for i in framework.root.indicators()
        if i.code in result.agreed
    ]
    return pd.DataFrame(rows).set_index(text("Indicator"))


def missing_words(result: WorkshopResult, text: Text) -> list[str]:
    """Who is not in the figures: people who answered alone beside tables, and absent departments."""
    apart = [left_out_words(result.left_out, text)] if result.left_out else []
    return [*apart, *absent_words(result, text)]


def absent_words(result: WorkshopResult, text: Text) -> list[str]:
    """The departments from which nobody had come at first, in a sentence; nothing if there are none."""
    if not result.absent:
        return []
    names = text.listed(text(name) for name in result.absent)
    return [text("Nobody had come from these when the first vote closed: {names}", names=names)]


def _people(came: int, expected: int, text: Text) -> str:
    if expected:
        return text(
            "{n} people ({expected} expected)", n=text.number(came), expected=text.number(expected)
        )
    return text.plural("{n} person", "{n} people", came)


def _departments(result: WorkshopResult, text: Text) -> str:
    """How many departments took part; of merged ones only the groups are known."""
    groups = sum(room.participants > 0 for room in result.room)
    if any(room.unit == OTHER_DEPARTMENTS for room in result.room):
        return text.plural("in {n} group of departments", "in {n} groups of departments", groups)
    asked = sum(d.name != MIXED_TABLES for d in result.workshop.departments)
    here = sum(room.participants > 0 and room.unit != MIXED_TABLES for room in result.room)
    return text("{n} of {of} departments", n=here, of=asked)


def _indicators(result: WorkshopResult) -> list[Score]:
    return [result.result.city[code] for code in result.tallies.by_code]
