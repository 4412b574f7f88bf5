"""Frameworks: what an installation offers, and which version a workshop was made with."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from resilience.errors import InputError
from resilience.framework import Framework, Indicator, load_source, structure, version_order
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.store import Session, Store, now, repeatable
from resilience.store.frameworks import (
    copies,
    copy_of,
    show_anew,
    workshops_by_framework,
    written_source,
)
from resilience.store.tables import FrameworkCopy, Workshop
from resilience.text import mark

HOST_ONLY = mark(
    "You need the facilitator link of this installation, or an admin's account, to "
    "change its frameworks."
)
#: the last loaded form of each framework by its hash, with a hash of all its files
_LOADED: dict[str, tuple[str, Framework]] = {}
#: by database and workshop the framework and the revision at which it was read: changed words are a new revision
_READ: WeakKeyDictionary[object, dict[int, tuple[int, Framework]]] = WeakKeyDictionary()
#: the first loaded form of each framework by its hash
_STRUCTURES: dict[str, Framework] = {}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A version of a framework that is stored here, and the number of workshops that use it.

    `offered` is whether new workshops may choose it: it is in the installation's folder, or was uploaded and not
    withdrawn; `uploaded` distinguishes the two. `edited` is true if its files in the folder were changed without a
    new version.
    """

    framework: Framework
    workshops: int
    offered: bool
    uploaded: bool
    edited: bool = False


@dataclass(frozen=True, slots=True)
class FrameworkImport:
    """An imported framework: whether it is `new`, and which of its languages the import changed.

    `refused` are languages for which the installation's folder has a different translation, which takes precedence.
    """

    framework: Framework
    new: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    refused: tuple[str, ...]


def pin(session: Session, framework: Framework) -> str:
    """Store the files of a framework with the workshops that use it; returns their hash.

    If it is already stored, missing languages are added and none is changed.
    """
    kept = session.get(FrameworkCopy, framework.sha256)
    _keep(session, framework, {**framework.source, **(kept.source if kept else {})})
    return framework.sha256


def framework_of(session: Session, workshop: Workshop) -> Framework:
    """Return the framework that the workshop pinned."""
    sha256 = workshop.framework_sha256
    read = _READ.setdefault(session.get_bind(), {})
    revision, framework = read.get(workshop.id, (-1, None))
    if framework is None or framework.sha256 != sha256 or revision != workshop.revision:
        framework = _loaded(sha256, json.loads(written_source(session, sha256)))
        read[workshop.id] = (workshop.revision, framework)
    return framework


def structure_of(session: Session, workshop: Workshop) -> Framework:
    """Return the framework that the workshop pinned, without translations, which can change under the same hash.

    It is read once for each hash, since every answer is checked against it.
    """
    sha256 = workshop.framework_sha256
    if sha256 not in _STRUCTURES:
        _STRUCTURES[sha256] = framework_of(session, workshop)
    return _STRUCTURES[sha256]


def asked_by(session: Session, workshop: Workshop) -> tuple[Indicator, ...]:
    """Return the indicators that a workshop asks: its tier, without hazards that the city does not face."""
    return asked_by_tier(structure_of(session, workshop), workshop)


def asked_by_tier(framework: Framework, workshop: Workshop) -> tuple[Indicator, ...]:
    """As `asked_by`, for a framework that is already read."""
    return framework.asked(workshop.tier, workshop.not_asked or ())


@repeatable
def renew_translations(store: Store, installed: Mapping[str, Framework]) -> None:
    """Update stored frameworks with the folder's translations of the same version.

    Files of the folder take precedence; a language that only the stored framework has is kept.
    """
    with store.write() as session:
        for framework in installed.values():
            kept = session.get(FrameworkCopy, framework.sha256)
            if kept is not None:
                _keep(session, framework, {**kept.source, **framework.source})


@repeatable
def shelves(store: Store, installed: Mapping[str, Framework]) -> list[Shelf]:
    """Return every version that is installed, uploaded or used, by id, the newest last."""
    here = {framework.sha256: framework for framework in installed.values()}
    with store.read() as session:
        used = workshops_by_framework(session)
        kept = {copy.sha256: copy for copy in copies(session)}
        known = {sha256: _with_folder(copy, here.get(sha256)) for sha256, copy in kept.items()}
    edited = {one.sha256 for one in edited_in_place(here.values(), known.values())}
    found = [
        Shelf(
            framework,
            workshops=used.get(sha256, 0),
            offered=sha256 in here or _is_offered(kept.get(sha256)),
            uploaded=_is_offered(kept.get(sha256)),
            edited=sha256 in edited,
        )
        for sha256, framework in {**here, **known}.items()
    ]
    return sorted(
        found, key=lambda shelf: (*_place(shelf.framework), shelf.framework.sha256 in here)
    )


def edited_in_place(installed: Iterable[Framework], kept: Iterable[Framework]) -> list[Framework]:
    """Return the folder's frameworks that differ from a stored one with the same id and version."""
    hashes: dict[tuple[str, str], set[str]] = {}
    for one in kept:
        hashes.setdefault((one.id, one.version), set()).add(one.sha256)
    return [one for one in installed if hashes.get((one.id, one.version), set()) - {one.sha256}]


@repeatable
def kept_frameworks(store: Store) -> list[Framework]:
    """Return the stored frameworks: those that workshops use or that were uploaded."""
    with store.read() as session:
        return [_loaded(copy.sha256, copy.source) for copy in copies(session)]


def known_frameworks(
    store: Store, installed: Mapping[str, Framework]
) -> dict[tuple[str, str], Framework]:
    """Return every framework by id and version; for one edited in place, the stored one."""
    found = sorted(shelves(store, installed), key=lambda shelf: not shelf.edited)
    return {(one.framework.id, one.framework.version): one.framework for one in found}


def choices(store: Store, installed: Mapping[str, Framework]) -> dict[str, Framework]:
    """Return the frameworks offered to a new workshop: the newest version of each id."""
    offered = [shelf for shelf in shelves(store, installed) if shelf.offered]
    return {shelf.framework.id: shelf.framework for shelf in offered}


@repeatable
def offer(
    store: Store, visitor: Visitor, source: Mapping[str, str], installed: Mapping[str, Framework]
) -> FrameworkImport:
    """Import a framework from the text of its files; host only.

    If this version is already stored, languages are added or changed one by one; those of the folder are kept.
    Raises `Faults` with all its faults, and `InputError` if another framework has its id and version.
    """
    visitor.check_host(HOST_ONLY)
    brought = load_source(source)
    with store.write() as session:
        here = {framework.sha256: framework for framework in installed.values()}
        known = [_with_folder(copy, here.get(copy.sha256)) for copy in copies(session)]
        hashes = {one.sha256 for one in known}
        known += [framework for sha256, framework in here.items() if sha256 not in hashes]
        before = _same_version(brought, sorted(known, key=lambda one: one.sha256 not in here))
        taken = _merged(brought, before, here.get(before.sha256) if before else None)
        kept = _keep(session, taken.framework, taken.framework.source)
        if taken.framework.sha256 not in here and kept.offered_at is None:
            kept.offered_at = now()
            taken = replace(taken, new=True)
        if taken.new or taken.added or taken.changed:
            was = None if before is None or taken.new else _for_record(before)
            name, after = _name(taken.framework), _for_record(taken.framework)
            record(session, visitor, "framework offered", None, name, before=was, after=after)
    return taken


def _same_version(brought: Framework, known: Iterable[Framework]) -> Framework | None:
    """What is here of the same id, version and content; raises `InputError` for other content."""
    same = [one for one in known if (one.id, one.version) == (brought.id, brought.version)]
    for one in same:
        words = one.texts["en"] == brought.texts["en"]
        if one.sha256 == brought.sha256 or (words and structure(one) == structure(brought)):
            return one
    if same:
        raise InputError(
            "There is already a different {id} with the version {version}. A framework is never "
            "changed in place: give yours a new version.",
            id=brought.id,
            version=brought.version,
        )
    return None


def _merged(
    brought: Framework, before: Framework | None, folder: Framework | None
) -> FrameworkImport:
    """What is here with the translations that were brought."""
    if before is None:
        return FrameworkImport(brought, new=True, added=(), changed=(), refused=())
    changed = [code for code, words in brought.texts.items() if before.texts.get(code) != words]
    refused = [code for code in changed if folder and code in folder.texts]
    taken = [code for code in changed if code not in refused]
    files = {f"text.{code}.yaml": brought.source[f"text.{code}.yaml"] for code in taken}
    return FrameworkImport(
        _loaded(before.sha256, {**before.source, **files}),
        new=False,
        added=tuple(code for code in taken if code not in before.texts),
        changed=tuple(code for code in taken if code in before.texts),
        refused=tuple(refused),
    )


@repeatable
def withdraw(store: Store, visitor: Visitor, sha256: str) -> None:
    """Stop offering an uploaded framework; workshops that use it keep it. Host only."""
    visitor.check_host(HOST_ONLY)
    with store.write() as session:
        kept = copy_of(session, sha256)
        if kept is None or kept.offered_at is None:
            raise InputError(
                "This framework was not uploaded here, so you cannot stop offering it here."
            )
        kept.offered_at = None
        session.add(kept)
        session.flush()
        if not workshops_by_framework(session).get(sha256):
            session.delete(kept)
        name, before = f"{kept.framework} {kept.version}", _for_record(_loaded(sha256, kept.source))
        record(session, visitor, "framework withdrawn", None, name, before=before)


def _keep(session: Session, framework: Framework, source: dict[str, str]) -> FrameworkCopy:
    """The row of a framework, with these files."""
    kept = session.get(FrameworkCopy, framework.sha256)
    if kept is None:
        hashed, version = framework.sha256, framework.version
        kept = FrameworkCopy(sha256=hashed, framework=framework.id, version=version, source=source)
    elif kept.source != source:
        kept.source = source
        show_anew(session, framework.sha256)
    session.add(kept)
    session.flush()
    return kept


def _is_offered(copy: FrameworkCopy | None) -> bool:
    return copy is not None and copy.offered_at is not None


def _with_folder(copy: FrameworkCopy, folder: Framework | None) -> Framework:
    """A kept framework, in the words of the folder where that has the same version."""
    return _loaded(copy.sha256, {**copy.source, **(folder.source if folder else {})})


def _loaded(sha256: str, source: dict[str, str]) -> Framework:
    """Return a framework from its files, reloaded when one of them changes."""
    digest = hashlib.sha256(repr(sorted(source.items())).encode()).hexdigest()
    if _LOADED.get(sha256, ("",))[0] != digest:
        _LOADED[sha256] = (digest, load_source(source))
    return _LOADED[sha256][1]


def _place(framework: Framework) -> tuple[str, list[tuple[int, str]]]:
    return framework.id, version_order(framework.version)


def _name(framework: Framework) -> str:
    return f"{framework.id} {framework.version}"


def _for_record(framework: Framework) -> dict[str, object]:
    """A framework that was uploaded, as the history keeps it."""
    return {"sha256": framework.sha256, "languages": sorted(framework.texts)}
