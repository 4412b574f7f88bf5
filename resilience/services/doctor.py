"""Whether an installation is well: what was found, and how to mend what is wrong."""

import platform
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from resilience.errors import ResilienceError
from resilience.framework import installed
from resilience.settings import LEAST_SECRET, Settings
from resilience.store import Store, current, newest
from resilience.store.tables import StaffAct

PACKAGES = ("streamlit", "sqlmodel", "sqlalchemy", "pandas", "numpy", "plotly", "xlsxwriter")

LOOK = "Look at RESILIENCE_DATABASE_URL."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `well`, or `mend` says what to do."""

    what: str
    found: str
    well: bool = True
    mend: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at versions, database, frameworks, write access and time zone; changes nothing."""
    return [
        Finding("versions", _versions()),
        _database(settings),
        _frameworks(settings),
        _folder(settings.data),
        _secret(settings),
        _zone(),
    ]


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Python {platform.python_version()}, {packages}"


def _database(settings: Settings) -> Finding:
    try:
        store = Store(settings.database_url)
        try:
            return _schema(store)
        finally:
            store.engine.dispose()
    except Exception as error:  # whatever the driver says is the finding
        reason = str(error).splitlines()[0]
        return Finding("database", reason, well=False, mend=LOOK)


def _schema(store: Store) -> Finding:
    if store.file and not store.file.exists():
        if reason := _cannot_write(store.file.parent):
            return Finding("database", f"{store.name}: {reason}", well=False, mend=LOOK)
        return Finding("database", f"{store.name}: not there yet, made when the server starts")
    have, want = current(store), newest()
    if have not in (None, want):
        mend = "Start the server once with this version: it brings the database up to date."
        return Finding("database", f"{store.name}: schema {have}, not {want}", False, mend)
    if have:
        _try_to_write(store)
    return Finding("database", f"{store.name}: schema {have or 'empty, made at the first start'}")


def _try_to_write(store: Store) -> None:
    """Raise where the database takes no rows; none is left behind."""
    with store.write() as session:
        session.add(StaffAct(actor="doctor", act="looked whether this can be written"))
        session.flush()
        session.rollback()


def _frameworks(settings: Settings) -> Finding:
    try:
        found = installed(settings.frameworks)
    except ResilienceError as error:
        return Finding("frameworks", str(error), well=False, mend="Mend the files named above.")
    names = ", ".join(f"{f.id} {f.version}" for f in found.values())
    mend = f"Put a framework's folder into {settings.frameworks}, or set RESILIENCE_FRAMEWORKS."
    return Finding("frameworks", names or "none", well=bool(names), mend=mend)


def _folder(folder: Path) -> Finding:
    if reason := _cannot_write(folder):
        mend = "Give this user the right to write there, or set RESILIENCE_DATA to another folder."
        return Finding("write access", f"{folder}: {reason}", well=False, mend=mend)
    return Finding("write access", f"{folder}: can be written")


def _cannot_write(folder: Path) -> str:
    """Why nothing can be written to a folder, or to where it would be made; else nothing."""
    place = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=place):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _secret(settings: Settings) -> Finding:
    if settings.secret and len(settings.secret) < LEAST_SECRET:
        mend = "Give RESILIENCE_SECRET at least 32 random characters, or leave it unset."
        return Finding("secret", f"{len(settings.secret)} characters", well=False, mend=mend)
    return Finding("secret", "from the settings" if settings.secret else "kept in the data folder")


def _zone() -> Finding:
    try:
        ZoneInfo("Asia/Shanghai")
    except Exception as error:  # whatever is missing is the finding
        mend = "Install the package tzdata."
        return Finding("time zones", str(error), well=False, mend=mend)
    return Finding("time zones", "known")
