"""Who changed a level between two votes, told only where nobody can be told by it."""

from collections.abc import Sequence

import pytest

from resilience.framework import Framework
from resilience.scoring.comparison.rounds import MovedShare
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.my_data import erase_own
from resilience.store import Store
from tests.services.held import HOST, Held, set_up


@pytest.fixture
def held(sqlite_store: Store, framework: Framework) -> Held:
    """A workshop with k 3, whose first vote is open."""
    made = set_up(sqlite_store, framework, departments={"Water": 9})
    made.move(rounds.open_vote)
    return made


def again(held: Held, people: Sequence[Visitor], *levels: int) -> None:
    """The answers of these people to W1 in the vote that is open; who has none left it."""
    for who, level in zip(people, levels, strict=False):
        held.say(who, W1=level)


def second_vote(held: Held) -> None:
    """Reveal the first vote and open another."""
    held.move(rounds.close_vote, rounds.reveal, rounds.open_vote)


def reveal(held: Held) -> None:
    """Close the vote and show it, however few took part."""
    held.move(rounds.close_vote)
    rounds.reveal(held.store, HOST, held.code, use_thin=True)


def moved(held: Held) -> dict[str, MovedShare]:
    """Who moved in the last vote that counts."""
    return dict(held.result().rounds[-1].moved)


def test_the_share_of_the_same_people_who_moved_a_level(held: Held) -> None:
    people = held.vote("Water", 0, 1, 2, 3)
    second_vote(held)
    again(held, people, 1, 2, 3, 3)
    assert held.result().rounds[0].moved == {}
    held.reveal()
    assert moved(held) == {"W1": MovedShare(4, 0.75)}


def test_a_later_vote_has_counts_of_the_room_alone(held: Held) -> None:
    people = held.vote("Water", 0, 1, 2, 3)
    held.say(people[0], W2=4)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["W1"])
    again(held, people, 4, 4, 4, 3)
    first, second = held.reveal().rounds
    assert (first.number, second.number) == (1, 2)
    assert first.tallies.by_code["W1"].answers.tolist() == [[1, 1, 1, 1, 0]]
    assert second.tallies.by_code["W1"].answers.tolist() == [[0, 0, 0, 0, 0]]
    assert second.tallies.city.by_code["W1"].answers.tolist() == [[0] * 5, [0, 0, 0, 1, 3]]
    assert "W2" in first.tallies.by_code
    assert list(second.tallies.by_code) == ["W1"]


def test_a_single_vote_has_nothing_to_compare_with(held: Held) -> None:
    held.vote("Water", 0, 1, 2)
    (only,) = held.reveal().rounds
    assert (only.number, only.moved) == (1, {})


def test_who_left_or_came_to_know_hides_among_those_who_moved(held: Held) -> None:
    people = held.vote("Water", 0, 1, 2, 3, 4, "dk")
    second_vote(held)
    again(held, [*people[:4], people[5]], 1, 2, 3, 3, 4)
    held.reveal()
    assert held.result().later == {"W1": 2}
    assert moved(held) == {"W1": MovedShare(5, 0.6)}


@pytest.mark.parametrize("missing", ["silent", "erased"])
def test_who_moved_does_not_tell_whether_somebody_missing_had_given_a_level(
    sqlite_store: Store, framework: Framework, missing: str
) -> None:
    """The counts are alike: one "don't know" is that of the person who is missing, or of a colleague who now knows."""
    told = []
    for unsure in (0, 1):
        held = set_up(sqlite_store, framework, departments={"Water": 9})
        held.move(rounds.open_vote)
        people = held.vote("Water", 2, 2, 0, 0, 0, 1, 1, 1)
        held.say(people[unsure], W1="dk")
        second_vote(held)
        if missing == "erased":
            erase_own(held.store, people[0])
        again(held, people[1:], 2, 3, 3, 3, 1, 1, 1)
        held.reveal()
        told.append(moved(held))
    assert told == [{"W1": MovedShare(7, 3 / 7)}] * 2


def test_that_nobody_moved_does_not_tell_what_one_left(held: Held) -> None:
    """Three who did not know give a level, and one turns to "don't know": with "0 %" the difference is that one's level."""
    people = held.vote("Water", "dk", "dk", "dk", 0, 1, 2, 3)
    second_vote(held)
    again(held, people, 4, 4, 4, 0, 1, 2)
    held.say(people[6], W1="dk")
    held.reveal()
    assert held.result().later == {"W1": 2}
    assert moved(held) == {}


def test_where_one_moved_and_others_came_to_know_nothing_is_told(held: Held) -> None:
    people = held.vote("Water", 0, 1, 2, 3, "dk", "dk", "dk")
    second_vote(held)
    again(held, people, 1, 1, 2, 3, 4, 4, 4)
    held.reveal()
    assert held.result().later == {"W1": 2}
    assert moved(held) == {}


def test_as_many_as_hide_one_another_may_leave(held: Held) -> None:
    people = held.vote("Water", 0, 0, 0, 4, 4, 4)
    second_vote(held)
    again(held, people, 1, 1, 1)
    reveal(held)
    assert moved(held) == {"W1": MovedShare(3, 1.0)}


def test_an_open_workshop_compares_whoever_answered_both_times(
    sqlite_store: Store, framework: Framework
) -> None:
    held = set_up(sqlite_store, framework, k=0)
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 4)
    second_vote(held)
    again(held, people, 1)
    reveal(held)
    assert moved(held) == {"W1": MovedShare(1, 1.0)}


def test_what_was_shown_of_a_later_vote_stays_when_it_opens_again(held: Held) -> None:
    people = held.vote("Water", 0, 1, 2, 3)
    second_vote(held)
    again(held, people, 1, 2, 3, 3)
    held.reveal()
    held.move(rounds.reopen_vote)
    again(held, people, 4, 4, 4, 4)
    result = held.reveal()
    assert moved(held) == {"W1": MovedShare(4, 0.75)}
    assert result.tallies.city.by_code["W1"].answers.sum(axis=0).tolist() == [0, 1, 1, 2, 0]


def test_who_answered_alone_beside_tables_is_in_no_share(held: Held) -> None:
    tables = [held.join("Water", size=4) for _ in range(2)]
    alone = held.join("Water")
    for who, level in zip((*tables, alone), (1, 2, 0), strict=True):
        held.say(who, W1=level)
    second_vote(held)
    for who, level in zip((*tables, alone), (1, 3, 4), strict=True):
        held.say(who, W1=level)
    held.reveal()
    assert moved(held) == {"W1": MovedShare(2, 0.5)}


def test_the_vote_before_that_asked_it_is_compared_with(held: Held) -> None:
    people = held.vote("Water", 0, 1, 2)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["P1"])
    for who in people:
        held.say(who, P1=2)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["W1"])
    again(held, people, 1, 0, 0)
    held.reveal()
    first, second, third = held.result().rounds
    assert (first.moved, second.moved) == ({}, {})
    assert third.moved == {"W1": MovedShare(3, 1.0)}
