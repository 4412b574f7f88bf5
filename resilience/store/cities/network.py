"""Queries about results that cities published on this server, and links of coordinators."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Integer, case, cast, func
from sqlmodel import Session, col, select

from resilience.store.cities.network_places import forget_place
from resilience.store.tables import (
    City,
    CoordinatorLink,
    Publication,
    PublishedScore,
    Workshop,
)


class ScoreCount(NamedTuple):
    """How many cities have a score of `tenths` / 10 in a theme or the overall, on one basis."""

    basis: str
    code: str
    tenths: int
    cities: int


def newest_published(session: Session, *, invented: bool) -> list[int]:
    """The workshops of the newest results that cities show here, by country and city."""
    query = (
        select(Publication.workshop_id)
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .join(City)
        .where(col(Publication.newest), City.invented == invented)
        .order_by(col(City.country), col(City.name), col(Publication.workshop_id))
    )
    return list(session.exec(query).all())


def published_contents(
    session: Session, *, invented: bool, among: Collection[int] | None = None
) -> list[tuple[int, dict[str, Any], datetime.datetime]]:
    """What the newest publications say, of all or of these workshops: workshop, content and when."""
    query = (
        select(Publication.workshop_id, Publication.content, Publication.published_at)
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .join(City)
        .where(col(Publication.newest), City.invented == invented)
        .order_by(col(Publication.workshop_id))
    )
    if among is not None:
        query = query.where(col(Publication.workshop_id).in_(among))
    return [(row[0], dict(row[1]), row[2]) for row in session.exec(query).all()]


def earlier_contents(
    session: Session, framework: str, basis: str, *, invented: bool
) -> list[dict[str, Any]]:
    """What cities published on a basis before their newest publication, the latest workshop first."""
    query = (
        select(Publication.content)
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .join(City)
        .where(
            ~col(Publication.newest),
            Publication.framework == framework,
            Publication.basis == basis,
            City.invented == invented,
        )
        .order_by(col(Workshop.date).desc(), col(Publication.workshop_id))
    )
    return [dict(content) for content in session.exec(query).all()]


class LatestPublication(NamedTuple):
    """The newest publication of a city on a framework, without figures, and since when (UTC) it is shown."""

    city: str
    country: str
    framework: str
    version: str
    date: datetime.date
    people: int
    departments: int
    published_at: datetime.datetime


def latest_publications(session: Session, *, invented: bool, most: int) -> list[LatestPublication]:
    """The newest publication of each city on each framework, newest first."""
    query = (
        select(  # type: ignore[call-overload]
            City.name,
            City.country,
            Publication.framework,
            Publication.framework_version,
            Workshop.date,
            Publication.people,
            Publication.departments,
            Publication.published_at,
        )
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .join(City)
        .where(col(Publication.newest), City.invented == invented)
        .order_by(col(Publication.published_at).desc(), col(Publication.workshop_id))
        .limit(most)
    )
    return [LatestPublication(*row) for row in session.exec(query).all()]


def score_counts(session: Session, *, invented: bool) -> list[ScoreCount]:
    """The scores of the newest publications, counted in tenths of a point."""
    tenths = cast(func.round(PublishedScore.score * 10), Integer)
    facts = col(PublishedScore.basis), col(PublishedScore.code), col(PublishedScore.score)
    query = (
        select(PublishedScore.basis, PublishedScore.code, tenths, func.count())
        .where(PublishedScore.invented == invented, PublishedScore.basis != "")
        .group_by(*facts)  # by the score itself, in the order of the index: nothing is sorted
        .order_by(*facts)
    )
    return [ScoreCount(*row) for row in session.exec(query).all()]


def publications_mark(session: Session) -> str:
    """A mark of what is published: another one means that something came, went or reads otherwise."""
    latest, revisions = func.max(Publication.published_at), func.sum(Workshop.revision)
    query = select(func.count(), latest, revisions).select_from(Publication).join(Workshop)
    count, newest, changes = session.exec(query).one()
    return f"{count} published, {newest}, {changes} changes"


def anybody_published(session: Session) -> bool:
    """Whether a city shows a result here."""
    return session.exec(select(Publication.workshop_id).limit(1)).first() is not None


def cities_that_published(
    session: Session, *, invented: bool, among: Collection[int] | None = None
) -> list[tuple[str, str]]:
    """The cities that show a result here, of these ids alone if any are given: name and country."""
    query = (
        select(City.name, City.country)
        .join(Workshop, col(Workshop.city_id) == col(City.id))
        .join(Publication, col(Publication.workshop_id) == col(Workshop.id))
        .where(City.invented == invented, col(Publication.newest))
        .order_by(col(City.name), col(City.country))
        .distinct()
    )
    if among is not None:
        query = query.where(col(City.id).in_(among))
    return [(row[0], row[1]) for row in session.exec(query).all()]


def whose_shown(session: Session, *, invented: bool) -> set[tuple[str, str, str]]:
    """The cities that show a result here, by name, country and framework."""
    query = (
        select(City.name, City.country, Publication.framework)
        .join(Workshop, col(Workshop.city_id) == col(City.id))
        .join(Publication, col(Publication.workshop_id) == col(Workshop.id))
        .where(City.invented == invented, col(Publication.newest))
    )
    return {(row[0], row[1], row[2]) for row in session.exec(query).all()}


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


def newest_of_cities(session: Session) -> list[tuple[str, str, int]]:
    """By city and framework, how many of the results shown are marked as the newest: one each."""
    newest = func.sum(case((col(Publication.newest), 1), else_=0))
    query = (
        select(City.name, Publication.framework, newest)
        .join(Workshop, col(Workshop.city_id) == col(City.id))
        .join(Publication, col(Publication.workshop_id) == col(Workshop.id))
        .group_by(col(City.id), col(City.name), col(Publication.framework))
    )
    return [(row[0], row[1], row[2]) for row in session.exec(query).all()]


def settle_newest(session: Session, city_id: int, framework: str) -> None:
    """Let the latest of what a city shows on a framework be the one that counts, and has a place."""
    query = (
        select(Publication)
        .join(Workshop, col(Workshop.id) == col(Publication.workshop_id))
        .where(Workshop.city_id == city_id, Publication.framework == framework)
        .order_by(col(Workshop.date).desc(), col(Publication.published_at).desc())
    )
    for at, shown in enumerate(session.exec(query).all()):
        shown.newest = not at
        session.add(shown)
        if at:
            forget_place(session, shown.workshop_id)
    session.flush()
