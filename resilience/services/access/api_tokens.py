"""Tokens with which programs read results: made and revoked by facilitators, read as officials do."""

import datetime
from dataclasses import dataclass
from typing import Any

from resilience.errors import NotAllowed, NotFound
from resilience.services.access.access import FACILITATORS, Grant, Visitor, lock_for, open_for
from resilience.services.access.last_days import end_of, is_over, last_day
from resilience.services.access.record import record
from resilience.services.access.tokens import hashed, new_link, token_again
from resilience.store import Session, Store, repeatable
from resilience.store.people.accounts import host_link
from resilience.store.people.api_tokens import (
    api_tokens,
    running_api_token,
    tokens_of_hosts,
    workshops_read,
)
from resilience.store.tables import ApiToken, Workshop

#: the role as the history names it
MACHINE = "machine"
#: what the history keeps of a token for all workshops of its owner
EVERY = "every"


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token for programs, of one workshop or of `every` workshop that its owner may facilitate.

    `made_by` is an account or a role. `last_day` is in the workshop's time zone, None without an end. `token` is None
    if the key has changed since.
    """

    id: int
    every: bool
    made_by: str
    last_day: datetime.date | None
    ended: bool
    token: str | None


@repeatable
def tokens_of(store: Store, key: bytes, visitor: Visitor, code: str) -> list[TokenView]:
    """Return the tokens of a workshop, and the visitor's own for all workshops; for its facilitator."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        return [
            TokenView(
                id=row.id,
                every=row.workshop_id is None,
                made_by=row.made_by,
                last_day=last_day(row.ends_at, workshop.timezone),
                ended=is_over(row.ends_at),
                token=token_again(key, row.nonce, row.token_hash),
            )
            for row in _own(session, visitor, workshop)
        ]


def owns_several(visitor: Visitor) -> bool:
    """Whether the visitor can make a token for all workshops: with an account, or with the host's link."""
    return visitor.account_id is not None or visitor.is_host


@repeatable
def make_token(
    store: Store,
    key: bytes,
    visitor: Visitor,
    code: str,
    *,
    every: bool = False,
    until: datetime.date | None = None,
) -> str:
    """Create a token for a workshop, or for `every` one of the visitor, and return it; for its facilitator.

    It is valid to the end of a day where the workshop is, or until revoked. Raises `InputError` as `end_of`.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        nonce, token = new_link(key)
        row = ApiToken(
            **_owner(session, visitor, workshop, every=every),
            nonce=nonce,
            token_hash=hashed(token),
            made_by=visitor.name_in(workshop.id),
            ends_at=end_of(until, workshop.timezone) if until else None,
        )
        session.add(row)
        session.flush()
        after = _for_record(row, workshop)
        record(session, visitor, "token for programs made", workshop, _name(row), after=after)
        return token


@repeatable
def revoke_token(store: Store, visitor: Visitor, code: str, token_id: int) -> None:
    """Revoke a token of `tokens_of` at once; raises `NotFound` if there is none."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        for row in _own(session, visitor, workshop):
            if row.id == token_id:
                before = _for_record(row, workshop)
                act = "token for programs revoked"
                record(session, visitor, act, workshop, _name(row), before=before)
                session.delete(row)
                return
    raise NotFound("This token has already been revoked. Load the page again.")


@repeatable
def reader_with(store: Store, token: str) -> Visitor:
    """Return who reads with a token: an official of its workshops.

    Raises `NotFound` for a token that is unknown, revoked or over.
    """
    with store.read() as session:
        row = running_api_token(session, hashed(token))
        if row is None:
            raise NotFound(
                "This token is unknown, has been revoked, or has ended. Ask the facilitator for a "
                "new one."
            )
        return Visitor(tuple(Grant("official", one) for one in workshops_read(session, row)))


def _own(session: Session, visitor: Visitor, workshop: Workshop) -> list[ApiToken]:
    rows = api_tokens(session, workshop.id, visitor.account_id)
    return [*rows, *(tokens_of_hosts(session) if visitor.is_host else ())]


def _owner(
    session: Session, visitor: Visitor, workshop: Workshop, *, every: bool
) -> dict[str, Any]:
    """The column of a new token that says whose workshops it reads."""
    if not every:
        return {"workshop_id": workshop.id}
    if visitor.account_id is not None:
        return {"account_id": visitor.account_id}
    link = host_link(session) if visitor.is_host else None
    if link is None:
        raise NotAllowed(
            "For a token that reads several workshops, sign in, or use the facilitator link of "
            "this installation."
        )
    return {"host_link_id": link.id}


def _name(row: ApiToken) -> str:
    """The name of a token in History: its role and number."""
    return f"{MACHINE} · {row.id}"


def _for_record(row: ApiToken, workshop: Workshop) -> dict[str, object]:
    """A token as the history keeps it: what it reads, and its end."""
    reads: dict[str, object] = {"workshops": workshop.code if row.workshop_id else EVERY}
    return reads | ({"until": row.ends_at.isoformat()} if row.ends_at else {})
