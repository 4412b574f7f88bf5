"""The history as those who are answerable read it: what was done, by whom, before and after."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resilience.errors import NotAllowed
from resilience.services.access.access import FACILITATORS, Visitor, open_for
from resilience.services.access.acts import acts_of
from resilience.store import Session, Store, repeatable
from resilience.store.people.record import (
    ActQuery,
    actors,
    acts_newest_first,
    count_acts,
    workshops_named,
)
from resilience.store.tables import StaffAct
from resilience.store.workshops import workshops

#: acts on a page
PAGE = 50


@dataclass(frozen=True, slots=True)
class ActFilter:
    """A filter for History entries: workshop, kind (a key of `acts.KINDS`) and person; "" matches all."""

    workshop: str = ""
    kind: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One History entry. `zone` is the time zone of its workshop, or UTC if it has none or the workshop is deleted.

    `invented` marks entries of an invented city.
    """

    at: datetime.datetime
    who: str
    role: str
    act: str
    workshop: str | None
    city: str
    thing: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    zone: str
    invented: bool


@dataclass(frozen=True, slots=True)
class History:
    """One page of filtered History entries, newest first: page `page` of `pages`, from 1, out of `total` entries."""

    deeds: tuple[Deed, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The filter values offered to the visitor: workshops (code to city), and the people with entries."""

    workshops: Mapping[str, str]
    people: tuple[str, ...]


@repeatable
def choices(store: Store, visitor: Visitor) -> Choices:
    """Return the kinds of entry the visitor can filter by; raises `NotAllowed` if they may read none."""
    with store.read() as session:
        mine = _all_of(session, visitor)
        return Choices(workshops_named(session, mine), tuple(actors(session, mine)))


@repeatable
def history(store: Store, visitor: Visitor, wanted: ActFilter, page: int = 1) -> History:
    """Return a page of the History: the visitor's own workshops for facilitators, everything for the host.

    A page number beyond the last gives the last page. Raises `NotAllowed` for everyone else, and for a workshop
    that the visitor does not facilitate.
    """
    with store.read() as session:
        which = _which(session, visitor, wanted)
        total = count_acts(session, which)
        pages = max(1, -(-total // PAGE))
        at = min(max(page, 1), pages)
        found = acts_newest_first(session, which, skip=(at - 1) * PAGE, most=PAGE)
        return History(_deeds(session, found), page=at, pages=pages, total=total)


@repeatable
def whole_history(store: Store, visitor: Visitor, wanted: ActFilter) -> tuple[Deed, ...]:
    """Return all entries that match the filter, for a file; raises as `history`."""
    with store.read() as session:
        which = _which(session, visitor, wanted)
        return _deeds(session, acts_newest_first(session, which))


def _which(session: Session, visitor: Visitor, wanted: ActFilter) -> ActQuery:
    """What is asked for, of what the visitor may read."""
    mine = _all_of(session, visitor)
    if wanted.workshop and not visitor.is_host:
        open_for(session, visitor, wanted.workshop, FACILITATORS)
    return ActQuery(
        workshops=[wanted.workshop] if wanted.workshop else mine.workshops,
        acts=acts_of(wanted.kind) if wanted.kind else None,
        actor=wanted.who,
    )


def _all_of(session: Session, visitor: Visitor) -> ActQuery:
    """All that the visitor may read."""
    if visitor.is_host:
        return ActQuery()
    mine = [
        workshop.code
        for workshop, _ in workshops(session)
        if visitor.may(workshop.id, FACILITATORS)
    ]
    if not mine:
        raise NotAllowed(
            "You need to be an admin or a facilitator of a workshop here, or have the "
            "facilitator link of this installation, to see what staff did."
        )
    return ActQuery(mine)


def _deeds(session: Session, rows: Sequence[StaffAct]) -> tuple[Deed, ...]:
    there = {
        workshop.code: (workshop.timezone, city.invented) for workshop, city in workshops(session)
    }
    placed = [(row, *there.get(row.workshop or "", ("UTC", False))) for row in rows]
    return tuple(
        Deed(
            at=row.at,
            who=row.actor,
            role=row.role,
            act=row.act,
            workshop=row.workshop,
            city=row.city,
            thing=row.thing,
            before=row.before,
            after=row.after,
            zone=zone,
            invented=invented,
        )
        for row, zone, invented in placed
    )
