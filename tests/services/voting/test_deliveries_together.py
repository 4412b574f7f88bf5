"""Posts of many phones at once: the same as one after the other, and what is refused is refused alone."""

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import Connection, event

from resilience.errors import InputError, NotAllowed, ResilienceError
from resilience.services.access.access import Visitor
from resilience.services.voting.deliveries import (
    BatchResult,
    Submission,
    SubmissionBatch,
    SubmissionResult,
    deliver_all,
)
from resilience.services.voting.my_data import erase_own
from resilience.services.voting.responses import own_ballot, own_history
from resilience.store.tables import Delivery, Response
from tests.conftest import DATABASES
from tests.services.delivering import in_vote
from tests.services.held import Held, rows
from tests.services.voting.test_deliveries import sent


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: locks and the order of commits differ."""
    return str(request.param)


@pytest.fixture
def statements(voting: Held) -> Iterator[list[str]]:
    """What is asked of the database."""
    seen: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(voting.store.engine, "before_cursor_execute", note)
    yield seen
    event.remove(voting.store.engine, "before_cursor_execute", note)


def post(
    held: Held, *posts: tuple[Visitor, Sequence[Submission]]
) -> list[BatchResult | ResilienceError]:
    with held.store.write() as session:
        batches = [
            SubmissionBatch(who.known_by, [in_vote(session, who.known_by, one) for one in what])
            for who, what in posts
        ]
        return deliver_all(session, batches)


def each(became: BatchResult | ResilienceError) -> Sequence[SubmissionResult | ResilienceError]:
    assert isinstance(became, BatchResult)
    return became.each


def test_what_is_refused_keeps_nothing_of_the_others_back(voting: Held) -> None:
    who, other, stranger = voting.join(), voting.join(), Visitor(known_by="of nobody")
    mine, theirs, nobodys = post(
        voting,
        (who, [sent(1, 3), sent(2, 99), sent(3, 1, indicator="W2")]),
        (other, [sent(1, 2)]),
        (stranger, [sent(1, 4)]),
    )
    first, wrong, last = each(mine)
    assert isinstance(wrong, InputError)
    assert isinstance(nobodys, NotAllowed)
    assert [one.stands for one in (first, last, *each(theirs)) if isinstance(one, SubmissionResult)] == [True] * 3  # fmt: skip
    stored = [
        (row.participant_id, row.indicator, row.level) for row in rows(voting.store, Response)
    ]
    assert sorted(stored) == sorted(
        [(who.participant_id, "W1", 3), (who.participant_id, "W2", 1), (other.participant_id, "W1", 2)]
    )  # fmt: skip
    assert own_ballot(voting.store, who).counter == 3


def test_a_person_who_sends_twice_at_once_is_one_person(voting: Held) -> None:
    who, again = voting.join(), sent(2, 4)
    first, second = post(
        voting, (who, [sent(3, 1), again]), (who, [again, sent(4, remark={"comment": "North."})])
    )
    told = [(one.stands, one.counter) for one in (*each(first), *each(second))]  # type: ignore[union-attr]
    assert told == [(True, 3), (False, 3), (False, 3), (True, 4)]
    answer = own_ballot(voting.store, who).answers["W1"]
    assert (answer.said, answer.comment, answer.counter) == (1, "North.", 3)
    assert [old.said for old in own_history(voting.store, who)] == [4, 1]
    assert len(rows(voting.store, Delivery)) == 3


def test_who_was_erased_sends_nothing_more(voting: Held) -> None:
    who, other = voting.join(), voting.join()
    post(voting, (who, [sent(1, 3)]))
    erase_own(voting.store, who)
    gone, here = post(voting, (who, [sent(2, 1)]), (other, [sent(1, 0)]))
    assert isinstance(gone, NotAllowed)
    assert len(each(here)) == 1
    assert [row.participant_id for row in rows(voting.store, Response)] == [other.participant_id]


def test_a_hall_takes_as_many_statements_as_one_phone(voting: Held, statements: list[str]) -> None:
    people = [voting.join() for _ in range(20)]
    post(voting, (people[0], [sent(1, 3)]))
    vote, asked = own_ballot(voting.store, people[0]).vote, []
    for some in (people[:1], people[1:]):
        statements.clear()
        post(voting, *((who, [sent(2, 1, indicator="W2", vote=vote)]) for who in some))
        asked.append(len(statements))
    assert asked[0] == asked[1]
