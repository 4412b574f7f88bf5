"""Migrations make the schema that the tables name, on both databases."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import CheckConstraint, Connection, inspect
from sqlalchemy import text as sql
from sqlmodel import select

from resilience.errors import CannotRun
from resilience.store import Store, current, migrate, newest, steps
from resilience.store.database.rebuilding import rebuilding
from resilience.store.tables import Base, Round
from tests.store.old import content, make_old
from tests.store.rows import fill

pytestmark = pytest.mark.long

OPTIONS = {"compare_type": True, "compare_server_default": True}
#: tables that a migration empties, because the program makes their rows again, and its revision
EMPTIED = {"network_place": "0039"}


def schema(connection: Connection) -> dict[str, list[str]]:
    """The columns of every table."""
    seen = inspect(connection)
    return {name: [c["name"] for c in seen.get_columns(name)] for name in seen.get_table_names()}


def test_an_empty_database_is_brought_to_the_newest_revision(empty_store: Store) -> None:
    assert current(empty_store) is None
    migrate(empty_store)
    assert current(empty_store) == newest() is not None


def test_the_folder_of_a_new_database_is_made_with_it(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "resilience.db"
    store = Store(f"sqlite:///{file}")
    assert not file.parent.exists()
    migrate(store)
    store.engine.dispose()
    assert file.is_file()


def test_migrations_make_the_schema_of_the_tables(empty_store: Store) -> None:
    migrate(empty_store)
    with empty_store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        differences: Any = compare_metadata(context, Base.metadata)
    assert differences == []


def test_migrations_make_the_checks_of_the_tables(store: Store) -> None:
    """`compare_metadata` does not look at CHECK constraints, so they are counted."""
    seen = inspect(store.engine)
    for table in Base.metadata.sorted_tables:
        named = [c for c in table.constraints if isinstance(c, CheckConstraint)]
        assert len(seen.get_check_constraints(table.name)) == len(named), table.name


def test_migrating_twice_changes_nothing_and_keeps_the_rows(store: Store) -> None:
    fill(store)
    with store.engine.connect() as connection:
        before = schema(connection)
    migrate(store)
    with store.engine.connect() as connection:
        assert schema(connection) == before
        for table in Base.metadata.sorted_tables:
            assert connection.execute(table.select()).all(), table.name


@pytest.mark.parametrize("revision", [step.revision for step in steps()])
def test_a_database_of_any_earlier_version_is_brought_up_to_date_with_its_rows(
    empty_store: Store, revision: str
) -> None:
    make_old(empty_store, revision)
    before = content(empty_store)
    done = migrate(empty_store)
    assert [step.revision for step in done] == [
        step.revision for step in steps() if step.revision > revision
    ]
    assert current(empty_store) == newest()
    after = content(empty_store)
    assert all(before.values()), "a row in every table"
    emptied = {table for table, by in EMPTIED.items() if table in before and revision < by}
    assert {table for table in before if not after[table]} == emptied
    for table in before.keys() - emptied:
        rows = before[table]
        names = rows[0].keys() & after[table][0].keys()
        assert picked(after[table], names) == picked(rows, names), table


def picked(rows: list[dict[str, Any]], names: Collection[str]) -> list[dict[str, Any]]:
    """These columns of rows."""
    return [{name: row[name] for name in names} for row in rows]


@pytest.mark.parametrize(("k", "shown"), [(3, 1), (0, 0)])
def test_open_workshops_are_taken_off_the_network(empty_store: Store, k: int, shown: int) -> None:
    make_old(empty_store, "0040")
    with empty_store.write() as session:
        session.connection().execute(sql(f"UPDATE workshop SET k = {k}"))
    migrate(empty_store)
    after = content(empty_store)
    for table in ("publication", "published_score", "network_place"):
        assert len(after[table]) == shown, table


@pytest.mark.parametrize(
    ("was", "hidden"),
    [
        ("number = 1, revealed_at = opened_at, closed_at = NULL", [True]),
        ("number = 1, revealed_at = opened_at", [False]),
        ("number = 0, revealed_at = NULL, closed_at = NULL", []),
    ],
)
def test_reopened_votes_are_hidden_and_rehearsals_of_before_are_gone(
    empty_store: Store, was: str, hidden: list[bool]
) -> None:
    make_old(empty_store, "0017")
    with empty_store.write() as session:
        session.connection().execute(sql(f"UPDATE round SET {was}"))
    migrate(empty_store)
    after = content(empty_store)
    assert [row["hidden_at"] is not None for row in after["round"]] == hidden
    assert {row["in_room"] for row in after["department"]} == {None}


@pytest.mark.parametrize(("framework", "shown"), [("undrr-preliminary", ["en"]), ("small", None)])
def test_earlier_votes_are_taken_to_have_shown_the_official_words_that_are_kept(
    empty_store: Store, framework: str, shown: list[str] | None
) -> None:
    make_old(empty_store, "0023")
    with empty_store.write() as session:
        session.connection().execute(sql(f"UPDATE workshop SET framework = '{framework}'"))
    migrate(empty_store)
    with empty_store.read() as session:
        assert [one.official for one in session.exec(select(Round)).all()] == [shown]


def test_devices_of_before_are_numbered_in_the_order_of_their_ids(empty_store: Store) -> None:
    make_old(empty_store, "0034")
    with empty_store.write() as session:
        columns = "workshop_id, department_id, language, is_table, size, joined_at"
        session.connection().execute(
            sql(
                f"INSERT INTO participant (id, token_hash, {columns})"
                f" SELECT id + 40, 'other', {columns} FROM participant"
            )
        )
    migrate(empty_store)
    after = content(empty_store)
    assert [(row["id"], row["number"]) for row in after["participant"]] == [(1, 1), (41, 2)]
    assert [row["devices"] for row in after["workshop"]] == [2]


def test_a_database_of_a_newer_version_is_left_as_it_is(store: Store) -> None:
    fill(store)
    with store.write() as session:
        session.connection().execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    before = content(store)
    with pytest.raises(CannotRun, match="has the schema 9999, which this version does not know"):
        migrate(store)
    assert content(store) == before
    assert current(store) == "9999"


def test_rows_below_a_table_that_is_made_anew_stay(store: Store) -> None:
    """SQLite deletes what points to a table that is dropped, unless its foreign keys rest."""
    fill(store)
    before = content(store)
    with rebuilding(store) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("unit", recreate=anew(store)) as table:
            table.alter_column("name", nullable=False)
    assert content(store) == before


def test_nobody_writes_while_tables_are_rebuilt(sqlite_store: Store) -> None:
    assert sqlite_store.file
    with (
        rebuilding(sqlite_store),
        closing(sqlite3.connect(sqlite_store.file, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_a_migration_whose_rows_would_point_nowhere_is_refused(sqlite_store: Store) -> None:
    fill(sqlite_store)
    before = content(sqlite_store)
    with pytest.raises(CannotRun, match="Rows in participant"), rebuilding(sqlite_store) as held:
        held.execute(sql("UPDATE participant SET department_id = 99"))
    assert content(sqlite_store) == before
    with sqlite_store.read() as session:
        assert session.connection().execute(sql("PRAGMA foreign_keys")).scalar() == 1


def anew(store: Store) -> Literal["always", "never"]:
    """Whether a change of a column makes the table anew: PostgreSQL never needs to."""
    return "always" if store.engine.dialect.name == "sqlite" else "never"


def test_ids_that_browsers_hold_are_not_used_again(tmp_path: Path) -> None:
    """SQLite gives the id of a deleted last row to the next one, unless a table forbids it."""
    store = Store(f"sqlite:///{tmp_path / 'old.db'}")
    make_old(store, "0033")
    migrate(store)
    once = {
        t.name for t in Base.metadata.sorted_tables if t.dialect_options["sqlite"]["autoincrement"]
    }
    assert {"question", "action", "department"} <= once
    with store.read() as session:
        found = session.connection().execute(
            sql("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
        )
        assert {row.name for row in found} == once
    store.engine.dispose()
