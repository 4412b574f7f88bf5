"""The commands `demo`, `doctor` and `framework list` on an installation of their own."""

import os
import re
import shutil
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from resilience.framework import load_framework
from resilience.services.frameworks.frameworks import offer
from resilience.services.upkeep.doctor import PRODUCT
from resilience.services.workshop.workshops import view_workshop
from resilience.store import Store, newest
from resilience.store.tables import StaffAct
from tests.cli.run import Command
from tests.framework.small import FILES, changed, written
from tests.services.frameworks.test_frameworks import KOREAN
from tests.services.held import HOST, set_up

pytestmark = pytest.mark.long

LOOKED_AT = [
    "versions", "database", "database engine", "clock", "frameworks", "write access", "disk",
    "secret", "secret files", "address", "fonts", "backups", "time zones", "open files",
    "identity provider",
]  # fmt: skip


def findings(printed: str) -> dict[str, str]:
    """What `doctor` found: the first words of each line to the rest, `FIX` marked."""
    lines = [line for line in printed.splitlines() if not line.startswith("     ")]
    return {line[5:].split(":")[0]: line for line in lines}


def test_the_demo_prints_its_codes_newest_first_and_twice_the_same(command: Command) -> None:
    first, second = command.run_apart("demo"), command.run_apart("demo")
    assert (first.status, first.err) == (0, "")
    assert first.out == second.out
    codes = first.out.split()
    store = Store(f"sqlite:///{command.database}")
    views = [view_workshop(store, code) for code in codes]
    store.engine.dispose()
    assert [view.date.year for view in views] == [2026, 2025]
    assert all(view.invented for view in views)


@pytest.fixture
def installed(command: Command, sqlite_model: Path) -> Command:
    """The command on an installation with a database."""
    shutil.copy(sqlite_model, command.database)
    return command


def test_doctor_finds_an_installation_well(installed: Command) -> None:
    ran = installed.run("doctor")
    assert (ran.status, ran.err) == (0, "")
    found = findings(ran.out)
    assert list(found) == LOOKED_AT
    assert all(line.startswith("ok   ") for line in found.values())
    assert found["versions"].startswith(f"ok   versions: {PRODUCT} {version(PRODUCT)}, Python 3.")
    assert f"schema {newest()}" in found["database"]
    assert "urban-resilience 2." in found["frameworks"]
    with sqlite3.connect(installed.database) as session:
        acts = session.execute("SELECT count(*) FROM staff_act").fetchone()
    session.close()
    assert acts == (0,)  # what doctor wrote to try it out is gone


def test_doctor_makes_nothing_where_there_is_no_database_yet(command: Command) -> None:
    command.env["RESILIENCE_DATABASE_URL"] = f"sqlite:///{command.folder}/new folder/city.db"
    ran = command.run("doctor")
    assert ran.status == 0
    assert "not there yet, made when the server starts" in findings(ran.out)["database"]
    assert os.listdir(command.folder) == []  # noqa: PTH208


@pytest.mark.parametrize(
    ("setting", "value", "what", "mend"),
    [
        ("DATABASE_URL", "nonsense", "database", "Look at RESILIENCE_DATABASE_URL."),
        ("DATABASE_URL", "sqlite:///{here}/file/x.db", "database", "Look at RESILIENCE_DATABASE"),
        ("DATABASE_URL", "sqlite:///{here}/file", "database", "Look at RESILIENCE_DATABASE_URL."),
        ("FRAMEWORKS", "{here}/none", "frameworks", "or set RESILIENCE_FRAMEWORKS."),
        ("FRAMEWORKS", "{here}/frameworks", "frameworks", "Mend the files named above."),
        ("DATA", "{here}/file/data", "write access", "or set RESILIENCE_DATA to another folder."),
        ("SECRET", "short", "secret", "Give RESILIENCE_SECRET at least 32 random characters"),
        ("SECRET", "changeme" * 5, "secret", "Give RESILIENCE_SECRET at least 32 random"),
        ("SECRET_FILE", "{here}/file", "secret files", "chmod 600"),
        ("PUBLIC_URL", "resilience.city.example", "address", "as https://NAME, without a path"),
        ("PUBLIC_URL", "https://city.example/a", "address", "as https://NAME, without a path"),
        ("PUBLIC_URL", "http://localhost:8501", "address", "by which phones reach this machine"),
        ("BACKUPS", "{here}/none", "backups", "Look at the log of the nightly backup"),
    ],
)
def test_doctor_says_what_is_wrong_and_how_to_mend_it(
    command: Command, setting: str, value: str, what: str, mend: str
) -> None:
    (command.folder / "file").write_text("This is no database.")
    (command.folder / "file").chmod(0o644)
    written(command.folder / "frameworks" / "bad", changed("framework.yaml", "[flood]", "[food]"))
    command.env[f"RESILIENCE_{setting}"] = value.format(here=command.folder)
    ran = command.run("doctor")
    assert (ran.status, ran.err) == (1, "")
    found = findings(ran.out)
    wrong = [name for name, line in found.items() if line.startswith("FIX  ")]
    assert wrong == [what]
    assert mend in ran.out.split(found[what])[1]


def test_doctor_looks_at_the_age_of_backups(installed: Command) -> None:
    kept = installed.folder / "kept"
    kept.mkdir()
    (kept / "city.backup").write_bytes(b"")
    installed.env["RESILIENCE_BACKUPS"] = str(kept)
    assert findings(installed.run("doctor").out)["backups"].endswith("newest of 1 is 0 h old")
    three_days_ago = time.time() - 3 * 24 * 3600
    os.utime(kept / "city.backup", (three_days_ago, three_days_ago))
    ran = installed.run("doctor")
    assert ran.status == 1
    assert findings(ran.out)["backups"] == "FIX  backups: the newest of 1 is 72 h old"


def test_doctor_finds_a_clock_that_was_set_back(installed: Command) -> None:
    store = Store(f"sqlite:///{installed.database}")
    with store.write() as session:
        ahead = datetime.now(UTC) + timedelta(hours=1)
        session.add(
            StaffAct(
                at=ahead,
                actor="host",
                role="host",
                act="vote opened",
                city="",
                thing="",
                workshop=None,
            )
        )
    store.engine.dispose()
    ran = installed.run("doctor")
    assert ran.status == 1
    assert "set back: the last thing that was recorded lies 3" in findings(ran.out)["clock"]
    assert "Let both machines ask the same time server" in ran.out


def test_doctor_looks_at_a_postgresql_server(command: Command, postgresql_url: str) -> None:
    command.env["RESILIENCE_DATABASE_URL"] = postgresql_url
    found = findings(command.run("doctor").out)
    assert re.search(
        r"ok   .*PostgreSQL \d+\.\d+, \d+ of \d+ connections", found["database engine"]
    )
    assert found["clock"].startswith("ok   ")


def test_doctor_finds_a_database_that_takes_no_rows(installed: Command) -> None:
    file = installed.database.as_posix()
    installed.env["RESILIENCE_DATABASE_URL"] = f"sqlite:///file:{file}?mode=ro&uri=true"
    ran = installed.run("doctor")
    assert ran.status == 1
    assert "attempt to write a readonly database" in findings(ran.out)["database"]


def test_doctor_finds_a_database_of_another_version(installed: Command) -> None:
    with sqlite3.connect(installed.database) as session:
        session.execute("UPDATE alembic_version SET version_num = '0000'")
    session.close()
    ran = installed.run("doctor")
    assert ran.status == 1
    assert f"schema 0000, not {newest()}" in findings(ran.out)["database"]
    assert "Start the server once with this version" in ran.out
    with sqlite3.connect(installed.database) as session:
        session.execute("UPDATE alembic_version SET version_num = '9999'")
    session.close()
    assert "A newer version wrote it." in installed.run("doctor").out


def test_a_framework_that_was_changed_in_its_folder_is_told(installed: Command) -> None:
    folder = written(installed.folder / "frameworks" / "small", FILES)
    installed.env["RESILIENCE_FRAMEWORKS"] = str(folder.parent)
    store = Store(f"sqlite:///{installed.database}")
    offer(store, HOST, FILES, {})
    store.engine.dispose()
    assert findings(installed.run("doctor").out)["frameworks"].startswith("ok   ")
    assert len(installed.run("framework", "list").out.splitlines()) == 1
    written(folder, changed("framework.yaml", "weight: 3", "weight: 4"))
    said = "was changed without a new version; workshops keep it as it was."
    doctor = installed.run("doctor")
    assert doctor.status == 1
    assert said in findings(doctor.out)["frameworks"]
    assert "Give it a new version in its framework.yaml" in doctor.out
    assert said in installed.run("framework", "list").out


def test_a_corrected_translation_reaches_workshops_before_any_page(installed: Command) -> None:
    folder = written(installed.folder / "frameworks" / "small", FILES | {"text.ko.yaml": KOREAN})
    installed.env["RESILIENCE_FRAMEWORKS"] = str(folder.parent)
    store = Store(f"sqlite:///{installed.database}")
    code = set_up(store, load_framework(folder), tier="quick").code
    (folder / "text.ko.yaml").write_text(KOREAN.replace("물", "수자원"))
    assert installed.run("account", "list").status == 0
    assert view_workshop(store, code).framework.title("A", "ko") == "수자원"


def test_framework_list_names_those_of_the_installation(command: Command) -> None:
    written(command.folder / "frameworks" / "small", FILES)
    command.env["RESILIENCE_FRAMEWORKS"] = str(command.folder / "frameworks")
    ran = command.run("framework", "list")
    assert (ran.status, ran.out) == (0, "small 1.0: Small, 4 indicators\n")


def test_framework_list_without_settings_names_those_that_are_brought(command: Command) -> None:
    ran = command.run("framework", "list")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        "undrr-preliminary 2.0.0: UNDRR preliminary items, 47 indicators",
        "urban-resilience 2.0.0: Urban resilience scorecard, 59 indicators",
        "undrr-preliminary 1.0.0: UNDRR preliminary items, 47 indicators",
        "urban-resilience 1.0.0: Urban resilience scorecard, 45 indicators",
    ]
