"""Collect many cities' data packages: look at all of them first, then take them, or reject single ones."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from resilience.errors import InputError, ResilienceError, Sentence
from resilience.exchange.package import SignedPackage, read_package
from resilience.services.access.access import Visitor
from resilience.services.access.plain_text import tidied, typed_line
from resilience.services.access.record import record
from resilience.services.cities.peer_files import Preview, preview_of
from resilience.services.cities.peers import add_peer
from resilience.services.cities.publishers import check_collects
from resilience.services.coordinating.brought import PackageFile
from resilience.store import Session, Store, repeatable
from resilience.store.cities.peers import peer_by_hash
from resilience.store.people.record import ActQuery, acts_newest_first

REJECTED = "package rejected"
#: characters of the reason for which a file is rejected
LONGEST_REASON = 500
#: city, country, framework and publisher: one result of each is kept
Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file with what taking it would do (`preview`, None if it cannot be read).

    `refused` is why it cannot be taken, None if it can. `rejected` is the reason for which a coordinator rejected it.
    """

    file: PackageFile
    preview: Preview | None = None
    refused: Sentence | None = None
    rejected: str = ""

    @property
    def usable(self) -> bool:
        """Whether it can be taken, once its publisher is trusted."""
        return self.preview is not None and self.refused is None and not self.rejected


@dataclass(frozen=True, slots=True)
class Collected:
    """The names of the files that were `taken`, and those that were not, with the error."""

    taken: tuple[str, ...]
    left: tuple[tuple[str, ResilienceError], ...]


@repeatable
def look_at_files(
    store: Store, visitor: Visitor, files: Sequence[PackageFile]
) -> tuple[FilePreview, ...]:
    """Preview files in order, with what importing each would change; store nothing. For coordinators and the host."""
    check_collects(visitor)
    with store.read() as session:
        rejected = _rejected(session)
        previews = [
            None if one.package is None else preview_of(session, one.package) for one in files
        ]
    among = {**_refused_among(files, previews), **_refused_names(previews)}
    return tuple(
        FilePreview(
            file=one,
            preview=preview,
            refused=preview.refused or among.get(at) if preview else None,
            rejected=rejected.get(preview.package.sha256, "") if preview else "",
        )
        for at, (one, preview) in enumerate(zip(files, previews, strict=True))
    )


def take_files(
    store: Store, visitor: Visitor, found: Iterable[FilePreview], trust: Collection[str] = ()
) -> Collected:
    """Add the usable files whose publishers are trusted or have a fingerprint in `trust`, each in its own transaction.

    For coordinators and the host. A file that cannot be added does not stop the others.
    """
    check_collects(visitor)
    taken: list[str] = []
    left: list[tuple[str, ResilienceError]] = []
    for one in found:
        if not one.usable or one.preview is None:
            continue
        fingerprint = one.preview.package.fingerprint
        if one.preview.known_as is None and fingerprint not in trust:
            continue
        try:
            add_peer(store, visitor, one.file.data, trust=fingerprint in trust)
            taken.append(one.file.name)
        except ResilienceError as error:
            left.append((one.file.name, error))
    return Collected(tuple(taken), tuple(left))


@repeatable
def reject_file(store: Store, visitor: Visitor, data: bytes, reason: str) -> None:
    """Record in the History that a data package was rejected, and why; for coordinators and the host.

    Raises `InputError` without a reason, for a result that is already here, and for what is no data package.
    """
    check_collects(visitor)
    package, kept = read_package(data), tidied(typed_line(reason), LONGEST_REASON)
    if not kept:
        raise InputError("Enter why you reject this file. Its city can then send a better one.")
    with store.write() as session:
        if peer_by_hash(session, package.sha256):
            raise InputError("This result is already here. Remove it on the Peer cities page.")
        about, framework = package.result.about, package.result.framework
        after = {
            "date": about.date.isoformat(),
            "version": framework.version,
            "fingerprint": package.fingerprint,
            "sha256": package.sha256,
            "reason": kept,
        }
        thing = f"{about.city.full_name} ({framework.id})"
        record(session, visitor, REJECTED, None, thing, after=after)


def _rejected(session: Session) -> dict[str, str]:
    """The reasons for which files were rejected, by the hash of what was signed and of its key."""
    acts = reversed(acts_newest_first(session, ActQuery(acts=(REJECTED,))))
    return {one.after["sha256"]: one.after["reason"] for one in acts if one.after}


def _refused_names(previews: Sequence[Preview | None]) -> Mapping[int, Sentence]:
    """Why files of new keys that sign with several names cannot be taken, by position: a key is trusted under one name."""
    names: dict[str, set[str]] = defaultdict(set)
    new = {at: one.package for at, one in enumerate(previews) if one and one.known_as is None}
    for package in new.values():
        names[package.fingerprint].add(package.publisher)
    return {
        at: Sentence(
            "Its key is new and is used with several names here: {names}. Ask the cities whose key it is, and upload only files with the right name.",
            names=", ".join(sorted(names[one.fingerprint])),
        )
        for at, one in new.items()
        if len(names[one.fingerprint]) > 1
    }


def _refused_among(
    files: Sequence[PackageFile], previews: Sequence[Preview | None]
) -> Mapping[int, Sentence]:
    """Why files cannot be taken together with the others, by position: the same file, or an older or rival result."""
    places: dict[Place, list[int]] = defaultdict(list)
    for at, one in enumerate(previews):
        if one is not None and one.refused is None:
            places[_place(one.package)].append(at)
    found: dict[int, Sentence] = {}
    for together in places.values():
        names = {at: files[at].name for at in together}
        found |= dict(_older({at: p.package for at in together if (p := previews[at])}, names))
    return found


def _older(
    packages: Mapping[int, SignedPackage], names: Mapping[int, str]
) -> Iterator[tuple[int, Sentence]]:
    first: dict[str, int] = {}
    for at, one in packages.items():
        first.setdefault(one.sha256, at)
    newest: datetime.date = max(one.result.about.date for one in packages.values())
    last = [at for at in first.values() if packages[at].result.about.date == newest]
    for at, one in packages.items():
        if first[one.sha256] != at:
            yield at, Sentence("The same file as {file}.", file=names[first[one.sha256]])
        elif at not in last:
            yield at, Sentence("Older than the result in {file}.", file=names[last[0]])
        elif len(last) > 1:
            yield (
                at,
                Sentence(
                    "This upload has several results of this city for the same day. Upload the right one only."
                ),
            )


def _place(package: SignedPackage) -> Place:
    city, framework = package.result.about.city, package.result.framework
    return city.name, city.country, framework.id, package.fingerprint
