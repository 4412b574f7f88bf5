"""What to do first, in words."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from resilience.scoring.comparison.peers import NOISE
from resilience.scoring.planning.actions import COSTS, STATES
from resilience.scoring.planning.priorities import DECIMALS
from resilience.services.deciding.follow_up import OpenAction
from resilience.services.results.priorities import WhatFirst, has_overall, uncounted
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.chart_findings import MOST_NAMED

#: marks a feasibility of which no votes are shown, and begins the note on it
ASSUMED = "*"


def _largest_of(rows: pd.DataFrame) -> "pd.Series[Any]":
    """The row of `priority_frame` with the largest gain, of those not voted infeasible if there are any.

    There is at least one row. Gains are compared as `prioritise` compares.
    """
    feasible = rows[rows["priority"] > 0]
    some = rows if feasible.empty else feasible
    exact = some.assign(value=some["gain"].round(DECIMALS))
    return exact.sort_values(["value", "code"], ascending=[False, True]).iloc[0]


def first_words(rows: pd.DataFrame, result: WorkshopResult, text: Text) -> list[str]:
    """The largest gain in `priority_frame` as the headline, then how sure it is, and what is left out."""
    return [*_largest_words(rows, text, overall=has_overall(result)), *_left_out(result, text)]


def _left_out(result: WorkshopResult, text: Text) -> list[str]:
    """That answered indicators of themes without a score are not ranked, where there are any."""
    n = len(uncounted(result))
    if not n:
        return []
    return [
        text.plural(
            "{n} indicator with a score is not listed: its theme has too few answers to count in the overall score.",
            "{n} indicators with a score are not listed: their themes have too few answers to count in the overall score.",
            n,
        )
    ]


def _largest_words(rows: pd.DataFrame, text: Text, *, overall: bool) -> list[str]:
    if rows.empty:
        return [text("No indicator has a score yet, so there are no priorities.")]
    first = _largest_of(rows)
    if not rows["gain"].any():
        return [text("No single indicator would raise the overall score by reaching its target.")]
    if not first["priority"]:
        return [
            text(
                "Everyone who voted found everything that would raise the overall score hardly feasible."
            )
        ]
    share = text.percent(first["sure"])
    sure = text(
        "It is among the five largest gains in {share} of the tests with varied weights.",
        share=share,
    )
    order = " ".join([sure, *_equals(rows, first, text), *_passed_over(rows, first, text)])
    if overall:
        said = text(
            "Progress on “{indicator}” could raise the score by up to {points} points",
            indicator=first["title"],
            points=text.number(first["gain"], 1),
        )
        return [said, order]
    return [
        text(
            "Judging by the answers so far, progress on “{indicator}” could raise the score",
            indicator=first["title"],
        ),
        text(
            "Too little was answered for an overall score: points are based on what was answered."
        ),
        order,
    ]


def _equals(rows: pd.DataFrame, first: "pd.Series[Any]", text: Text) -> list[str]:
    """How many rows not voted infeasible have as large a gain as the first."""
    some = rows[rows["priority"] > 0]
    equals = int((some["gain"] >= first["gain"] - NOISE).sum()) - 1
    if not equals:
        return []
    return [
        text.plural(
            "{n} more indicator has as large a gain.",
            "{n} more indicators have as large a gain.",
            equals,
        )
    ]


def _passed_over(rows: pd.DataFrame, first: "pd.Series[Any]", text: Text) -> list[str]:
    """How many rows with a larger gain than the first are voted infeasible."""
    larger = int((rows["gain"] > first["gain"] + NOISE).sum())
    if not larger:
        return []
    return [
        text.plural(
            "{n} indicator with a larger gain was voted hardly feasible by everyone.",
            "{n} indicators with larger gains were voted hardly feasible by everyone.",
            larger,
        )
    ]


def covered_words(planned: Sequence[bool], text: Text) -> str:
    """How many of the largest gains have an open action; `planned` has one flag per indicator."""
    n, of = sum(planned), len(planned)
    if not n:
        return text.plural(
            "The largest possible gain has no open action",
            "None of the {n} largest possible gains has an open action",
            of,
        )
    if n == of:
        return text.plural(
            "The largest possible gain has an open action",
            "All {n} largest possible gains have an open action",
            of,
        )
    return text.plural(
        "{n} of the {of} largest possible gains has an open action",
        "{n} of the {of} largest possible gains have an open action",
        n,
        of=text.number(of),
    )


def gains_words(planned: Sequence[bool], text: Text) -> str:
    """How many indicators with a possible gain have an open action; `planned` has one flag per indicator."""
    return text.plural(
        "{n} of {of} indicators with a possible gain has an open action",
        "{n} of {of} indicators with a possible gain have an open action",
        sum(planned),
        of=text.number(len(planned)),
    )


def gain_unit(result: WorkshopResult, text: Text) -> str:
    """What a gain is, under every title of a chart, slide or sheet of gains."""
    if has_overall(result):
        return text(
            "Gain in the overall score on reaching the target of the indicator, else of its theme (100 without either), in points"
        )
    return text(
        "Points gained on what was answered, on reaching the target of the indicator, else of its theme (100 without either); there is no overall score"
    )


def front_words(rows: pd.DataFrame, text: Text) -> str:
    """Which rows of `priority_frame` are on the front, of those with a shown vote; "" where none is."""
    front = rows[rows["front"] & ~rows["assumed"]].sort_values("priority", ascending=False)
    if front.empty:
        return ""
    names = [text("“{indicator}”", indicator=title) for title in front["title"]]
    return text(
        "Of the options with feasibility votes shown, none beats these on gain, feasibility and cost: {indicators}.",
        indicators=text.listed(names if len(names) <= MOST_NAMED else front["code"]),
    )


def voted_words(voted: pd.DataFrame, text: Text) -> str:
    """Which voted options no other voted one beats on gain and feasibility, by the column `front`; there is one at least."""
    front = voted[voted["front"]].sort_values("priority", ascending=False)
    names = [text("“{indicator}”", indicator=title) for title in front["title"]]
    return text.plural(
        "Of the options with feasibility votes shown, none beats this one on gain and feasibility: {indicators}.",
        "Of the options with feasibility votes shown, none beats these on gain and feasibility: {indicators}.",
        len(names),
        indicators=text.listed(names if len(names) <= MOST_NAMED else front["code"]),
    )


def assumed_words(rows: pd.DataFrame, text: Text) -> list[str]:
    """What the order of rows of `priority_frame` assumes where no votes are shown; nothing where it assumes nothing."""
    if not rows["assumed"].any():
        return []
    if rows["assumed"].all():
        return [
            text(
                "No votes on open actions of this workshop are shown, so the order is by gain. Write down actions and let people vote on them. Costs and votes from earlier workshops do not count."
            )
        ]
    return [
        text(
            "Costs and votes from earlier workshops do not count here. If no feasibility votes from this workshop are shown for an indicator, it counts as half feasible (0.5)."
        )
    ]


def voted_title(text: Text) -> str:
    """What the picture of gain and feasibility shows."""
    return text(
        "Gain and feasibility of indicators whose open actions have votes shown in this workshop"
    )


def size_words(text: Text) -> str:
    """What the size of a mark in the picture of gain and feasibility means."""
    return text(
        "The larger the bubble, the more often its indicator is among the five largest gains when all weights are varied by up to a quarter."
    )


def priority_rows(rows: pd.DataFrame, found: WhatFirst, text: Text) -> pd.DataFrame:
    """The rows of `priority_frame` as people read them, with what is planned already.

    `ASSUMED` marks a feasibility without votes. Columns that would say nothing are left out.
    """
    planned = [
        " · ".join(_planned(one, text) for one in found.actions.get(code, ()))
        for code in rows["code"]
    ]
    columns = {
        text("Indicator"): rows["code"] + " · " + rows["title"],
        text("Maximum gain"): rows["gain"],
        text("Feasibility (0 to 1)"): _feasibilities(rows, text),
        text("Among the five largest gains"): [text.percent(share) for share in rows["sure"]],
        text("Unbeaten on gain, feasibility and cost"): [
            _unbeaten(front, assumed, text)
            for front, assumed in zip(rows["front"], rows["assumed"], strict=True)
        ],
        text("Cost"): [text(COSTS[cost]) if cost else "" for cost in rows["cost"]],
        text("What will be done"): planned,
    }
    shown = {
        name: cells for name, cells in columns.items() if not isinstance(cells, list) or any(cells)
    }
    return pd.DataFrame(shown).set_index(text("Indicator"))


def _feasibilities(rows: pd.DataFrame, text: Text) -> list[str]:
    """The feasibilities, marked where they are assumed; "" each where all are."""
    if rows["assumed"].all():
        return [""] * len(rows)
    return [
        text.number(value, 1) + (f" {ASSUMED}" if assumed else "")
        for value, assumed in zip(rows["feasibility"], rows["assumed"], strict=True)
    ]


def unread_words(text: Text) -> str:
    """The words for an open action that the reader may not read."""
    return text("open action from an earlier workshop")


def _planned(one: OpenAction, text: Text) -> str:
    """An action and how far it is, with the date of its workshop if that is an earlier one."""
    if one.action is None:
        return unread_words(text)
    state = text(STATES[one.action.state])
    if one.since:
        state = text("{state}, from the workshop of {date}", state=state, date=text.date(one.since))
    return f"{one.action.what} ({state})"


def _unbeaten(front: bool, assumed: bool, text: Text) -> str:
    if not front:
        return ""
    return text("yes, if its feasibility is 0.5") if assumed else text("yes")
