"""Responses as tidy CSV: columns unit, department, participant, indicator, answer."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from resilience.errors import Fault, Faults, Sentence
from resilience.exchange.inert import quoted, unquoted
from resilience.exchange.rows import finite, in_row, read_table, told, wrong_header
from resilience.framework import Framework, Levels, Scale
from resilience.scoring import Count, Tallies, build_tallies
from resilience.text import mark
from resilience.text.alike import alike

COLUMNS = ("unit", "department", "participant", "indicator", "answer")
NAMES = COLUMNS[:3]
STATES = {"na", "dk"}
BAD = mark("The responses cannot be scored:")
#: message for a name that matches another apart from spelling, by column
TOGETHER = {
    "unit": mark("the unit {found} was taken for {first}, which is written otherwise."),
    "department": mark("the department {found} was taken for {first}, which is written otherwise."),
    "participant": mark("the participant {found} was taken for {first}, who is written otherwise."),
}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row; `answer` is "na", "dk", "" or a number as written. `row` counts the header as 1."""

    row: int
    unit: str
    department: str
    participant: str
    indicator: str
    answer: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What may stand only once in a file."""
        return (self.unit, self.department, self.participant, self.indicator)


@dataclass(frozen=True, slots=True)
class Responses:
    """The rows of a file; `together` gives, by row, the name matched with one written before."""

    answers: list[AnswerRow]
    together: tuple[Fault, ...] = ()


def read_responses(text: str, framework: Framework) -> Responses:
    """Read the rows of a file; raises `Faults` with every unknown code, bad answer and duplicate.

    Units, departments and participants with matching names (`alike`) count as one, under the name written
    first.
    """
    table = read_table(text)
    header = [name.casefold() for name in table.header]
    if not is_responses(header):
        raise Faults(BAD, [wrong_header(table, COLUMNS)])
    written = []
    for row, cells in table.rows:
        values = dict(zip(header, cells, strict=True))
        values |= {name: unquoted(values[name]) for name in NAMES}
        written.append(AnswerRow(row, **values))
    answers, together = _taken_together(written)
    faults = [*table.faults, *_answer_faults(answers, framework), *_duplicates(answers)]
    if faults:
        raise Faults(BAD, told(faults))
    return Responses(answers, tuple(together))


def is_responses(header: Sequence[str]) -> bool:
    """Whether the first row of a file, in lower case, is the header of responses."""
    return sorted(header) == sorted(COLUMNS)


def _taken_together(answers: Iterable[AnswerRow]) -> tuple[list[AnswerRow], Iterable[Fault]]:
    """The answers with one spelling for each name, and where other spellings were found."""
    first: dict[tuple[str, ...], str] = {}
    together: dict[tuple[str, ...], Fault] = {}
    found = []
    for one in answers:
        names: tuple[str, ...] = ()
        for kind in NAMES:
            written = getattr(one, kind)
            name = first.setdefault((*names, alike(written)), written)
            names = (*names, name)
            if name != written:
                said = Sentence(TOGETHER[kind], found=repr(written), first=repr(name))
                together.setdefault((*names, written), Fault((in_row(one.row),), said))
        unit, department, participant = names
        found.append(replace(one, unit=unit, department=department, participant=participant))
    return found, together.values()


def write_responses(answers: Iterable[AnswerRow]) -> str:
    """The text of a file from which `read_responses` reads the same answers.

    A name that a spreadsheet would take for a formula has an apostrophe in front, which reading undoes.
    """
    held = io.StringIO()
    writer = csv.writer(held)  # ends lines so that a cell with either sign of one is quoted
    writer.writerow(COLUMNS)
    for one in answers:
        names = map(quoted, (one.unit, one.department, one.participant))
        writer.writerow([*names, one.indicator, one.answer])
    return held.getvalue()


def tallies_by_unit(answers: list[AnswerRow], framework: Framework) -> dict[str, Tallies]:
    """For each unit the tallies of its departments, in the order of the file."""
    units: dict[str, list[AnswerRow]] = {}
    for answer in answers:
        units.setdefault(answer.unit, []).append(answer)
    indicators = tuple(framework.root.indicators())
    return {
        unit: build_tallies(indicators, _room(rows), [_count(row) for row in rows if row.answer])
        for unit, rows in units.items()
    }


def _room(rows: list[AnswerRow]) -> dict[str, tuple[int, int]]:
    """Who took part: those with a level, N/A or don't know; only blanks are nobody."""
    spoke = dict.fromkeys((r.department, r.participant) for r in rows if r.answer)
    people = Counter(department for department, _ in spoke)
    return {department: (n, n) for department, n in people.items()}


def _count(row: AnswerRow) -> Count:
    if row.answer in STATES:
        return Count(row.department, row.indicator, row.answer, None, 1, 1)
    return Count(row.department, row.indicator, "level", float(row.answer), 1, 1)


def _answer_faults(answers: list[AnswerRow], framework: Framework) -> Iterator[Fault]:
    scales = {i.code: i.scale for i in framework.root.indicators()}
    for row in answers:
        place = (in_row(row.row), row.indicator or Sentence("no indicator"))
        if not row.unit:
            yield Fault(place, Sentence("found no unit, expected the name of what is scored."))
        if row.indicator not in scales:
            said = Sentence(
                "found an unknown indicator, expected a code of {framework}.",
                framework=framework.id,
            )
            yield Fault(place, said)
        elif said_wrong := off_scale(row.answer, scales[row.indicator]):
            yield Fault(place, said_wrong)


def off_scale(answer: str, scale: Scale) -> Sentence | None:
    """What is wrong with an answer as it is written; None where nothing is."""
    if not answer or answer in STATES:
        return None
    number = finite(answer)
    if number is not None and scale.accepts(number):
        return None
    return Sentence(
        "found {found}, expected {expected}, na, dk or nothing.",
        found=repr(answer),
        expected=_accepted(scale),
    )


def _accepted(scale: Scale) -> Sentence:
    if isinstance(scale, Levels):
        return Sentence("a level 0 to {top}", top=scale.top)
    if scale.clip:
        return Sentence("a number")
    return Sentence("a number {worst} to {best}", worst=scale.worst, best=scale.best)


def _duplicates(answers: list[AnswerRow]) -> Iterator[Fault]:
    first: dict[tuple[str, str, str, str], int] = {}
    for row in answers:
        if row.key in first:
            said = Sentence(
                "found a second answer of unit {unit}, department {department}, participant "
                "{participant} (first in row {first}), expected one.",
                unit=repr(row.unit),
                department=repr(row.department),
                participant=repr(row.participant),
                first=first[row.key],
            )
            yield Fault((in_row(row.row), row.indicator), said)
        first.setdefault(row.key, row.row)
