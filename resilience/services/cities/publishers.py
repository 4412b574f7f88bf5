"""Who may publish results of other cities to this installation: trusted by their fingerprint."""

import datetime
from dataclasses import dataclass

from resilience.errors import NotAllowed, NotFound
from resilience.exchange.package import SignedPackage
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.store import Session, Store, repeatable
from resilience.store.cities.peers import lock_peers, peers_of_publisher, trusted
from resilience.store.tables import PeerResult, Publisher
from resilience.text import mark

HOST_ONLY = mark(
    "You need the facilitator link of this installation, or an admin's account, to "
    "change its peer cities."
)

COORDINATORS_ONLY = mark(
    "Only coordinators, admins and people with the facilitator link of this installation can "
    "collect results of other cities."
)


@dataclass(frozen=True, slots=True)
class PublisherView:
    """A trusted publisher, and the number of their `results` stored here."""

    fingerprint: str
    name: str
    trusted_at: datetime.datetime
    results: int


@repeatable
def publishers(store: Store) -> tuple[PublisherView, ...]:
    """Return the trusted publishers, by name."""
    with store.read() as session:
        return tuple(
            PublisherView(
                one.fingerprint,
                one.name,
                one.trusted_at,
                len(peers_of_publisher(session, one.fingerprint)),
            )
            for one in trusted(session)
        )


@repeatable
def distrust(store: Store, visitor: Visitor, fingerprint: str) -> None:
    """Stop trusting a publisher and delete all their results. Host only."""
    check_keeps_peers(visitor)
    with store.write() as session:
        lock_peers(session)
        row = session.get(Publisher, fingerprint)
        if row is None:
            raise NotFound("This publisher is not trusted here.")
        gone = peers_of_publisher(session, fingerprint)
        for result in gone:
            session.delete(result)
        session.flush()
        session.delete(row)
        before = {"fingerprint": fingerprint, "results": [peer_named(one) for one in gone]}
        record(session, visitor, "publisher distrusted", None, row.name, before=before)


def trust_publisher(
    session: Session, visitor: Visitor, package: SignedPackage, *, trust: bool
) -> None:
    """Accept a file's publisher if already trusted, or trust them from now on with `trust`.

    Raises `NotAllowed` in any other case.
    """
    if session.get(Publisher, package.fingerprint):
        return
    if not trust:
        raise NotAllowed(
            "{publisher} is not trusted here. Ask them for the fingerprint of their key, by a "
            "different route from the file; if it is {fingerprint}, confirm that you trust them.",
            publisher=package.publisher,
            fingerprint=package.fingerprint,
        )
    session.add(Publisher(fingerprint=package.fingerprint, name=package.publisher))
    session.flush()
    after = {"fingerprint": package.fingerprint}
    record(session, visitor, "publisher trusted", None, package.publisher, after=after)


def peer_named(row: PeerResult) -> str:
    """Return the name of a peer's result for the history."""
    return f"{row.city}, {row.country} ({row.framework})"


def check_collects(visitor: Visitor) -> None:
    """Raise `NotAllowed` unless the visitor is the host or a coordinator of all cities."""
    if not visitor.is_coordinator:
        visitor.check_host(COORDINATORS_ONLY)


def check_keeps_peers(visitor: Visitor) -> None:
    """Raise `NotAllowed` unless the visitor holds the installation's facilitator link."""
    visitor.check_host(HOST_ONLY)
