"""Files that a coordinator uploads together, each read on its own, so that a damaged one does not stop the others."""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from resilience.archive import DAMAGE, MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError, ResilienceError
from resilience.exchange.kinds import Kind
from resilience.exchange.package import SignedPackage, read_package
from resilience.services.frameworks.uploads import PACKAGES, checked_kind
from resilience.text import mark

#: files in one upload, those in zip files included
MOST_FILES = 500
BOUNDS = ZipLimits(packed=20 * MEGABYTE, part=5 * MEGABYTE, whole=100 * MEGABYTE, parts=MOST_FILES)
DAMAGED = mark("This zip file is damaged. Ask its sender for it again.")
#: the folder that macOS adds to zip files
_NOT_SENT = "__MACOSX/"


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file with its content (`data`) and its `package`, or the `problem` for which it cannot be read."""

    name: str
    data: bytes = field(default=b"", repr=False)
    package: SignedPackage | None = None
    problem: ResilienceError | None = None


def read_files(brought: Iterable[tuple[str, bytes]]) -> tuple[PackageFile, ...]:
    """Read files by name and content; those in a zip file of data packages are read one by one.

    Raises `InputError` for more than 500 files. Of files that take more than 100 MB unpacked, the last are not read.
    """
    found: list[PackageFile] = []
    room = BOUNDS.whole
    for name, data in brought:
        try:
            parts = _parts(name, data, room)
            room -= sum(len(content) for _, content in parts)
            found += [_read(part, content) for part, content in parts]
        except ResilienceError as error:
            found.append(PackageFile(name, problem=error))
        if len(found) > MOST_FILES:
            raise InputError("At most {most} files can be read at once.", most=MOST_FILES)
    return tuple(found)


def _read(name: str, data: bytes) -> PackageFile:
    """A data package; a zip file in a zip file is not opened."""
    try:
        if checked_kind(PACKAGES, data, name) is Kind.ZIP:
            raise InputError(
                "A zip file inside a zip file is not read. Unpack the outer one first."
            )
        return PackageFile(name, data, read_package(data))
    except ResilienceError as error:
        return PackageFile(name, problem=error)


def _parts(name: str, data: bytes, room: int) -> list[tuple[str, bytes]]:
    """The file itself, or what is in a zip file; raises `InputError` for more than `room` bytes, before it unpacks."""
    if checked_kind(PACKAGES, data, name) is not Kind.ZIP:
        _check_room(len(data), room)
        return [(name, data)]
    try:
        with open_archive(data, BOUNDS, DAMAGED) as archive:
            wanted = [one for one in archive.infolist() if _was_sent(one)]
            _check_room(sum(one.file_size for one in wanted), room)
            parts = [(one.filename.rpartition("/")[2], archive.read(one)) for one in wanted]
    except DAMAGE as error:
        raise InputError(DAMAGED) from error
    if not parts:
        raise InputError("This zip file is empty.")
    return [(f"{name} / {part}", content) for part, content in parts]


def _check_room(size: int, room: int) -> None:
    if size > room:
        raise InputError(
            "With this file, the upload would take more than {most} MB unpacked. Upload this file separately.",
            most=BOUNDS.whole // MEGABYTE,
        )


def _was_sent(part: zipfile.ZipInfo) -> bool:
    last = part.filename.rpartition("/")[2]
    return bool(last) and not part.filename.startswith(_NOT_SENT) and not last.startswith(".")
