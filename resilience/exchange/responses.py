"""Responses as tidy CSV: columns unit, department, participant, indicator, answer."""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from resilience.errors import Faults
from resilience.framework import Framework, Levels
from resilience.scoring import Count, Tallies, build_tallies
from resilience.text import mark

COLUMNS = ("unit", "department", "participant", "indicator", "answer")
STATES = {"na", "dk"}
BAD = mark("The responses cannot be scored:")


@dataclass(frozen=True, slots=True)
class Answer:
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


def read_responses(text: str, framework: Framework) -> list[Answer]:
    """The rows of a file; raise `Faults` with every unknown code, bad answer and duplicate."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if sorted(header) != sorted(COLUMNS):
            found = ",".join(header) or "nothing"
            raise Faults(BAD, [f"row 1: found {found}, expected the columns {','.join(COLUMNS)}."])
        answers, faults = [], []
        for row, cells in enumerate(reader, start=2):
            if len(cells) == len(header):
                values = dict(zip(header, (c.strip() for c in cells), strict=True))
                answers.append(Answer(row, **values))
            elif cells:
                faults.append(f"row {row}: found {len(cells)} cells, expected {len(header)}.")
    except csv.Error as error:
        raise Faults(BAD, [f"row {reader.line_num}: not readable as CSV: {error}."]) from error
    faults += [*_answer_faults(answers, framework), *_duplicates(answers)]
    if faults:
        raise Faults(BAD, faults)
    return answers


def tallies_by_unit(answers: list[Answer], framework: Framework) -> dict[str, Tallies]:
    """For each unit the tallies of its departments, in the order of the file."""
    units: dict[str, list[Answer]] = {}
    for answer in answers:
        units.setdefault(answer.unit, []).append(answer)
    indicators = tuple(framework.root.indicators())
    return {
        unit: build_tallies(indicators, _room(rows), [_count(row) for row in rows if row.answer])
        for unit, rows in units.items()
    }


def _room(rows: list[Answer]) -> dict[str, tuple[int, int]]:
    """Who took part: those with a level, N/A or don't know; only blanks are nobody."""
    spoke = dict.fromkeys((r.department, r.participant) for r in rows if r.answer)
    people = Counter(department for department, _ in spoke)
    return {department: (n, n) for department, n in people.items()}


def _count(row: Answer) -> Count:
    if row.answer in STATES:
        return Count(row.department, row.indicator, row.answer, None, 1, 1)
    return Count(row.department, row.indicator, "level", float(row.answer), 1, 1)


def _answer_faults(answers: list[Answer], framework: Framework) -> Iterator[str]:
    scales = {i.code: i.scale for i in framework.root.indicators()}
    for row in answers:
        place = f"row {row.row}: {row.indicator or 'no indicator'}"
        if not row.unit:
            yield f"{place}: found no unit, expected the name of what is scored."
        if row.indicator not in scales:
            yield f"{place}: found an unknown indicator, expected a code of {framework.id}."
        elif row.answer and row.answer not in STATES:
            scale = scales[row.indicator]
            number = _number(row.answer)
            if number is None or not scale.accepts(number):
                expected = (
                    f"a level 0 to {scale.top}"
                    if isinstance(scale, Levels)
                    else f"a number{'' if scale.clip else f' {scale.worst} to {scale.best}'}"
                )
                yield f"{place}: found {row.answer!r}, expected {expected}, na, dk or nothing."


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _duplicates(answers: list[Answer]) -> Iterator[str]:
    first: dict[tuple[str, str, str, str], int] = {}
    for row in answers:
        if row.key in first:
            yield (
                f"row {row.row}: {row.indicator}: found a second answer of unit {row.unit!r}, "
                f"department {row.department!r}, participant {row.participant!r} "
                f"(first in row {first[row.key]}), expected one."
            )
        first.setdefault(row.key, row.row)
