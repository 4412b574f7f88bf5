"""What to do first, in words."""

import pandas as pd

from resilience.scoring.comparison.peers import NOISE
from resilience.scoring.planning.actions import COSTS, STATES, cost_words
from resilience.services.results.priorities import WhatFirst
from resilience.text import Text


def first_words(rows: pd.DataFrame, text: Text, *, has_overall: bool) -> list[str]:
    """What comes first of the rows of `priority_frame`, and how sure that is; the headline first.

    `has_overall`: enough was answered for an overall score.
    """
    if rows.empty:
        return [text("No indicator has a score yet, so there are no priorities.")]
    ordered = rows.sort_values(["priority", "code"], ascending=[False, True])
    first = ordered.to_dict("records")[0]
    if not rows["gain"].any():
        return [text("No single indicator would raise the overall score by reaching its target.")]
    if not first["priority"]:
        return [text("Everything that would raise the overall score was voted not feasible.")]
    said = text(
        "{indicator} could add up to {points} points",
        indicator=f"{first['code']} · {first['title']}",
        points=text.number(first["gain"], 1),
    )
    sure = text(
        "It is among the first five in {share} of tests with other weights.",
        share=text.percent(first["sure"]),
    )
    if equals := int((rows["priority"] >= first["priority"] - NOISE).sum()) - 1:
        more = text.plural(
            "{n} more indicator has the same priority.",
            "{n} more indicators have the same priority.",
            equals,
        )
        sure = f"{more} {sure}"
    if has_overall:
        return [said, sure]
    return [
        said,
        text(
            "Too little was answered for an overall score: points are based on what was answered."
        ),
        sure,
    ]


def front_words(rows: pd.DataFrame, text: Text) -> str:
    """Which rows of `priority_frame` are on the front; "" where none has anything to gain."""
    front = rows[rows["front"]].sort_values("priority", ascending=False)
    if front.empty:
        return ""
    said = text(
        "No other option beats these on gain, feasibility and cost: {indicators}.",
        indicators=text.listed(front["code"]),
    )
    assumed = front[front["assumed"]]
    if assumed.empty:
        return said
    half = text(
        "For {indicators}, no votes on open actions are shown, so feasibility counts as one half.",
        indicators=text.listed(assumed["code"]),
    )
    return f"{said} {half}"


def by_cost(rows: pd.DataFrame, text: Text) -> list[tuple[str, pd.DataFrame]]:
    """The rows of `priority_frame` class by class of cost, each with what it is called."""
    classes = ((cost, rows[rows["cost"] == cost]) for cost in (*COSTS, ""))
    return [(cost_words(cost, text), own) for cost, own in classes if len(own)]


def priority_rows(rows: pd.DataFrame, found: WhatFirst, text: Text) -> pd.DataFrame:
    """The rows of `priority_frame` as people read them, with what is planned already."""
    without = text("no votes shown")
    feasible = [
        text.number(value, 1) + (f" · {without}" if assumed else "")
        for value, assumed in zip(rows["feasibility"], rows["assumed"], strict=True)
    ]
    planned = [
        " · ".join(
            f"{action.what} ({text(STATES[action.state])})"
            for action in found.actions.get(code, ())
        )
        for code in rows["code"]
    ]
    columns = {
        text("Indicator"): rows["code"] + " · " + rows["title"],
        text("Maximum gain"): rows["gain"],
        text("Feasibility (0 to 1)"): feasible,
        text("Among the first five"): [text.percent(share) for share in rows["sure"]],
        text("No other option beats it"): [text("yes") if front else "" for front in rows["front"]],
        text("What will be done"): planned,
    }
    return pd.DataFrame(columns).set_index(text("Indicator"))
