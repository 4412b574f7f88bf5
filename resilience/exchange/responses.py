"""Responses as tidy CSV: columns unit, department, participant, indicator, answer."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from resilience.errors import Fault, Faults, Sentence
from resilience.exchange.columns import TextColumn, grouped
from resilience.exchange.inert import quoted, unquoted
from resilience.exchange.rows import finite, first_faults, in_row, read_table, wrong_header
from resilience.framework import Framework, Levels, Scale
from resilience.scoring.arrays import Counts, Flags
from resilience.text import mark
from resilience.text.alike import alike

COLUMNS = ("unit", "department", "participant", "indicator", "answer")
NAMES = COLUMNS[:3]
STATES = {"na", "dk"}
BAD = mark("The responses cannot be scored:")
#: message for a name that matches another apart from spelling, by column
TOGETHER = {
    "unit": mark("the unit {found} was read as {first}, which is spelled differently."),
    "department": mark("the department {found} was read as {first}, which is spelled differently."),
    "participant": mark(
        "the participant {found} was read as {first}, whose name is spelled differently."
    ),
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
        """The key of a row, unique in a file."""
        return (self.unit, self.department, self.participant, self.indicator)


@dataclass(frozen=True, slots=True)
class Responses:
    """The rows of a file by column; `rows` are their numbers in it.

    Units, departments and participants have a number for each one, in the order of the file, and the
    name written first. `together` gives, by row, the name matched with one written before.
    """

    rows: Counts
    unit: TextColumn
    department: TextColumn
    participant: TextColumn
    indicator: TextColumn
    answer: TextColumn
    together: tuple[Fault, ...] = ()

    @property
    def answers(self) -> list[AnswerRow]:
        """All rows one by one."""
        return self.answers_at(np.arange(len(self.rows)))

    def answers_at(self, places: Counts) -> list[AnswerRow]:
        """Some of the rows one by one, by their places from 0."""
        cells = [getattr(self, name).at(places) for name in COLUMNS]
        return list(map(AnswerRow, self.rows[places].tolist(), *cells))


def read_responses(text: str, framework: Framework) -> Responses:
    """Read the rows of a file; raises `Faults` as `check_responses`, and for rows of other widths."""
    table = read_table(text)
    header = [name.casefold() for name in table.header]
    if not is_responses(header):
        raise Faults(BAD, [wrong_header(table, COLUMNS)])
    columns = {
        name: TextColumn.of(cells[at] for _, cells in table.rows) for at, name in enumerate(header)
    }
    rows = np.array([row for row, _ in table.rows], dtype=np.int64)
    return check_responses(columns, rows, framework, table.faults)


def check_responses(
    columns: Mapping[str, TextColumn],
    rows: Counts,
    framework: Framework,
    faults: Sequence[Fault] = (),
) -> Responses:
    """The responses in these columns of tidied cells, with the numbers of their rows.

    Raises `Faults` with every unknown code, bad answer and duplicate, after the `faults` found before.
    Units, departments and participants with matching names (`alike`) count as one, under the name written
    first.
    """
    written = [columns[name].changed(unquoted) for name in NAMES]
    (unit, department, participant), together = _taken_together(written, rows)
    answers = columns["indicator"], columns["answer"]
    found = Responses(rows, unit, department, participant, *answers, together)
    bad = found.answers_at(np.flatnonzero(_bad(found, framework)))
    again = found.answers_at(np.flatnonzero(_repeated(found)))
    every = [*faults, *_answer_faults(bad, framework), *_duplicates(again)]
    if every:
        raise Faults(BAD, first_faults(every))
    return found


def is_responses(header: Sequence[str]) -> bool:
    """Whether the first row of a file, in lower case, is the header of responses."""
    return sorted(header) == sorted(COLUMNS)


def _taken_together(
    columns: Sequence[TextColumn], rows: Counts
) -> tuple[list[TextColumn], tuple[Fault, ...]]:
    """The names by number with one spelling for each, and where other spellings were found."""
    names: list[TextColumn] = []
    together: list[tuple[int, Fault]] = []
    within = np.zeros(len(rows), dtype=np.int64)
    for kind, written in zip(NAMES, columns, strict=True):
        same = written.changed(alike)
        within, first = grouped(within * len(same.texts) + same.numbers)
        names.append(TextColumn(within, written.at(first)))
        other = np.flatnonzero(written.numbers != written.numbers[first][within])
        _, once = grouped(within[other] * len(written.texts) + written.numbers[other])
        here = other[once]
        spellings = (rows[here].tolist(), written.at(here), names[-1].at(here))
        for row, found, name in zip(*spellings, strict=True):
            said = Sentence(TOGETHER[kind], found=repr(found), first=repr(name))
            together.append((row, Fault((in_row(row),), said)))
    return names, tuple(fault for _, fault in sorted(together, key=itemgetter(0)))


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


def _bad(found: Responses, framework: Framework) -> Flags:
    """Which rows have no unit, an unknown indicator, or an answer that it does not have."""
    scales = {i.code: i.scale for i in framework.root.indicators()}
    codes, answers = found.indicator.texts, found.answer.texts
    pairs = found.indicator.numbers * len(answers) + found.answer.numbers
    each, numbers = np.unique(pairs, return_inverse=True)
    bad = [
        code not in scales or off_scale(answer, scales[code]) is not None
        for code, answer in ((codes[p // len(answers)], answers[p % len(answers)]) for p in each)
    ]
    return np.array(bad, dtype=np.bool_)[numbers] | found.unit.where(lambda name: not name)


def _repeated(found: Responses) -> Flags:
    """Which rows have the participant and the indicator of another row."""
    keys = found.participant.numbers * len(found.indicator.texts) + found.indicator.numbers
    ordered = np.sort(keys)
    return np.isin(keys, ordered[1:][ordered[1:] == ordered[:-1]])


def _answer_faults(answers: list[AnswerRow], framework: Framework) -> Iterator[Fault]:
    scales = {i.code: i.scale for i in framework.root.indicators()}
    for row in answers:
        place = (in_row(row.row), row.indicator or Sentence("no indicator"))
        if not row.unit:
            yield Fault(
                place,
                Sentence(
                    "found no unit, expected the name of the city or group "
                    "of people that is scored."
                ),
            )
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
        return Sentence("a level from 0 to {top}", top=scale.top)
    if scale.clip:
        return Sentence("a number")
    return Sentence("a number from {worst} to {best}", worst=scale.worst, best=scale.best)


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
