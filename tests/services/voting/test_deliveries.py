"""What phones send: stored once, in the round it was given in, and the newer answer wins."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.framework import Framework
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.counting import rounds
from resilience.services.voting.deliveries import Submission, SubmissionResult
from resilience.services.voting.responses import LONGEST_REMARK, own_ballot, own_history
from resilience.store import Store
from resilience.store.tables import Delivery, ReplacedAnswer, Response
from resilience.store.voting.answers import MOST_WRITES
from tests.conftest import DATABASES
from tests.services.delivering import deliver, save_answer, save_remark
from tests.services.held import Held, rows, set_up

ids = (f"sending-{n}" for n in itertools.count())


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: answers are written as one statement, in the words of the database."""
    return str(request.param)


def sent(counter: int, said: float | None = None, **changes: object) -> Submission:
    """An answer to W1 in the first vote, with an id of its own, but for the changes."""
    plain = Submission(next(ids), 1, counter, "W1", said, {}, "en")
    return replace(plain, **changes)  # type: ignore[arg-type]


def send(held: Held, who: Visitor, what: Submission) -> SubmissionResult:
    with held.store.write() as session:
        return deliver(session, who, what)


def stands(held: Held, who: Visitor) -> object:
    """What somebody's answer to W1 is."""
    return own_ballot(held.store, who).answers["W1"].said


def earlier(held: Held, who: Visitor) -> list[object]:
    """What somebody's other answers to W1 are, in order of arrival."""
    return [old.said for old in own_history(held.store, who)]


@pytest.fixture
def who(voting: Held) -> Visitor:
    return voting.join()


def test_an_answer_is_stored_and_told(voting: Held, who: Visitor) -> None:
    done = send(voting, who, sent(1, 3))
    assert (done.stands, done.counter) == (True, 1)
    assert done.answer == own_ballot(voting.store, who).answers["W1"]
    assert stands(voting, who) == 3


def test_what_is_sent_twice_is_stored_once_and_told_the_same(voting: Held, who: Visitor) -> None:
    first = sent(1, 3)
    assert send(voting, who, first) == send(voting, who, first)
    send(voting, who, sent(2, 4))
    again = send(voting, who, first)
    assert (again.stands, again.answer and again.answer.said) == (True, 4)
    assert (stands(voting, who), earlier(voting, who)) == (4, [3])
    assert len(rows(voting.store, Delivery)) == 2


def test_a_late_answer_loses_goes_to_the_earlier_ones_and_is_told(
    voting: Held, who: Visitor
) -> None:
    send(voting, who, sent(2, 4))
    done = send(voting, who, sent(1, 3))
    assert (done.stands, done.counter) == (False, 2)
    assert done.answer is not None
    assert done.answer.said == 4
    assert (stands(voting, who), earlier(voting, who)) == (4, [3])
    (old,) = rows(voting.store, ReplacedAnswer)
    assert (old.counter, old.comment, old.saved_at == old.replaced_at) == (1, "", True)


def test_a_late_answer_that_is_sent_twice_is_kept_once(voting: Held, who: Visitor) -> None:
    send(voting, who, sent(2, 4))
    late = sent(1, 3)
    assert send(voting, who, late) == send(voting, who, late)
    assert earlier(voting, who) == [3]


def test_of_equal_counters_the_later_arrival_wins(voting: Held, who: Visitor) -> None:
    for level in (1, 2, 0):
        assert send(voting, who, sent(5, level)).stands
    assert (stands(voting, who), earlier(voting, who)) == (0, [1, 2])


def test_other_pages_take_the_next_number(voting: Held, who: Visitor) -> None:
    assert own_ballot(voting.store, who).counter == 0
    save_answer(voting.store, who, "W1", 1)
    assert own_ballot(voting.store, who).counter == 1
    assert not send(voting, who, sent(0, 2)).stands
    assert send(voting, who, sent(7, 2)).counter == 7
    save_answer(voting.store, who, "W2", 4)
    save_answer(voting.store, who, "W1", 3)
    assert own_ballot(voting.store, who).counter == 9
    assert not send(voting, who, sent(8, 0)).stands
    assert stands(voting, who) == 3


def test_the_highest_number_is_shared_by_all_that_come_after(voting: Held, who: Visitor) -> None:
    send(voting, who, sent(MOST_WRITES, 1))
    save_answer(voting.store, who, "W1", 2)
    assert (stands(voting, who), own_ballot(voting.store, who).counter) == (2, MOST_WRITES)


def test_a_comment_and_an_answer_do_not_beat_one_another(voting: Held, who: Visitor) -> None:
    send(voting, who, sent(2, 4))
    assert send(voting, who, sent(1, remark={"comment": "  Look north.  "}, language="ja")).stands
    answer = own_ballot(voting.store, who).answers["W1"]
    assert (answer.said, answer.comment) == (4, "Look north.")
    assert not send(voting, who, sent(0, remark={"comment": "Older."})).stands
    assert own_ballot(voting.store, who).answers["W1"].comment == "Look north."
    (row,) = rows(voting.store, Response)
    assert row.language == "ja"
    assert "Older." in [old.comment for old in own_history(voting.store, who)]


@pytest.mark.parametrize(("name", "words"), [("evidence", "The register"), ("confidence", "low")])
def test_evidence_and_how_sure_are_kept_beside_a_newer_comment(
    voting: Held, who: Visitor, name: str, words: str
) -> None:
    send(voting, who, sent(5, remark={"comment": "Newer."}))
    assert send(voting, who, sent(2, remark={name: words})).stands
    answer = own_ballot(voting.store, who).answers["W1"]
    assert (answer.comment, getattr(answer, name)) == ("Newer.", words)


def test_a_remark_from_another_page_beats_an_older_comment(voting: Held, who: Visitor) -> None:
    send(voting, who, sent(3, 1))
    save_remark(voting.store, who, "W1", comment="Newer.", confidence="low")
    assert not send(voting, who, sent(3, remark={"comment": "Older."})).stands
    answer = own_ballot(voting.store, who).answers["W1"]
    assert (answer.comment, answer.confidence) == ("Newer.", "low")


def test_counters_of_others_do_not_matter(voting: Held, who: Visitor) -> None:
    send(voting, who, sent(9, 4))
    other = voting.join()
    what = sent(1, 2)
    assert send(voting, other, what).counter == 1
    assert send(voting, who, replace(what, counter=10)).stands  # an id of another's is no own one
    assert (stands(voting, who), stands(voting, other)) == (2, 2)


def test_an_answer_of_a_closed_round_is_refused_but_told_when_it_was_taken(
    voting: Held, who: Visitor
) -> None:
    voting.vote("Water", 1, 2, 3)
    taken = sent(1, 3)
    send(voting, who, taken)
    voting.move(rounds.close_vote)
    with pytest.raises(WrongTime, match="This answer came after the vote had closed"):
        send(voting, who, sent(2, 1))
    assert send(voting, who, taken).stands
    voting.move(rounds.reveal, rounds.open_vote)
    with pytest.raises(WrongTime, match="The vote in which you gave this answer has closed"):
        send(voting, who, sent(3, 1))
    assert send(voting, who, taken).stands
    assert send(voting, who, sent(4, 0, vote=2)).stands
    assert [(r.level, r.counter) for r in rows(voting.store, Response, participant_id=who.participant_id)] == [(3, 1), (0, 4)]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"said": 5}, InputError),
        ({"said": float("nan")}, InputError),
        ({"indicator": "W9"}, InputError),
        ({"remark": {"comment": "x" * (LONGEST_REMARK + 1)}, "said": None}, InputError),
        ({"vote": 2}, WrongTime),
        ({"vote": 0}, WrongTime),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    voting: Held, who: Visitor, changes: dict[str, object], kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        send(voting, who, sent(1, **{"said": 1, **changes}))  # type: ignore[arg-type]
    assert own_ballot(voting.store, who).answers == {}
    assert own_ballot(voting.store, who).counter == 0
    assert rows(voting.store, Delivery) == []


def test_nobody_sends_for_nobody(voting: Held) -> None:
    with pytest.raises(NotAllowed):
        send(voting, NOBODY, sent(1, 1))


#: counters and levels of sendings, some of them sent again: (counter, level), position of the original
CALLS = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 4)), min_size=1, max_size=7)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(calls=CALLS, data=st.data())
def test_whatever_the_order_of_arrival_the_highest_counter_wins_and_nothing_is_lost(
    sqlite_store: Store, framework: Framework, calls: list[tuple[int, int]], data: st.DataObject
) -> None:
    held = set_up(sqlite_store, framework)
    held.move(rounds.open_vote)
    who = held.join()
    sendings = [sent(counter, level) for counter, level in calls]
    again = data.draw(st.lists(st.sampled_from(sendings), max_size=4), label="sent again")
    arrivals = data.draw(st.permutations([*sendings, *again]), label="order of arrival")
    told: dict[str, bool] = {}
    for one in arrivals:
        done = send(held, who, one)
        assert told.setdefault(one.sent_id, done.stands) == done.stands
    first = list(dict.fromkeys(one.sent_id for one in arrivals))
    newest = max(sendings, key=lambda one: (one.counter, first.index(one.sent_id)))
    assert stands(held, who) == newest.said
    assert told[newest.sent_id]
    lost = {one.said for one in sendings} - {newest.said} - set(earlier(held, who))
    assert lost == set()
    late = [one for one in sendings if not told[one.sent_id]]
    kept = [
        (old.counter, old.level)
        for old in rows(held.store, ReplacedAnswer, participant_id=who.participant_id)
    ]
    for one in late:
        assert (one.counter, one.said) in kept
    assert len(kept) <= len(sendings) - 1
    assert own_ballot(held.store, who).counter == newest.counter
