"""Devices that join as large tables, or alone, in a department whose people are fewer."""

from collections.abc import Callable
from functools import partial

import pytest

from resilience.errors import WrongTime
from resilience.framework import AnswerValue
from resilience.services.counting import rounds
from resilience.services.counting.partitioning import foresee_units
from resilience.services.results.results import WorkshopResult
from tests.services.held import HOST, Held


def _table(held: Held, place: str, size: int, level: int = 0) -> None:
    held.say(held.join(place, size), W1=level)


def _three_beside_a_table(held: Held, confirmed: int) -> WorkshopResult:
    """Three people of Water alone, and a table of 50 where so many are confirmed."""
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    _table(held, "Power", 50)
    room = {"Water": 3, "Power": confirmed}
    held.move(partial(rounds.close_vote, in_room=room), rounds.reveal)
    return held.result()


def test_a_large_table_takes_away_no_other_department(held: Held) -> None:
    found = _three_beside_a_table(held, confirmed=5)
    assert found.left_out == 0
    assert found.tallies.units == ("Water", "Power")
    assert found.tallies.by_code["W1"].people.sum(axis=-1).tolist() == [3, 50]


def test_a_table_where_nobody_was_in_the_room_is_in_no_figure(held: Held) -> None:
    found = _three_beside_a_table(held, confirmed=0)
    assert found.people == 3
    assert found.tallies.newcomers == (0, 0)
    assert found.tallies.by_code["W1"].people.tolist() == [[0, 0, 0, 0, 3]]


@pytest.mark.parametrize("alone", [0, 2])
def test_a_vote_of_nobody_confirmed_says_why_nothing_is_shown(held: Held, alone: int) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", *[4] * alone)
    _table(held, "Power", 50)
    held.move(partial(rounds.close_vote, in_room={"Water": alone, "Power": 0}))
    with pytest.raises(WrongTime, match="At least 50 more joined"):
        held.move(rounds.reveal)


def test_a_large_table_does_not_empty_merged_departments(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4)
    held.vote("Roads", 4, 4)
    _table(held, "Power", 40)
    held.move(
        partial(rounds.close_vote, in_room={"Water": 2, "Roads": 2, "Power": 1}), rounds.reveal
    )
    found = held.result()
    assert found.tallies.units == ("Other departments",)
    assert found.tallies.by_code["W1"].people.sum() == 44


def test_partition_and_figures_agree_that_only_tables_count(held: Held) -> None:
    """Two people alone, and one more who was not confirmed, hide one another nowhere."""
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4)
    _table(held, "Roads", 4, 2)
    held.vote("Power", 4)
    held.move(
        partial(rounds.close_vote, in_room={"Water": 2, "Roads": 4, "Power": 0}), rounds.reveal
    )
    found = held.result()
    assert found.left_out == 3
    assert found.people == 4
    assert found.tallies.units == ("Other departments",)
    assert found.tallies.by_code["W1"].people.sum() == 4


def test_a_large_table_does_not_stop_a_later_vote(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 0, 0, 0)
    _table(held, "Power", 50)
    held.move(partial(rounds.close_vote, in_room={"Water": 4, "Power": 5}), rounds.reveal)
    held.move(partial(rounds.open_vote, asked=["W1"]))
    for one in people:
        held.say(one, W1=4)
    held.move(rounds.close_vote, partial(rounds.reveal, use_thin=True))
    assert held.result().tallies.city.by_code["W1"].people.sum() == 4


@pytest.mark.parametrize("state", ["na", "dk"])
def test_what_is_shown_does_not_tell_which_department_gave_no_level(
    workshop: Callable[..., Held], state: AnswerValue
) -> None:
    """A second device of the only person of Power is silent; one of four gives no level."""
    shown = []
    for odd in (0, 1):
        held = workshop(k=3, departments={"Water": 3, "Power": 1})
        held.move(rounds.open_vote)
        people = [held.join("Power"), *(held.join("Water") for _ in range(3))]
        held.join("Power")
        for number, one in enumerate(people):
            held.say(one, W1=state if number == odd else 2, W2=2)
        held.move(partial(rounds.close_vote, in_room={"Water": 3, "Power": 1}), rounds.reveal)
        tally = held.result().tallies.city.by_code["W1"]
        shown.append((tally.people.tolist(), tally.na.tolist(), tally.dk.tolist()))
    assert shown[0] == shown[1]


def test_where_groups_score_a_vote_of_nobody_confirmed_speaks_of_groups(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    held.vote("Rivers", 4, 4, 4)
    held.move(partial(rounds.close_vote, in_room={"Rivers": 0, "Grid": 0}))
    with pytest.raises(WrongTime, match=r"At least 3 more joined .* that a group needs"):
        held.move(rounds.reveal)


def test_the_close_says_whose_people_are_enough_but_not_confirmed(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    held.vote("Power", 4, 4)
    held.join("Water", 50)
    found = foresee_units(held.store, HOST, held.code, {"Water": 3, "Power": 2})
    assert (found.exceeded, found.small) == (("Water",), ("Power",))
