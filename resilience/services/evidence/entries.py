"""Add, change and remove evidence; the history keeps what each entry was, and not the content of its file."""

import hashlib
from collections.abc import Mapping
from typing import Any

from resilience.archive import MEGABYTE
from resilience.errors import InputError, WrongTime
from resilience.exchange.attached.evidence import MOST_MEGABYTES, checked_file
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.services.evidence.facts import (
    EvidenceFacts,
    EvidenceUpload,
    columns_of,
    facts_in,
)
from resilience.services.evidence.register import entry_in, register_of
from resilience.services.evidence.rights import (
    author,
    check_may_change,
    lock_register,
    open_to_add,
)
from resilience.services.frameworks.frameworks import structure_of
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.evidence import count_evidence, evidence_bytes
from resilience.store.tables import EvidenceEntry, EvidenceFile, Workshop
from resilience.workbook.reading.reading_process import read_apart

#: entries of a city on a framework, and megabytes of all its files
MOST_ENTRIES, MOST_CITY_MEGABYTES = 2000, 500


def add_evidence(
    store: Store,
    visitor: Visitor,
    code: str,
    facts: EvidenceFacts,
    upload: EvidenceUpload | None = None,
) -> int:
    """Add an entry with a link or a file and return its id.

    The file is checked in a limited process. Raises `InputError` for what is wrong with it or with the facts.
    """
    file = _read(store, visitor, code, facts, upload)
    with store.write() as session:
        workshop = lock_register(session, visitor, code)
        columns = _columns(session, workshop, facts, file, stored="")
        _check_room(session, workshop)
        role, department = author(session, visitor, workshop)
        row = EvidenceEntry(
            city_id=workshop.city_id,
            framework=workshop.framework,
            role=role,
            department=department,
            **columns,
        )
        session.add(row)
        session.flush()
        _store_file(session, workshop, row, file)
        record(session, visitor, "evidence added", workshop, row.id, after=_for_record(row))
        return row.id


def edit_evidence(
    store: Store,
    visitor: Visitor,
    code: str,
    entry_id: int,
    facts: EvidenceFacts,
    was: EvidenceFacts,
    upload: EvidenceUpload | None = None,
) -> None:
    """Change an entry, of which the page showed what it `was`; a link takes the place of a stored file.

    Raises `WrongTime` where it was changed meanwhile: nothing is overwritten silently.
    """
    file = _read(store, visitor, code, facts, upload)
    with store.write() as session:
        workshop = lock_register(session, visitor, code)
        row = entry_in(session, workshop, entry_id, lock=True)
        check_may_change(session, visitor, workshop, row)
        if facts_in(row) != was:
            raise WrongTime(
                "This evidence was changed on another device while you were editing it. Nothing was "
                "saved. Close this window and open it again to see the change."
            )
        before = _for_record(row)
        columns = _columns(session, workshop, facts, file, stored=row.file_name)
        dropped = bool(file or columns["link"]) and row.file_name
        if dropped:
            session.delete(session.get_one(EvidenceFile, row.id))
            columns |= {"file_sha256": "", "file_bytes": 0, "file_name": ""} | _file_columns(file)
        row.sqlmodel_update(columns)
        session.add(row)
        session.flush()
        _store_file(session, workshop, row, file)
        if (after := _for_record(row)) != before:
            record(
                session, visitor, "evidence changed", workshop, row.id, before=before, after=after
            )
    if dropped:
        store.forget_traces()


@repeatable
def remove_evidence(store: Store, visitor: Visitor, code: str, entry_id: int) -> None:
    """Delete an entry with its file; the history keeps title, dates, link and name of the file."""
    with store.write() as session:
        workshop = lock_register(session, visitor, code)
        row = entry_in(session, workshop, entry_id, lock=True)
        check_may_change(session, visitor, workshop, row)
        record(session, visitor, "evidence removed", workshop, row.id, before=_for_record(row))
        session.delete(row)
    store.forget_traces()


def _read(
    store: Store,
    visitor: Visitor,
    code: str,
    facts: EvidenceFacts,
    upload: EvidenceUpload | None,
) -> EvidenceUpload | None:
    """The file with a safe name and the content to keep; rights and facts are checked before it is read."""
    if upload is None:
        return None
    with store.read() as session:
        workshop = open_to_add(session, visitor, code)
        _columns(session, workshop, facts, upload, stored="")
    if len(upload.content) > MOST_MEGABYTES * MEGABYTE:
        raise InputError(
            "This file is larger than {most} MB. Make it smaller, or enter a link to it.",
            most=MOST_MEGABYTES,
        )
    return EvidenceUpload(*read_apart(checked_file, upload.name, upload.content))


def _columns(
    session: Session,
    workshop: Workshop,
    facts: EvidenceFacts,
    file: EvidenceUpload | None,
    *,
    stored: str,
) -> dict[str, Any]:
    """The columns of an entry; `stored` is the name of a file that it has already, or ""."""
    columns = columns_of(structure_of(session, workshop), facts)
    if file and columns["link"]:
        raise InputError("Enter a link or choose a file, not both.")
    if not (file or columns["link"] or stored):
        raise InputError("Enter a link, or choose a file.")
    return columns | {"version": workshop.framework_version} | _file_columns(file)


def _file_columns(file: EvidenceUpload | None) -> dict[str, Any]:
    if file is None:
        return {}
    return {
        "file_name": file.name,
        "file_bytes": len(file.content),
        "file_sha256": hashlib.sha256(file.content).hexdigest(),
    }


def _check_room(session: Session, workshop: Workshop) -> None:
    """Raise `InputError` where a city has as many entries as are kept."""
    register = register_of(structure_of(session, workshop), workshop)
    counted = count_evidence(session, register, now().date())
    if sum(n for _, n, _ in counted) >= MOST_ENTRIES:
        raise InputError(
            "A city can have at most {most} entries of evidence for a scorecard. Remove expired "
            "ones first.",
            most=MOST_ENTRIES,
        )


def _store_file(
    session: Session, workshop: Workshop, row: EvidenceEntry, file: EvidenceUpload | None
) -> None:
    if file is None:
        return
    if evidence_bytes(session, workshop.city_id) > MOST_CITY_MEGABYTES * MEGABYTE:
        raise InputError(
            "All files of a city together can have at most {most} MB. Remove files that are no "
            "longer needed, or enter a link.",
            most=MOST_CITY_MEGABYTES,
        )
    session.add(EvidenceFile(entry_id=row.id, content=file.content))
    session.flush()


def _for_record(row: EvidenceEntry) -> Mapping[str, Any]:
    """An entry as the history keeps it, without what is empty."""
    until = row.valid_until.isoformat() if row.valid_until else None
    told = {
        "indicator": row.indicator,
        "title": row.title,
        "date": row.dated.isoformat(),
        "valid_until": until,
        "address": row.link,
        "file": row.file_name,
        "sha256": row.file_sha256,
    }
    return {name: value for name, value in told.items() if value}
