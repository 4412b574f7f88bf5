"""Queries about workshops: cities, departments, units, rounds, links."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Function, and_, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from resilience.store.tables import (
    City,
    Department,
    Link,
    Participant,
    Round,
    RunSheet,
    StagePlace,
    StageQuestion,
    Unit,
    Workshop,
)


def workshop_by_code(session: Session, code: str) -> Workshop | None:
    """The workshop with this join code."""
    return session.exec(select(Workshop).where(Workshop.code == code)).first()


def workshop_by_id(session: Session, workshop_id: int) -> Workshop:
    """The workshop with this id, which exists."""
    return session.exec(select(Workshop).where(Workshop.id == workshop_id)).one()


#: names the advisory locks of workshops among all those of a PostgreSQL database
WORKSHOP_LOCK = 1


def lock_workshop(session: Session, workshop_id: int) -> Workshop:
    """The workshop as it is now, held until the transaction ends: one round move at a time."""
    wait_for(session, func.pg_advisory_xact_lock(WORKSHOP_LOCK, workshop_id))
    query = select(Workshop).where(Workshop.id == workshop_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def hold_workshop(session: Session, workshop_id: int) -> None:
    """Keep the workshop from moving on until this transaction ends; others may hold it too.

    A caller that comes after a waiting move waits behind it: locks of rows have no such queue, and
    a hall that votes would keep a vote from ever closing.
    """
    wait_for(session, func.pg_advisory_xact_lock_shared(WORKSHOP_LOCK, workshop_id))


def wait_for(session: Session, lock: Function[Any]) -> None:
    """Wait for a lock on PostgreSQL; on SQLite there is one writer at a time anyway."""
    if locks_rows(session):
        session.exec(select(lock)).one()


def locks_rows(session: Session) -> bool:
    """Whether others write at the same time, so that what must stay has to be locked."""
    return session.get_bind().dialect.name == "postgresql"


def bump_revision(session: Session, workshop_id: int) -> None:
    """Count a write of the workshop's state, so that viewers look again."""
    query = update(Workshop).where(col(Workshop.id) == workshop_id)
    session.exec(query.values(revision=Workshop.revision + 1))


def workshops(
    session: Session, among: Collection[int] | None = None
) -> Sequence[tuple[Workshop, City]]:
    """All workshops with their cities, most recent first; or those of the demo and `among` alone."""
    query = select(Workshop, City).join(City)
    if among is not None:
        demo = and_(col(City.invented), col(Workshop.rehearses).is_(None))
        query = query.where(or_(demo, col(Workshop.id).in_(among)))
    return session.exec(query.order_by(col(Workshop.date).desc(), col(Workshop.id).desc())).all()


def city_of(session: Session, workshop: Workshop) -> City:
    """The city of a workshop."""
    return session.exec(select(City).where(City.id == workshop.city_id)).one()


def city_by_name(session: Session, name: str, country: str) -> City | None:
    """The city with this name in this country."""
    query = select(City).where(City.name == name, City.country == country)
    return session.exec(query).first()


def count_cities(session: Session, *, invented: bool) -> int:
    """How many cities there are, real or of the demo."""
    query = select(func.count()).select_from(City).where(col(City.invented) == invented)
    query = query.where(col(City.id).not_in(_of_rehearsals()))
    return session.exec(query).one()


def invented_cities(session: Session) -> Sequence[City]:
    """The demo's cities."""
    query = select(City).where(col(City.invented), col(City.id).not_in(_of_rehearsals()))
    return session.exec(query).all()


def _of_rehearsals() -> SelectOfScalar[int]:
    """The ids of the invented cities of rehearsals."""
    return select(Workshop.city_id).where(col(Workshop.rehearses).is_not(None))


def departments(session: Session, workshop_id: int) -> Sequence[Department]:
    """The departments of a workshop, in order."""
    return _rows_of(session, workshop_id, ("department",))


def groups(session: Session, workshop_id: int) -> Sequence[Department]:
    """The working groups of a workshop, in order."""
    return _rows_of(session, workshop_id, ("scores", "discusses"))


def places(session: Session, workshop_id: int) -> Sequence[Department]:
    """The rows in which people are counted: the groups that score, else the departments."""
    found = _rows_of(session, workshop_id, ("department", "scores"))
    return [row for row in found if row.kind == "scores"] or found


def units_of_groups(session: Session, unit_ids: Collection[int]) -> frozenset[int]:
    """Those of the units that belong to groups which score their own themes."""
    query = select(Department.unit_id).where(Department.kind == "scores")
    found = session.exec(query.where(col(Department.unit_id).in_(unit_ids))).all()
    return frozenset(unit for unit in found if unit is not None)


def _rows_of(session: Session, workshop_id: int, kinds: Sequence[str]) -> Sequence[Department]:
    query = select(Department).where(Department.workshop_id == workshop_id)
    query = query.where(col(Department.kind).in_(kinds))
    return session.exec(query.order_by(col(Department.position))).all()


def units(session: Session, workshop_id: int) -> Sequence[Unit]:
    """The units of a workshop's partition, in order; none before the first close."""
    query = select(Unit).where(Unit.workshop_id == workshop_id, Unit.kind == "departments")
    return session.exec(query.order_by(col(Unit.position))).all()


def is_counted(session: Session, workshop_id: int) -> bool:
    """Whether the first vote has closed, so that nobody changes department any more.

    Also where all groups are too small to be units.
    """
    row = select(Unit.id).where(Unit.workshop_id == workshop_id).limit(1)
    return session.exec(row).first() is not None


def city_rows(session: Session, workshop_id: int) -> dict[str, Unit]:
    """The rows of figures of the city only, by kind; empty before the first close."""
    query = select(Unit).where(Unit.workshop_id == workshop_id, Unit.kind != "departments")
    return {row.kind: row for row in session.exec(query)}


def rounds(session: Session, workshop_id: int) -> Sequence[Round]:
    """The rounds of a workshop, first to last."""
    query = select(Round).where(Round.workshop_id == workshop_id)
    return session.exec(query.order_by(col(Round.number))).all()


def stage_place(session: Session, workshop_id: int) -> StagePlace | None:
    """What the desk of a workshop shows on its stage; None before it showed anything."""
    return session.get(StagePlace, workshop_id)


def put_on_stage(
    session: Session,
    workshop_id: int,
    screen: str,
    topic: str | None = None,
    *,
    dropped: bool = False,
) -> None:
    """Show a screen on the stage in place of questions; `dropped` says that a later vote was just dropped."""
    row = stage_place(session, workshop_id) or StagePlace(workshop_id=workshop_id, screen=screen)
    if row.dropped and not dropped:
        bump_revision(session, workshop_id)
    row.screen, row.apart, row.dropped = screen, None, dropped
    if topic is not None:
        row.topic = topic
    session.add(row)
    drop_questions(session, workshop_id)


def note_topic(session: Session, workshop_id: int, topic: str, group: int | None) -> None:
    """Keep that a topic was discussed, by a group (its id) at its own desk or by the room."""
    row = stage_place(session, workshop_id) or StagePlace(workshop_id=workshop_id, screen="result")
    if topic not in row.discussed:
        row.discussed = [*row.discussed, topic]
    if group is not None:
        row.apart = sorted({*(row.apart or ()), group})
    session.add(row)


def drop_questions(session: Session, workshop_id: int) -> None:
    """Let the stage show no questions any more."""
    if row := session.get(StageQuestion, workshop_id):
        session.delete(row)


def run_sheet(session: Session, workshop_id: int) -> RunSheet | None:
    """The agenda and clock of a workshop; None before the first change to either."""
    return session.get(RunSheet, workshop_id)


def rehearsals(session: Session, workshop_ids: Collection[int]) -> dict[int, Workshop]:
    """The open rehearsals of workshops, by the id of the real workshop."""
    real = aliased(Workshop)
    query = select(real.id, Workshop).join(real, col(Workshop.rehearses) == col(real.code))
    return dict(session.exec(query.where(col(real.id).in_(workshop_ids))).all())


def participant_by_hash(session: Session, token_hash: str) -> Participant | None:
    """The participant whose token has this hash."""
    return session.exec(select(Participant).where(Participant.token_hash == token_hash)).first()


def is_here(session: Session, person: Participant) -> bool:
    """Whether a participant that was read is there still; the row is read again."""
    query = select(Participant).where(Participant.id == person.id)
    return session.exec(query.execution_options(populate_existing=True)).first() is not None


def links_by_hash(session: Session, hashes: Sequence[str]) -> Sequence[Link]:
    """The links whose tokens have these hashes and that are not revoked."""
    query = select(Link).where(col(Link.token_hash).in_(hashes), col(Link.revoked_at).is_(None))
    return session.exec(query).all()


def links(session: Session, workshop_id: int) -> Sequence[Link]:
    """The links of a workshop that are not revoked."""
    query = select(Link).where(Link.workshop_id == workshop_id, col(Link.revoked_at).is_(None))
    return session.exec(query.order_by(col(Link.id))).all()
