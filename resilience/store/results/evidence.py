"""Queries about the evidence of a city for a framework; only `evidence_piece` reads the content of a file."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, false, func, not_, or_
from sqlmodel import Session, col, select

from resilience.store.tables import EvidenceEntry, EvidenceFile

#: code of all indicators that this version of a framework no longer has, or whose question has changed
ELSEWHERE = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The evidence of a city for a framework, as one version of it sees it.

    `codes` are the indicators of that version, and `kept` by earlier version those that kept their meaning since.
    """

    city_id: int
    framework: str
    codes: tuple[str, ...]
    kept: Mapping[str, Collection[str]]


def evidence_entries(
    session: Session,
    register: Register,
    codes: Sequence[str],
    *,
    valid: bool | None = None,
    day: datetime.date,
    most: int,
    skip: int = 0,
) -> Sequence[tuple[EvidenceEntry, str]]:
    """The entries on indicators in the order of their `codes`, the newest document first; at most `most`.

    Each comes with its indicator's code in this version. `ELSEWHERE` among the codes selects the entries on all other
    indicators. `valid` selects entries that are valid on the day, or those that are not; None selects both.
    """
    about = _about(register)
    place = case({code: n for n, code in enumerate(codes)}, value=about)
    query = select(EvidenceEntry, about).where(*_of(register), about.in_(codes))
    if valid is not None:
        query = query.where(_valid(day) if valid else not_(_valid(day)))
    query = query.order_by(place, col(EvidenceEntry.dated).desc(), col(EvidenceEntry.id).desc())
    return session.exec(query.limit(most).offset(skip)).all()


def count_evidence(
    session: Session, register: Register, day: datetime.date
) -> Sequence[tuple[str, int, int]]:
    """For each indicator with entries its code (`ELSEWHERE` for all others), how many there are, and how many are valid."""
    valid = case((_valid(day), 1), else_=0)
    rows = select(_about(register).label("about"), valid.label("valid")).where(*_of(register))
    of = rows.subquery().c
    query = select(of.about, func.count(), func.sum(of.valid)).group_by(of.about)
    return [(code, int(n), int(good)) for code, n, good in session.exec(query)]


def evidence_by_id(
    session: Session, register: Register, entry_id: int, *, lock: bool = False
) -> EvidenceEntry | None:
    """An entry of a register; locked until the transaction ends if asked for."""
    query = select(EvidenceEntry).where(EvidenceEntry.id == entry_id, *_of(register))
    return session.exec(query.with_for_update() if lock else query).first()


def evidence_piece(
    session: Session, entry_id: int, sha256: str, first: int, most: int
) -> bytes | None:
    """At most so many bytes of the file of an entry from the byte `first` (0) on; None if it has another file or none."""
    piece = func.substr(EvidenceFile.content, first + 1, most)
    query = select(piece).where(
        EvidenceFile.entry_id == EvidenceEntry.id,
        EvidenceEntry.id == entry_id,
        EvidenceEntry.file_sha256 == sha256,
    )
    return session.exec(query).first()


def evidence_bytes(session: Session, city_id: int) -> int:
    """The bytes of all files of a city."""
    query = select(func.coalesce(func.sum(EvidenceEntry.file_bytes), 0))
    return int(session.exec(query.where(EvidenceEntry.city_id == city_id)).one())


def _of(register: Register) -> tuple[ColumnElement[bool], ...]:
    """Chooses the entries of a register."""
    return (
        col(EvidenceEntry.city_id) == register.city_id,
        col(EvidenceEntry.framework) == register.framework,
    )


def _about(register: Register) -> ColumnElement[str]:
    """The indicator that an entry is about in this version of the framework, else `ELSEWHERE`."""
    code, version = col(EvidenceEntry.indicator), col(EvidenceEntry.version)
    changed = (and_(version == v, code.not_in(kept)) for v, kept in register.kept.items())
    here = and_(code.in_(register.codes), not_(or_(false(), *changed)))
    return case((here, code), else_=ELSEWHERE)


def _valid(day: datetime.date) -> ColumnElement[bool]:
    """Chooses the entries that are valid on a day."""
    until = col(EvidenceEntry.valid_until)
    return or_(until.is_(None), until >= day)
