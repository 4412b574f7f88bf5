"""One writer: a group in one commit, told after it, and what fails undone by itself."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, select

from resilience.errors import CannotRun, InputError
from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.responses import own_ballot, write_answer
from resilience.services.voting.writer import MANY, MOST, Writer
from resilience.store import CommitUnknown, Session, Store
from resilience.store.tables import Response
from tests.conftest import DATABASES
from tests.services.delivering import save_answer
from tests.services.held import Held, present, rows, set_up

PATIENCE = 30


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: what a lost connection leaves behind differs."""
    return str(request.param)


@pytest.fixture
def voting(held: Held) -> Held:
    held.move(rounds.open_vote)
    return held


@pytest.fixture
def writer(voting: Held) -> Iterator[Writer]:
    made = Writer(voting.store)
    yield made
    made.close()


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each commit."""
    seen: list[int] = []
    commit = Session.commit

    def counted(session: Session) -> None:
        seen.append(1)
        commit(session)

    monkeypatch.setattr(Session, "commit", counted)
    return seen


def answer(who: Visitor, level: int, code: str = "W1") -> Callable[[Session], object]:
    return lambda session: write_answer(session, who, code, level)


def person(who: Visitor) -> int:
    return present(who.participant_id)


def hold(writer: Writer) -> tuple[threading.Event, "Future[Any]"]:
    """Keep the writer busy, so that what is asked meanwhile makes one group."""
    started, go = threading.Event(), threading.Event()

    def work(_session: Session) -> object:
        started.set()
        return go.wait(PATIENCE)

    held = writer.write(0, work)
    assert started.wait(PATIENCE)
    return go, held


def test_a_write_is_done_after_its_commit(voting: Held, writer: Writer) -> None:
    who = voting.join()
    writer.write(person(who), answer(who, 3)).result(PATIENCE)
    assert own_ballot(voting.store, who).answers["W1"].said == 3


def test_what_waits_is_committed_at_once(voting: Held, writer: Writer, commits: list[int]) -> None:
    people = [voting.join() for _ in range(20)]
    go, held = hold(writer)
    asked = [writer.write(person(who), answer(who, n % 5)) for n, who in enumerate(people)]
    before = len(commits)
    assert not any(one.done() for one in asked)
    go.set()
    wait([held, *asked], PATIENCE)
    assert len(commits) - before == 2  # that of the one that held, and that of the twenty
    assert sorted(r.level or 0 for r in rows(voting.store, Response)) == sorted([0, 1, 2, 3, 4] * 4)


def test_a_group_has_an_end(voting: Held, writer: Writer, commits: list[int]) -> None:
    go, held = hold(writer)
    asked: list[Future[Any]] = [writer.write(1, lambda _session: None) for _ in range(MOST + 1)]
    before = len(commits)
    go.set()
    wait([held, *asked], PATIENCE)
    assert len(commits) - before == 3


@pytest.mark.parametrize(("before", "shared"), [(MANY, 1), (MANY - 1, 2)])
def test_after_many_the_next_wait_for_more(
    voting: Held,
    writer: Writer,
    commits: list[int],
    monkeypatch: pytest.MonkeyPatch,
    before: int,
    shared: int,
) -> None:
    monkeypatch.setattr("resilience.services.voting.writer.WAITS", 2.0)
    people = [voting.join() for _ in range(before)]
    go, held = hold(writer)
    asked = [writer.write(person(one), answer(one, 1)) for one in people]
    go.set()
    wait([held, *asked], PATIENCE)
    commits.clear()
    first = writer.write(person(people[0]), answer(people[0], 2))
    wait([first], 0.5)  # where nobody waits for more it is stored by then
    second = writer.write(person(people[1]), answer(people[1], 2))
    wait([first, second], PATIENCE)
    assert len(commits) == shared


def test_what_fails_is_undone_alone(voting: Held, writer: Writer) -> None:
    who, other = voting.join(), voting.join()
    go, _ = hold(writer)

    def half(session: Session) -> None:
        write_answer(session, who, "W1", 4)
        write_answer(session, who, "W2", 99)

    failed = writer.write(person(who), half)
    fine = writer.write(person(other), answer(other, 2))
    go.set()
    with pytest.raises(InputError, match="99 is not one of them"):
        failed.result(PATIENCE)
    fine.result(PATIENCE)
    assert [r.level for r in rows(voting.store, Response)] == [2]


def test_writes_of_one_person_keep_their_order(voting: Held, writer: Writer) -> None:
    who, other = voting.join(), voting.join()
    go, _ = hold(writer)
    asked = [
        writer.write(person(one), answer(one, level)) for level in (1, 4, 2) for one in (other, who)
    ]
    go.set()
    wait(asked, PATIENCE)
    assert own_ballot(voting.store, who).answers["W1"].said == 2
    assert own_ballot(voting.store, other).answers["W1"].said == 2


def test_where_the_commit_fails_everybody_is_told(
    voting: Held, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = voting.join()

    def fail(_session: Session) -> None:
        raise CannotRun("The disk is full.")

    monkeypatch.setattr(Session, "commit", fail)
    with pytest.raises(CannotRun):
        writer.write(person(who), answer(who, 3)).result(PATIENCE)
    monkeypatch.undo()
    assert rows(voting.store, Response) == []
    writer.write(person(who), answer(who, 1)).result(PATIENCE)  # and it goes on
    assert own_ballot(voting.store, who).answers["W1"].said == 1


def test_a_write_that_nobody_waits_for_any_more_is_left_out(voting: Held, writer: Writer) -> None:
    who = voting.join()
    go, _ = hold(writer)
    gone = writer.write(person(who), answer(who, 3))
    after = writer.write(person(who), answer(who, 1, "W2"))
    assert gone.cancel()
    go.set()
    after.result(PATIENCE)
    assert [r.indicator for r in rows(voting.store, Response)] == ["W2"]


def test_closing_finishes_what_waits(voting: Held) -> None:
    writer, who = Writer(voting.store), voting.join()
    asked = [writer.write(person(who), answer(who, level)) for level in (1, 2, 3)]
    writer.close()
    assert all(one.done() for one in asked)
    assert own_ballot(voting.store, who).answers["W1"].said == 3
    writer.close()


def test_other_pages_write_beside_it(voting: Held, writer: Writer) -> None:
    people = [voting.join() for _ in range(8)]

    def page(who: Visitor) -> None:
        for level in range(5):
            save_answer(voting.store, who, "W2", level)

    pages = [threading.Thread(target=page, args=(who,)) for who in people]
    for thread in pages:
        thread.start()
    asked = [writer.write(person(w), answer(w, level)) for level in range(5) for w in people]
    wait(asked, PATIENCE)
    for thread in pages:
        thread.join()
    said = {w: own_ballot(voting.store, w).answers for w in people}
    assert all(a["W1"].said == 4 and a["W2"].said == 4 for a in said.values())
    assert {own_ballot(voting.store, w).counter for w in people} == {10}


@pytest.mark.parametrize("once", [True, False], ids=["told apart by an id", "without an id"])
def test_a_commit_without_an_answer_is_done_again_where_nothing_is_stored_twice(
    postgresql_url: str, framework: Framework, once: bool
) -> None:
    store = Store(postgresql_url)
    here = set_up(store, framework)
    here.move(rounds.open_vote)
    who, other = here.join(), here.join()
    lost: list[int] = []

    def end(connection: Connection) -> None:
        """The database goes away when it is told to commit."""
        if not lost:
            lost.append(connection.scalar(func.pg_backend_pid()))
            with store.engine.connect() as outside:
                outside.execute(select(func.pg_terminate_backend(lost[0], 5000)))

    event.listen(store.engine, "commit", end)
    writer = Writer(store)
    sure = writer.write(person(who), answer(who, 3), once=once)
    if once:
        sure.result(PATIENCE)
    else:
        with pytest.raises(CommitUnknown, match="not known"):
            sure.result(PATIENCE)
    writer.write(person(other), answer(other, 1), once=once).result(PATIENCE)
    assert lost
    assert own_ballot(store, other).answers["W1"].said == 1
    assert ("W1" in own_ballot(store, who).answers) is once
    writer.close()
    store.engine.dispose()


def test_what_waits_for_the_same_work_has_it_done_once(voting: Held, writer: Writer) -> None:
    seen: list[list[int]] = []

    def work(_session: Session, items: Sequence[int]) -> list[int | Exception]:
        seen.append(list(items))
        return [InputError("Not this one.") if item == 2 else 10 * item for item in items]

    async def all_at_once() -> list[Any]:
        go, _ = hold(writer)
        asked = [asyncio.ensure_future(writer.write_together(work, n)) for n in (1, 2, 3)]
        await asyncio.sleep(0)
        go.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    first, refused, last = asyncio.run(all_at_once())
    assert (first, str(refused), last) == (10, "Not this one.", 30)
    assert seen == [[1, 2, 3]]


def test_where_work_for_many_fails_each_has_it_done_alone(voting: Held, writer: Writer) -> None:
    people = [voting.join() for _ in range(3)]

    def work(session: Session, items: Sequence[Visitor]) -> list[object]:
        told: list[object] = [write_answer(session, who, "W1", 1) for who in items]
        if people[1] in items:
            raise RuntimeError("a fault")
        return told

    async def all_at_once() -> list[Any]:
        go, _ = hold(writer)
        asked = [asyncio.ensure_future(writer.write_together(work, who)) for who in people]
        await asyncio.sleep(0)
        go.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    failed = [isinstance(one, RuntimeError) for one in asyncio.run(all_at_once())]
    assert failed == [False, True, False]
    stored = {row.participant_id for row in rows(voting.store, Response)}
    assert stored == {person(people[0]), person(people[2])}
