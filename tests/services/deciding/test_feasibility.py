"""The vote on how feasible an action is: each vote is its voter's, and a mean is shown once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import delete

from resilience.errors import InputError, NotFound, WrongTime
from resilience.scoring.planning.actions import FEASIBLE, Feasible
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.actions import remove_action
from resilience.services.deciding.feasibility import (
    OpenVote,
    own_feasibility,
    reopen_feasibility,
    show_feasibility,
    vote_feasibility,
    votes_waiting,
)
from resilience.services.workshop.desk import view_desk
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Action, Feasibility, Participant, StaffAct
from tests.services.deciding.test_actions import add, planned, read
from tests.services.held import HOST, Held, finish, reopen, rows
from tests.services.planned import change_action

Set = Callable[..., Held]
#: people who vote on an action: how many answer on one device, and what they say
Votes = Sequence[tuple[int, float]]


def vote(held: Held, action: int, votes: Votes) -> list[Visitor]:
    """Somebody new for each of the votes."""
    people = [held.join("Power", size if size > 1 else None) for size, _ in votes]
    for who, (_, value) in zip(people, votes, strict=True):
        vote_feasibility(held.store, who, action, value)
    return people


def shown(held: Held, who: Visitor = HOST) -> list[Feasible]:
    """How feasible the actions are, as somebody reads it, whatever is assumed of the others."""
    return [replace(action.feasible, assumed=False) for action in read(held, who)]


def show(held: Held) -> None:
    """The host closes the votes that are open and shows them."""
    show_feasibility(held.store, HOST, held.code)


def said(held: Held, who: Visitor) -> list[float | None]:
    """What somebody said of each action."""
    return [vote.said for vote in own_feasibility(held.store, who)]


def test_a_vote_is_stored_changed_and_seen_by_its_voter_alone(revealed: Held) -> None:
    number = add(revealed)
    ann, ben = vote(revealed, number, [(1, 0.5), (1, 1.0)])
    vote_feasibility(revealed.store, ann, number, 0)
    assert (said(revealed, ann), said(revealed, ben)) == ([0.0], [1.0])
    assert said(revealed, revealed.join()) == [None]
    assert len(rows(revealed.store, Feasibility)) == 2


def test_until_the_votes_are_shown_nobody_reads_more_than_how_many_voted(revealed: Held) -> None:
    number = add(revealed)
    before = revealed.view.revision
    vote(revealed, number, [(1, 1.0)] * 4 + [(3, 0.0)])
    for role in ("facilitator", "official", "lead"):
        assert shown(revealed, revealed.staff(role)) == [Feasible("voting")]
    assert revealed.result().actions[0].feasible == Feasible("voting", assumed=True)
    waiting = votes_waiting(revealed.store, revealed.staff("cofacilitator"), revealed.code)
    assert waiting == {number: OpenVote(7, 10, least=3, shows=True)}
    assert revealed.view.revision == before


# Worked by hand: (3 x 1 + 0.5) / 4 = 0.875; a table of 4 weighs four times: (4 x 0 + 3 x 1) / 7.
@pytest.mark.parametrize(
    ("k", "votes", "expected"),
    [
        (3, [], Feasible("nobody")),
        (3, [(1, 1.0), (1, 1.0)], Feasible("few")),
        (3, [(1, 0.0), (1, 0.5), (1, 1.0)], Feasible("voted", 0.5, 3)),
        (3, [(1, 1.0)] * 3 + [(1, 0.5)], Feasible("voted", 0.875, 4)),
        (3, [(4, 0.5)], Feasible("voted", 0.5, 4)),
        (3, [(2, 0.5)], Feasible("few")),
        (3, [(4, 0.5), (1, 1.0)], Feasible("few")),
        (3, [(4, 0.5), (1, 1.0), (1, 0.0)], Feasible("few")),
        (3, [(4, 0.0), (1, 1.0), (1, 1.0), (1, 1.0)], Feasible("voted", 3 / 7, 7)),
        (5, [(1, 1.0)] * 4, Feasible("few")),
        (5, [(1, 1.0)] * 5, Feasible("voted", 1.0, 5)),
        (5, [(5, 0.0), (1, 1.0), (1, 1.0), (1, 1.0)], Feasible("few")),
        (0, [(1, 1.0), (1, 0.0)], Feasible("few")),
        (0, [(1, 1.0), (1, 0.0), (1, 0.0)], Feasible("voted", 1 / 3, 3)),
    ],
)
def test_a_mean_is_shown_where_it_tells_of_nobody(
    workshop: Set, k: int, votes: Votes, expected: Feasible
) -> None:
    held = workshop(k=k)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 1, 2, 3, 4)
    held.move(rounds.close_vote, rounds.reveal)
    vote(held, add(held), votes)
    show(held)
    if expected.state == "voted":
        by_choice = [sum(n for n, said in votes if said == choice) for choice in FEASIBLE]
        expected = replace(expected, choices=tuple(by_choice))
    assert shown(held, held.staff("official")) == [expected]
    assumed = expected.state != "voted"
    assert held.result().actions[0].feasible == replace(expected, assumed=assumed)
    (row,) = rows(held.store, Action)
    assert (row.vote_points is None) == (expected.state != "voted")


def test_a_vote_that_was_shown_takes_no_more_and_never_changes(revealed: Held) -> None:
    number = add(revealed)
    people = vote(revealed, number, [(1, 1.0)] * 3)
    show(revealed)
    late = revealed.join()
    for who in (late, people[0]):
        with pytest.raises(WrongTime, match="has closed"):
            vote_feasibility(revealed.store, who, number, 0)
    with revealed.store.write() as session:  # somebody asks to be forgotten
        gone = Participant.id == people[0].participant_id
        session.connection().execute(delete(Participant).where(gone))  # type: ignore[arg-type]
    assert shown(revealed) == [Feasible("voted", 1.0, 3, (0, 0, 3))]
    with pytest.raises(WrongTime, match="No feasibility vote is open"):
        show(revealed)
    assert shown(revealed) == [Feasible("voted", 1.0, 3, (0, 0, 3))]
    assert own_feasibility(revealed.store, people[1])[0].open is False


def test_an_action_that_comes_later_has_a_vote_of_its_own(revealed: Held) -> None:
    first = add(revealed)
    vote(revealed, first, [(1, 1.0)] * 3)
    show(revealed)
    second = add(revealed, indicator="P1")
    vote(revealed, second, [(1, 0.0)] * 3)
    assert shown(revealed) == [Feasible("voted", 1.0, 3, (0, 0, 3)), Feasible("voting")]
    assert votes_waiting(revealed.store, HOST, revealed.code) == {
        second: OpenVote(3, 9, least=3, shows=True)
    }
    show(revealed)
    assert shown(revealed) == [
        Feasible("voted", 1.0, 3, (0, 0, 3)),
        Feasible("voted", 0.0, 3, (3, 0, 0)),
    ]


def test_the_desk_knows_before_whether_anything_would_be_shown(revealed: Held) -> None:
    number = add(revealed)

    def waiting() -> OpenVote:
        return votes_waiting(revealed.store, HOST, revealed.code)[number]

    assert waiting() == OpenVote(0, 3, least=3, shows=False)
    vote(revealed, number, [(6, 1.0), (1, 0.0), (1, 0.5)])
    assert waiting() == OpenVote(8, 11, least=3, shows=False), "two are alone beside a table"
    vote(revealed, number, [(1, 0.5)])
    assert waiting() == OpenVote(9, 12, least=3, shows=True)


def test_a_vote_of_which_nothing_was_shown_is_opened_again_and_keeps_its_votes(
    revealed: Held,
) -> None:
    few, nobody = add(revealed), add(revealed, indicator="P1")
    people = vote(revealed, few, [(1, 1.0), (1, 0.0)])
    show(revealed)
    assert shown(revealed) == [Feasible("few"), Feasible("nobody")]
    reopen_feasibility(revealed.store, HOST, revealed.code)
    assert shown(revealed) == [Feasible("voting")] * 2
    vote_feasibility(revealed.store, people[1], few, 1)
    vote(revealed, few, [(1, 0.5)])
    vote(revealed, nobody, [(1, 0.0)] * 3)
    show(revealed)
    assert shown(revealed) == [
        Feasible("voted", 2.5 / 3, 3, (0, 1, 2)),
        Feasible("voted", 0.0, 3, (3, 0, 0)),
    ]


def test_a_vote_of_which_figures_were_shown_stays_closed(revealed: Held) -> None:
    """The difference of two means of one vote would tell what somebody chose."""
    voted, few = add(revealed), add(revealed, indicator="P1")
    people = vote(revealed, voted, [(1, 1.0)] * 3)
    show(revealed)
    assert shown(revealed)[1] == Feasible("nobody")
    found = [Feasible("voted", 1.0, 3, (0, 0, 3)), Feasible("voting")]
    reopen_feasibility(revealed.store, HOST, revealed.code)
    assert shown(revealed) == found
    with pytest.raises(WrongTime, match="has closed"):
        vote_feasibility(revealed.store, people[0], voted, 0)
    vote_feasibility(revealed.store, people[0], few, 0)
    with pytest.raises(WrongTime, match="No feasibility vote can be reopened"):
        reopen_feasibility(revealed.store, HOST, revealed.code)
    assert shown(revealed) == found


def test_no_vote_is_opened_again_after_the_sign_off_or_while_the_result_is_hidden(
    revealed: Held,
) -> None:
    add(revealed)
    show(revealed)
    revealed.move(finish)
    with pytest.raises(WrongTime):
        reopen_feasibility(revealed.store, HOST, revealed.code)
    revealed.move(reopen, rounds.reopen_vote)
    with pytest.raises(WrongTime, match="once the result has been revealed"):
        reopen_feasibility(revealed.store, HOST, revealed.code)


def test_opening_again_is_recorded_and_on_the_stage(revealed: Held) -> None:
    number = add(revealed)
    show(revealed)
    before = revealed.view.revision
    reopen_feasibility(revealed.store, revealed.staff("cofacilitator"), revealed.code)
    assert_recorded(revealed, "feasibility votes opened again", number, before)
    assert view_desk(revealed.store, HOST, revealed.code).screen == "feasibility"


def test_showing_is_recorded_without_a_vote_in_the_record(revealed: Held) -> None:
    number = add(revealed)
    vote(revealed, number, [(1, 1.0)] * 3)
    before = revealed.view.revision
    show_feasibility(revealed.store, revealed.staff("cofacilitator"), revealed.code)
    assert_recorded(revealed, "feasibility votes shown", number, before)


def assert_recorded(revealed: Held, act: str, number: int, before: int) -> None:
    """The last act of the cofacilitator is about an action, and the workshop has one more revision than `before`."""
    last = rows(revealed.store, StaffAct)[-1]
    assert (last.act, last.actor, last.after) == (act, "cofacilitator", {"actions": [number]})
    assert revealed.view.revision == before + 1


@pytest.mark.parametrize("value", [-0.5, 0.25, 2, float("nan")])
def test_only_three_votes_can_be_given(revealed: Held, value: float) -> None:
    number = add(revealed)
    with pytest.raises(InputError, match="how feasible"):
        vote_feasibility(revealed.store, revealed.join(), number, value)
    assert rows(revealed.store, Feasibility) == []


def test_a_participant_votes_on_actions_of_the_own_workshop_after_the_reveal(
    revealed: Held, workshop: Set
) -> None:
    elsewhere = workshop()
    who = elsewhere.join()
    elsewhere.bring_to(Phase.REVEALED)
    number = add(revealed)
    with pytest.raises(NotFound):
        vote_feasibility(revealed.store, who, number, 1)
    assert own_feasibility(revealed.store, who) == ()
    me = revealed.join()
    revealed.move(rounds.reopen_vote)
    assert own_feasibility(revealed.store, me) == ()
    with pytest.raises(NotFound):
        vote_feasibility(revealed.store, me, number, 1)
    assert rows(revealed.store, Feasibility) == []


def test_the_sign_off_ends_votes_that_were_not_shown(revealed: Held) -> None:
    first, second = add(revealed), add(revealed, indicator="P1")
    people = vote(revealed, first, [(1, 1.0)] * 3)
    revealed.move(finish)
    signed = revealed.result()
    with pytest.raises(WrongTime):
        show(revealed)
    with pytest.raises(WrongTime):
        vote_feasibility(revealed.store, people[0], second, 0)
    assert shown(revealed, revealed.staff("official")) == [Feasible("unshown")] * 2
    assert revealed.result().actions == signed.actions
    own = own_feasibility(revealed.store, people[0])
    assert [(one.said, one.open) for one in own] == [(1.0, False), (None, False)]
    assert votes_waiting(revealed.store, HOST, revealed.code) == {}


def test_votes_that_the_sign_off_ended_go_on_in_a_reopened_workshop(revealed: Held) -> None:
    number = add(revealed)
    people = vote(revealed, number, [(1, 1.0)] * 3)
    revealed.move(finish, reopen)
    assert shown(revealed) == [Feasible("voting")]
    assert votes_waiting(revealed.store, HOST, revealed.code) == {
        number: OpenVote(3, 6, least=3, shows=True)
    }
    vote_feasibility(revealed.store, people[0], number, 0)
    show(revealed)
    found = [Feasible("voted", 2 / 3, 3, (1, 0, 2))]
    assert shown(revealed) == found
    revealed.move(finish)
    assert shown(revealed) == found


def test_before_the_reveal_nothing_is_shown(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    with pytest.raises(WrongTime, match="once the result has been revealed"):
        show(held)


def test_every_vote_that_was_taken_is_in_what_is_shown(revealed: Held) -> None:
    number = add(revealed)
    vote(revealed, number, [(1, 1.0)] * 3)
    people = [revealed.join("Power") for _ in range(8)]

    def try_to(who: Visitor) -> bool:
        try:
            vote_feasibility(revealed.store, who, number, 0)
        except WrongTime:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        taken = [pool.submit(try_to, who) for who in people[:4]]
        closing = pool.submit(show, revealed)
        taken += [pool.submit(try_to, who) for who in people[4:]]
        closing.result()
        late = sum(one.result() for one in taken)
    assert shown(revealed) == [Feasible("voted", 3 / (3 + late), 3 + late, (late, 0, 3))]
    assert len(rows(revealed.store, Feasibility)) == 3 + late


def test_two_clicks_of_one_person_at_once_store_one_vote(revealed: Held) -> None:
    number, who = add(revealed), revealed.join()
    with ThreadPoolExecutor(4) as pool:
        for value in (0.0, 0.5, 1.0, 0.5):
            pool.submit(vote_feasibility, revealed.store, who, number, value)
    (row,) = rows(revealed.store, Feasibility)
    assert row.value in (0.0, 0.5, 1.0)


def test_a_removed_action_takes_its_votes_along(revealed: Held) -> None:
    number = add(revealed)
    vote(revealed, number, [(1, 1.0)] * 3)
    remove_action(revealed.store, HOST, revealed.code, number)
    assert rows(revealed.store, Feasibility) == []


def test_votes_for_a_removed_action_never_count_for_the_next_one(revealed: Held) -> None:
    """Phones still show the removed action, and send what they say of it."""
    removed = add(revealed, what="Plant trees.")
    remove_action(revealed.store, HOST, revealed.code, removed)
    added = add(revealed, what="Sell the park.")
    assert added != removed
    with pytest.raises(NotFound):
        vote_feasibility(revealed.store, revealed.join(), removed, 1.0)


def test_what_people_voted_on_keeps_its_words(revealed: Held) -> None:
    voted, unvoted = add(revealed), add(revealed, what="Nobody votes on this.")
    change_action(
        revealed.store, HOST, revealed.code, voted, planned(revealed, what="Better pumps.")
    )
    vote(revealed, voted, [(1, 1.0)] * 3)
    with pytest.raises(WrongTime, match="its wording and indicator can no longer be changed"):
        change_action(revealed.store, HOST, revealed.code, voted, planned(revealed, what="Other."))
    show(revealed)
    for changes in ({"what": "Sell the park."}, {"what": "Better pumps.", "indicator": "W2"}):
        with pytest.raises(WrongTime, match="its wording and indicator can no longer be changed"):
            change_action(revealed.store, HOST, revealed.code, voted, planned(revealed, **changes))
    kept = planned(revealed, what="Better pumps.", cost="high")
    change_action(revealed.store, HOST, revealed.code, voted, kept)
    change_action(
        revealed.store, HOST, revealed.code, unvoted, planned(revealed, what="Other words.")
    )
    assert {one.what for one in read(revealed)} == {"Better pumps.", "Other words."}
