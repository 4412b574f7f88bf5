"""All that the database holds as one file, and the file put back into any database."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

from resilience.errors import CannotRun, NotFound
from resilience.exchange.backup.write import Manifest, backup_file
from resilience.services.cities.publishing_key import FILE as PUBLISHING_KEY
from resilience.settings import LINK_KEY, Settings
from resilience.store import Store, check_known, now
from resilience.store.database.copying import DatabaseSnapshot

#: the files of the data folder that a backup can take along: from these links and signatures are made
KEYS = (LINK_KEY, PUBLISHING_KEY)


@dataclass(frozen=True, slots=True)
class BackupSummary:
    """What a backup contains, and the size of its file in bytes."""

    manifest: Manifest
    size: int


def back_up(
    store: Store, settings: Settings, out: Path, *, with_keys: bool = False
) -> BackupSummary:
    """Write a consistent state of the database into a file, while others go on writing to the database.

    The file is signed with the installation's secret, so that altered files are refused. It is written completely
    or not at all, and only its owner can read it. Raises `NotFound` if there is no database, and `CannotRun` if it
    is of a newer version or the file cannot be written.
    """
    if store.file and not store.file.exists():
        raise NotFound(
            "There is no database {name}, so there is nothing to back up.", name=store.name
        )
    with placed_whole(out) as draft, store.read() as session, backup_file(draft) as file:
        snapshot = DatabaseSnapshot(session)
        revision = snapshot.revision
        if revision is None:
            raise NotFound(
                "The database {name} has no tables yet, so there is nothing to back up.",
                name=store.name,
            )
        check_known(store, revision)
        for shape in snapshot.shapes():
            file.add_table(shape.name, shape.columns, snapshot.rows(shape.name))
        file.add_keys(_keys(settings.data) if with_keys else {})
        product = version("urban-resilience-dashboard")
        manifest = file.close(product, revision, now(), settings.key)
    return BackupSummary(manifest, out.stat().st_size)


def _keys(data: Path) -> dict[str, bytes]:
    return {name: (data / name).read_bytes() for name in KEYS if (data / name).is_file()}


@contextmanager
def placed_whole(out: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file that replaces `out` at the end; on an error `out` stays unchanged.

    If `out` is a link to a file, the link stays and the file is replaced.
    """
    place = out.resolve()
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with open(draft, "xb", opener=_private) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
        _settle(place.parent)
    except OSError as error:
        raise CannotRun(
            "{out} cannot be written: {reason}. Nothing was saved.",
            out=out,
            reason=error.strerror or str(error),
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _settle(folder: Path) -> None:
    """Make the new name outlive a power cut, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
