"""How the database is opened, what a session sees, and what is said where it cannot be used."""

import datetime
import gc
import sqlite3
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text

from resilience.errors import CannotRun, WrongTime
from resilience.store import Store, migrate, now
from resilience.store.database import engine
from resilience.store.tables import City, StaffAct
from tests.store.opened import opened
from tests.store.rows import ROWS, add, fill, other


def cities(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(City)) or 0


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2)]
)
@pytest.mark.parametrize("writing", [False, True], ids=["read", "write"])
def test_every_session_on_sqlite_has_the_pragmas(
    sqlite_store: Store, pragma: str, value: object, writing: bool
) -> None:
    with sqlite_store.write() if writing else sqlite_store.read() as session:
        assert session.connection().execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_the_address_that_the_message_advises_opens_postgresql_through_psycopg(
    postgresql_url: str,
) -> None:
    with opened(postgresql_url) as store:
        assert postgresql_url.startswith("postgresql://")
        assert store.engine.driver == "psycopg"
        assert cities(store) == 0


def test_a_write_is_kept_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(WrongTime), store.write() as session:
        add(session, City, ROWS[City])
        session.flush()
        raise WrongTime("Too late.")
    assert cities(store) == 0
    with store.write() as session:
        add(session, City, ROWS[City])
    assert cities(store) == 1


def test_a_read_keeps_nothing(store: Store) -> None:
    with store.read() as session:
        add(session, City, ROWS[City])
    assert cities(store) == 0


def test_what_nobody_holds_any_more_closes_its_connections(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    with store.read() as session:
        connection = session.connection().connection.dbapi_connection
    assert connection is not None
    connection.cursor()
    del store, session
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.cursor()


def test_a_read_sees_one_state_of_the_database_while_others_write(store: Store) -> None:
    fill(store)
    count = select(func.count()).select_from(City)
    with store.read() as session:
        before = session.scalar(count)
        with store.write() as writer:
            add(writer, City, other(City))
        assert session.scalar(count) == before == 1
    assert cities(store) == 2


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/St_Johns"])
def test_a_moment_comes_back_as_the_same_instant_in_utc(store: Store, zone: str) -> None:
    at = datetime.datetime(2026, 10, 13, 23, 59, 59, 123456, ZoneInfo(zone))
    with store.write() as session:
        session.add(StaffAct(actor="host", role="host", act="looked", at=at))
    with store.read() as session:
        found = session.scalars(select(StaffAct)).one().at
    assert found == at
    assert found.tzinfo is datetime.UTC


def test_now_is_in_utc_and_is_what_a_row_gets(store: Store) -> None:
    before = now()
    with store.write() as session:
        session.add(StaffAct(actor="host", role="host", act="looked"))
    with store.read() as session:
        at = session.scalars(select(StaffAct)).one().at
    assert before <= at <= now()
    assert at.utcoffset() == datetime.timedelta(0)


UNUSABLE = {
    "no address": "",
    "no scheme": "resilience.db",
    "unknown database": "oracle+none://user:hush@host/name",
    "driver that is not installed": "mysql://user:hush@host/name",
    "port that is no number": "postgresql://user:hush@host:port/name",
}


@pytest.mark.parametrize("url", UNUSABLE.values(), ids=UNUSABLE)
def test_an_address_that_cannot_be_read_is_told_with_one_that_can(url: str) -> None:
    with pytest.raises(CannotRun) as told:
        Store(url)
    assert "RESILIENCE_DATABASE_URL" in str(told.value)
    assert "postgresql://USER:PASSWORD@HOST/NAME" in str(told.value)
    assert "hush" not in str(told.value)


def below_a_file(folder: Path) -> str:
    (folder / "file").write_text("no folder")
    return f"sqlite:///{folder / 'file' / 'below' / 'test.db'}"


def a_folder(folder: Path) -> str:
    return f"sqlite:///{folder}"


def no_database(folder: Path) -> str:
    (folder / "notes.txt").write_text("These are notes and no database. " * 40)
    return f"sqlite:///{folder / 'notes.txt'}"


def read_only(folder: Path) -> str:
    with opened(f"sqlite:///{folder / 'kept.db'}") as store, store.write() as session:
        session.connection().execute(text("CREATE TABLE kept (id INTEGER)"))
    return f"sqlite:///file:{folder / 'kept.db'}?mode=ro&uri=true"


def no_server(_folder: Path) -> str:
    return "postgresql://user:hush@127.0.0.1:1/name"


@pytest.mark.parametrize("place", [below_a_file, a_folder, no_database, read_only, no_server])
def test_a_database_that_cannot_be_written_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: object
) -> None:
    assert callable(place)
    url = place(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    with pytest.raises(CannotRun) as told, opened(url) as store:
        migrate(store)
    said = str(told.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert "hush" not in said
    assert {f for f in tmp_path.iterdir() if f.is_dir()} <= before, "no folder is left behind"


def test_a_database_without_the_right_to_write_can_still_be_read(
    sqlite_store: Store, tmp_path: Path
) -> None:
    fill(sqlite_store)
    file = sqlite_store.url.database
    with opened(f"sqlite:///file:{file}?mode=ro&uri=true") as store:
        assert cities(store) == 1
        with pytest.raises(CannotRun, match="Nothing was changed"), store.write() as session:
            add(session, City, other(City))
        assert cities(store) == 1


def test_a_server_that_is_not_there_is_told_by_reads_and_writes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "RESTART_SECONDS", 1.0)  # it will not come back
    with opened("postgresql://user:hush@127.0.0.1:1/name") as store:
        with pytest.raises(CannotRun) as read:
            cities(store)
        with pytest.raises(CannotRun) as written, store.write() as session:
            add(session, City, ROWS[City])
    for told in (read, written):
        assert "127.0.0.1:1" in str(told.value)
        assert "hush" not in str(told.value)


def test_a_database_that_was_never_migrated_is_told(empty_store: Store) -> None:
    with pytest.raises(CannotRun, match="resilience doctor"):
        cities(empty_store)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////data/resilience.db", Path("/data/resilience.db")),
        ("sqlite:///:memory:", None),
        ("sqlite://", None),
        ("sqlite:///file:/data/resilience.db?mode=ro&uri=true", None),
        ("postgresql://user:hush@host/name", None),
    ],
)
def test_only_a_database_in_a_file_has_one(url: str, file: Path | None) -> None:
    with opened(url) as store:
        assert store.file == file


def test_the_name_of_a_database_hides_the_password() -> None:
    with opened("postgresql://user:hush@host/name") as store:
        assert store.name == "postgresql://user:***@host/name"
