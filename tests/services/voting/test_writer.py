"""One writer: a group in one commit, told after it, and what fails undone by itself."""

import asyncio
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, select

from resilience.errors import CannotRun, InputError
from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.deliveries import Submission, SubmissionBatch, deliver_all
from resilience.services.voting.responses import own_ballot
from resilience.services.voting.writer import MANY, MOST, Work, Writer
from resilience.store import CommitUnknown, Session, Store
from resilience.store.tables import Delivery, ReplacedAnswer, Response
from tests.conftest import DATABASES
from tests.services.delivering import save_answer, write_at_once
from tests.services.held import Held, rows, set_up

PATIENCE = 30


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: what a lost connection leaves behind differs."""
    return str(request.param)


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


def post(store: Store, who: Visitor, level: int, code: str = "W1", counter: int = 1) -> SubmissionBatch:  # fmt: skip
    """What a phone posts of one answer."""
    vote = own_ballot(store, who).vote
    sent = Submission(uuid.uuid4().hex, vote, counter, code, level, {}, "en")
    return SubmissionBatch(who.known_by, [sent])


def said(store: Store, who: Visitor, code: str = "W1") -> object:
    return own_ballot(store, who).answers[code].said


def unread(_session: Session, items: Sequence[Any]) -> Sequence[Any]:
    """Work that stores nothing."""
    return items


Asked = Sequence["asyncio.Future[Any]"]


def while_busy(
    writer: Writer,
    work: Work[Any, Any],
    items: Sequence[Any],
    meanwhile: Callable[[Asked], object] = bool,
) -> list[Any]:
    """What the writer gives for items that all came while it was busy with something else."""
    started, go = threading.Event(), threading.Event()

    def busy(_session: Session, held: Sequence[object]) -> Sequence[object]:
        started.set()
        go.wait(PATIENCE)
        return held

    async def together() -> list[Any]:
        first = asyncio.ensure_future(writer.write_together(busy, None))
        await asyncio.to_thread(started.wait, PATIENCE)
        asked = [asyncio.ensure_future(writer.write_together(work, item)) for item in items]
        await asyncio.sleep(0)
        meanwhile(asked)
        await asyncio.sleep(0)
        go.set()
        await first
        return await asyncio.gather(*asked, return_exceptions=True)

    return asyncio.run(together())


def test_a_write_is_done_after_its_commit(voting: Held, writer: Writer, commits: list[int]) -> None:
    who = voting.join()
    sent = post(voting.store, who, 3)
    commits.clear()
    write_at_once(writer, deliver_all, [sent])
    assert commits
    assert said(voting.store, who) == 3


def test_what_waits_is_committed_at_once(voting: Held, writer: Writer, commits: list[int]) -> None:
    people = [voting.join() for _ in range(20)]
    posts = [post(voting.store, who, n % 5) for n, who in enumerate(people)]
    commits.clear()
    done: list[bool] = []
    while_busy(writer, deliver_all, posts, lambda asked: done.extend(a.done() for a in asked))
    assert done == [False] * 20
    assert len(commits) == 2  # that of what held it up, and that of the twenty
    assert sorted(r.level or 0 for r in rows(voting.store, Response)) == sorted([0, 1, 2, 3, 4] * 4)


def test_a_group_has_an_end(writer: Writer, commits: list[int]) -> None:
    commits.clear()
    while_busy(writer, unread, range(MOST + 1))
    assert len(commits) == 3


@pytest.mark.parametrize(("before", "shared"), [(MANY, 1), (MANY - 1, 2)])
def test_after_many_the_next_wait_for_more(
    writer: Writer, commits: list[int], monkeypatch: pytest.MonkeyPatch, before: int, shared: int
) -> None:
    monkeypatch.setattr("resilience.services.voting.writer.WAITS", 2.0)
    while_busy(writer, unread, range(before))
    commits.clear()

    async def one_and_another() -> None:
        first = asyncio.ensure_future(writer.write_together(unread, 1))
        await asyncio.wait([first], timeout=0.5)  # where nobody waits for more it is stored by then
        await asyncio.gather(first, writer.write_together(unread, 2))

    asyncio.run(one_and_another())
    assert len(commits) == shared


def test_writes_of_one_person_keep_their_order(voting: Held, writer: Writer) -> None:
    who, other = voting.join(), voting.join()
    posts = [post(voting.store, one, level) for level in (1, 4, 2) for one in (other, who)]
    while_busy(writer, deliver_all, posts)
    assert (said(voting.store, who), said(voting.store, other)) == (2, 2)


def test_where_the_commit_fails_everybody_is_told(
    voting: Held, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [voting.join(), voting.join()]
    posts = [post(voting.store, who, 3) for who in people]

    def fail(_session: Session) -> None:
        raise CannotRun("The disk is full.")

    monkeypatch.setattr(Session, "commit", fail)
    told = write_at_once(writer, deliver_all, posts)
    monkeypatch.undo()
    assert [str(one) for one in told] == ["The disk is full."] * 2
    assert rows(voting.store, Response) == []
    write_at_once(writer, deliver_all, posts)  # and it goes on
    assert said(voting.store, people[0]) == 3


def test_a_write_that_nobody_waits_for_any_more_is_left_out(voting: Held, writer: Writer) -> None:
    who = voting.join()
    posts = [post(voting.store, who, 3), post(voting.store, who, 1, "W2")]
    gone, after = while_busy(writer, deliver_all, posts, lambda asked: asked[0].cancel())
    assert isinstance(gone, asyncio.CancelledError)
    assert after.each[0].stands
    assert [r.indicator for r in rows(voting.store, Response)] == ["W2"]


def test_closing_finishes_what_waits(voting: Held) -> None:
    writer, who = Writer(voting.store), voting.join()
    posts = [post(voting.store, who, level) for level in (1, 2, 3)]

    async def closing() -> None:
        asked = [asyncio.ensure_future(writer.write_together(deliver_all, one)) for one in posts]
        await asyncio.sleep(0)
        writer.close()
        assert said(voting.store, who) == 3
        await asyncio.gather(*asked)

    asyncio.run(closing())
    writer.close()


def test_other_pages_write_beside_it(voting: Held, writer: Writer) -> None:
    people = [voting.join() for _ in range(8)]
    posts = [post(voting.store, w, n, counter=n + 1) for n in range(5) for w in people]

    def page(who: Visitor) -> None:
        for level in range(5):
            save_answer(voting.store, who, "W2", level)

    pages = [threading.Thread(target=page, args=(who,)) for who in people]
    for thread in pages:
        thread.start()
    for n in range(0, len(posts), 8):
        write_at_once(writer, deliver_all, posts[n : n + 8])
    for thread in pages:
        thread.join()
    for who in people:
        assert (said(voting.store, who, "W1"), said(voting.store, who, "W2")) == (4, 4)
        assert own_ballot(voting.store, who).counter >= 5
    assert len(rows(voting.store, ReplacedAnswer)) == 8 * 8


def stored_once(store: Store) -> bool:
    """Whether each answer that was sent is there, and none was taken twice."""
    sent, answers = rows(store, Delivery), rows(store, Response)
    return len(sent) == len(answers) == 2 and rows(store, ReplacedAnswer) == []


def test_a_commit_without_an_answer_is_done_again(
    postgresql_url: str, framework: Framework
) -> None:
    store = Store(postgresql_url)
    here = set_up(store, framework)
    here.move(rounds.open_vote)
    posts = [post(store, here.join(), level) for level in (3, 1)]
    lost: list[int] = []

    def end(connection: Connection) -> None:
        """The database goes away when it is told to commit."""
        if not lost:
            lost.append(connection.scalar(func.pg_backend_pid()))
            with store.engine.connect() as outside:
                outside.execute(select(func.pg_terminate_backend(lost[0], 5000)))

    event.listen(store.engine, "commit", end)
    writer = Writer(store)
    told = [write_at_once(writer, deliver_all, [one])[0] for one in posts]
    assert lost
    assert [one.each[0].stands for one in told] == [True, True]
    assert stored_once(store)
    writer.close()
    store.engine.dispose()


def test_what_was_committed_without_an_answer_is_stored_once(
    voting: Held, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [post(voting.store, voting.join(), level) for level in (3, 1)]
    commit, unknown = Session.commit, [1]

    def commit_and_lose(session: Session) -> None:
        commit(session)
        if unknown and unknown.pop():
            raise CommitUnknown("It is not known.")

    monkeypatch.setattr(Session, "commit", commit_and_lose)
    told = write_at_once(writer, deliver_all, posts)
    assert not unknown
    assert [one.each[0].stands for one in told] == [True, True]
    assert stored_once(voting.store)


def test_a_commit_that_stays_unknown_is_told_and_the_next_is_written(
    voting: Held, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = voting.join()
    sent = post(voting.store, who, 3)

    def lose(_session: Session) -> None:
        raise CommitUnknown("It is not known.")

    monkeypatch.setattr(Session, "commit", lose)
    (told,) = write_at_once(writer, deliver_all, [sent])
    monkeypatch.undo()
    assert isinstance(told, CommitUnknown)
    write_at_once(writer, deliver_all, [sent])
    assert said(voting.store, who) == 3


def test_what_waits_for_the_same_work_has_it_done_once(writer: Writer) -> None:
    seen: list[list[int]] = []

    def work(_session: Session, items: Sequence[int]) -> list[int | Exception]:
        seen.append(list(items))
        return [InputError("Not this one.") if item == 2 else 10 * item for item in items]

    first, refused, last = while_busy(writer, work, [1, 2, 3])
    assert (first, str(refused), last) == (10, "Not this one.", 30)
    assert seen == [[1, 2, 3]]


def test_where_work_for_many_fails_each_has_it_done_alone(voting: Held, writer: Writer) -> None:
    people = [voting.join() for _ in range(3)]
    posts = [post(voting.store, who, 1) for who in people]

    def work(session: Session, items: Sequence[SubmissionBatch]) -> Sequence[object]:
        told = deliver_all(session, items)
        if posts[1] in items:
            raise RuntimeError("a fault")
        return told

    failed = [isinstance(one, RuntimeError) for one in while_busy(writer, work, posts)]
    assert failed == [False, True, False]
    stored = {row.participant_id for row in rows(voting.store, Response)}
    assert stored == {people[0].participant_id, people[2].participant_id}
