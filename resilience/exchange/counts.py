"""Counts as tidy CSV: a row for each possible answer, by vote, unit and indicator.

Rows without a vote hold the other inputs of the scores, in the column `value`.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from resilience.errors import Fault, Faults, Sentence
from resilience.exchange.inert import quoted, unquoted
from resilience.exchange.inputs import KINDS, Inputs, input_rows, read_inputs
from resilience.exchange.rows import (
    finite,
    first_faults,
    in_row,
    read_table,
    whole,
    wrong_header,
)
from resilience.framework import Framework, Goalposts, Indicator
from resilience.scoring import Count, Tallies, build_tallies
from resilience.scoring.arrays import Flags
from resilience.scoring.counting.tally import CITY_ROW, Tally
from resilience.text import mark

#: columns of files from before agreed levels and weights were included
BARE = ("round", "unit", "indicator", "answer", "answers", "people", "total", "squares")
COLUMNS = (*BARE, "value")
#: the answer of a row without indicator: who took part in the unit
ROOM = "room"
BAD = mark("The counts cannot be used:")
Room = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it is written; `number` counts the header as 1."""

    number: int
    round: str
    unit: str
    indicator: str
    answer: str
    answers: str
    people: str
    total: str
    squares: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The tallies of each vote by its number, first to last, and the other inputs of the scores.

    `inputs` is None for a file without the column `value`, as earlier versions wrote it.
    """

    votes: dict[int, Tallies]
    inputs: Inputs | None


def write_counts(votes: Mapping[int, Tallies], framework: Framework, inputs: Inputs) -> str:
    """The text of a file from which `read_counts` reads the same tallies, by number of the vote.

    `people` is empty for na and dk, which count devices only. `total` and `squares`, the sums over people of
    the score 0..100 and of its square, have values for measured numbers only. Rows without a unit are counted
    for the city and not by department: pooled cells, "don't know", and a later vote of the whole room. Where
    groups score their own themes, a row "room" with an indicator says how many of the unit were asked it.
    """
    held = io.StringIO()
    writer = csv.writer(held)  # ends lines so that a cell with either sign of one is quoted
    writer.writerow(COLUMNS)
    writer.writerows(
        ["", "", code, kind, "", "", "", "", value] for code, kind, value in input_rows(inputs)
    )
    for number, tallies in votes.items():
        for at in range(len(tallies.units)):
            writer.writerows([number, *row] for row in _of_unit(framework, tallies, at))
        if tallies.of_city is not None:
            writer.writerows([number, *row] for row in _of_unit(framework, tallies.of_city, -1))
    return held.getvalue()


def _of_unit(framework: Framework, tallies: Tallies, at: int) -> Iterator[list[object]]:
    """The rows of a unit, or of the counts for the city that are not by department."""
    unit = quoted(tallies.units[at])
    yield [unit, "", ROOM, tallies.participants[at], tallies.people[at], *[""] * 3]
    for indicator in framework.root.indicators():
        tally = tallies.by_code.get(indicator.code)
        if tally is not None and indicator.code in tallies.asked:
            here, people = tallies.took_part(indicator.code)
            yield [unit, indicator.code, ROOM, here[at], people[at], *[""] * 3]
        if tally is None or (tallies.of_city is not None and not _is_served(tally, at)):
            continue
        for cells in _cells(indicator, tally, at):
            if not (tallies.of_city is not None and cells[0] == "dk"):
                yield [unit, indicator.code, *cells, ""]


def _is_served(tally: Tally, at: int) -> bool:
    """Whether a department has counts of its own; zeros for others would claim that nobody answered."""
    return bool(tally.given[at] + tally.na[at])


def read_counts(text: str, framework: Framework) -> Counts:
    """Read the counts in a file; raises `Faults` with all errors in it."""
    every, faults, bare = _rows(text)
    rows = [row for row in every if not _is_input(row)]
    settled = [(r.number, r.indicator, r.answer, r.value) for r in every if _is_input(r)]
    asked = {indicator.code: indicator for indicator in framework.root.indicators()}
    faults += [fault for row in rows for fault in _faults(row, asked)]
    faults += _gaps(rows)
    inputs, wrong = read_inputs(settled, framework)
    faults += wrong
    if faults:
        raise Faults(BAD, first_faults(faults))
    votes = {
        number: _tallies(rows, number, asked, {c for c, n in inputs.later.items() if n == number})
        for number in sorted({int(row.round) for row in rows})
    }
    return Counts(votes, None if bare else inputs)


def _is_input(row: _Row) -> bool:
    return row.answer in KINDS and not row.round


def is_counts(header: Sequence[str]) -> bool:
    """Whether the first row of a file is that of counts."""
    return sorted(header) in (sorted(COLUMNS), sorted(BARE))


def possible_answers(indicator: Indicator) -> list[str]:
    """The answers that an indicator can have, as they are written, in the order of the rows."""
    scale = indicator.scale
    levels = ["number"] if isinstance(scale, Goalposts) else map(str, range(scale.top + 1))
    return [*levels, "na", "dk"]


def _cells(indicator: Indicator, tally: Tally, at: int) -> Iterator[list[object]]:
    if isinstance(indicator.scale, Goalposts):
        sums = [repr(float(tally.total[at])), repr(float(tally.squares[at]))]
        yield ["number", tally.answers[at, 0], tally.people[at, 0], *sums]
    else:
        for level in range(tally.answers.shape[1]):
            yield [level, tally.answers[at, level], tally.people[at, level], "", ""]
    yield ["na", tally.na[at], "", "", ""]
    yield ["dk", tally.dk[at], "", "", ""]


def _rows(text: str) -> tuple[list[_Row], list[Fault], bool]:
    """The rows, their errors, and whether the file lacks the other inputs of the scores."""
    table = read_table(text)
    header = [name.casefold() for name in table.header]
    if not is_counts(header):
        raise Faults(BAD, [wrong_header(table, COLUMNS)])
    rows = []
    for number, cells in table.rows:
        values = dict(zip(header, cells, strict=True))
        rows.append(_Row(number, **values | {"unit": unquoted(values["unit"])}))
    return rows, table.faults, COLUMNS[-1] not in header


def _faults(row: _Row, asked: Mapping[str, Indicator]) -> Iterator[Fault]:
    place = _place(row)
    if not whole(row.round):
        said = Sentence("found {found}, expected a vote number.", found=repr(row.round))
        yield Fault(place, said)
    indicator = asked.get(row.indicator)
    if row.answer == ROOM and (not row.indicator or indicator is not None):
        counts = [row.answers, row.people]
    elif indicator is None:
        said = Sentence("found an unknown indicator, expected a code of the framework.")
        yield Fault(place, said)
        return
    elif row.answer not in possible_answers(indicator):
        possible = ", ".join(possible_answers(indicator))
        said = Sentence("found {found}, expected {possible}.", found=row.answer, possible=possible)
        yield Fault(place, said)
        return
    else:
        counts = [row.answers] if row.answer in ("na", "dk") else [row.answers, row.people]
    wrong = [cell for cell in counts if whole(cell) is None]
    sums = [row.total, row.squares] if row.answer == "number" else []
    wrong += [cell for cell in sums if finite(cell) is None]
    for cell in wrong:
        said = Sentence("found {found}, expected a number of 0 or more.", found=repr(cell))
        yield Fault(place, said)


def _gaps(rows: Sequence[_Row]) -> Iterator[Fault]:
    """Rows that stand twice, and units without a row that says who took part."""
    seen: dict[tuple[str, ...], int] = {}
    rooms = {(row.round, row.unit) for row in rows if row.answer == ROOM and not row.indicator}
    told_of: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.round, row.unit, row.indicator, row.answer)
        if key in seen:
            said = Sentence("found this answer again (first in row {first}).", first=seen[key])
            yield Fault(_place(row), said)
        seen.setdefault(key, row.number)
        where = (row.round, row.unit)
        if where not in rooms and where not in told_of:
            told_of.add(where)
            said = Sentence(
                "in vote {round}, the unit {unit} has no row with the answer “room”, which gives the number of people who took part.",
                unit=repr(row.unit),
                round=row.round,
            )
            yield Fault((in_row(row.number),), said)


def _place(row: _Row) -> tuple[str | Sentence, ...]:
    return (in_row(row.number), *([row.indicator] if row.indicator else []))


def _tallies(
    rows: Sequence[_Row], number: int, asked: Mapping[str, Indicator], later: Collection[str]
) -> Tallies:
    """The tallies of a vote; in those of the city, units count on all but `later` indicators."""
    own = [row for row in rows if int(row.round) == number]
    room: Room = {
        row.unit: (int(row.answers), int(row.people))
        for row in own
        if row.answer == ROOM and not row.indicator
    }
    counts = [_count(row) for row in own if row.answer != ROOM]
    here = {row.indicator for row in own}
    indicators = tuple(i for c, i in asked.items() if c in here)
    of_city = [one for one in counts if one.unit == CITY_ROW or one.indicator not in later]
    whole = replace(build_tallies(indicators, room, of_city), asked=_flags(own, list(room)))
    if CITY_ROW not in room:
        return whole
    whole = replace(whole, have_city_row=True)
    units = {unit: people for unit, people in room.items() if unit != CITY_ROW}
    by_unit = [count for count in counts if count.unit != CITY_ROW]
    by_unit_flags = _flags(own, list(units))
    return replace(build_tallies(indicators, units, by_unit), of_city=whole, asked=by_unit_flags)


def _flags(rows: Sequence[_Row], units: Sequence[str]) -> dict[str, Flags]:
    """By indicator which units were asked it, as far as rows say so."""
    told = {(r.indicator, r.unit): int(r.answers) for r in rows if r.answer == ROOM and r.indicator}
    codes = dict.fromkeys(code for code, _ in told)
    return {
        code: np.array([told.get((code, unit), 0) > 0 for unit in units], dtype=np.bool_)
        for code in codes
    }


def _count(row: _Row) -> Count:
    answers = int(row.answers)
    if row.answer in ("na", "dk"):
        return Count(row.unit, row.indicator, row.answer, None, answers, 0)
    people = int(row.people)
    if row.answer == "number":
        sums = (float(row.total), float(row.squares))
        return Count(row.unit, row.indicator, "number", None, answers, people, sums)
    return Count(row.unit, row.indicator, "level", float(row.answer), answers, people)
