"""Coordinator links: they open the network page, but no workshop's own result."""

import datetime
from dataclasses import dataclass

from resilience.errors import InputError, NotFound
from resilience.services.access.access import Visitor
from resilience.services.access.plain_text import typed_line
from resilience.services.access.record import record
from resilience.services.access.tokens import hashed, new_link, token_again
from resilience.services.cities.publishers import check_keeps_peers
from resilience.store import Session, Store, now, repeatable
from resilience.store.cities.network import coordinator_links
from resilience.store.tables import CoordinatorLink

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class CoordinatorView:
    """A coordinator's link as the host hands it out. `token` is None if the key has changed since."""

    id: int
    name: str
    made_at: datetime.datetime
    token: str | None


@repeatable
def coordinators(store: Store, key: bytes, visitor: Visitor) -> list[CoordinatorView]:
    """Return the coordinators' links in the order in which they were made; host only."""
    check_keeps_peers(visitor)
    with store.read() as session:
        return [
            CoordinatorView(
                link.id,
                link.name,
                link.created_at,
                token_again(key, link.nonce, link.token_hash),
            )
            for link in coordinator_links(session)
        ]


@repeatable
def invite_coordinator(store: Store, key: bytes, visitor: Visitor, name: str) -> str:
    """Create a link for a named coordinator and return its token. Host only."""
    check_keeps_peers(visitor)
    kept = typed_line(name)
    if not kept or len(kept) > LONGEST_NAME:
        raise InputError(
            "Enter the name of the coordinator, with at most {most} characters.", most=LONGEST_NAME
        )
    with store.write() as session:
        made, token = _add(session, key, kept)
        record(session, visitor, "coordinator invited", None, kept, after={"link": made})
    return token


@repeatable
def replace_coordinator_link(store: Store, key: bytes, visitor: Visitor, link_id: int) -> str:
    """Revoke a coordinator's link and return the token of a new one. Host only."""
    check_keeps_peers(visitor)
    with store.write() as session:
        name = _end(session, link_id)
        made, token = _add(session, key, name)
        stood = {"before": {"link": link_id}, "after": {"link": made}}
        record(session, visitor, "coordinator's link replaced", None, name, **stood)
    return token


@repeatable
def end_coordinator(store: Store, visitor: Visitor, link_id: int) -> None:
    """Revoke a coordinator link. Host only."""
    check_keeps_peers(visitor)
    with store.write() as session:
        name, before = _end(session, link_id), {"link": link_id}
        record(session, visitor, "coordinator's link ended", None, name, before=before)


def _end(session: Session, link_id: int) -> str:
    link = session.get(CoordinatorLink, link_id)
    if link is None or link.revoked_at is not None:
        raise NotFound("This link has already been replaced. Reload the page.")
    link.revoked_at = now()
    session.add(link)
    return link.name


def _add(session: Session, key: bytes, name: str) -> tuple[int, str]:
    """A new link: its id and its token."""
    nonce, token = new_link(key)
    link = CoordinatorLink(name=name, nonce=nonce, token_hash=hashed(token))
    session.add(link)
    session.flush()
    return link.id, token
