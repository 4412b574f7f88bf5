"""The file of a backup: a zip with a manifest, and the rows of each table as lines of JSON."""

import base64
import datetime
import hashlib
import hmac
import json
import math
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FORMAT: Literal["urban-resilience-backup"] = "urban-resilience-backup"
#: format 2 is signed; 1 was not
FORMAT_VERSION: Literal[2] = 2
MANIFEST, SIGNATURE = "manifest.json", "manifest.hmac"
#: of zlib: a higher level takes twice the time for a tenth less
PACKED = 3
Row = Sequence[Any]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BackupPart(_Frozen):
    """One part of the file: bytes unpacked, and their SHA-256."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_.-]{0,62}$")
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class TablePart(BackupPart):
    """A table: name and kind of each column, and how many rows there are."""

    columns: tuple[tuple[str, str], ...]
    rows: int = Field(ge=0)


class Manifest(_Frozen):
    """What a backup holds: by which version it was made, of which schema, when, and its parts."""

    format: Literal["urban-resilience-backup"] = FORMAT
    format_version: Literal[1, 2] = FORMAT_VERSION
    product: str
    revision: str
    made_at: datetime.datetime
    tables: tuple[TablePart, ...]
    keys: tuple[BackupPart, ...] = ()

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(table.rows for table in self.tables)


def table_part(name: str) -> str:
    """Where the rows of a table are in the file."""
    return f"tables/{name}.jsonl"


def key_part(name: str) -> str:
    """Where a key is in the file."""
    return f"keys/{name}"


def signed(manifest: bytes, key: bytes) -> str:
    """The HMAC of a manifest, and through its hashes of all parts, with an installation's secret."""
    own = hmac.digest(key, b"signature of backups", "sha256")
    return hmac.new(own, manifest, "sha256").hexdigest()


class BackupFile:
    """A backup being written part by part; `close` writes and signs the manifest."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED)
        self._tables: list[TablePart] = []
        self._keys: list[BackupPart] = []

    def add_table(
        self, name: str, columns: tuple[tuple[str, str], ...], rows: Iterable[Row]
    ) -> None:
        """Write the rows of a table; values are those of the kinds in `columns`."""
        said = [_SAID.get(kind, _as_it_is) for _, kind in columns]
        count, size, digest = 0, 0, hashlib.sha256()
        with self._zip.open(table_part(name), "w", force_zip64=True) as part:
            for row in rows:
                line = _line(said, row)
                part.write(line)
                digest.update(line)
                count, size = count + 1, size + len(line)
        self._tables.append(
            TablePart(name=name, columns=columns, rows=count, bytes=size, sha256=digest.hexdigest())
        )

    def add_keys(self, keys: Mapping[str, bytes]) -> None:
        """Write keys of the installation by name."""
        for name, content in keys.items():
            self._zip.writestr(key_part(name), content)
            digest = hashlib.sha256(content).hexdigest()
            self._keys.append(BackupPart(name=name, bytes=len(content), sha256=digest))

    def give_up(self) -> None:
        """End the file without a manifest, whether or not its place takes that."""
        with suppress(OSError, ValueError):
            self._zip.close()

    def close(
        self, product: str, revision: str, made_at: datetime.datetime, key: bytes
    ) -> Manifest:
        """Write the manifest, sign it, and close the file."""
        manifest = Manifest(
            product=product,
            revision=revision,
            made_at=made_at,
            tables=tuple(self._tables),
            keys=tuple(self._keys),
        )
        content = manifest.model_dump_json(indent=1).encode()
        self._zip.writestr(MANIFEST, content)
        self._zip.writestr(SIGNATURE, signed(content, key))
        self._zip.close()
        return manifest


@contextmanager
def backup_file(out: IO[bytes]) -> Iterator[BackupFile]:
    """Open a backup file for writing; on an error, the unfinished file is removed."""
    file = BackupFile(out)
    try:
        yield file
    except BaseException:
        file.give_up()
        raise


def _line(said: Sequence[Callable[[Any], object]], row: Row) -> bytes:
    values = [None if value is None else say(value) for say, value in zip(said, row, strict=True)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _as_it_is(value: Any) -> object:
    return value


def _said_number(value: float) -> object:
    """A float that JSON can say, to its last digit; what it cannot say as a word."""
    return value if math.isfinite(value) else str(value)


_SAID: dict[str, Callable[[Any], object]] = {
    "moment": datetime.datetime.isoformat,
    "date": datetime.date.isoformat,
    "number": _said_number,
    "bytes": lambda value: base64.b64encode(value).decode(),
}


def _exactly(kind: type) -> Callable[[object], object]:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


def _read_number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    return float(value)


_READ: dict[str, Callable[[Any], object]] = {
    "integer": _exactly(int),
    "boolean": _exactly(bool),
    "text": _exactly(str),
    "json": _as_it_is,
    "number": _read_number,
    "moment": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "bytes": lambda value: base64.b64decode(value, validate=True),
}


def read_lines(table: TablePart, lines: Iterable[bytes]) -> Iterator[Row]:
    """The rows of a table from its lines; raises `ValueError`, `TypeError` or `KeyError` for others."""
    readers = [_READ[kind] for _, kind in table.columns]
    for line in lines:
        values = json.loads(line)
        if type(values) is not list:
            raise TypeError
        yield [
            None if value is None else read(value)
            for read, value in zip(readers, values, strict=True)
        ]
