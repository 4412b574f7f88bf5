"""What to do first, in words."""

import pandas as pd

from resilience.scoring.actions import COSTS
from resilience.services.priorities import WhatFirst
from resilience.text import Text, mark


def first_words(rows: pd.DataFrame, text: Text) -> list[str]:
    """What comes first of the rows of `priority_frame`, and how sure that is; the headline first."""
    if rows.empty:
        return [text("No indicator has a score yet, so nothing can be put first.")]
    first = rows.sort_values("priority", ascending=False).to_dict("records")[0]
    if not first["gain"]:
        return [text("Nothing is left to gain: every indicator with a score is at its target.")]
    said = text(
        "{indicator} adds up to {points} points",
        indicator=f"{first['code']} · {first['title']}",
        points=text.number(first["gain"], 1),
    )
    sure = text(
        "It is among the first five in {share} of tests with other weights.",
        share=text.percent(first["sure"]),
    )
    return [said, sure]


def by_cost(rows: pd.DataFrame, text: Text) -> list[tuple[str, pd.DataFrame]]:
    """The rows of `priority_frame` class by class of cost, each with what it is called."""
    named = {**COSTS, "": mark("cost unknown")}
    return [
        (text(said), own) for cost, said in named.items() if len(own := rows[rows["cost"] == cost])
    ]


def priority_rows(rows: pd.DataFrame, found: WhatFirst, text: Text) -> pd.DataFrame:
    """The rows of `priority_frame` as people read them, with what is planned already."""
    nobody = text("nobody voted")
    feasible = [
        text.number(value, 1) + (f" · {nobody}" if assumed else "")
        for value, assumed in zip(rows["feasibility"], rows["assumed"], strict=True)
    ]
    planned = [
        "; ".join(action.what for action in found.actions.get(code, ())) for code in rows["code"]
    ]
    columns = {
        text("Indicator"): rows["code"] + " · " + rows["title"],
        text("Adds up to"): rows["gain"],
        text("Feasibility (0 to 1)"): feasible,
        text("Among the first five"): [text.percent(share) for share in rows["sure"]],
        text("What will be done"): planned,
    }
    return pd.DataFrame(columns).set_index(text("Indicator"))
