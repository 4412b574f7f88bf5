"""What machines ask: is the server ready, and what are its numbers."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from resilience.services.upkeep import readiness
from resilience.services.upkeep.readiness import not_ready
from resilience.services.voting.writer import Writer
from resilience.settings import Settings
from resilience.store import Store, newest
from tests.services.delivering import write_at_once
from tests.services.held import KEY
from tests.web.client import Browser


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    """A writer that has not written yet."""
    made = Writer(store)
    yield made
    made.close()


@pytest.fixture
def settings(store: Store) -> Settings:
    """Settings that keep their data beside the database."""
    assert store.file
    return Settings(secret=KEY.decode(), data=store.file.parent)


def test_a_server_is_ready(phone: Browser) -> None:
    answer = phone.get("/readyz")
    assert (answer.status, answer.body) == (200, '{"status":"ready"}')
    assert answer.headers["cache-control"] == "no-store"


def test_a_server_with_another_schema_is_not_ready(phone: Browser, store: Store) -> None:
    with store.write() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = phone.get("/readyz")
    assert answer.status == 503
    assert json.loads(answer.body) == {
        "status": "not ready",
        "reasons": [f"database: schema 0001, not {newest()}; restart this server"],
    }


def test_a_server_without_its_database_is_not_ready(phone: Browser, store: Store) -> None:
    store.engine.dispose()
    assert store.file
    for path in store.file.parent.glob(f"{store.file.name}*"):
        path.unlink()
    store.file.write_bytes(b"This is no database." * 500)
    said = json.loads(phone.get("/readyz").body)
    assert said["reasons"] == ["database: cannot be reached"]


def test_a_server_on_a_full_disk_is_not_ready(
    store: Store, settings: Settings, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not_ready(store, settings, writer) == ()
    monkeypatch.setattr(readiness, "LEAST_FREE", 2**70)
    assert not_ready(store, settings, writer) == (
        "disk of the data: nearly full",
        "disk of the database: nearly full",
    )


def test_a_server_that_cannot_write_is_not_ready(store: Store, writer: Writer) -> None:
    missing = Settings(secret=KEY.decode(), data="/proc/resilience")
    assert not_ready(store, missing, writer) == ("disk of the data: No such file or directory",)


def test_a_server_whose_writer_has_stopped_is_not_ready(
    store: Store, settings: Settings, writer: Writer
) -> None:
    write_at_once(writer, lambda _session, items: items, [1])
    assert writer.well
    writer._waiting.put(None)  # what ends its thread, behind its back
    assert writer._thread
    writer._thread.join()
    assert not_ready(store, settings, writer) == ("writer: has stopped",)


def test_numbers_are_told_to_this_machine_alone(phone: Browser) -> None:
    phone.address = "192.0.2.7"
    answer = phone.get("/metrics")
    assert answer.status == 403
    assert "These figures are available only on this machine" in answer.body
    for here in ("127.0.0.1", "::1"):
        phone.address = here
        assert phone.get("/metrics").status == 200
