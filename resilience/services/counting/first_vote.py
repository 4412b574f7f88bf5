"""Figures of a vote on indicators not asked before: cells by unit, and one row of pooled cells."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from resilience.framework import Goalposts, Scale
from resilience.scoring import Crowd
from resilience.scoring.counting.cells import Cell, ServedUnits, served
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.groups import units_asked
from resilience.store import Session
from resilience.store.tables import FrozenTally, Round, Workshop
from resilience.store.voting.crowds import people_who_answered
from resilience.store.voting.levels import PersonAnswer
from resilience.store.voting.votes import CountRow, count_answers
from resilience.store.workshops import city_rows

#: answer states that decide whether a cell is served; "don't know" is counted for the city only
JUDGED = ("level", "number", "na")

#: points of the score 0..100 to which the standard deviation of a measured number is rounded
DEVIATION_STEP = 5


def freeze_first(
    session: Session,
    workshop: Workshop,
    closed: Round,
    codes: Collection[str],
    rows: Sequence[CountRow],
    strangers: Mapping[int, Crowd],
) -> set[str]:
    """Store the counts of these indicators: served cells by unit, pooled cells, and "don't know" as one figure.

    Returns those of them in whose figures somebody answered alone.

    `rows` are the answers that count; `strangers` has, by unit, who took part beyond those confirmed to be in the
    room.
    """
    tally = Tallying(session, workshop, closed)
    rest = city_rows(session, workshop.id)["rest"].id
    alone = set[str]()
    by_code: dict[str, list[CountRow]] = defaultdict(list)
    for row in rows:
        by_code[row.indicator].append(row)
    for code in codes:
        cells = cells_of(by_code[code], strangers)
        cut = served(cells, workshop.k)
        for row in by_code[code]:
            place = row_of_figures(row.state, row.unit_id, cut, cells, rest, workshop.k)
            if place is not None:
                tally.add(place, row)
                alone |= {code} if row.alone else set()
    tally.keep()
    return alone


def rows_that_count(
    session: Session, workshop: Workshop, closed: Round, strangers: Mapping[int, Crowd]
) -> list[CountRow]:
    """Return a vote's counts; where only tables reach the minimum group size, without answers given alone.

    If groups score their own themes, indicators that too few people answered are left out too.
    """
    voters, k = people_who_answered(session, closed.id), workshop.k
    everybody = everybody_in(session, closed, strangers)
    if not everybody.may_show(k):
        return []
    rows = [row for row in count_answers(session, closed.id) if row.unit_id is not None]
    if everybody.leaves_out(k):
        rows = [row for row in rows if not row.alone]
        voters = {unit: crowd.tables for unit, crowd in voters.items()}
    hidden = _asked_of_few(session, workshop, voters, strangers)
    return [row for row in rows if row.indicator not in hidden]


def everybody_in(session: Session, closed: Round, strangers: Mapping[int, Crowd]) -> Crowd:
    """Return all who answered in a vote, without strangers."""
    voters = people_who_answered(session, closed.id).values()
    return sum(voters, Crowd()).less(sum(strangers.values(), Crowd()))


def _asked_of_few(
    session: Session,
    workshop: Workshop,
    voters: Mapping[int, Crowd],
    strangers: Mapping[int, Crowd],
) -> set[str]:
    """The indicators that groups score whose voters do not hide one another."""
    return {
        code
        for code, units in units_asked(session, workshop).items()
        if not sum((voters.get(one, Crowd()) for one in units), Crowd())
        .less(sum((strangers[one] for one in units), Crowd()))
        .hides(workshop.k)
    }


def cells_of(rows: Iterable[CountRow], strangers: Mapping[int, Crowd]) -> dict[int, Cell]:
    """Return the cell of one indicator for every unit."""
    cells = {unit: Cell(strangers=beyond) for unit, beyond in strangers.items()}
    for row in rows:
        if row.state in JUDGED:
            crowd = Crowd(row.people, 0) if row.alone else Crowd(0, row.people)
            cells[row.unit_id] += (
                Cell(na=row.answers, said_na=crowd)
                if row.state == "na"
                else Cell(levels=row.answers, gave=crowd)
            )
    return cells


def row_of_figures(
    state: str, unit: int, cut: ServedUnits[int], cells: Mapping[int, Cell], rest: int, k: int
) -> int | None:
    """Return the row of figures that counts a unit's answer; None if no figure does."""
    if state == "dk":
        return rest if k else unit
    if unit in cut.units:
        return unit if state == "na" or cells[unit].shows_levels(k) else None
    if unit not in cut.pooled:
        return None
    together = sum((cells[one] for one in cut.pooled), Cell())
    return rest if state == "na" or together.shows_levels(k) else None


def answer_of(row: CountRow | PersonAnswer) -> str:
    """Return the name of an answer in counts: its level, or its state."""
    return str(row.level) if row.state == "level" else row.state


class Tallying:
    """Adds up the tallies of a round; `keep` stores them."""

    def __init__(self, session: Session, workshop: Workshop, closed: Round) -> None:
        self._session, self._round, self._k = session, closed.id, workshop.k
        self._scales = {i.code: i.scale for i in framework_of(session, workshop).root.indicators()}
        self._kept: dict[tuple[int, str, str], FrozenTally] = {}

    def add(self, unit_id: int, row: CountRow) -> None:
        """Add equal answers to a row of figures."""
        answer = answer_of(row)
        key = (unit_id, row.indicator, answer)
        if key not in self._kept:
            self._kept[key] = FrozenTally(
                round_id=self._round,
                unit_id=unit_id,
                indicator=row.indicator,
                answer=answer,
                answers=0,
                people=0,
            )
        tally, value = self._kept[key], _value(self._scales.get(row.indicator), row.number)
        tally.answers += row.answers
        tally.people += row.people
        tally.total += value * row.people
        tally.squares += value**2 * row.people

    def keep(self) -> None:
        """Store the tallies."""
        if self._k:
            blur_sums(self._kept.values())
        self._session.add_all(self._kept.values())


def blur_sums(tallies: Iterable[FrozenTally]) -> None:
    """Round the sums of measured numbers, so that nobody's number can be derived from them.

    Of the scores 0..100, the mean is rounded to one decimal, and the standard deviation up to a multiple of 5, at
    least 5.
    """
    for tally in tallies:
        if tally.answer == "number":
            mean = tally.total / tally.people
            deviation = math.sqrt(max(0.0, tally.squares / tally.people - mean**2))
            steps = max(1, math.ceil(deviation / DEVIATION_STEP - 1e-9))
            mean = round(mean, 1)
            tally.total = mean * tally.people
            tally.squares = (mean**2 + (steps * DEVIATION_STEP) ** 2) * tally.people


def _value(scale: Scale | None, number: float | None) -> float:
    return scale.value(number) if isinstance(scale, Goalposts) and number is not None else 0.0
