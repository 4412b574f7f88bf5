"""A recount of a closed round from its rows in plain Python, with no query that groups or sums."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import NamedTuple

from resilience.framework import AnswerValue, Framework, Goalposts
from resilience.services.access.access import Visitor
from resilience.store import Store
from resilience.store.tables import (
    Department,
    FrozenRoom,
    FrozenTally,
    Participant,
    Response,
    Round,
    Unit,
)
from tests.services.held import Held, present, rows


class Line(NamedTuple):
    """One line of a tally: `total` and `squares` are of measured scores alone."""

    answers: int
    people: int
    total: float = 0.0
    squares: float = 0.0

    def plus(self, size: int, score: float) -> "Line":
        """The line with one more answer, which counts for `size` people."""
        sums = self.total + size * score, self.squares + size * score**2
        return Line(self.answers + 1, self.people + size, *sums)


#: by unit, indicator and answer
Counted = dict[tuple[str, str, str], Line]


def frozen(held: Held, number: int = 1) -> Counted:
    """What the workshop froze of units for a round."""
    return _frozen(held, number, "departments")


def of_room(held: Held, number: int = 1) -> Counted:
    """What the workshop froze of a later vote for the whole room."""
    return {("", *place[1:]): line for place, line in _frozen(held, number, "room").items()}


def of_rest(held: Held, number: int = 1) -> Counted:
    """What the workshop froze of cells that are counted as one, and of who did not know."""
    return {("", *place[1:]): line for place, line in _frozen(held, number, "rest").items()}


def _frozen(held: Held, number: int, kind: str) -> Counted:
    names = {unit.id: unit.name for unit in rows(held.store, Unit, kind=kind)}
    return {
        (names[row.unit_id], row.indicator, row.answer): Line(
            row.answers, row.people, round(row.total, 6), round(row.squares, 6)
        )
        for row in rows(held.store, FrozenTally, round_id=round_id(held, number))
        if row.unit_id in names
    }


def room(held: Held, number: int = 1) -> dict[str, tuple[int, int]]:
    """The participants and people that the workshop froze for a round, by unit."""
    names = {unit.id: unit.name for unit in rows(held.store, Unit, kind="departments")}
    return {
        names[row.unit_id]: (row.participants, row.people)
        for row in rows(held.store, FrozenRoom, round_id=round_id(held, number))
        if row.unit_id in names
    }


def round_id(held: Held, number: int) -> int:
    """The id of a round."""
    (found,) = rows(held.store, Round, workshop_id=held.id, number=number)
    return found.id


def recounted(held: Held, number: int = 1, of_tables: Collection[str] = ()) -> Counted:
    """What the responses of a round come to in units; in some those of tables alone.

    Who did not know is counted for the city alone.
    """
    unit = _units(held.store)
    alone = {p.id for p in rows(held.store, Participant) if p.size == 1}
    answers = [
        (row.participant_id, row.indicator, _said(row))
        for row in rows(held.store, Response, round_id=round_id(held, number))
        if row.state not in ("blank", "dk")
        and not (row.participant_id in alone and unit.get(row.participant_id) in of_tables)
    ]
    return counted(held.store, held.view.framework, answers)


def counted(
    store: Store, framework: Framework, answers: Iterable[tuple[int, str, AnswerValue]]
) -> Counted:
    """What answers by (participant, indicator, said) come to, in the units as they stand."""
    unit, size = _units(store), {p.id: p.size for p in rows(store, Participant)}
    found: Counted = defaultdict(lambda: Line(0, 0))
    for person, indicator, said in answers:
        scale = next(i.scale for i in framework.root.indicators() if i.code == indicator)
        measured = isinstance(scale, Goalposts) and not isinstance(said, str)
        key = (unit[person], indicator, "number" if measured else str(said))
        value = scale.value(float(said)) if isinstance(scale, Goalposts) and measured else 0.0
        found[key] = found[key].plus(size[person], value)
    return {key: blurred(line) if key[2] == "number" else line for key, line in found.items()}


def blurred(line: Line) -> Line:
    """The sums from the mean in tenths and the next multiple of 5 points above the deviation, from 5 up."""
    mean = Fraction(line.total) / line.people
    variance = Fraction(line.squares) / line.people - mean**2
    deviation = next(step for step in range(5, 55, 5) if step**2 >= variance - Fraction(1, 10**6))
    mean = round(mean, 1)
    sums = mean * line.people, (mean**2 + deviation**2) * line.people
    return Line(line.answers, line.people, *(round(float(one), 6) for one in sums))


def told(answers: dict[tuple[Visitor, str], AnswerValue]) -> list[tuple[int, str, AnswerValue]]:
    """Answers by visitor and indicator, as `counted` takes them."""
    return [(present(who.participant_id), code, said) for (who, code), said in answers.items()]


def _said(row: Response) -> AnswerValue:
    if row.state == "number":
        return row.number or 0.0
    if row.state == "level":
        return row.level or 0
    return "na" if row.state == "na" else "dk"


def _units(store: Store) -> dict[int | None, str]:
    """The unit of each participant."""
    names = {unit.id: unit.name for unit in rows(store, Unit)}
    home = {d.id: names[d.unit_id] for d in rows(store, Department) if d.unit_id is not None}
    return {
        p.id: home[p.department_id] for p in rows(store, Participant) if p.department_id in home
    }
