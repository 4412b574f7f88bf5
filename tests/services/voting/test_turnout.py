"""A later vote in which few of the first vote's people took part replaces nothing by itself."""

from functools import partial

import pytest

from resilience.errors import WrongTime
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.turnout import Turnout, view_thin_turnout
from resilience.services.workshop.phase import Phase
from tests.services.held import HOST, Held


@pytest.fixture
def nine(held: Held) -> list[Visitor]:
    """Nine people whose first vote was revealed; another one is open."""
    held.move(rounds.open_vote)
    people = held.vote("Water", *[1] * 9)
    all_there = partial(rounds.close_vote, in_room={"Water": 9})
    held.move(all_there, rounds.reveal, rounds.open_vote)
    return people


def vote_again(held: Held, people: list[Visitor]) -> None:
    """These say 4 in the open vote, and it is closed."""
    for one in people:
        held.say(one, W1=4)
    held.move(rounds.close_vote)


def test_below_two_thirds_the_earlier_result_stands_until_the_facilitator_chooses(
    held: Held, nine: list[Visitor]
) -> None:
    first = held.result()
    vote_again(held, nine[:5])
    assert view_thin_turnout(held.store, HOST, held.code) == Turnout(first=9, again=5)
    with pytest.raises(
        WrongTime,
        match="5 of the 9 people counted in the first vote who were asked again can be counted",
    ):
        held.move(rounds.reveal)
    assert held.result().result == first.result
    held.move(partial(rounds.reveal, use_thin=True))
    assert held.result().result.city["W1"].value == 100


def test_the_earlier_result_is_kept_where_the_facilitator_chooses_that(
    held: Held, nine: list[Visitor]
) -> None:
    first = held.result()
    vote_again(held, nine[:5])
    held.move(rounds.drop_vote)
    assert held.view.phase is Phase.REVEALED
    assert held.result().result == first.result


def test_two_thirds_are_enough(held: Held, nine: list[Visitor]) -> None:
    vote_again(held, nine[:6])
    assert view_thin_turnout(held.store, HOST, held.code) is None
    held.move(rounds.reveal)
    assert held.result().result.city["W1"].value == 100


def test_tables_count_by_their_size(held: Held) -> None:
    held.move(rounds.open_vote)
    table = held.join("Power", 6)
    held.say(table, W1=1)
    held.say(held.join("Water", 3), W1=1)
    held.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    vote_again(held, [table])
    assert view_thin_turnout(held.store, HOST, held.code) is None


def test_people_who_are_in_no_figures_do_not_make_up_for_those_who_are(held: Held) -> None:
    """Next to the tables, two people alone are left out: one table of two and both of them are half the room."""
    held.move(rounds.open_vote)
    tables, alone = [held.join(size=5) for _ in range(2)], [held.join() for _ in range(2)]
    for who in [*tables, *alone]:
        held.say(who, W1=0)
    held.move(partial(rounds.close_vote, in_room={"Water": 12}), rounds.reveal, rounds.open_vote)
    vote_again(held, [tables[0], *alone])
    assert view_thin_turnout(held.store, HOST, held.code) == Turnout(first=10, again=5)
