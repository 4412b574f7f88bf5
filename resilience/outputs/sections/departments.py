"""The section of the printed report on departments: who sees the city differently, and who was there."""

from collections.abc import Iterator

from resilience.outputs.digest_compared import PAIRS, DepartmentFinding, departments_of
from resilience.outputs.digest_scores import room_lines
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table, asked_themes, heat_rows
from resilience.report import Heat, Lines, Part, Section, Table
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.beside.map import colour_words, differences_words
from resilience.wording.beside.pairs import differing, pairs_words
from resilience.wording.chart_findings import heat_title
from resilience.wording.departments import GROUPS_SCORED, group_rows, reply_words
from resilience.wording.result import absent_words, missing_people_words

#: indicators that are named on which two departments differ
NAMED = 5


def departments_section(found: Evidence, text: Text) -> Section:
    """Departments by theme, blind spots, pairs, replies and the room."""
    result = found.result
    if result.workshop.by_theme:
        return _groups_section(result, text)
    finding = departments_of(found, text)
    parts: list[Part] = [
        _heat(finding, result, text),
        Lines(text("Blind spots"), finding.spots),
        *_pairs(found, finding, text),
    ]
    if replies := reply_words(result.replies, text):
        lines = tuple(f"{who} · {said}" for who, said in replies)
        parts.append(Lines(text("Replies from departments"), lines))
    parts.append(_room(result, text))
    return Section(text("Departments"), tuple(parts), finding.headline)


def _groups_section(result: WorkshopResult, text: Text) -> Section:
    """Instead of departments, the groups with the themes that they scored, and who was in the room."""
    parts: list[Part] = [as_table(group_rows(result, text), text, text("Groups and their themes"))]
    if replies := reply_words(result.replies, text):
        lines = tuple(f"{who} · {said}" for who, said in replies)
        parts.append(Lines(text("Replies from departments"), lines))
    parts.append(_room(result, text))
    return Section(text("Groups"), tuple(parts), text(GROUPS_SCORED))


def _heat(finding: DepartmentFinding, result: WorkshopResult, text: Text) -> Heat:
    colours = colour_words(text)
    return Heat(
        heading=heat_title(asked_themes(result), text),
        columns=finding.themes,
        rows=heat_rows(finding.map, finding.marks, text),
        under=finding.note,
        finding=differences_words(finding.map, result.workshop.framework, text),
        unit=colours[:1].upper() + colours[1:],
        legend=finding.legend,
    )


def _pairs(found: Evidence, finding: DepartmentFinding, text: Text) -> Iterator[Table]:
    """The first of the pairs of departments; how often is a column where it is not the same for all."""
    rows = finding.pairs[:NAMED]
    if not rows:
        return
    heading = text("Indicators on which two departments differ, clearest first")
    first, last = text("Indicator"), text("Department with higher levels, department with lower")
    if len({often for _, often, _ in rows}) > 1:
        columns = (first, text("How often"), last)
        yield Table(heading, columns, rows, finding.pairs_note, kind="said")
        return
    (of_ten,) = {found.apart.pairs[x].found.of_ten for x in differing(found.apart, NAMED)}
    note = " ".join(pairs_words(found.apart, PAIRS, text, of_ten))
    yield Table(heading, (first, last), tuple((x, z) for x, _, z in rows), note, kind="ranked")


def _room(result: WorkshopResult, text: Text) -> Lines:
    """Who was in the room, and who did not come."""
    names = (f"{one.name} {text.number(one.people)}" for one in room_lines(result, text))
    missing = (*missing_people_words(result, text), *absent_words(result, text))
    lines = (text.listed(names), *missing)
    return Lines(text("Who was in the room"), lines)
