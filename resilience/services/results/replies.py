"""Right of reply: a department lead reads the own department's result and replies to it."""

from dataclasses import dataclass

from resilience.errors import NotAllowed, WrongTime
from resilience.scoring import ScoreTree
from resilience.services.access.access import Visitor, lock_for, open_for
from resilience.services.access.plain_text import tidied
from resilience.services.access.record import record_change
from resilience.services.deciding.reply_texts import shown_in
from resilience.services.results.results import WorkshopResult, counting_rounds
from resilience.services.workshop.phase import reply_state
from resilience.store import Store, now, repeatable
from resilience.store.tables import Department, Reply
from resilience.store.workshops import rounds

#: characters of a reply
LONGEST_REPLY = 2000


@dataclass(frozen=True, slots=True)
class LedDepartment:
    """A department of a lead, its `unit` in the partition (None if it is in none), and its reply.

    `open` while the reply can be written.
    """

    id: int
    name: str
    unit: str | None
    reply: str
    open: bool


@dataclass(frozen=True, slots=True)
class LeadAdmission:
    """A lead's access: their departments in one workshop, at one revision."""

    workshop_id: int
    revision: int
    departments: tuple[LedDepartment, ...]


@repeatable
def admit_lead(store: Store, visitor: Visitor, code: str) -> LeadAdmission:
    """Admit a lead to the results of their own departments only.

    Raises `NotAllowed` for others, `WrongTime` before the reveal.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, ("lead",))
        counting_rounds(workshop, rounds(session, workshop.id))
        taken = reply_state(session, workshop) == "awaited" and workshop.closed_at is None
        led = []
        for department_id in _led(visitor, workshop.id):
            department = session.get_one(Department, department_id)
            reply = session.get(Reply, department_id)
            led.append(
                LedDepartment(
                    id=department_id,
                    name=department.name,
                    unit=shown_in(session, department),
                    reply=reply.words if reply else "",
                    open=taken,
                )
            )
        return LeadAdmission(workshop.id, workshop.revision, tuple(led))


def own_scores(result: WorkshopResult, department: LedDepartment) -> ScoreTree | None:
    """Return the scores of a department's unit only; None if there are none."""
    return result.result.units.get(department.unit) if department.unit else None


@repeatable
def save_reply(store: Store, visitor: Visitor, code: str, department_id: int, words: str) -> None:
    """Store a department's reply, for its lead only; an empty text withdraws it."""
    kept = tidied(words, LONGEST_REPLY)
    with store.write() as session:
        workshop = lock_for(session, visitor, code, ("lead",))
        if department_id not in _led(visitor, workshop.id):
            raise NotAllowed("To write a reply, use the link of the department's lead.")
        counting_rounds(workshop, rounds(session, workshop.id))
        if reply_state(session, workshop) != "awaited" or workshop.closed_at is not None:
            raise WrongTime("Replies are no longer accepted, so this one was not stored.")
        row = session.get(Reply, department_id)
        before = row.words if row else ""
        if kept:
            row = row or Reply(department_id=department_id, words=kept)
            row.words, row.saved_at = kept, now()
            session.add(row)
        elif row:
            session.delete(row)
        name = session.get_one(Department, department_id).name
        was = {"words": before} if before else None
        became = {"words": kept} if kept else None
        record_change(session, visitor, "reply saved", workshop, name, before=was, after=became)


def _led(visitor: Visitor, workshop_id: int) -> list[int]:
    """The departments whose lead's link the visitor holds."""
    return [
        grant.department_id
        for grant in visitor.grants
        if grant.role == "lead" and grant.workshop_id == workshop_id and grant.department_id
    ]
