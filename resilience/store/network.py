"""Queries about results that cities published on this server, and links of coordinators."""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Integer, Subquery, cast, func
from sqlmodel import Session, col, select

from resilience.store.tables import City, CoordinatorLink, Publication, PublishedScore, Workshop


class Shown(NamedTuple):
    """The newest publication of a city on a framework, without what it says."""

    workshop_id: int
    city: str
    country: str
    date: datetime.date
    framework: str
    version: str
    basis: str
    asked: int
    people: int
    departments: int


class Counted(NamedTuple):
    """How many cities have a score of `tenths` / 10 in a theme or the overall, on one basis."""

    basis: str
    code: str
    tenths: int
    cities: int


def newest_published(session: Session, *, invented: bool) -> list[Shown]:
    """The newest publication of each city on each framework, by city and country."""
    newest = _newest(invented=invented)
    query = (
        select(
            Publication.workshop_id,
            City.name,
            City.country,
            Workshop.date,
            Publication.framework,
            Publication.framework_version,
            Publication.basis,
            Publication.asked,
            Publication.people,
            Publication.departments,
        )  # type: ignore[call-overload]
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .join(City, col(City.id) == col(Workshop.city_id))
        .join(newest, newest.c.workshop_id == col(Publication.workshop_id))
        .where(newest.c.place == 1)
        .order_by(col(City.name), col(City.country))
    )
    return [Shown(*row) for row in session.exec(query).all()]


def published_contents(
    session: Session, *, invented: bool, basis: str | None = None
) -> list[tuple[int, dict[str, Any], datetime.datetime]]:
    """What the newest publications say, of all or on one basis: workshop, content and when."""
    newest = _newest(invented=invented)
    query = (
        select(Publication.workshop_id, Publication.content, Publication.published_at)
        .join(newest, newest.c.workshop_id == col(Publication.workshop_id))
        .where(newest.c.place == 1)
        .order_by(col(Publication.workshop_id))
    )
    if basis is not None:
        query = query.where(Publication.basis == basis)
    return [(row[0], dict(row[1]), row[2]) for row in session.exec(query).all()]


def score_counts(session: Session, *, invented: bool) -> list[Counted]:
    """The scores of the newest publications, counted in tenths of a point."""
    newest = _newest(invented=invented)
    tenths = cast(func.round(PublishedScore.score * 10), Integer)
    query = (
        select(Publication.basis, PublishedScore.code, tenths, func.count())
        .join(Publication, col(Publication.workshop_id) == col(PublishedScore.workshop_id))
        .join(newest, newest.c.workshop_id == col(Publication.workshop_id))
        .where(newest.c.place == 1)
        .group_by(col(Publication.basis), col(PublishedScore.code), tenths)
        .order_by(col(PublishedScore.code), tenths)
    )
    return [Counted(*row) for row in session.exec(query).all()]


def publications_mark(session: Session) -> str:
    """A mark of what is published: another one means that something came, went or reads otherwise."""
    latest, revisions = func.max(Publication.published_at), func.sum(Workshop.revision)
    query = select(func.count(), latest, revisions).select_from(Publication).join(Workshop)
    count, newest, changes = session.exec(query).one()
    return f"{count} published, {newest}, {changes} changes"


def cities_that_published(session: Session) -> list[tuple[int, str, str, bool]]:
    """The cities with a publication: id, name, country, and whether each is invented."""
    query = (
        select(City.id, City.name, City.country, City.invented)
        .join(Workshop, col(Workshop.city_id) == col(City.id))
        .join(Publication, col(Publication.workshop_id) == col(Workshop.id))
        .order_by(col(City.name), col(City.country))
        .distinct()
    )
    return [(row[0] or 0, row[1], row[2], row[3]) for row in session.exec(query).all()]


def cities_of(session: Session, workshop_ids: Sequence[int]) -> set[int]:
    """The ids of the cities of these workshops."""
    query = select(Workshop.city_id).where(col(Workshop.id).in_(workshop_ids))
    return set(session.exec(query).all())


def coordinator_links(session: Session) -> Sequence[CoordinatorLink]:
    """The links of coordinators that are not revoked, first to last."""
    query = select(CoordinatorLink).where(col(CoordinatorLink.revoked_at).is_(None))
    return session.exec(query.order_by(col(CoordinatorLink.id))).all()


def coordinators_by_hash(session: Session, hashes: Sequence[str]) -> Sequence[CoordinatorLink]:
    """The links of coordinators whose tokens have these hashes and that are not revoked."""
    query = select(CoordinatorLink).where(
        col(CoordinatorLink.token_hash).in_(hashes), col(CoordinatorLink.revoked_at).is_(None)
    )
    return session.exec(query).all()


def _newest(*, invented: bool) -> Subquery:
    """All publications with their place among those of the city on the framework, 1 the newest."""
    order = col(Workshop.date).desc(), col(Publication.published_at).desc()
    place = func.row_number().over(
        partition_by=(col(Workshop.city_id), col(Publication.framework)), order_by=order
    )
    return (
        select(col(Publication.workshop_id), place.label("place"))
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .join(City, col(City.id) == col(Workshop.city_id))
        .where(City.invented == invented)
        .subquery()
    )
