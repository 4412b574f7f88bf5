"""When a revealed result reaches the room: after the countdown, and after departments replied where they do first."""

import datetime

from resilience.errors import WrongTime
from resilience.services.access.access import RUNNERS, Visitor, lock_for, open_for
from resilience.services.access.record import record_change
from resilience.services.workshop.phase import is_shown, moved_on, reply_state, rounds_that_count
from resilience.services.workshop.run_sheet import follow_move
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.closing import replies
from resilience.store.tables import Department, ReplyStep, Workshop
from resilience.store.workshops import departments, put_on_stage, rounds, workshop_by_id

#: from a reveal to the moment when the stage has counted down and the number no longer rolls
COUNTDOWN = datetime.timedelta(seconds=6)


def seconds_to_result(session: Session, workshop: Workshop) -> float:
    """Return the seconds left in the stage's countdown to the last result; 0 if there is none.

    There is none either if the server's clock was set back since the reveal.
    """
    held, step = rounds(session, workshop.id), session.get(ReplyStep, workshop.id)
    if not held or not is_shown(held[-1]):
        return 0.0
    moments = (held[-1].revealed_at, step.shown_at if step else None)
    left = (max(one for one in moments if one) + COUNTDOWN - now()).total_seconds()
    return left if 0 < left <= COUNTDOWN.total_seconds() else 0.0


@repeatable
def countdown_of(store: Store, workshop_id: int) -> float:
    """As `seconds_to_result`, for pages and the stage of the workshop."""
    with store.read() as session:
        return seconds_to_result(session, workshop_by_id(session, workshop_id))


def refuse_while_awaited(session: Session, visitor: Visitor, workshop: Workshop) -> None:
    """Raise `WrongTime` while departments reply first, unless the visitor runs the workshop."""
    waits = not visitor.may(workshop.id, RUNNERS)
    if waits and reply_state(session, workshop) == "awaited":
        raise WrongTime("Departments are replying first, until the facilitator shows the result.")


@repeatable
def view_replies(store: Store, visitor: Visitor, code: str) -> dict[str, str]:
    """Return each department's reply ("" if none), for the people who run the workshop."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        said = {department.name: one.words for department, one in replies(session, workshop.id)}
        named = departments_replying(session, workshop.id)
        return {department.name: said.get(department.name, "") for department in named}


@repeatable
def replies_so_far(store: Store, workshop_id: int) -> tuple[int, int]:
    """Return how many departments have replied, and of how many; the caller checks access."""
    with store.read() as session:
        return len(replies(session, workshop_id)), len(departments_replying(session, workshop_id))


def departments_replying(session: Session, workshop_id: int) -> list[Department]:
    """Return the named departments that had answers when the first vote closed, or whose lead replied, in order.

    Fixed at that moment, so that an erasure or a later answer reveals no department.
    """
    replied = {department.id for department, _ in replies(session, workshop_id)}
    named = departments(session, workshop_id)[:-1]
    return [one for one in named if one.came or one.id in replied]


def reply_first(store: Store, visitor: Visitor, code: str) -> None:
    """Let departments reply before the room and officials see the result; only before the first reveal."""
    _switch(store, visitor, code, on=True)


def reply_never(store: Store, visitor: Visitor, code: str) -> None:
    """Switch replies off again, before the reveal."""
    _switch(store, visitor, code, on=False)


@repeatable
def show_to_officials(store: Store, visitor: Visitor, code: str) -> None:
    """End the replies: the room, officials and leads see the whole result from now on.

    The run sheet shows the clock of the reveal again, unless a later step has begun.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        step = session.get(ReplyStep, workshop.id)
        shown = rounds_that_count(rounds(session, workshop.id))
        if step is None or step.shown_at is not None or not shown:
            raise moved_on()
        step.shown_at = now()
        session.add(step)
        session.flush()
        follow_move(session, workshop, "shown to officials")
        put_on_stage(session, workshop.id, "result")
        _record(session, visitor, "shown to officials", workshop, "awaited", "shown")


def _switch(store: Store, visitor: Visitor, code: str, *, on: bool) -> None:
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        step = session.get(ReplyStep, workshop.id)
        if _revealed(session, workshop) or (step is not None) == on:
            raise moved_on()
        if step is None:
            session.add(ReplyStep(workshop_id=workshop.id))
        else:
            session.delete(step)
        was, became = ("off", "awaited") if on else ("awaited", "off")
        _record(session, visitor, "replies switched", workshop, was, became)


def _record(
    session: Session, visitor: Visitor, act: str, workshop: Workshop, was: str, became: str
) -> None:
    before, after = {"replies": was}, {"replies": became}
    record_change(session, visitor, act, workshop, before=before, after=after)


def _revealed(session: Session, workshop: Workshop) -> bool:
    return any(one.revealed_at is not None for one in rounds(session, workshop.id))
