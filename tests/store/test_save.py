"""One row per participant, round and indicator; what it held before is kept beside it."""

import datetime
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from resilience.store import Session, Store, now
from resilience.store.tables import Department, FrozenRoom, Participant, ReplacedAnswer, Response
from resilience.store.voting import votes
from resilience.store.voting.answers import AnswerKey, Answers
from resilience.store.voting.deliveries import hold_senders, keep_counters
from resilience.store.voting.vote_clock import moment_of_write
from tests.services.held import rows
from tests.store.rows import add, fill, other

PERSON, ROUND = 1, 1
#: saves by each thread
SAVES = 25


@pytest.fixture
def room(store: Store) -> Iterator[Store]:
    """A store with a participant and an open round in which nothing but W1 is answered."""
    fill(store)
    with store.write() as session:
        add(session, Participant, other(Participant))
    yield store


def save(store: Store, indicator: str, person: int = PERSON, **changes: Any) -> None:
    with store.write() as session:
        write(session, indicator, person, **changes)


def write(session: Session, indicator: str, person: int = PERSON, **changes: Any) -> None:
    """Change one answer by the participant's next write, as all that is sent is written."""
    token = session.get_one(Participant, person).token_hash
    counter = hold_senders(session, {token})[token].counter + 1
    place = AnswerKey(person, ROUND, indicator)
    answers = Answers(session, [place])
    answers.save(place, counter, moment_of_write(session, ROUND), changes)
    answers.write()
    keep_counters(session, [(person, counter)])


def current(store: Store, indicator: str) -> list[Response]:
    return list(rows(store, Response, indicator=indicator))


def replaced(store: Store, indicator: str) -> list[ReplacedAnswer]:
    with store.read() as session:
        found = votes.own_replaced(session, PERSON)
    return [row for row in found if row.indicator == indicator]


def test_the_first_answer_makes_a_row_and_replaces_nothing(room: Store) -> None:
    before = now()
    save(room, "W2", state="level", level=3)
    (row,) = current(room, "W2")
    assert (row.participant_id, row.round_id, row.state, row.level) == (1, 1, "level", 3)
    assert before <= row.saved_at <= now()
    assert replaced(room, "W2") == []


def test_a_change_keeps_the_row_and_appends_what_it_held(room: Store) -> None:
    save(room, "W2", state="level", level=3, comment="Old.", confidence="low")
    (first,) = current(room, "W2")
    save(room, "W2", state="na", level=None)
    (row,) = current(room, "W2")
    assert (row.id, row.state, row.level, row.comment) == (first.id, "na", None, "Old.")
    (old,) = replaced(room, "W2")
    assert (old.state, old.level, old.comment, old.confidence) == ("level", 3, "Old.", "low")
    assert old.saved_at == first.saved_at
    assert old.saved_at <= old.replaced_at <= row.saved_at


def test_the_same_again_appends_nothing_and_keeps_the_time(room: Store) -> None:
    save(room, "W2", state="number", level=None, number=2.5)
    (first,) = current(room, "W2")
    save(room, "W2", state="number", level=None, number=2.5)
    (row,) = current(room, "W2")
    assert row.saved_at == first.saved_at
    assert replaced(room, "W2") == []


def test_every_change_is_kept_in_the_order_in_which_it_came(room: Store) -> None:
    for level in (0, 1, 0, 4):
        save(room, "W2", state="level", level=level)
    assert [old.level for old in replaced(room, "W2")] == [0, 1, 0]


def test_a_remark_before_the_answer_gives_a_blank_that_the_answer_fills(room: Store) -> None:
    save(room, "W2", comment="Look at the north.")
    (row,) = current(room, "W2")
    assert (row.state, row.level, row.number) == ("blank", None, None)
    save(room, "W2", state="level", level=1)
    (row,) = current(room, "W2")
    assert (row.state, row.level, row.comment) == ("level", 1, "Look at the north.")
    assert [old.state for old in replaced(room, "W2")] == ["blank"]


def test_a_remark_after_the_answer_leaves_the_answer(room: Store) -> None:
    save(room, "W2", state="dk", level=None)
    save(room, "W2", evidence="The survey of 2025.")
    (row,) = current(room, "W2")
    assert (row.state, row.evidence) == ("dk", "The survey of 2025.")


def test_a_change_that_fails_leaves_the_answer_and_appends_nothing(room: Store) -> None:
    save(room, "W2", state="level", level=1)
    with pytest.raises(ZeroDivisionError), room.write() as session:
        write(session, "W2", state="level", level=2)
        _ = 1 // 0
    assert [row.level for row in current(room, "W2")] == [1]
    assert replaced(room, "W2") == []


def test_others_and_other_indicators_are_left_alone(room: Store) -> None:
    save(room, "W2", state="level", level=1)
    save(room, "W2", person=2, state="level", level=4)
    save(room, "W1", person=2, state="level", level=0)
    save(room, "W2", state="level", level=2)
    assert {(r.participant_id, r.indicator, r.level) for r in rows(room, Response)} == {
        (1, "W1", 2),
        (1, "W2", 2),
        (2, "W1", 0),
        (2, "W2", 4),
    }
    assert {old.participant_id for old in rows(room, ReplacedAnswer)} == {1}


@pytest.mark.parametrize("threads", [2, 4])
def test_saves_of_one_answer_at_once_leave_one_row_and_lose_nothing(
    room: Store, threads: int
) -> None:
    acknowledged = at_once(room, threads)
    (row,) = current(room, "W2")
    kept = [old.number or 0.0 for old in replaced(room, "W2")]
    assert len(acknowledged) == threads * SAVES
    assert sorted([*kept, row.number or 0.0]) == sorted(acknowledged)


def at_once(store: Store, threads: int) -> list[float]:
    """Threads save different numbers for the same indicator; the numbers that were taken."""
    start = threading.Barrier(threads)
    taken: list[float] = []

    def work(thread: int) -> None:
        start.wait()
        for turn in range(SAVES):
            number = float(thread * SAVES + turn + 1)
            save(store, "W2", state="number", level=None, number=number)
            taken.append(number)

    workers = [threading.Thread(target=work, args=(thread,)) for thread in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return taken


def test_remarks_come_with_the_unit_and_in_an_order_that_tells_nothing(room: Store) -> None:
    with room.write() as session:
        write(session, "W2", comment="Zinc pipes.")
        write(session, "W2", 2, comment="Acid soil.", evidence="A map.")
        write(session, "W1", 2, state="dk", level=None)
        session.get_one(Department, 1).unit_id = 1
        session.get_one(FrozenRoom, (ROUND, 1)).frozen_at = now()
    with room.read() as session:
        found = votes.remarks(session, [ROUND])
    assert [(r.indicator, r.comment, r.evidence) for r in found] == [
        ("W2", "Acid soil.", "A map."),
        ("W2", "Zinc pipes.", ""),
    ]
    assert not {"saved_at", "id"} & set(votes.RemarkRow._fields)


def test_a_moment_of_saving_is_utc(room: Store) -> None:
    save(room, "W2", state="dk", level=None)
    (row,) = current(room, "W2")
    assert row.saved_at.tzinfo is datetime.UTC
