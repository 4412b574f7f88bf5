"""Check an installation: list faults and how to fix them."""

import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from resilience.errors import ResilienceError
from resilience.framework import Framework, installed
from resilience.services.frameworks.frameworks import edited_in_place, kept_frameworks
from resilience.services.upkeep.database_health import database_findings
from resilience.services.upkeep.environment import surroundings
from resilience.services.upkeep.finding import Finding
from resilience.services.upkeep.readiness import disk_trouble
from resilience.settings import Settings
from resilience.store import Store, current, newest
from resilience.store.tables import StaffAct

PRODUCT = "urban-resilience-dashboard"
PACKAGES = ("streamlit", "sqlmodel", "sqlalchemy", "pandas", "numpy", "plotly", "xlsxwriter")

OLDER = (
    "Start the server once with this version, or run `resilience upgrade`: either brings the database "
    "up to date."
)
NEWER = "A newer version wrote it. Install that one, or one still newer."
LOOK = "Look at RESILIENCE_DATABASE_URL."
RAISE = "Give it a new version in its framework.yaml, or put its files back as they were."


def examine(settings: Settings) -> list[Finding]:
    """Check everything that an installation depends on, without changing anything; returns a finding each."""
    return [
        Finding("versions", _versions()),
        _database(settings),
        *database_findings(settings),
        _frameworks(settings),
        _folder(settings.data),
        *surroundings(settings),
    ]


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{PRODUCT} {version(PRODUCT)}, Python {platform.python_version()}, {packages}"


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
        if reason := disk_trouble(store.file.parent):
            return Finding("database", f"{store.name}: {reason}", well=False, mend=LOOK)
        return Finding("database", f"{store.name}: not there yet, made when the server starts")
    have, want = current(store), newest()
    if have not in (None, want):
        mend = NEWER if have and have > want else OLDER
        return Finding("database", f"{store.name}: schema {have}, not {want}", False, mend)
    if have:
        _try_to_write(store)
    return Finding("database", f"{store.name}: schema {have or 'empty, made at the first start'}")


def _try_to_write(store: Store) -> None:
    """Raise where the database takes no rows; none is left behind."""
    with store.write() as session:
        session.add(StaffAct(actor="doctor", role="doctor", act="tried to write"))
        session.flush()
        session.rollback()


def _frameworks(settings: Settings) -> Finding:
    try:
        found = installed(settings.frameworks)
    except ResilienceError as error:
        return Finding("frameworks", str(error), well=False, mend="Mend the files named above.")
    names = ", ".join(f"{f.id} {f.version}" for f in found.values())
    if edited := changed_in_place(settings, found):
        return Finding("frameworks", " ".join(edited), well=False, mend=RAISE)
    mend = f"Put a framework's folder into {settings.frameworks}, or set RESILIENCE_FRAMEWORKS."
    return Finding("frameworks", names or "none", well=bool(names), mend=mend)


def changed_in_place(settings: Settings, found: Mapping[str, Framework]) -> list[str]:
    """Return a sentence for each framework of the folder that differs from the database's copy of the same version.

    Only looks at an existing database with the schema of this version, and creates none.
    """
    try:
        store = Store(settings.database_url)
        try:
            there = store.file is None or store.file.exists()
            kept = kept_frameworks(store) if there and current(store) == newest() else []
        finally:
            store.engine.dispose()
    except Exception:  # another check reports what is wrong with the database
        return []
    return [
        f"{one.id} {one.version} in {settings.frameworks} was changed without a new version; "
        "workshops keep it as it was."
        for one in edited_in_place(found.values(), kept)
    ]


def _folder(folder: Path) -> Finding:
    if reason := disk_trouble(folder):
        mend = "Give this user the right to write there, or set RESILIENCE_DATA to another folder."
        return Finding("write access", f"{folder}: {reason}", well=False, mend=mend)
    return Finding("write access", f"{folder}: can be written")
