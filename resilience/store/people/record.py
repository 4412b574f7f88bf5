"""Queries about the history: the acts of some workshops, newest first, a page at a time."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from resilience.store.tables import StaffAct


@dataclass(frozen=True, slots=True)
class ActQuery:
    """Acts to look for: of these workshops (None: all, and those of the installation), kinds, actor, from when on."""

    workshops: Collection[str] | None = None
    acts: Collection[str] | None = None
    actor: str = ""
    since: datetime.datetime | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What their rows have in common."""
        found: list[ColumnElement[bool]] = []
        if self.workshops is not None:
            found.append(col(StaffAct.workshop).in_(self.workshops))
        if self.acts is not None:
            found.append(col(StaffAct.act).in_(self.acts))
        if self.actor:
            found.append(col(StaffAct.actor) == self.actor)
        if self.since is not None:
            found.append(col(StaffAct.at) >= self.since)
        return found


def acts_newest_first(
    session: Session, which: ActQuery, *, skip: int = 0, most: int | None = None
) -> Sequence[StaffAct]:
    """Acts in the order in which they were recorded, the last one first."""
    query = select(StaffAct).where(*which.conditions).order_by(col(StaffAct.id).desc())
    return session.exec(query.offset(skip).limit(most)).all()


def count_acts(session: Session, which: ActQuery) -> int:
    """How many acts there are."""
    return session.exec(select(func.count()).select_from(StaffAct).where(*which.conditions)).one()


def acts_since(
    session: Session, acts: Collection[str], thing: str, since: datetime.datetime
) -> int:
    """The number of acts of these kinds on a thing since a given time."""
    query = select(func.count()).select_from(StaffAct)
    query = query.where(col(StaffAct.act).in_(acts), StaffAct.thing == thing, StaffAct.at > since)
    return session.exec(query).one()


def actors(session: Session, which: ActQuery) -> Sequence[str]:
    """Return the actors of these acts, by name."""
    query = select(StaffAct.actor).where(*which.conditions).distinct()
    return session.exec(query.order_by(col(StaffAct.actor))).all()


def workshops_named(session: Session, which: ActQuery) -> dict[str, str]:
    """The workshops of these acts, which may be gone by now: the city by the code."""
    query = select(StaffAct.workshop, StaffAct.city).where(*which.conditions).distinct()
    found = session.exec(query.order_by(col(StaffAct.workshop), col(StaffAct.city))).all()
    return {code: city for code, city in found if code}


def is_named(session: Session, code: str) -> bool:
    """Whether the record speaks of a workshop with this code."""
    query = select(StaffAct.id).where(StaffAct.workshop == code).limit(1)
    return session.exec(query).first() is not None
