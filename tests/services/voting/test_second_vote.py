"""Another vote: the own answers of before count once they are confirmed."""

import pytest

from resilience.errors import WrongTime
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.deliveries import Submission
from resilience.services.voting.responses import own_ballot
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Response
from tests.services.delivering import deliver, keep_earlier, save_remark
from tests.services.held import Held, finish, rows


@pytest.fixture
def ann(held: Held) -> Visitor:
    """Somebody who said W1 1 with a comment, P1 don't know; W1 and P1 are asked again."""
    held.move(rounds.open_vote)
    held.vote("Water", 2, 3)
    who = held.join()
    held.say(who, W1=1, P1="dk", W2=4)
    save_remark(held.store, who, "W1", language="ja", comment="Old.", confidence="low")
    held.reveal()
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["W1", "P1"])
    return who


def said(held: Held, who: Visitor) -> dict[str, object]:
    """The own answers in the vote that is open."""
    return {code: a.said for code, a in own_ballot(held.store, who).answers.items()}


def test_answers_of_before_are_seen_and_do_not_count(held: Held, ann: Visitor) -> None:
    ballot = own_ballot(held.store, ann)
    assert {code: a.said for code, a in ballot.before.items()} == {"W1": 1, "P1": "dk"}
    assert (ballot.answers, ballot.given, ballot.number) == ({}, 0, 2)


def test_one_button_confirms_them_all_with_what_was_written(held: Held, ann: Visitor) -> None:
    assert keep_earlier(held.store, ann) == 2
    ballot = own_ballot(held.store, ann)
    assert {code: a.said for code, a in ballot.answers.items()} == {"W1": 1, "P1": "dk"}
    assert (ballot.answers["W1"].comment, ballot.answers["W1"].confidence) == ("Old.", "low")
    [kept] = [r for r in rows(held.store, Response, indicator="W1", comment="Old.") if r.id][-1:]
    assert kept.language == "ja"
    assert keep_earlier(held.store, ann) == 0


def test_a_new_answer_is_never_overwritten_by_the_old_one(held: Held, ann: Visitor) -> None:
    held.say(ann, W1=4)
    assert keep_earlier(held.store, ann) == 1
    assert said(held, ann) == {"W1": 4, "P1": "dk"}


def test_a_remark_typed_in_this_vote_stays(held: Held, ann: Visitor) -> None:
    save_remark(held.store, ann, "W1", comment="New.")
    keep_earlier(held.store, ann)
    kept = own_ballot(held.store, ann).answers["W1"]
    assert (kept.said, kept.comment) == (1, "New.")


def test_the_latest_answer_of_several_votes_is_the_one_of_before(held: Held) -> None:
    held.move(rounds.open_vote)
    others, ann = held.vote("Water", 2, 3), held.join()
    held.say(ann, W1=1, P1="dk", W2=4)
    held.reveal()
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["W1", "P1"])
    held.say(ann, W1=3)
    held.move(rounds.close_vote, rounds.reopen_vote)  # still the second vote
    keep_earlier(held.store, ann)
    for who in others:
        held.say(who, W1=4)
    held.move(rounds.close_vote, rounds.reveal)
    held.move(rounds.open_vote)
    before = own_ballot(held.store, ann).before
    assert {code: a.said for code, a in before.items()} == {"W1": 3, "P1": "dk", "W2": 4}


def test_others_answers_of_before_are_nobody_elses(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    other = held.join()
    held.say(other, W2=4)
    held.reveal()
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["W1"])
    assert own_ballot(held.store, other).before == {}
    assert keep_earlier(held.store, other) == 0
    assert said(held, other) == {}


def test_nothing_is_confirmed_while_no_vote_is_open(held: Held, ann: Visitor) -> None:
    held.move(rounds.close_vote)
    with pytest.raises(WrongTime, match="This answer came after the vote had closed"):
        keep_earlier(held.store, ann)
    assert said(held, ann) == {}


def test_a_vote_in_which_too_few_took_part_is_dropped_and_the_one_before_stands(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    who, *_ = held.vote("Water", 1, 2, 3)
    before = held.reveal().result
    held.move(rounds.open_vote)
    held.say(who, W1=4)
    held.move(rounds.close_vote)
    with pytest.raises(WrongTime, match="People who took part"):
        held.move(rounds.reveal)
    held.move(rounds.drop_vote)
    assert held.view.phase is Phase.REVEALED
    assert held.result().result == before
    assert {r.level for r in rows(held.store, Response)} == {1, 2, 3}
    held.move(finish)


def test_an_answer_of_a_dropped_vote_is_refused_in_the_next_vote(held: Held) -> None:
    held.move(rounds.open_vote)
    who, *_ = held.vote("Water", 1, 2, 3)
    held.reveal()
    held.move(rounds.open_vote)
    late = Submission("sent-late", own_ballot(held.store, who).vote, 9, "W1", 0, {}, "en")
    held.move(rounds.close_vote, rounds.drop_vote, rounds.open_vote)
    assert own_ballot(held.store, who).number == 2
    with (
        pytest.raises(WrongTime, match="The vote in which you gave this answer has closed"),
        held.store.write() as session,
    ):
        deliver(session, who, late)
    assert own_ballot(held.store, who).answers == {}


def test_the_first_vote_is_not_dropped_nor_one_that_was_revealed(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    with pytest.raises(WrongTime, match="There is no earlier vote to go back to"):
        held.move(rounds.drop_vote)
    held.move(rounds.reveal)
    with pytest.raises(WrongTime, match="moved on"):
        held.move(rounds.drop_vote)
    assert held.view.phase is Phase.REVEALED
