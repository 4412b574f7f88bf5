"""The sections of the printed report on what comes first, and on what was agreed and planned."""

from collections.abc import Iterator

import pandas as pd

from resilience.charts.bubbles import labelled
from resilience.charts.paper import paper_bubbles
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table, values_words
from resilience.report import Lines, Part, Picture, Plan, Section
from resilience.scoring.planning.actions import STATES, PlannedAction, charge_words, feasible_words
from resilience.services.results.priorities import has_overall, priority_frame
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.priorities import (
    assumed_words,
    by_cost,
    first_words,
    front_words,
    priority_rows,
    size_words,
    voted_title,
)
from resilience.wording.result_tables import agreed_rows
from resilience.wording.targets import way_rows, way_words


def priorities_section(found: Evidence, text: Text) -> Section:
    """What adds most to the overall and how feasible it is held, in the order of doing."""
    rows = priority_frame(found.result, found.first, text.language)
    worth = rows[rows["gain"] > 0]
    headline, *more = first_words(rows, text, has_overall=has_overall(found.result))
    parts = (
        *_bubbles(rows, found, text),
        *_order(worth, found, text),
        *_unknown(found, text),
        *_targets(found, text),
    )
    return Section(text("Priorities"), parts, headline, tuple(more))


def _bubbles(rows: pd.DataFrame, found: Evidence, text: Text) -> Iterator[Part]:
    worth = rows[rows["gain"] > 0]
    voted, assumed = worth[~worth["assumed"]], assumed_words(rows, text)
    if worth.empty:
        return
    if voted.empty:
        yield Lines("", tuple(assumed))
        return
    rim = text(
        "Rim: no other indicator is as good on gain, feasibility and cost, and better on one of "
        "them."
    )
    under = " ".join([size_words(text), rim, *assumed])
    finding = front_words(voted, text)
    named = voted[voted["code"].isin(labelled(voted))]
    values = as_table(priority_rows(named, found.first, text).iloc[:, :3], text)
    picture = paper_bubbles(voted, text)
    yield Picture(voted_title(text), picture, values_words(finding, values), finding, under=under)


def _order(worth: pd.DataFrame, found: Evidence, text: Text) -> Iterator[Part]:
    """What is worth doing, cost class by cost class."""
    if not worth.empty:
        said = text(
            "Ordered by gain times feasibility, among options of similar cost. A gain counts up "
            "to the target of the indicator or its theme, or up to 100 if there is no target."
        )
        yield Lines(text("Suggested order"), (said,))
    for cost, own in by_cost(worth, text):
        rows = priority_rows(own, found.first, text)
        planned = rows.iloc[:, -1].astype(bool).any()
        shown = rows if planned else rows.iloc[:, :-1]
        heading = cost[:1].upper() + cost[1:]
        yield as_table(shown, text, heading, kind="ranked" if planned else "table")


def _unknown(found: Evidence, text: Text) -> Iterator[Part]:
    framework = found.result.workshop.framework
    codes = found.first.first.priorities.find_out
    if codes:
        why = text("Too few people know these to say what they add; highest weight first.")
        titles = (f"{code} · {framework.title(code, text.language)}" for code in codes)
        yield Lines(text("Find out first"), (why, *titles))


def _targets(found: Evidence, text: Text) -> Iterator[Part]:
    """How far the city is on the way to its targets; nothing where it has none."""
    way, result = found.first.way, found.result
    if way.items:
        said = " ".join(way_words(way, result.workshop.framework, text))
        yield as_table(way_rows(way, result, text), text, text("Targets"), said)


def actions_section(found: Evidence, text: Text) -> Section:
    """What the room agreed with the reasons, and what will be done; a sentence where neither is."""
    result, parts = found.result, list[Part]()
    if result.agreed:
        heading = text("What the room agreed")
        parts.append(as_table(agreed_rows(result, text), text, heading, kind="said"))
    if result.actions:
        parts.append(actions_part(result, text))
    if not parts:
        parts.append(Lines("", (text("Nothing was agreed, and no action was written down."),)))
    return Section(text("Actions"), tuple(parts))


def actions_part(result: WorkshopResult, text: Text) -> Plan:
    """The actions of a workshop in the order of the framework, with what became of each."""
    columns = (text("What will be done"), text("Responsible department"), text("How far it is"))
    rows = tuple(
        (_what(result, action, text), tuple(charge_words(action, text)), _how_far(action, text))
        for action in result.actions
    )
    return Plan(text("What will be done"), columns, rows)


def _what(result: WorkshopResult, action: PlannedAction, text: Text) -> tuple[str, ...]:
    title = result.workshop.framework.title(action.indicator, text.language)
    return action.what, f"{action.indicator} · {title}"


def _how_far(action: PlannedAction, text: Text) -> tuple[str, ...]:
    said = (text(STATES[action.state]), action.note, feasible_words(action.feasible, text))
    return tuple(part for part in said if part)
