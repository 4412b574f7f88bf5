"""Removing what participants left, so that no row can be joined to any of them."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, delete, func, or_, update
from sqlmodel import Session, col, select

from resilience.store.tables import (
    Base,
    CardImport,
    City,
    CommentsByLevel,
    Department,
    FrozenRoom,
    Participant,
    ReplacedAnswer,
    Response,
    Round,
    StaffAct,
    Unit,
    Workshop,
)
from resilience.store.voting.comments import forget_hidden
from resilience.store.workshops import is_counted

#: the key of a participant in the tables that keep something of one
PERSON = "participant_id"


def people_in(session: Session, workshop_id: int) -> Sequence[int]:
    """The ids of all participants of a workshop."""
    query = select(Participant.id).where(Participant.workshop_id == workshop_id)
    return session.exec(query).all()


def kept_rows(
    session: Session, table: type[Base], person_id: int, *, first: int = 0, most: int | None = None
) -> Sequence[Base]:
    """The rows that a table keeps of a participant, the own row included: at most so many from the `first` on."""
    query = select(table).where(_key(table) == person_id).offset(first).limit(most)
    return session.exec(query.order_by(*table.__table__.primary_key)).all()  # type: ignore[attr-defined]


def count_own(session: Session, table: type[Base], person_id: int) -> int:
    """How many rows a table keeps of a participant."""
    query = select(func.count()).select_from(table).where(_key(table) == person_id)
    return session.exec(query).one()


def count_kept(session: Session, table: type[Base], workshop_id: int) -> int:
    """How many rows a table keeps of the participants of a workshop."""
    here = select(Participant.id).where(Participant.workshop_id == workshop_id)
    return session.exec(select(func.count()).select_from(table).where(_key(table).in_(here))).one()


def erase_people(session: Session, workshop_id: int, people: Collection[int]) -> None:
    """Remove participants of a workshop with all that is kept of them.

    Frozen figures stay, with a note that somebody who was there was erased: late people are in none.
    """
    there = set(people) - late_people(session, workshop_id, people)
    if there:
        _mark_figures(session, workshop_id, there)
    _end_comments_by_level(session, people)
    for imported in session.exec(
        select(CardImport).join(Round).where(Round.workshop_id == workshop_id)
    ):
        imported.joined = [one for one in imported.joined if one not in people]
        session.add(imported)
    session.flush()
    session.exec(delete(Participant).where(col(Participant.id).in_(people)))
    forget_hidden(session, workshop_id)
    session.expire_all()


def keep_answers_to(session: Session, person_id: int, codes: Collection[str]) -> None:
    """Delete the answers of a participant to all other indicators, and earlier versions of these."""
    for table in (Response, ReplacedAnswer):
        own = col(table.participant_id) == person_id
        session.exec(delete(table).where(own, col(table.indicator).not_in(codes)))
    session.expire_all()


def late_people(session: Session, workshop_id: int, people: Collection[int]) -> set[int]:
    """Those of these participants who joined after the first vote closed, and whom no vote asks.

    None until it closed, nor without small-group protection: there a later vote asks everybody.
    """
    if not is_counted(session, workshop_id) or not session.get_one(Workshop, workshop_id).k:
        return set()
    query = (
        select(Participant.id)
        .join(Round, col(Round.workshop_id) == Participant.workshop_id)
        .where(Round.number == 1, col(Participant.joined_at) > col(Round.closed_at))
        .where(col(Participant.id).in_(people))
    )
    return set(session.exec(query))


def count_erased(session: Session, person: Participant) -> None:
    """Keep that the people of a participant who erases their data were in the room, unless they came late; those of a table apart."""
    if late_people(session, person.workshop_id, [person.id]):
        return
    department = session.get_one(Department, person.department_id)
    department.erased += person.size
    if person.size > 1:
        department.erased_seated += person.size
    session.add(department)


def count_removed(session: Session, person: Participant) -> None:
    """Keep that the people of a device which the facilitator removes have joined."""
    department = session.get_one(Department, person.department_id)
    department.removed += person.size
    session.add(department)


def _mark_figures(session: Session, workshop_id: int, people: Collection[int]) -> None:
    """Say of departments and their frozen rooms that somebody counted in them is gone, and of whole rooms that anyone is."""
    first = _first_answers(session, people)
    fixed = select(Department).where(
        Department.workshop_id == workshop_id, col(Department.unit_id).is_not(None)
    )
    for department in session.exec(fixed).all():
        for (round_id, place), saved_at in first.items():
            room = session.get(FrozenRoom, (round_id, department.unit_id))
            if place == department.id and room is not None and saved_at <= room.frozen_at:
                room.answers_gone = True
                session.add(room)
    whole = select(Unit.id).where(Unit.workshop_id == workshop_id, Unit.kind == "room")
    of_room = col(FrozenRoom.unit_id).in_(whole)
    session.exec(update(FrozenRoom).where(of_room).values(answers_gone=True))


def _end_comments_by_level(session: Session, people: Collection[int]) -> None:
    """No comments by level of votes in which these people left anything, on whichever indicator.

    If only those went on which they had commented, what remains would tell on which they had not.
    """
    voted = select(Response.round_id).where(col(Response.participant_id).in_(people))
    theirs = col(CommentsByLevel.round_id).in_(voted)
    session.exec(update(CommentsByLevel).where(theirs).values(answers_gone=True))


def _first_answers(
    session: Session, people: Collection[int]
) -> dict[tuple[int, int], datetime.datetime]:
    """By (round, department) when the first of these people's answers was saved."""
    found: dict[tuple[int, int], datetime.datetime] = {}
    for table in (Response, ReplacedAnswer):
        query = (
            select(table.round_id, Participant.department_id, func.min(table.saved_at))
            .join(Participant, col(Participant.id) == table.participant_id)
            .where(col(table.participant_id).in_(people), table.state != "blank")
            .group_by(col(table.round_id), col(Participant.department_id))
        )
        for round_id, department_id, saved_at in session.exec(query):
            place = round_id, department_id
            found[place] = min(saved_at, found.get(place, saved_at))
    return found


def kept_for_a_time(session: Session) -> Sequence[Workshop]:
    """The rehearsals, and the closed workshops of real cities of whose participants something is kept; oldest first."""
    closed = and_(col(City.invented).is_(False), col(Workshop.closed_at).is_not(None))
    query = (
        select(Workshop)
        .join(City)
        .where(or_(closed, col(Workshop.rehearses).is_not(None)))
        .where(col(Workshop.id).in_(select(Participant.workshop_id)))
    )
    return session.exec(query.order_by(col(Workshop.id))).all()


def moments_known(session: Session, workshop: Workshop) -> list[datetime.datetime]:
    """The latest moments that are known of a workshop: of any of its writes, and of acts before them.

    A clock that was set back when the workshop closed shows in these.
    """
    here = Participant.workshop_id == workshop.id
    last = select(func.max(StaffAct.id)).where(StaffAct.workshop == workshop.code).scalar_subquery()
    asked = (
        select(func.max(Participant.joined_at)).where(here),
        select(func.max(Response.saved_at)).join(Participant).where(here),
        select(func.max(Round.opened_at)).where(Round.workshop_id == workshop.id),
        select(func.max(Round.closed_at)).where(Round.workshop_id == workshop.id),
        select(func.max(Round.revealed_at)).where(Round.workshop_id == workshop.id),
        select(func.max(StaffAct.at)).where(col(StaffAct.id) <= last),
    )
    found = (session.exec(query).one() for query in asked)
    return [moment for moment in found if moment is not None]


def _key(table: type[Base]) -> Any:
    return col(Participant.id) if table is Participant else getattr(table, PERSON)


def forget_answers(session: Session, round_id: int, *, but: Collection[int]) -> None:
    """Delete all answers in a round except those of these participants."""
    for table in (Response, ReplacedAnswer):
        others = col(table.participant_id).not_in(but)
        session.exec(delete(table).where(col(table.round_id) == round_id, others))
