"""How far the vote is: counts of people and of answers given, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.services.access import RUNNERS, Visitor, open_for
from resilience.services.responses import asked_in
from resilience.store import Store
from resilience.store.tables import Round
from resilience.store.votes import progress
from resilience.store.workshops import departments, rounds, workshop_by_id


@dataclass(frozen=True, slots=True)
class DepartmentProgress:
    """`participants` devices and `people` behind them of `expected`; `done` share 0..1 of asked."""

    name: str
    expected: int
    participants: int
    people: int
    done: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The progress of a workshop, the same for every viewer."""

    departments: tuple[DepartmentProgress, ...]

    @property
    def people(self) -> int:
        """People who joined."""
        return sum(d.people for d in self.departments)

    @property
    def done(self) -> float:
        """Share 0..1 of the answers asked for that were given, by all who joined."""
        devices = sum(d.participants for d in self.departments)
        given = sum(d.done * d.participants for d in self.departments)
        return given / devices if devices else 0.0


def admit(store: Store, visitor: Visitor, code: str) -> tuple[int, int]:
    """Let staff in to the progress of a workshop; give its id and revision."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return workshop.id or 0, workshop.revision


def snapshot(store: Store, workshop_id: int) -> Snapshot:
    """Count a workshop's progress; the caller was admitted."""
    with store.read() as session:
        workshop = workshop_by_id(session, workshop_id)
        held = rounds(session, workshop_id)
        asked = len(asked_in(session, workshop, held[-1])) if held else 0
        rows = {p.department_id: p for p in progress(session, workshop_id, _last(held))}
        found = []
        for department in departments(session, workshop_id):
            row = rows.get(department.id or 0)
            n, people, given = (row.participants, row.people, row.answers) if row else (0, 0, 0)
            done = given / (n * asked) if n and asked else 0.0
            found.append(DepartmentProgress(department.name, department.expected, n, people, done))
    return Snapshot(tuple(found))


def _last(held: Sequence[Round]) -> int | None:
    return held[-1].id if held else None
