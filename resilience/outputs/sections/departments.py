"""The section of the printed report on departments: who sees the city differently, and who was there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from resilience.framework import Indicator, Theme
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table, asked_themes, cell, unit_scores
from resilience.report import Band, FineHeat, Heat, HeatCell, Lines, Part, Section, Table
from resilience.scoring import ScoreTree
from resilience.scoring.comparison.units import partial_scores
from resilience.scoring.scores.percent import percent_of
from resilience.scoring.scores.tables import unit_matrix
from resilience.services.results.departments import DepartmentDifferences
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.chart_findings import cells_words, heat_title
from resilience.wording.departments import (
    GROUPS_SCORED,
    apart_headline,
    dash_words,
    group_rows,
    marked,
    no_score_words,
    pair_words,
    partial_words,
    reply_words,
    spot_words,
    theme_names,
)
from resilience.wording.result import missing_words
from resilience.wording.result_tables import room_rows

#: units in a row of the map of indicators
ACROSS = 12
#: indicators on which two departments are compared
PAIRS = 10


def departments_section(found: Evidence, text: Text) -> Section:
    """Departments by theme and by indicator, blind spots, pairs, replies and the room."""
    result = found.result
    if result.workshop.by_theme:
        return _groups_section(result, text)
    long = unit_scores(result, text)
    matrix = unit_matrix(long)
    names = theme_names(long, matrix)
    partial = partial_scores(result.workshop.framework, result.result.units)
    parts: list[Part] = [_heat(result, matrix, marked(partial, names, text), text)]
    spots = spot_words(found.apart, result.workshop.framework, text)
    parts.append(Lines(text("Blind spots"), tuple(spots)))
    parts += _pairs(found.apart, result, text)
    if replies := reply_words(result.replies, text):
        lines = tuple(f"{who} · {said}" for who, said in replies)
        parts.append(Lines(text("Replies from departments"), lines))
    under = " ".join(missing_words(result, text))
    parts.append(as_table(room_rows(result, text), text, text("Who was in the room"), under))
    parts += _fine(result, text)
    said = apart_headline(found.apart.widest, names, text)
    return Section(text("Departments"), tuple(parts), said)


def _groups_section(result: WorkshopResult, text: Text) -> Section:
    """Instead of departments, the groups with the themes that they scored, and who was in the room."""
    parts: list[Part] = [as_table(group_rows(result, text), text, text("Groups and their themes"))]
    if replies := reply_words(result.replies, text):
        lines = tuple(f"{who} · {said}" for who, said in replies)
        parts.append(Lines(text("Replies from departments"), lines))
    under = " ".join(missing_words(result, text))
    parts.append(as_table(room_rows(result, text), text, text("Who was in the room"), under))
    return Section(text("Groups"), tuple(parts), text(GROUPS_SCORED))


def _heat(
    result: WorkshopResult, matrix: pd.DataFrame, marks: Mapping[tuple[str, str], str], text: Text
) -> Heat:
    rows = tuple(
        (
            str(unit),
            tuple(
                replace(cell(value, text), beside=marks.get((str(unit), str(theme)), ""))
                for theme, value in zip(matrix.columns, values, strict=True)
            ),
        )
        for unit, values in zip(matrix.index, matrix.to_numpy(), strict=True)
    )
    under = " ".join([dash_words(result.workshop.k, text), *partial_words(marks, text)])
    heading = heat_title(asked_themes(result), text)
    titles = tuple(map(str, matrix.columns))
    return Heat(heading, titles, rows, under, cells_words(matrix, text, marks))


def _pairs(apart: DepartmentDifferences, result: WorkshopResult, text: Text) -> Iterator[Table]:
    """The indicators on which two departments are furthest apart, clear differences first."""
    rows = []
    for code in apart.order[:PAIRS]:
        title = result.workshop.framework.title(code, text.language)
        said, *verdict = pair_words(apart, code, text)
        rows.append((f"{code} · {title}", "".join(verdict), said))
    if rows:
        columns = (text("Indicator"), text("Chance"), text("Two departments"))
        yield Table(
            text("Where two departments are furthest apart"), columns, tuple(rows), kind="said"
        )


def _fine(result: WorkshopResult, text: Text) -> Iterator[FineHeat]:
    """Every indicator by every unit, so many units at a time as a page has room for."""
    units = list(result.result.units)
    for first in range(0, len(units), ACROSS):
        some = units[first : first + ACROSS]
        bands = tuple(_band(result, some, theme, text) for theme in asked_themes(result))
        heading = text("Score by department and indicator, 0 to 100")
        under = no_score_words(result.workshop.k, text)
        yield FineHeat(heading, tuple(map(text, some)), bands, under)


def _band(result: WorkshopResult, units: Sequence[str], theme: Theme, text: Text) -> Band:
    """The indicators of a theme as some units see them."""
    framework, trees = result.workshop.framework, [result.result.units[unit] for unit in units]
    rows = tuple(
        (
            f"{one.code} · {framework.title(one.code, text.language)}",
            tuple(_cell(one, tree, text) for tree in trees),
        )
        for one in theme.indicators()
        if one.code in result.result.city
    )
    return Band(framework.title(theme.code, text.language), rows)


def _cell(indicator: Indicator, tree: ScoreTree, text: Text) -> HeatCell:
    return cell(percent_of(indicator, tree[indicator.code]), text)
