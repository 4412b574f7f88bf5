"""The database is read-only or locked: nothing is lost, a sentence says so, and then all goes on."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text

from resilience.errors import CannotRun
from resilience.framework import Framework
from resilience.services.counting import rounds
from resilience.services.upkeep.verify import verify
from resilience.settings import Settings
from resilience.store import Store
from resilience.store.database import engine, limits
from resilience.web.routes import Web
from tests.services.held import KEY, Held, set_up
from tests.store.old import content
from tests.web.client import Browser
from tests.web.conftest import app_of
from tests.web.phone_steps import joined, results, send, sending

#: seconds for which a database stays locked; `make faults` says 35, which is longer than any wait
LOCKED = float(os.environ.get("FAULT_SECONDS", "1.5"))
REFUSED = "The server cannot do this at the moment"


@contextmanager
def served(url: str) -> Iterator[tuple[Store, Web]]:
    """The plain pages of a server of its own on a database."""
    store = Store(url)
    web = Web(store, Settings(secret=KEY.decode()))
    try:
        yield store, web
    finally:
        web.close()
        store.engine.dispose()


def levels(store: Store) -> list[object]:
    """The levels of all answers, in order."""
    return [row["level"] for row in content(store)["response"]]


def test_a_sqlite_file_that_may_not_be_written_is_told_and_takes_answers_again(
    sqlite_url: str, framework: Framework
) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    with served(sqlite_url) as (store, web):
        held = set_up(store, framework)
        held.move(rounds.open_vote)
        phone = joined(Browser(app_of(web)), held)
        assert results(send(phone, sending(1, said=1)))[0]["state"] == "saved"
    with served(f"sqlite:///file:{file}?mode=ro&uri=true") as (store, web):
        told = send(Browser(app_of(web), cookies=phone.cookies), sending(2, said=2))
        assert (told.status, REFUSED in told.body) == (503, True)
        assert "nothing was changed" in told.body
        assert levels(store) == [1]
    with served(sqlite_url) as (store, web):
        again = send(Browser(app_of(web), cookies=phone.cookies), sending(3, said=2))
        assert results(again)[0]["state"] == "saved"
        assert levels(store) == [2]


def test_a_postgresql_that_may_not_be_written_is_told_and_takes_answers_again(
    postgresql_url: str, framework: Framework
) -> None:
    with served(postgresql_url) as (store, web):
        held = set_up(store, framework)
        held.move(rounds.open_vote)
        phone = joined(Browser(app_of(web)), held)
        assert results(send(phone, sending(1, said=1)))[0]["state"] == "saved"
        only_reading(store, "on")
        told = send(phone, sending(2, said=2))
        assert (told.status, REFUSED in told.body) == (503, True)
        assert phone.get("/m").status == 200, "what is there can be looked at"
        assert levels(store) == [1]
        only_reading(store, "off")
        assert results(send(phone, sending(3, said=2)))[0]["state"] == "saved"
        assert levels(store) == [2]


def only_reading(store: Store, how: str) -> None:
    """Let a PostgreSQL database take no writes, or take them again; open connections end."""
    writing = {"options": "-c default_transaction_read_only=off"}
    admin = create_engine(store.url, isolation_level="AUTOCOMMIT", connect_args=writing)
    with admin.connect() as connection:
        name = store.url.database
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = {how}"))
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = :name AND pid <> pg_backend_pid()"
            ),
            {"name": name},
        )
    admin.dispose()


def lock(store: Store) -> Callable[[], None]:
    """Lock all writes out, as another program does; gives what unlocks."""
    other = create_engine(store.url)
    connection = other.connect()
    if other.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
    else:
        connection.execute(text("LOCK TABLE response IN ACCESS EXCLUSIVE MODE"))

    def unlock() -> None:
        connection.rollback()
        connection.close()
        other.dispose()

    return unlock


def test_answers_wait_while_the_database_is_locked_and_are_saved_then(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join() for _ in range(3)]
    unlock = lock(held.store)
    saving = [threading.Thread(target=held.say, args=(who,), kwargs={"W1": 2}) for who in people]
    for one in saving:
        one.start()
    longest = engine.BUSY_SECONDS if held.store.file else limits.LOCK_SECONDS
    time.sleep(min(LOCKED, longest - 5))
    assert all(one.is_alive() for one in saving), "none is told to be saved before it is"
    unlock()
    for one in saving:
        one.join()
    assert levels(held.store) == [2, 2, 2]
    assert [one.found for one in verify(held.store) if not one.well] == []


def test_whoever_waited_in_vain_is_told_and_can_answer_again(
    sqlite_url: str, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", min(LOCKED, engine.BUSY_SECONDS))
    store = Store(sqlite_url)
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    who = held.join()
    held.say(who, W1=1)
    unlock = lock(store)
    with pytest.raises(CannotRun, match=r"database is locked\. Nothing was changed."):
        held.say(who, W1=2)
    unlock()
    assert levels(store) == [1]
    held.say(who, W1=3)
    assert levels(store) == [3]
    assert [one.found for one in verify(store) if not one.well] == []
    store.engine.dispose()
