"""Addresses at which anyone sees one page of a closed workshop's result, or its chart on another website."""

import datetime
from dataclasses import dataclass

from resilience.errors import InputError, NotFound, WrongTime
from resilience.services.access.access import FACILITATORS, NOBODY, Visitor, lock_for, open_for
from resilience.services.access.last_days import end_of, is_over, last_day
from resilience.services.access.record import record
from resilience.services.access.tokens import hashed, new_link, token_again
from resilience.services.cities.packages import admit_publisher
from resilience.services.results.results import counting_rounds
from resilience.services.workshop.phase import moved_on
from resilience.services.workshop.reply_step import refuse_while_awaited
from resilience.store import Session, Store, repeatable
from resilience.store.results.shares import shares, shares_by_hash
from resilience.store.tables import Publication, Share, Workshop
from resilience.store.workshops import rounds, workshop_by_id
from resilience.text import mark

#: the pages that can be shared, by address: those that show this result and no other
PAGES = {
    "overview": mark("Overview"),
    "departments": mark("Departments"),
    "priorities": mark("Priorities"),
}
#: the `page` of an address that shows a chart
EMBED = "embed"


@dataclass(frozen=True, slots=True)
class ShareView:
    """A shared address: of a page in `PAGES` or, with `EMBED`, of a chart in a `language`.

    `made_by` is an account or a role. `last_day` is in the workshop's time zone, None for a chart. `token` is None
    if the key has changed since.
    """

    id: int
    page: str
    language: str
    made_by: str
    last_day: datetime.date | None
    ended: bool
    token: str | None


@repeatable
def shares_of(store: Store, key: bytes, visitor: Visitor, code: str) -> list[ShareView]:
    """Return the addresses of a workshop that are not revoked, oldest first; for its facilitator."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        return [
            ShareView(
                id=row.id,
                page=row.page,
                language=row.language,
                made_by=row.made_by,
                last_day=last_day(row.ends_at, workshop.timezone),
                ended=is_over(row.ends_at),
                token=token_again(key, row.nonce, row.token_hash),
            )
            for row in shares(session, workshop.id)
        ]


def share_page(
    store: Store, key: bytes, visitor: Visitor, code: str, page: str, until: datetime.date
) -> str:
    """Create a link to one of `PAGES` of a closed workshop, valid to the end of a day there; returns its token.

    Raises as `admit_publisher`, and `InputError` for other pages and for a day that is past or more than a year
    away.
    """
    at = admit_publisher(store, visitor, code)
    with store.write() as session:
        workshop = _unchanged(session, visitor, code, at)
        if page not in PAGES:
            raise InputError("This page cannot be shared by a link.")
        ends_at = end_of(until, workshop.timezone)
        row, token = _add(session, key, visitor, workshop, page, "", ends_at)
        record(session, visitor, "page shared", workshop, _name(row), after=_validity(row))
        return token


def embed_chart(store: Store, key: bytes, visitor: Visitor, code: str, language: str) -> str:
    """Create an address at which other websites show the chart of a published result; returns its token.

    Raises as `admit_publisher`, and `WrongTime` if the result is not published.
    """
    at = admit_publisher(store, visitor, code)
    with store.write() as session:
        workshop = _unchanged(session, visitor, code, at)
        if session.get(Publication, workshop.id) is None:
            raise WrongTime("Publish the result to other cities first, on the Data package page.")
        row, token = _add(session, key, visitor, workshop, EMBED, language, None)
        record(session, visitor, "chart embedded", workshop, _name(row), after=_validity(row))
        return token


@repeatable
def end_share(store: Store, visitor: Visitor, code: str, share_id: int) -> None:
    """Revoke an address at once; raises `NotFound` if the workshop has no such address."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        row = session.get(Share, share_id)
        if row is None or row.workshop_id != workshop.id:
            raise NotFound("This address has already been revoked. Reload the page.")
        act = "embedded chart ended" if row.page == EMBED else "shared page ended"
        record(session, visitor, act, workshop, _name(row), before=_validity(row))
        session.delete(row)


@repeatable
def embedded(store: Store, token: str) -> tuple[int, int, str]:
    """The id and revision of the workshop whose chart an address shows to anyone, and its language.

    Raises `NotFound` for an unknown or revoked token, and while the result is not final and published.
    """
    with store.read() as session:
        for row in shares_by_hash(session, [hashed(token)]):
            workshop = workshop_by_id(session, row.workshop_id)
            if row.page == EMBED and _is_public(session, workshop):
                return workshop.id, workshop.revision, row.language
    raise NotFound(
        "There is no chart at this address, or it is no longer shown. Ask the "
        "person who sent it for a new address."
    )


def _is_public(session: Session, workshop: Workshop) -> bool:
    """Whether a result is final, revealed, shown to the room and officials, and published on this installation."""
    try:
        counting_rounds(workshop, rounds(session, workshop.id))
        refuse_while_awaited(session, NOBODY, workshop)
    except WrongTime:
        return False
    return workshop.closed_at is not None and session.get(Publication, workshop.id) is not None


def _unchanged(session: Session, visitor: Visitor, code: str, at: tuple[int, int]) -> Workshop:
    """The workshop, held, if it is at the revision at which the visitor was let in."""
    workshop = lock_for(session, visitor, code, FACILITATORS)
    if (workshop.id, workshop.revision) != at:
        raise moved_on()
    return workshop


def _add(
    session: Session,
    key: bytes,
    visitor: Visitor,
    workshop: Workshop,
    page: str,
    language: str,
    ends_at: datetime.datetime | None,
) -> tuple[Share, str]:
    """A new address and its token."""
    nonce, token = new_link(key)
    row = Share(
        workshop_id=workshop.id,
        page=page,
        language=language,
        nonce=nonce,
        token_hash=hashed(token),
        made_by=visitor.name_in(workshop.id),
        ends_at=ends_at,
    )
    session.add(row)
    session.flush()
    return row, token


def _name(row: Share) -> str:
    """Return the name of a shared link in History: its page and number."""
    return f"{row.page} · {row.id}"


def _validity(row: Share) -> dict[str, object]:
    """Return what History records of a link: its end, or the language of a chart."""
    return {"until": row.ends_at.isoformat()} if row.ends_at else {"language": row.language}
