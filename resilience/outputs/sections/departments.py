"""The section of the printed report on departments: who sees the city differently, and who was there."""

from collections.abc import Iterator, Mapping

from resilience.outputs.digest_compared import pair_lines
from resilience.outputs.digest_scores import room_lines
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table, asked_themes, heat_legend, heat_rows, unit_scores
from resilience.report import Heat, Lines, Part, Section, Table
from resilience.scoring.comparison.units import partial_scores
from resilience.scoring.scores.tables import unit_matrix
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.chart_findings import heat_title
from resilience.wording.department_map import (
    CityMap,
    city_map,
    city_score_words,
    colour_words,
    differences_words,
)
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
    names = theme_names(long, matrix)
    partial = partial_scores(result.workshop.framework, result.result.units)
    city = city_map(matrix, found.apart.from_city, names, result, text)
    parts: list[Part] = [_heat(result, city, marked(partial, names, text), text)]
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
    result: WorkshopResult, found: CityMap, marks: Mapping[tuple[str, str], str], text: Text
) -> Heat:
    framework = result.workshop.framework
    notes = [*city_score_words(result, text), *partial_words(marks, text)]
    return Heat(
        heading=heat_title(asked_themes(result), text),
        columns=tuple(map(str, found.scores.columns)),
        rows=heat_rows(found, marks, text),
        under=" ".join([dash_words(result.workshop.k, text), *notes]),
        finding=differences_words(found, framework, text),
        unit=colour_words(text)[:1].upper() + colour_words(text)[1:],
        legend=heat_legend(found, framework, text),
    )


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
