"""Removing what participants left once its time is over; what was fixed of it stays readable.

A rehearsal is removed whole, a day after the last thing that happened in it.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from resilience.errors import WrongTime
from resilience.services.access.access import (
    FACILITATORS,
    RUNNERS,
    Visitor,
    lock_for,
)
from resilience.services.access.record import record, record_as
from resilience.services.accounts.recent_code import check_fresh
from resilience.services.upkeep.clock import clock_wait
from resilience.services.voting.personal_data import KEPT
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.photos import remove_photos
from resilience.store.tables import Workshop
from resilience.store.voting.erasing import (
    count_kept,
    erase_people,
    kept_for_a_time,
    moments_known,
    people_in,
)
from resilience.store.voting.questions import remove_let_go
from resilience.store.voting.vote_clock import moment_after_close
from resilience.store.workshops import (
    bump_revision,
    city_of,
    lock_workshop,
    workshop_by_code,
    workshops,
)

#: who acts in the history where nobody pressed anything
SERVER = "server"
#: how long a rehearsal is kept in which nothing happens any more
ABANDONED = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RemovalSummary:
    """What was deleted of a workshop, or would be: rows by table (the name in `personal.KEPT`)."""

    code: str
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a workshop keeps participants' data, for the people who run it.

    `due` is the day from which it is deleted, None while the workshop is open or if data is kept until someone
    deletes it; `late` is true once that day has come. The data of `people` participants is stored; `removed_at` is
    when other data was deleted.
    """

    code: str
    city: str
    date: datetime.date
    open: bool
    due: datetime.date | None
    late: bool
    people: int
    removed_at: datetime.datetime | None
    may_remove: bool


@repeatable
def keepings(store: Store, visitor: Visitor, days: int) -> tuple[Keeping, ...]:
    """Return the workshops that the visitor runs, newest first, with the date on which answers are deleted."""
    with store.read() as session:
        return tuple(
            _keeping(session, workshop, city.name, days, visitor)
            for workshop, city in workshops(session)
            if not city.invented and visitor.may(workshop.id, RUNNERS)
        )


@repeatable
def remove_now(store: Store, visitor: Visitor, code: str) -> RemovalSummary:
    """Delete participants' data of a closed workshop before its retention period ends.

    For its facilitator and the host. Raises `WrongTime` while the workshop is open.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        if workshop.closed_at is None:
            raise WrongTime("Answers can be deleted only once the workshop is closed.")
        check_fresh(session, visitor)
        done = _remove(session, workshop)
        record(session, visitor, "answers removed", workshop)
    store.forget_traces()
    return done


def remove_expired(store: Store, days: int, *, dry_run: bool = False) -> tuple[RemovalSummary, ...]:
    """Delete participants' data of workshops that closed `days` or more ago (0 keeps it), and abandoned rehearsals.

    Each workshop is locked and checked again in its own transaction, so that only one of several servers deletes
    it. A `dry_run` returns what would be deleted, and changes nothing.
    """
    at = now()
    with store.read() as session:
        found = [w for w in kept_for_a_time(session) if _is_due(session, w, days, at)]
        told = tuple(_summary(session, workshop) for workshop in found)
    if dry_run:
        return told
    done = [one for code in told if (one := _remove_if_due(store, code.code, days, at))]
    if done:
        store.forget_traces()
    return tuple(done)


def remove_when_sure(store: Store, days: int, data: Path) -> tuple[RemovalSummary, ...]:
    """As `remove_expired`, but deletes nothing until this machine's clock has run steadily for a day."""
    return () if clock_wait(data) else remove_expired(store, days)


def _remove_if_due(
    store: Store, code: str, days: int, at: datetime.datetime
) -> RemovalSummary | None:
    with store.write() as session:
        found = workshop_by_code(session, code)
        workshop = lock_workshop(session, found.id) if found else None
        if workshop is None or not people_in(session, workshop.id):
            return None
        if not _is_due(session, workshop, days, at):
            return None
        if workshop.rehearses is not None:
            return _remove_rehearsal(session, workshop)
        done = _remove(session, workshop)
        record_as(session, SERVER, "answers removed", workshop, after={"after_days": days})
        return done


def _remove_rehearsal(session: Session, workshop: Workshop) -> RemovalSummary:
    done = _summary(session, workshop)
    session.delete(city_of(session, workshop))
    return done


def _remove(session: Session, workshop: Workshop) -> RemovalSummary:
    done = _summary(session, workshop)
    workshop_id = workshop.id
    erase_people(session, workshop_id, people_in(session, workshop_id))
    remove_let_go(session, workshop_id)
    remove_photos(session, workshop_id)
    workshop.removed_at = moment_after_close(session, workshop_id)
    session.add(workshop)
    session.flush()
    bump_revision(session, workshop_id)
    return done


def _summary(session: Session, workshop: Workshop) -> RemovalSummary:
    return RemovalSummary(
        workshop.code,
        {kept.name: count_kept(session, kept.table, workshop.id) for kept in KEPT},
    )


def _is_due(session: Session, workshop: Workshop, days: int, at: datetime.datetime) -> bool:
    end = _end(session, workshop, days)
    return end is not None and at >= end


def _end(session: Session, workshop: Workshop, days: int) -> datetime.datetime | None:
    """When what participants left is removed; None for never.

    The days count from the close, and from the latest moment that is known of the workshop where a
    clock was set back at its close. A rehearsal is abandoned a day after that moment.
    """
    if workshop.rehearses is not None:
        return max([workshop.created_at, *moments_known(session, workshop)]) + ABANDONED
    if workshop.closed_at is None or not days:
        return None
    last = max([workshop.closed_at, *moments_known(session, workshop)])
    return last + datetime.timedelta(days=days)


def _keeping(
    session: Session, workshop: Workshop, city: str, days: int, visitor: Visitor
) -> Keeping:
    end = _end(session, workshop, days)
    return Keeping(
        code=workshop.code,
        city=city,
        date=workshop.date,
        open=workshop.closed_at is None,
        due=end.date() if end else None,
        late=end is not None and now() >= end,
        people=len(people_in(session, workshop.id)),
        removed_at=workshop.removed_at,
        may_remove=workshop.closed_at is not None and visitor.may(workshop.id, FACILITATORS),
    )
