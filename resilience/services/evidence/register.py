"""The evidence of a workshop's city on its framework, for people with a role in the workshop."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from resilience.errors import NotFound
from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.services.evidence.facts import EvidenceFacts, facts_in
from resilience.services.evidence.rights import (
    led_departments,
    may_add,
    may_change,
    open_register,
)
from resilience.services.frameworks.frameworks import structure_of
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.evidence import (
    ELSEWHERE,
    Register,
    count_evidence,
    evidence_by_id,
    evidence_entries,
    evidence_piece,
)
from resilience.store.tables import EvidenceEntry, Workshop
from resilience.text import mark

#: entries in a file at most
EVERY = 10_000
#: entries next to a question at most
MOST_BESIDE = 20
#: bytes of a file that are in memory at a time while it is sent
PIECE = 65_536
NO_ENTRY = mark("This evidence has been removed. Reload the page.")


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """An entry as people see it. `about` is its indicator in this version of the framework, `ELSEWHERE` if it has none.

    `role` and `department` say who added it; `changes` whether the visitor may change and remove it.
    """

    id: int
    about: str
    facts: EvidenceFacts
    file_bytes: int
    version: str
    role: str
    department: str
    changes: bool

    def expired(self, day: datetime.date) -> bool:
        """Whether it is no longer valid on a day."""
        return self.facts.valid_until is not None and self.facts.valid_until < day


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How many entries an indicator has: those that are valid on a day, and expired ones."""

    valid: int = 0
    expired: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceFilter:
    """Which entries a list has: on indicators (`ELSEWHERE` for those of other versions), `valid` or not on a `day`.

    `valid` None chooses both. The first `skip` are left out, and at most `most` follow.
    """

    codes: tuple[str, ...]
    day: datetime.date
    valid: bool | None = None
    skip: int = 0
    most: int = 20


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Part of a list, how many entries the whole list has (`total`), and whether the visitor may add one."""

    entries: tuple[EvidenceView, ...]
    total: int
    adds: bool


@dataclass(frozen=True, slots=True)
class EvidenceDownload:
    """The file of an entry: its name, its size in bytes, and its content, read piece by piece while it is sent.

    The pieces raise `NotFound` if the file is removed or replaced meanwhile.
    """

    name: str
    size: int
    pieces: Iterator[bytes]


@repeatable
def evidence_counts(
    store: Store, visitor: Visitor, code: str, day: datetime.date | None = None
) -> Mapping[str, EvidenceCount]:
    """Return the number of entries on a day (today) for each indicator of the framework, in its order.

    Entries on indicators of other versions come last, under `ELSEWHERE`, if there are any.
    """
    with store.read() as session:
        workshop = open_register(session, visitor, code)
        return _counts(session, workshop, day or today_there(workshop))


@repeatable
def evidence_page(
    store: Store, visitor: Visitor, code: str, wanted: EvidenceFilter
) -> EvidencePage:
    """Return part of the list of entries, in the order of the codes, the newest document first."""
    with store.read() as session:
        workshop = open_register(session, visitor, code)
        counts = _counts(session, workshop, wanted.day)
        chosen = [counts[one] for one in wanted.codes if one in counts]
        total = sum(
            (one.valid if wanted.valid is not False else 0)
            + (one.expired if not wanted.valid else 0)
            for one in chosen
        )
        return EvidencePage(
            _views(session, visitor, workshop, wanted), total, may_add(session, visitor, workshop)
        )


@repeatable
def evidence_on(
    store: Store, visitor: Visitor, code: str, indicator: str
) -> tuple[EvidenceView, ...]:
    """Return the entries on an indicator, the newest document first; the latest 20."""
    with store.read() as session:
        workshop = open_register(session, visitor, code)
        wanted = EvidenceFilter((indicator,), today_there(workshop), most=MOST_BESIDE)
        return _views(session, visitor, workshop, wanted)


@repeatable
def evidence_file(store: Store, visitor: Visitor, code: str, entry_id: int) -> EvidenceDownload:
    """Return the file of an entry; raises `NotFound` for an entry without one."""
    with store.read() as session:
        row = entry_in(session, open_register(session, visitor, code), entry_id)
    if not row.file_name:
        raise NotFound(NO_ENTRY)
    starts = range(0, row.file_bytes, PIECE)
    pieces = (_piece(store, row.id, row.file_sha256, first) for first in starts)
    return EvidenceDownload(row.file_name, row.file_bytes, pieces)


def today_there(workshop: Workshop) -> datetime.date:
    """Return today's date in the workshop's time zone."""
    return now().astimezone(ZoneInfo(workshop.timezone)).date()


def entry_in(
    session: Session, workshop: Workshop, entry_id: int, *, lock: bool = False
) -> EvidenceEntry:
    """Return an entry of the city and framework of a workshop; raises `NotFound`."""
    register = register_of(structure_of(session, workshop), workshop)
    row = evidence_by_id(session, register, entry_id, lock=lock)
    if row is None:
        raise NotFound(NO_ENTRY)
    return row


def register_of(framework: Framework, workshop: Workshop) -> Register:
    """Return what evidence a workshop sees, through the version of the framework that it pinned."""
    codes = tuple(one.code for one in framework.root.indicators())
    return Register(workshop.city_id, workshop.framework, codes, framework.comparable)


@repeatable
def _piece(store: Store, entry_id: int, sha256: str, first: int) -> bytes:
    """A piece of a file in a transaction of its own: people read slowly."""
    with store.read() as session:
        piece = evidence_piece(session, entry_id, sha256, first, PIECE)
    if piece is None:
        raise NotFound(NO_ENTRY)
    return piece


def _counts(session: Session, workshop: Workshop, day: datetime.date) -> dict[str, EvidenceCount]:
    register = register_of(structure_of(session, workshop), workshop)
    found = {code: (n, valid) for code, n, valid in count_evidence(session, register, day)}
    codes = [*register.codes, *([ELSEWHERE] if ELSEWHERE in found else [])]
    pairs = {code: found.get(code, (0, 0)) for code in codes}
    return {code: EvidenceCount(valid, n - valid) for code, (n, valid) in pairs.items()}


def _views(
    session: Session, visitor: Visitor, workshop: Workshop, wanted: EvidenceFilter
) -> tuple[EvidenceView, ...]:
    led = led_departments(session, visitor, workshop)
    found = evidence_entries(
        session,
        register_of(structure_of(session, workshop), workshop),
        wanted.codes,
        valid=wanted.valid,
        day=wanted.day,
        most=wanted.most,
        skip=wanted.skip,
    )
    return tuple(
        EvidenceView(
            id=row.id,
            about=about,
            facts=facts_in(row),
            file_bytes=row.file_bytes,
            version=row.version,
            role=row.role,
            department=row.department,
            changes=may_change(visitor, workshop, row, led),
        )
        for row, about in found
    )
