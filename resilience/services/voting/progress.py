"""How far the vote is: counts of people and of answers given, and nothing else."""

from dataclasses import dataclass

from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.voting.responses import asked_by_place, asked_in, vote_repeated
from resilience.services.workshop.phase import is_shown
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Round, Workshop
from resilience.store.voting.deliveries import count_late
from resilience.store.voting.progress import Progress, progress
from resilience.store.workshops import is_counted, places, rounds, workshop_by_id


@dataclass(frozen=True, slots=True)
class DepartmentProgress:
    """A department in the vote: `people` who joined, of `expected` people; `asked` is whether the vote asks them.

    `answered` people gave at least one answer in the open vote. The share that a department answered is left out:
    combined with the result it could reveal less than a unit. Once the first vote has closed, people include those
    who erased their data, who count as not finished, and `answered` is None. A missing answer may then be that of a
    silent person, and nobody sees from which department somebody erased.
    """

    name: str
    expected: int
    people: int
    answered: int | None = 0
    asked: bool = True


@dataclass(frozen=True, slots=True)
class ProgressSnapshot:
    """The progress of a workshop, the same for every viewer.

    `done` is the share 0..1 of the requested answers that were given, a table counted by its people, by all who
    joined, or had joined when the vote closed. `answered` people gave at least one answer in the vote that is open
    or was last, `finished` people all that were asked. `cards` is the number of people who answered on scorecards
    and have no device; from `absent` of those asked no card came in that vote. A later vote does not ask `late`
    people, who gave no answer in the first. Answers of `refused` devices came after the vote had closed; 0 once it is
    revealed. The vote has the number `vote`, 0 for none yet, and asks this many
    `questions`, those with the `codes`.
    """

    departments: tuple[DepartmentProgress, ...]
    done: float
    finished: int = 0
    answered: int = 0
    vote: int = 0
    questions: int = 0
    codes: tuple[str, ...] = ()
    cards: int = 0
    absent: int = 0
    late: int = 0
    refused: int = 0

    @property
    def with_device(self) -> int:
        """The number of people who joined with a device: others can neither vote on actions nor give points."""
        return self.people - self.cards

    @property
    def people(self) -> int:
        """The number of people who joined."""
        return sum(d.people for d in self.departments)

    @property
    def not_asked(self) -> tuple[DepartmentProgress, ...]:
        """The groups whose themes the vote does not ask about."""
        return tuple(one for one in self.departments if not one.asked)

    @property
    def asked(self) -> int:
        """The number of people who joined and are asked, with a device or on scorecards."""
        return sum(one.people for one in self.departments if one.asked) - self.late

    @property
    def unfinished(self) -> int:
        """The number of people who are asked and have not given all answers."""
        return max(0, self.asked - self.finished)


@repeatable
def admit(store: Store, visitor: Visitor, code: str) -> tuple[int, int]:
    """Admit staff to the progress of a workshop; return its id and revision."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return workshop.id, workshop.revision


def who_is_asked(session: Session, workshop: Workshop, vote: Round) -> dict[int, int]:
    """Return the number of indicators that a vote asks, by the id of each department or scoring group asked any."""
    by_place = asked_by_place(session, workshop, vote)
    return {place: len(indicators) for place, indicators in by_place.items() if indicators}


@repeatable
def snapshot(store: Store, workshop_id: int) -> ProgressSnapshot:
    """Count a workshop's progress; the caller checks access."""
    with store.read() as session:
        workshop = workshop_by_id(session, workshop_id)
        held = rounds(session, workshop_id)
        asked = who_is_asked(session, workshop, held[-1]) if held else {}
        last, closed_at = (held[-1].id, held[-1].closed_at) if held else (None, None)
        codes = [one.code for one in asked_in(session, workshop, held[-1])] if held else []
        first = vote_repeated(workshop, held)
        repeated = first.id if first else None
        given_there = progress(session, workshop_id, last, asked, closed_at, repeated)
        rows = {p.department_id: p for p in given_there}
        unseen = bool(held) and closed_at is not None and not is_shown(held[-1])
        refused = count_late(session, workshop_id) if unseen else 0
        counted = is_counted(session, workshop_id)
        found, most = [], 0
        for department in places(session, workshop_id):
            row = rows.get(department.id, Progress(department.id, *[0] * 8))
            erased = department.erased if counted else 0
            started = None if counted else row.answered
            here = row.people + erased
            is_asked = not held or department.id in asked
            found.append(
                DepartmentProgress(department.name, department.expected, here, started, is_asked)
            )
            most += asked.get(department.id, 0) * (row.in_time + erased)
    given = sum(row.answers for row in rows.values())
    return ProgressSnapshot(
        tuple(found),
        given / most if most else 0.0,
        sum(row.finished for row in rows.values()),
        sum(row.answered for row in rows.values()),
        len(held),
        len(codes),
        tuple(codes),
        sum(row.cards for row in rows.values()),
        sum(row.absent for at, row in rows.items() if at in asked),
        sum(row.late for at, row in rows.items() if at in asked),
        refused,
    )
