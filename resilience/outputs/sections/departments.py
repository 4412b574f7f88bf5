"""The section of the printed report on departments: who sees the city differently, and who was there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from resilience.outputs.digest_compared import pair_lines
from resilience.outputs.digest_scores import room_lines
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table, asked_themes, cell, unit_scores
from resilience.report import Heat, Lines, Part, Section, Table
from resilience.scoring.comparison.units import partial_scores
from resilience.scoring.scores.tables import unit_matrix
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.chart_findings import cells_words, heat_title
from resilience.wording.departments import (
    GROUPS_SCORED,
    apart_headline,
    dash_words,
    group_rows,
    marked,
    partial_words,
    reply_words,
    spot_words,
    theme_names,
)
from resilience.wording.result import missing_words

#: indicators on which two departments are compared
PAIRS = 5


def departments_section(found: Evidence, text: Text) -> Section:
    """Departments by theme, blind spots, pairs, replies and the room."""
    result = found.result
    if result.workshop.by_theme:
        return _groups_section(result, text)
    long = unit_scores(result, text)
    matrix = unit_matrix(long)
    matrix = matrix.loc[matrix.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    names = theme_names(long, matrix)
    partial = partial_scores(result.workshop.framework, result.result.units)
    parts: list[Part] = [_heat(result, matrix, marked(partial, names, text), text)]
    spots = spot_words(found.apart, result.workshop.framework, text)
    parts.append(Lines(text("Blind spots"), tuple(spots)))
    parts += _pairs(found, text)
    if replies := reply_words(result.replies, text):
        lines = tuple(f"{who} · {said}" for who, said in replies)
        parts.append(Lines(text("Replies from departments"), lines))
    parts.append(_room(result, text))
    said = apart_headline(found.apart.widest, names, text)
    return Section(text("Departments"), tuple(parts), said)


def _groups_section(result: WorkshopResult, text: Text) -> Section:
    """Instead of departments, the groups with the themes that they scored, and who was in the room."""
    parts: list[Part] = [as_table(group_rows(result, text), text, text("Groups and their themes"))]
    if replies := reply_words(result.replies, text):
        lines = tuple(f"{who} · {said}" for who, said in replies)
        parts.append(Lines(text("Replies from departments"), lines))
    parts.append(_room(result, text))
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


def _pairs(found: Evidence, text: Text) -> Iterator[Table]:
    """The first of the indicators on which two departments are furthest apart."""
    if rows := tuple(pair_lines(found, text))[:PAIRS]:
        columns = (text("Indicator"), text("Chance"), text("Two departments"))
        yield Table(text("Where two departments are furthest apart"), columns, rows, kind="said")


def _room(result: WorkshopResult, text: Text) -> Lines:
    """Who was in the room, and who did not come."""
    names = (f"{one.name} {text.number(one.people)}" for one in room_lines(result, text))
    lines = (text.listed(names), *missing_words(result, text))
    return Lines(text("Who was in the room"), lines)
