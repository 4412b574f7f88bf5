"""Files that a coordinator uploads together, each read on its own, so that a damaged one does not stop the others."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from resilience.archive import MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError, ResilienceError
from resilience.exchange.kinds import Kind
from resilience.exchange.package import SignedPackage, read_package
from resilience.services.frameworks.uploads import PACKAGES, checked_kind
from resilience.text import mark

#: files in one upload, those in zip files included
MOST_FILES = 500
BOUNDS = ZipLimits(packed=20 * MEGABYTE, part=5 * MEGABYTE, whole=100 * MEGABYTE, parts=MOST_FILES)
DAMAGED = mark("This zip file is damaged. Ask its sender for it again.")
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
#: the folder that macOS adds to zip files
_NOT_SENT = "__MACOSX/"


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file with its `package`, or the `problem` for which it cannot be read."""

    name: str
    data: bytes = field(repr=False)
    package: SignedPackage | None = None
    problem: ResilienceError | None = None


def read_files(brought: Iterable[tuple[str, bytes]]) -> tuple[PackageFile, ...]:
    """Read files by name and content; those in a zip file of data packages are read one by one.

    Raises `InputError` for more than 500 files.
    """
    found: list[PackageFile] = []
    for name, data in brought:
        for one in _unpacked(name, data):
            if len(found) == MOST_FILES:
                raise InputError("At most {most} files can be read at once.", most=MOST_FILES)
            found.append(one)
    return tuple(found)


def _unpacked(name: str, data: bytes) -> Iterator[PackageFile]:
    try:
        if checked_kind(PACKAGES, data, name) is not Kind.ZIP:
            yield PackageFile(name, data, read_package(data))
            return
        parts = _parts(data)
        if not parts:
            raise InputError("This zip file is empty.")
    except ResilienceError as error:
        yield PackageFile(name, data, problem=error)
        return
    for part, content in parts:
        yield _in_zip(f"{name} / {part}", content)


def _in_zip(name: str, data: bytes) -> PackageFile:
    """A file from within a zip file, in which no further zip file is opened."""
    try:
        if checked_kind(PACKAGES, data, name) is Kind.ZIP:
            raise InputError(
                "A zip file inside a zip file is not read. Unpack the outer one first."
            )
        return PackageFile(name, data, read_package(data))
    except ResilienceError as error:
        return PackageFile(name, data, problem=error)


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with open_archive(data, BOUNDS, DAMAGED) as archive:
            wanted = [one for one in archive.infolist() if _was_sent(one)]
            return [(one.filename.rpartition("/")[2], archive.read(one)) for one in wanted]
    except _DAMAGE as error:
        raise InputError(DAMAGED) from error


def _was_sent(part: zipfile.ZipInfo) -> bool:
    last = part.filename.rpartition("/")[2]
    return bool(last) and not part.filename.startswith(_NOT_SENT) and not last.startswith(".")
