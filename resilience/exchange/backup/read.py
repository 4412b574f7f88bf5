"""A backup that is read back: everything about it is checked, and nothing of it is unpacked to disk."""

import hashlib
import hmac
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from resilience.errors import InputError, NotFound
from resilience.exchange.backup.write import (
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    SIGNATURE,
    BackupPart,
    Manifest,
    Row,
    TablePart,
    key_part,
    read_lines,
    signed,
    table_part,
)

MEGABYTE = 1_048_576
#: bytes of the manifest, of one row and of a key, at most; and parts of a file
MOST_MANIFEST, LONGEST_ROW, LARGEST_KEY, MOST_PARTS = MEGABYTE, 64 * MEGABYTE, MEGABYTE, 500
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_UNREADABLE = (ValueError, TypeError, KeyError, RecursionError)


class Backup:
    """A backup whose list of parts is right. Its rows are checked while they are read."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        names = {info.filename: info.file_size for info in archive.infolist()}
        if MANIFEST not in names or len(names) != len(archive.infolist()):
            raise self._foreign()
        content = self._read_small(MANIFEST, names)
        self.manifest = self._read_manifest(content)
        self._said = content
        self._signature = self._read_small(SIGNATURE, names) if SIGNATURE in names else b""
        parts: dict[str, BackupPart] = {table_part(p.name): p for p in self.manifest.tables}
        parts |= {key_part(p.name): p for p in self.manifest.keys}
        if parts.keys() | {MANIFEST} != names.keys() - {SIGNATURE}:
            raise self._changed("list of parts")
        for name, part in parts.items():
            if names[name] != part.bytes:
                raise self._changed(name)

    def is_signed_with(self, key: bytes | None) -> bool:
        """Whether the backup was signed with this secret; False without a signature."""
        if key is None:
            return False
        return hmac.compare_digest(self._signature, signed(self._said, key).encode())

    def check(self) -> None:
        """Validate the whole backup without restoring it; raises `InputError` on the first mismatch."""
        for table in self.manifest.tables:
            for _ in self.rows(table):
                pass
        self.keys()

    def rows(self, table: TablePart) -> Iterator[Row]:
        """Yield the rows of a table; raises `InputError` on the first mismatch with the manifest."""
        digest, count = hashlib.sha256(), 0
        part = table_part(table.name)

        def lines() -> Iterator[bytes]:
            with io.BufferedReader(self._archive.open(part), MEGABYTE) as packed:  # type: ignore[type-var]
                while line := packed.readline(LONGEST_ROW):
                    digest.update(line)
                    yield line

        try:
            for row in read_lines(table, lines()):
                count += 1
                yield row
        except (*_DAMAGED, *_UNREADABLE) as error:
            raise self._changed(part) from error
        if count != table.rows or digest.hexdigest() != table.sha256:
            raise self._changed(part)

    def keys(self) -> dict[str, bytes]:
        """The keys of the installation by name; none where the backup was made without."""
        found = {}
        for key in self.manifest.keys:
            part = key_part(key.name)
            if key.bytes > LARGEST_KEY:
                raise self._changed(part)
            found[key.name] = self._content(part)
            if hashlib.sha256(found[key.name]).hexdigest() != key.sha256:
                raise self._changed(part)
        return found

    def _read_small(self, part: str, sizes: Mapping[str, int]) -> bytes:
        if sizes[part] > MOST_MANIFEST:
            raise self._foreign()
        return self._content(part)

    def _read_manifest(self, content: bytes) -> Manifest:
        try:
            about = json.loads(content)
            if about["format"] != FORMAT:
                raise self._foreign()
            if about["format_version"] > FORMAT_VERSION:
                raise newer(self.path, str(about["product"]))
            return Manifest.model_validate(about)
        except (ValidationError, *_UNREADABLE) as error:
            raise self._foreign() from error

    def _content(self, part: str) -> bytes:
        try:
            return self._archive.read(part)
        except _DAMAGED as error:
            raise self._changed(part) from error

    def _foreign(self) -> InputError:
        return InputError(
            "The file {path} is not a backup of this product, so nothing was restored. A backup "
            "is a file written by `resilience backup`.",
            path=self.path,
        )

    def _changed(self, part: str) -> InputError:
        return InputError(
            "The backup {path} is damaged or has been changed since it was written: {part} is "
            "different. Nothing was restored. Use another copy or an earlier backup.",
            path=self.path,
            part=part,
        )


def newer(path: Path, product: str) -> InputError:
    """The refusal of a backup that a later version wrote."""
    return InputError(
        "The backup {path} was made by version {product}, which is newer than this one, so nothing "
        "was restored. Install that version and restore it there.",
        path=path,
        product=product,
    )


@contextmanager
def open_backup(path: Path) -> Iterator[Backup]:
    """A backup to be read; raises `InputError` for what is none, is cut short or was changed."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise NotFound(
            "The file {path} cannot be read: {reason}.", path=path, reason=error.strerror
        ) from error
    with file, _archive(path, file) as archive:
        yield Backup(path, archive)


def _archive(path: Path, file: io.BufferedReader) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except (*_DAMAGED, ValueError) as error:
        raise InputError(
            "The file {path} is not a backup of this product, or it is incomplete: its end is "
            "missing. Nothing was restored. Use another copy or an earlier backup.",
            path=path,
        ) from error
    if len(archive.infolist()) > MOST_PARTS:
        raise InputError(
            "The file {path} has more parts than a backup has, so nothing was restored.", path=path
        )
    return archive
