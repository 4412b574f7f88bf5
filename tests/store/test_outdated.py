"""A process writes on the schema that it began with, or not at all."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text as sql

from resilience.store import Store, current, migrate
from resilience.store.database.outdated import REBUILD_LOCK, Outdated
from tests.store.rows import fill

TRY = f"SELECT pg_try_advisory_xact_lock({REBUILD_LOCK}, 0)"


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    """The same database, opened by another process."""
    opened = Store(store.url.render_as_string(hide_password=False))
    yield opened
    opened.engine.dispose()


def test_nothing_is_written_after_another_version_upgraded(store: Store, other: Store) -> None:
    migrate(store)
    fill(store)
    with other.write() as session:
        session.connection().execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Outdated, match="so this server saves nothing until it is restarted"):
        fill(store)
    assert current(store) == "9999", "what is there can still be read"


@pytest.mark.parametrize("dialect", ["postgresql"])
def test_an_upgrade_waits_for_writes_that_have_begun(store: Store, other: Store) -> None:
    """SQLite lets nobody else write anyway."""
    migrate(store)
    with store.write(), other.read() as session:
        assert session.connection().execute(sql(TRY)).scalar() is False
    with other.read() as session:
        assert session.connection().execute(sql(TRY)).scalar() is True
