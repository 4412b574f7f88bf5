"""Migrations make the schema that the tables name, on both databases."""

from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect

from resilience.store import Store, current, migrate, newest
from resilience.store.tables import Base
from tests.store.rows import fill

OPTIONS = {"compare_type": True, "compare_server_default": True}


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
