"""PostgreSQL goes away or takes too long: what is done again, and what is said."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from resilience.errors import CannotRun
from resilience.store import CommitUnknown, Limits, Session, Store, repeatable
from resilience.store.database.retry import Lost
from resilience.store.tables import City
from resilience.store.workshops import hold_workshop, wait_for
from tests.store.rows import ROWS, add


@pytest.fixture
def here(postgresql_url: str) -> Iterator[Store]:
    """A store of two connections whose statements take a second at most, and wait half of one."""
    opened = Store(f"{postgresql_url}&options=-c%20lock_timeout%3D500ms", Limits(2, 1))
    yield opened
    opened.engine.dispose()


def cities(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(City)) or 0


def end_connection(session: Session, store: Store) -> None:
    """What a restart of the database does to an open transaction."""
    number = session.scalar(select(func.pg_backend_pid()))
    with store.engine.connect() as other:
        other.execute(select(func.pg_terminate_backend(number, 5000)))


def test_a_statement_that_takes_too_long_is_stopped_and_told(here: Store) -> None:
    with pytest.raises(CannotRun, match="too long"), here.write() as session:
        session.scalar(select(func.pg_sleep(30)))
    assert cities(here) == 0


def test_who_waits_too_long_for_others_is_told(here: Store) -> None:
    with here.write() as first:
        wait_for(first, func.pg_advisory_xact_lock(1, 7))
        with pytest.raises(CannotRun, match="Others are changing"), here.write() as second:
            hold_workshop(second, 7)


def test_more_at_once_than_connections_is_told(
    here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here.engine.pool, "_timeout", 0.1)
    with here.read() as one, here.read() as two:
        for session in (one, two):
            session.scalar(select(1))
        with pytest.raises(CannotRun, match="too busy"), here.read():
            pass


def test_what_was_lost_before_its_commit_is_done_again_once(here: Store) -> None:
    tries: list[int] = []

    @repeatable
    def settle() -> None:
        with here.write() as session:
            add(session, City, ROWS[City])
            session.flush()
            tries.append(1)
            if len(tries) == 1:
                end_connection(session, here)
                session.scalar(select(1))

    settle()
    assert len(tries) == 2
    assert cities(here) == 1


@pytest.mark.parametrize(("seconds", "times"), [(20, 3), (0, 1)])
def test_what_is_lost_each_time_is_told_and_nothing_is_kept(
    here: Store, monkeypatch: pytest.MonkeyPatch, seconds: int, times: int
) -> None:
    """Once where the wait took its whole time: a database that is away is not waited for three times."""
    monkeypatch.setattr("resilience.store.database.retry.RESTART_SECONDS", seconds)
    tries: list[int] = []

    @repeatable
    def settle() -> None:
        tries.append(1)
        with here.write() as session:
            add(session, City, ROWS[City])
            end_connection(session, here)
            session.scalar(select(1))

    with pytest.raises(Lost, match="Nothing was changed"):
        settle()
    assert (len(tries), cities(here)) == (times, 0)


def test_a_commit_without_an_answer_is_never_done_again(here: Store) -> None:
    tries: list[int] = []

    @repeatable
    def settle() -> None:
        with here.write() as session:
            add(session, City, ROWS[City])
            session.flush()
            tries.append(1)
            end_connection(session, here)

    with pytest.raises(CommitUnknown, match="not known"):
        settle()
    assert len(tries) == 1


def test_of_two_in_each_others_way_both_are_done(postgresql_url: str) -> None:
    unhurried = Store(postgresql_url)

    @repeatable
    def both(first: int, second: int) -> int:
        with unhurried.write() as session:
            for number in (first, second):
                wait_for(session, func.pg_advisory_xact_lock(9, number))
                session.scalar(select(func.pg_sleep(0.2)))
        return first

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(both, (1, 2), (2, 1))) == [1, 2]
    unhurried.engine.dispose()
