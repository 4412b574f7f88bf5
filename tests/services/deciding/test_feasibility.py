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
from resilience.services.deciding.actions import change_action, remove_action
from resilience.services.deciding.feasibility import (
    own_feasibility,
    show_feasibility,
    vote_feasibility,
    votes_waiting,
)
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Action, Feasibility, Participant, StaffAct
from tests.services.deciding.test_actions import add, planned, read
from tests.services.held import HOST, Held, finish, reopen, rows

Set = Callable[..., Held]
#: people who vote on an action: how many answer on one device, and what they say
Votes = Sequence[tuple[int, float]]


@pytest.fixture
def planning(held: Held) -> Held:
    """A workshop after the reveal."""
    held.bring_to(Phase.REVEALED)
    return held


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


def test_a_vote_is_stored_changed_and_seen_by_its_voter_alone(planning: Held) -> None:
    number = add(planning)
    ann, ben = vote(planning, number, [(1, 0.5), (1, 1.0)])
    vote_feasibility(planning.store, ann, number, 0)
    assert (said(planning, ann), said(planning, ben)) == ([0.0], [1.0])
    assert said(planning, planning.join()) == [None]
    assert len(rows(planning.store, Feasibility)) == 2


def test_until_the_votes_are_shown_nobody_reads_more_than_how_many_voted(planning: Held) -> None:
    number = add(planning)
    before = planning.view.revision
    vote(planning, number, [(1, 1.0)] * 4 + [(3, 0.0)])
    for role in ("facilitator", "official", "lead"):
        assert shown(planning, planning.staff(role)) == [Feasible("voting")]
    assert planning.result().actions[0].feasible == Feasible("voting", assumed=True)
    waiting = votes_waiting(planning.store, planning.staff("cofacilitator"), planning.code)
    assert waiting == {number: 7}
    assert planning.view.revision == before


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


def test_a_vote_that_was_shown_takes_no_more_and_never_changes(planning: Held) -> None:
    number = add(planning)
    people = vote(planning, number, [(1, 1.0)] * 3)
    show(planning)
    late = planning.join()
    for who in (late, people[0]):
        with pytest.raises(WrongTime, match="has closed"):
            vote_feasibility(planning.store, who, number, 0)
    with planning.store.write() as session:  # somebody asks to be forgotten
        gone = Participant.id == people[0].participant_id
        session.connection().execute(delete(Participant).where(gone))  # type: ignore[arg-type]
    assert shown(planning) == [Feasible("voted", 1.0, 3, (0, 0, 3))]
    with pytest.raises(WrongTime, match="No vote on an action is open"):
        show(planning)
    assert shown(planning) == [Feasible("voted", 1.0, 3, (0, 0, 3))]
    assert own_feasibility(planning.store, people[1])[0].open is False


def test_an_action_that_comes_later_has_a_vote_of_its_own(planning: Held) -> None:
    first = add(planning)
    vote(planning, first, [(1, 1.0)] * 3)
    show(planning)
    second = add(planning, indicator="P1")
    vote(planning, second, [(1, 0.0)] * 3)
    assert shown(planning) == [Feasible("voted", 1.0, 3, (0, 0, 3)), Feasible("voting")]
    assert votes_waiting(planning.store, HOST, planning.code) == {second: 3}
    show(planning)
    assert shown(planning) == [
        Feasible("voted", 1.0, 3, (0, 0, 3)),
        Feasible("voted", 0.0, 3, (3, 0, 0)),
    ]


def test_showing_is_recorded_without_a_vote_in_the_record(planning: Held) -> None:
    number = add(planning)
    vote(planning, number, [(1, 1.0)] * 3)
    before = planning.view.revision
    show_feasibility(planning.store, planning.staff("cofacilitator"), planning.code)
    act = rows(planning.store, StaffAct)[-1]
    assert (act.act, act.actor, act.after) == (
        "feasibility votes shown",
        "cofacilitator",
        {"actions": [number]},
    )
    assert planning.view.revision == before + 1


@pytest.mark.parametrize("value", [-0.5, 0.25, 2, float("nan")])
def test_only_three_votes_can_be_given(planning: Held, value: float) -> None:
    number = add(planning)
    with pytest.raises(InputError, match="how feasible"):
        vote_feasibility(planning.store, planning.join(), number, value)
    assert rows(planning.store, Feasibility) == []


def test_a_participant_votes_on_actions_of_the_own_workshop_after_the_reveal(
    planning: Held, workshop: Set
) -> None:
    elsewhere = workshop()
    who = elsewhere.join()
    elsewhere.bring_to(Phase.REVEALED)
    number = add(planning)
    with pytest.raises(NotFound):
        vote_feasibility(planning.store, who, number, 1)
    assert own_feasibility(planning.store, who) == ()
    me = planning.join()
    planning.move(rounds.reopen_vote)
    assert own_feasibility(planning.store, me) == ()
    with pytest.raises(NotFound):
        vote_feasibility(planning.store, me, number, 1)
    assert rows(planning.store, Feasibility) == []


def test_the_sign_off_ends_votes_that_were_not_shown(planning: Held) -> None:
    first, second = add(planning), add(planning, indicator="P1")
    people = vote(planning, first, [(1, 1.0)] * 3)
    planning.move(finish)
    signed = planning.result()
    with pytest.raises(WrongTime):
        show(planning)
    with pytest.raises(WrongTime):
        vote_feasibility(planning.store, people[0], second, 0)
    assert shown(planning, planning.staff("official")) == [Feasible("unshown")] * 2
    assert planning.result().actions == signed.actions
    own = own_feasibility(planning.store, people[0])
    assert [(one.said, one.open) for one in own] == [(1.0, False), (None, False)]
    assert votes_waiting(planning.store, HOST, planning.code) == {}


def test_votes_that_the_sign_off_ended_go_on_in_a_reopened_workshop(planning: Held) -> None:
    number = add(planning)
    people = vote(planning, number, [(1, 1.0)] * 3)
    planning.move(finish, reopen)
    assert shown(planning) == [Feasible("voting")]
    assert votes_waiting(planning.store, HOST, planning.code) == {number: 3}
    vote_feasibility(planning.store, people[0], number, 0)
    show(planning)
    found = [Feasible("voted", 2 / 3, 3, (1, 0, 2))]
    assert shown(planning) == found
    planning.move(finish)
    assert shown(planning) == found


def test_before_the_reveal_nothing_is_shown(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    with pytest.raises(WrongTime, match="after the reveal"):
        show(held)


def test_every_vote_that_was_taken_is_in_what_is_shown(planning: Held) -> None:
    number = add(planning)
    vote(planning, number, [(1, 1.0)] * 3)
    people = [planning.join("Power") for _ in range(8)]

    def try_to(who: Visitor) -> bool:
        try:
            vote_feasibility(planning.store, who, number, 0)
        except WrongTime:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        taken = [pool.submit(try_to, who) for who in people[:4]]
        closing = pool.submit(show, planning)
        taken += [pool.submit(try_to, who) for who in people[4:]]
        closing.result()
        late = sum(one.result() for one in taken)
    assert shown(planning) == [Feasible("voted", 3 / (3 + late), 3 + late, (late, 0, 3))]
    assert len(rows(planning.store, Feasibility)) == 3 + late


def test_two_clicks_of_one_person_at_once_store_one_vote(planning: Held) -> None:
    number, who = add(planning), planning.join()
    with ThreadPoolExecutor(4) as pool:
        for value in (0.0, 0.5, 1.0, 0.5):
            pool.submit(vote_feasibility, planning.store, who, number, value)
    (row,) = rows(planning.store, Feasibility)
    assert row.value in (0.0, 0.5, 1.0)


def test_a_removed_action_takes_its_votes_along(planning: Held) -> None:
    number = add(planning)
    vote(planning, number, [(1, 1.0)] * 3)
    remove_action(planning.store, HOST, planning.code, number)
    assert rows(planning.store, Feasibility) == []


def test_votes_for_a_removed_action_never_count_for_the_next_one(planning: Held) -> None:
    """Phones still show the removed action, and send what they say of it."""
    removed = add(planning, what="Plant trees.")
    remove_action(planning.store, HOST, planning.code, removed)
    added = add(planning, what="Sell the park.")
    assert added != removed
    with pytest.raises(NotFound):
        vote_feasibility(planning.store, planning.join(), removed, 1.0)


def test_what_people_voted_on_keeps_its_words(planning: Held) -> None:
    voted, unvoted = add(planning), add(planning, what="Nobody votes on this.")
    change_action(
        planning.store, HOST, planning.code, voted, planned(planning, what="Better pumps.")
    )
    vote(planning, voted, [(1, 1.0)] * 3)
    with pytest.raises(WrongTime, match="its wording and indicator can no longer be changed"):
        change_action(planning.store, HOST, planning.code, voted, planned(planning, what="Other."))
    show(planning)
    for changes in ({"what": "Sell the park."}, {"what": "Better pumps.", "indicator": "W2"}):
        with pytest.raises(WrongTime, match="its wording and indicator can no longer be changed"):
            change_action(planning.store, HOST, planning.code, voted, planned(planning, **changes))
    kept = planned(planning, what="Better pumps.", cost="high")
    change_action(planning.store, HOST, planning.code, voted, kept)
    change_action(
        planning.store, HOST, planning.code, unvoted, planned(planning, what="Other words.")
    )
    assert {one.what for one in read(planning)} == {"Better pumps.", "Other words."}
