"""Whether people may be sent to this server now: cheap enough to be asked every second."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from resilience.services.voting.writer import Writer
from resilience.settings import Settings
from resilience.store import Store, current, newest

#: bytes that must be free where something is written, and bytes that are tried
LEAST_FREE = 50_000_000
TRIED = b"x" * 4096


def not_ready(store: Store, settings: Settings, writer: Writer) -> tuple[str, ...]:
    """Return the reasons, in English, why the server should get no visitors; empty if it is ready."""
    return (*_database(store), *_disks(store, settings), *_writer(writer))


def _database(store: Store) -> Iterator[str]:
    try:
        have = current(store)
        want = store.schema or newest()  # a newer version may have been installed over this one
    except Exception:  # whatever the driver says: it is not reached
        yield "database: cannot be reached"
        return
    if have != want:
        yield f"database: schema {have or 'empty'}, not {want}; restart this server"


def _disks(store: Store, settings: Settings) -> Iterator[str]:
    folders = {"data": settings.data}
    if store.file:
        folders["database"] = store.file.parent
    for name, folder in folders.items():
        if reason := disk_trouble(folder):
            yield f"disk of the {name}: {reason}"


def disk_trouble(folder: Path) -> str:
    """Return why a folder, or the place where it would be created, cannot be written to; "" if it can."""
    place = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=place) as tried:
            tried.write(TRIED)
            tried.flush()
        if shutil.disk_usage(place).free < LEAST_FREE:
            return "nearly full"
    except OSError as error:
        return error.strerror or "cannot be written"
    return ""


def _writer(writer: Writer) -> Iterator[str]:
    if not writer.well:
        yield "writer: has stopped"
