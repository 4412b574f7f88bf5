"""Attendance and later votes where phones beside tables are left out, and devices that come later."""

from functools import partial

import pytest

from resilience.errors import WrongTime
from resilience.services.counting import rounds
from resilience.services.voting.turnout import view_turnout
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held


def test_phones_of_people_at_tables_do_not_count_as_people_in_the_room(held: Held) -> None:
    """Ten seated people are confirmed in each department; two of each also answer by phone."""
    held.move(rounds.open_vote)
    for place in ("Water", "Power"):
        seated = [held.join(place, 5) for _ in range(2)]
        for one in [*seated, *(held.join(place) for _ in range(2))]:
            held.say(one, W1=3, W2=3, P1=3)
    held.move(partial(rounds.close_vote, in_room={"Water": 10, "Power": 10}), rounds.reveal)
    found = held.result()
    assert found.people == 20
    assert found.tallies.newcomers == (0, 0)
    assert found.result.city["W1"].reach == 1
    assert found.left_out == 4


def test_all_of_a_full_later_vote_are_counted_again(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water", 5), held.join("Water", 5), *(held.join("Water") for _ in range(6))]
    for one in people:
        held.say(one, W1=0)
    held.move(partial(rounds.close_vote, in_room={"Water": 12}), rounds.reveal)
    held.move(partial(rounds.open_vote, asked=["W1"]))
    for one in people:
        held.say(one, W1=4)
    held.move(rounds.close_vote)
    turnout = view_turnout(held.store, HOST, held.code)
    assert turnout is not None
    assert (turnout.again, turnout.first) == (10, 10)


@pytest.mark.parametrize("level", [0, 4])
def test_turnout_does_not_tell_whether_tables_changed(held: Held, level: int) -> None:
    """Of three tables and three alone who skipped W1, two of each vote again."""
    held.move(rounds.open_vote)
    tables = [held.join("Water", 5) for _ in range(3)]
    alone = [held.join("Water") for _ in range(3)]
    for one in tables:
        held.say(one, W1=0, W2=0)
    for one in alone:
        held.say(one, W2=0)
    held.move(partial(rounds.close_vote, in_room={"Water": 18}), rounds.reveal)
    held.move(partial(rounds.open_vote, asked=["W1"]))
    for one in [*tables[:2], *alone[:2]]:
        held.say(one, W1=level)
    held.move(rounds.close_vote)
    turnout = view_turnout(held.store, HOST, held.code)
    assert turnout is not None
    assert (turnout.again, turnout.first) == (10, 18)
    with pytest.raises(WrongTime, match="10 of the 18 people"):
        held.move(rounds.reveal)


def test_a_colleague_who_comes_later_takes_away_no_comment(held: Held) -> None:
    held.move(rounds.open_vote)
    water, power = held.vote("Water", 0, 0, 0), held.vote("Power", *[0] * 5)
    held.move(partial(rounds.close_vote, in_room={"Water": 3, "Power": 5}), rounds.reveal)
    held.move(partial(rounds.open_vote, asked=["W1"]))
    held.join("Water")
    for number, one in enumerate([*water, *power]):
        held.say(one, W1=4)
        save_remark(held.store, one, "W1", comment=f"Now better, {number}.")
    held.move(rounds.close_vote, rounds.reveal)
    assert len(held.result().remarks) == 8
