"""Queries about results of other cities and their publishers."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from resilience.store.tables import PeerResult, Publisher
from resilience.store.workshops import wait_for

#: names the advisory lock of peers, beside those of workshops and official words, on PostgreSQL
PEERS_LOCK = 4


def lock_peers(session: Session) -> None:
    """Let no other result of a city come in until this transaction ends."""
    wait_for(session, func.pg_advisory_xact_lock(PEERS_LOCK, 0))


def peer_results(session: Session) -> Sequence[PeerResult]:
    """All results of other cities, by country and city."""
    order = (PeerResult.country, PeerResult.city, PeerResult.framework, PeerResult.id)
    return session.exec(select(PeerResult).order_by(*map(col, order))).all()


def peer_hashes(session: Session) -> Sequence[str]:
    """The hashes of the files of all results of other cities."""
    return session.exec(select(PeerResult.sha256).order_by(col(PeerResult.sha256))).all()


def peer_by_hash(session: Session, sha256: str) -> PeerResult | None:
    """The result that was read from a file with this hash."""
    return session.exec(select(PeerResult).where(PeerResult.sha256 == sha256)).first()


def peers_of_city(
    session: Session, kind: str, city: str, country: str, framework: str
) -> Sequence[PeerResult]:
    """The results of one kind that a city has on a framework."""
    query = select(PeerResult).where(
        PeerResult.kind == kind,
        PeerResult.city == city,
        PeerResult.country == country,
        PeerResult.framework == framework,
    )
    return session.exec(query).all()


def peers_of_publisher(session: Session, fingerprint: str) -> Sequence[PeerResult]:
    """The results that came from a publisher."""
    return session.exec(select(PeerResult).where(PeerResult.publisher == fingerprint)).all()


def trusted(session: Session) -> Sequence[Publisher]:
    """The publishers that are trusted, by name."""
    order = col(Publisher.name), col(Publisher.fingerprint)
    return session.exec(select(Publisher).order_by(*order)).all()
