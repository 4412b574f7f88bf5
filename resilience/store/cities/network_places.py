"""Queries about the cities of the network: who they are page by page, and what lies beside one of them."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, delete, func, or_
from sqlmodel import Session, col, select

from resilience.store.tables import City, NetworkPlace, Publication, PublishedScore, Workshop


class PublicationSummary(NamedTuple):
    """The newest publication of a city on a framework, without its content."""

    workshop_id: int
    city: str
    country: str
    date: datetime.date
    version: str
    basis: str
    asked: int
    people: int
    departments: int


class Group(NamedTuple):
    """How many `cities` show a result on a framework and basis; `version` and `asked` are of one of them.

    On a basis these are the same in all; without one, "", they say nothing.
    """

    framework: str
    version: str
    basis: str
    asked: int
    cities: int


class DrawBounds(NamedTuple):
    """The range of a city's overall in the draws by the mean, and in those by the weak spot."""

    mean_low: int
    mean_high: int
    weak_low: int
    weak_high: int


class PeerCandidate(NamedTuple):
    """A city whose result may be compared, with what is known of it; None where that is not known."""

    workshop_id: int
    name: str
    country: str
    population: int | None
    income: str | None
    coast: bool
    hazards: Sequence[str]

    @property
    def full_name(self) -> str:
        """The city with its country."""
        return f"{self.name}, {self.country}"


class RankBrackets(NamedTuple):
    """How many cities are above one in every draw, how many in none; the draws of the others."""

    above: int
    below: int
    draws: Sequence[bytes]


def without_place(
    session: Session, method_version: str, among: Collection[int] | None = None
) -> Sequence[int]:
    """The workshops whose publication counts and whose place is not kept, or is of something else.

    Of those `among`, where any are given.
    """
    holds = and_(
        col(NetworkPlace.workshop_id) == col(Publication.workshop_id),
        col(NetworkPlace.content_sha256) == col(Publication.content_sha256),
        col(NetworkPlace.framework_sha256) == col(Workshop.framework_sha256),
        col(NetworkPlace.method_version) == method_version,
    )
    query = (
        select(Publication.workshop_id)
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .outerjoin(NetworkPlace, holds)
        .where(col(Publication.newest), col(NetworkPlace.workshop_id).is_(None))
    )
    if among is not None:
        query = query.where(col(Publication.workshop_id).in_(among))
    return session.exec(query.order_by(col(Publication.workshop_id))).all()


def forget_place(session: Session, workshop_id: int) -> None:
    """Drop what is kept of the place and the scores of a publication."""
    for table in (NetworkPlace, PublishedScore):
        session.exec(delete(table).where(col(table.workshop_id) == workshop_id))


def groups(session: Session, *, invented: bool) -> list[Group]:
    """The cities that show a result here, counted by framework and basis."""
    facts = col(NetworkPlace.framework), col(NetworkPlace.basis)
    counted = (
        select(func.min(NetworkPlace.workshop_id).label("one"), func.count().label("cities"))
        .where(NetworkPlace.invented == invented)
        .group_by(*facts)
        .subquery()
    )
    query = select(  # type: ignore[call-overload]
        Publication.framework,
        Publication.framework_version,
        Publication.basis,
        Publication.asked,
        counted.c.cities,
    ).join(counted, counted.c.one == col(Publication.workshop_id))
    return [Group(*row) for row in session.exec(query).all()]


def shown_cities(
    session: Session, framework: str, *, invented: bool, part: str, first: int, most: int
) -> list[PublicationSummary]:
    """Cities that show a result on a framework and have `part` in their name, by name, from `first`."""
    query = _shown_places().where(*_listed(framework, invented, part))
    query = query.order_by(col(NetworkPlace.name), col(NetworkPlace.workshop_id))
    return [PublicationSummary(*row) for row in session.exec(query.offset(first).limit(most)).all()]


def count_shown(session: Session, framework: str, *, invented: bool, part: str) -> int:
    """How many cities `shown_cities` has in all."""
    query = select(func.count()).select_from(NetworkPlace)
    return session.exec(query.where(*_listed(framework, invented, part))).one()


def shown_city(
    session: Session, framework: str, name: str, *, invented: bool
) -> PublicationSummary | None:
    """The city of this full name, as it is written, if it shows a result on a framework."""
    query = _shown_places().where(
        NetworkPlace.framework == framework,
        NetworkPlace.invented == invented,
        NetworkPlace.name == name.casefold(),
        col(City.name) + ", " + col(City.country) == name,
    )
    found = session.exec(query).first()
    return PublicationSummary(*found) if found else None


def candidates(session: Session, framework: str, *, invented: bool) -> list[PeerCandidate]:
    """The cities that show a result on a framework which is not that of a single person."""
    query = (
        select(  # type: ignore[call-overload]
            NetworkPlace.workshop_id,
            City.name,
            City.country,
            City.population,
            City.income,
            City.coast,
            City.hazards,
        )
        .join(Workshop, col(Workshop.id) == col(NetworkPlace.workshop_id))
        .join(City, col(City.id) == col(Workshop.city_id))
        .where(*_listed(framework, invented, ""), NetworkPlace.basis != "")
        .order_by(col(NetworkPlace.workshop_id))
    )
    return [PeerCandidate(*row) for row in session.exec(query).all()]


def own_draws(session: Session, workshop_id: int) -> bytes | None:
    """The overall of a city in each draw; None where it has none."""
    query = select(NetworkPlace.draws).where(NetworkPlace.workshop_id == workshop_id)
    return session.exec(query).first()


def own_scores(session: Session, workshop_id: int) -> dict[str, float]:
    """The scores 0..100 of a city's overall and themes by code, as they are counted."""
    query = select(PublishedScore.code, PublishedScore.score)
    return dict(session.exec(query.where(PublishedScore.workshop_id == workshop_id)).all())


def around(
    session: Session, framework: str, basis: str, own: DrawBounds, *, invented: bool, but: int
) -> RankBrackets:
    """The cities of a basis that have an overall, beside one with these bounds.

    Without that of the workshop `but`, which is the city itself.
    """
    others = and_(
        col(NetworkPlace.invented) == invented,
        col(NetworkPlace.framework) == framework,
        col(NetworkPlace.basis) == basis,
        col(NetworkPlace.mean_low).is_not(None),
        col(NetworkPlace.workshop_id) != but,
    )
    above = and_(
        col(NetworkPlace.mean_low) > own.mean_high, col(NetworkPlace.weak_low) > own.weak_high
    )
    below = and_(
        col(NetworkPlace.mean_high) <= own.mean_low, col(NetworkPlace.weak_high) <= own.weak_low
    )
    counted = select(_sum(above), _sum(below)).where(others)
    higher, lower = session.exec(counted).one()
    near = select(NetworkPlace.draws).where(others, ~or_(above, below))
    return RankBrackets(higher, lower, [row or b"" for row in session.exec(near).all()])


def _sum(so: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((so, 1), else_=0)), 0)


def _shown_places() -> Any:
    return (
        select(
            Publication.workshop_id,
            City.name,
            City.country,
            Workshop.date,
            Publication.framework_version,
            Publication.basis,
            Publication.asked,
            Publication.people,
            Publication.departments,
        )  # type: ignore[call-overload]
        .join(NetworkPlace, col(NetworkPlace.workshop_id) == col(Publication.workshop_id))
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .join(City, col(City.id) == col(Workshop.city_id))
    )


def _listed(framework: str, invented: bool, part: str) -> list[ColumnElement[bool]]:
    found = [col(NetworkPlace.framework) == framework, col(NetworkPlace.invented) == invented]
    if part:
        found.append(col(NetworkPlace.name).contains(part.casefold(), autoescape=True))
    return found
