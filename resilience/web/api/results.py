"""The tables of one workshop's result, with the figures of its pages, workbook and files."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from resilience.exchange.inert import unquoted
from resilience.framework import Indicator, Levels, Theme
from resilience.outputs.long_data import counts_csv
from resilience.scoring.comparison.indicator_votes import indicator_votes
from resilience.services.results.results import WorkshopResult, admit
from resilience.services.results.shared import result_at
from resilience.text import Text
from resilience.web.api.naming import named
from resilience.web.api.reading import ApiTable, Reading
from resilience.web.api.rows import (
    AgreedRow,
    AnswerCountRow,
    ApiRow,
    CityScoreRow,
    PlannedActionRow,
    UnitScoreRow,
    VoteRow,
)
from resilience.workbook.sheets.figures import score_cells, untold_cells

#: columns of `score_cells` that are in the interface under the same name
SCORES = ("score", "low", "high", "maximum", "coverage", "reach", "departments")
COUNTS = ("level", "na", "dk", "blank")


def of_result(
    rows: Callable[[WorkshopResult, Text], Sequence[ApiRow]],
) -> Callable[[Reading], ApiTable]:
    """Make a function of a result one of a request, which admits the reader first."""

    def read(asked: Reading) -> ApiTable:
        at = admit(asked.store, asked.visitor, asked.code)
        return ApiTable(lambda: rows(result_at(asked.store, *at), asked.text), at)

    return read


@of_result
def scores(result: WorkshopResult, text: Text) -> Sequence[ApiRow]:
    """The city's scores: overall, themes, then indicators."""
    tree = result.result.city
    return [
        _city_score(result, node, theme, text)
        for node, theme in _nodes(result)
        if node.code in tree
    ]


@of_result
def unit_scores(result: WorkshopResult, text: Text) -> Sequence[ApiRow]:
    """The scores of the departments or groups that are shown; groups by theme have no overall."""
    framework = result.workshop.framework
    left_out = framework.root if result.workshop.by_theme else None
    return [
        UnitScoreRow(
            unit=unit,
            **named(framework, node, text),
            score=tree[node.code].value,
        )
        for unit, tree in result.result.units.items()
        for node, _ in _nodes(result)
        if node is not left_out and node.code in result.result.city
    ]


def counts(asked: Reading) -> ApiTable:
    """The counts of every vote and the other inputs of the scores: the rows of the file of counts."""
    at = admit(asked.store, asked.visitor, asked.code)

    def written() -> str:
        return counts_csv(result_at(asked.store, *at))

    return ApiTable(lambda: list(_count_rows(written())), at, csv=written)


@of_result
def agreed(result: WorkshopResult, text: Text) -> Sequence[ApiRow]:
    """What the room agreed, in the order of the framework."""
    return [
        AgreedRow(
            indicator=one.code,
            title=result.workshop.framework.title(one.code, text.language),
            **_outcome(result.agreed[one.code].outcome, one),
            reason=result.agreed[one.code].reason,
        )
        for one in result.workshop.framework.root.indicators()
        if one.code in result.agreed
    ]


@of_result
def votes(result: WorkshopResult, text: Text) -> Sequence[ApiRow]:
    """The result of each vote on each indicator."""
    workshop = result.workshop
    asked = [one for one in workshop.framework.root.indicators() if one.code in result.result.city]
    return [
        VoteRow(
            indicator=one.code,
            title=workshop.framework.title(one.code, text.language),
            vote=one.vote,
            answers=one.answers,
            score=one.score,
            middle_low=one.middle[0] if one.middle else None,
            middle_high=one.middle[1] if one.middle else None,
            agreement=one.agreement.consensus if one.agreement and one.agreement.judged else None,
            shift=one.shift,
        )
        for one in indicator_votes(workshop.framework, asked, result.rounds, workshop.k)
    ]


#: facts of an action that its row has under the same name
_STORED = PlannedActionRow.model_fields


@of_result
def actions(result: WorkshopResult, text: Text) -> Sequence[ApiRow]:
    """The actions that the workshop planned."""
    framework = result.workshop.framework
    return [
        PlannedActionRow(
            title=framework.title(one.indicator, text.language),
            vote=one.feasible.state,
            feasibility=one.feasible.value,
            people=one.feasible.people,
            **{name: value for name, value in asdict(one).items() if name in _STORED},
        )
        for one in result.actions
    ]


def _nodes(result: WorkshopResult) -> Iterator[tuple[Theme | Indicator, str | None]]:
    """The overall, the themes, and the indicators with the code of their theme."""
    framework = result.workshop.framework
    yield framework.root, None
    yield from ((theme, None) for theme in framework.themes)
    for theme in framework.themes:
        yield from ((indicator, theme.code) for indicator in theme.indicators())


def _city_score(
    result: WorkshopResult, node: Theme | Indicator, theme: str | None, text: Text
) -> CityScoreRow:
    score, framework = result.result.city[node.code], result.workshop.framework
    cells: dict[str, Any] = score_cells(score, text)
    below = [node] if isinstance(node, Indicator) else node.indicators()
    if not result.too_few.isdisjoint(one.code for one in below):
        cells |= untold_cells(score)
        if isinstance(node, Indicator):
            cells |= {"reach": None, "departments": None}
    return CityScoreRow(
        **named(framework, node, text),
        theme=theme,
        state=score.state,
        **{name: cells[name] for name in (*SCORES, *COUNTS)},
        target=result.targets.get(node.code),
        later_vote=result.later.get(node.code),
    )


def _outcome(outcome: float | str, indicator: Indicator) -> dict[str, Any]:
    if isinstance(outcome, str):
        return {"outcome": outcome, "level": None}
    kind = "level" if isinstance(indicator.scale, Levels) else "number"
    return {"outcome": kind, "level": outcome}


def _count_rows(written: str) -> Iterator[AnswerCountRow]:
    """The rows of a file of counts; a unit has no name where answers count for the city alone."""
    for row in csv.DictReader(io.StringIO(written)):
        yield AnswerCountRow(
            round=row["round"] or None,
            unit=unquoted(row["unit"]) or None,
            indicator=row["indicator"] or None,
            answer=row["answer"],
            answers=row["answers"] or None,
            people=row["people"] or None,
            total=row["total"] or None,
            squares=row["squares"] or None,
            value=unquoted(row["value"]) or None,
        )
