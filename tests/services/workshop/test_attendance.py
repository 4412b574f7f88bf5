"""How many people of each department were in the room: proposed, confirmed at the first close."""

from collections.abc import Callable
from typing import Any

import pytest

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.services.access.access import NOBODY, identify
from resilience.services.counting import rounds
from resilience.services.counting.partitioning import foresee_units
from resilience.services.workshop.attendance import ProposedAttendance, proposed_attendance
from resilience.services.workshop.devices import attendance_of
from resilience.services.workshop.participants import join
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Department
from tests.services.held import HOST, KEY, Held, rows


def confirmed(held: Held) -> dict[str, int | None]:
    """What stands of each department."""
    return {row.name: row.in_room for row in rows(held.store, Department)}


def test_the_smaller_of_joined_and_expected_is_proposed(held: Held) -> None:
    held.move(rounds.open_vote)
    for _ in range(3):
        held.join("Water")
    held.join("Power", 9)
    held.join("Mixed tables", 4)
    assert proposed_attendance(held.store, HOST, held.code) == (
        ProposedAttendance("Water", joined=3, expected=5, proposed=3),
        ProposedAttendance("Power", joined=9, expected=5, proposed=5, seated=9),
        ProposedAttendance("Roads", joined=0, expected=5, proposed=0),
        ProposedAttendance("Mixed tables", joined=4, expected=0, proposed=4, seated=4),
    )


def test_only_those_who_run_the_workshop_read_it(held: Held) -> None:
    for who in (NOBODY, held.staff("official")):
        with pytest.raises(NotAllowed):
            proposed_attendance(held.store, who, held.code)


def test_without_a_word_the_proposed_numbers_are_kept(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    assert confirmed(held) == dict.fromkeys(confirmed(held))
    held.move(rounds.close_vote)
    assert confirmed(held) == {"Water": 3, "Power": 0, "Roads": 0, "Mixed tables": 0}


def test_what_the_facilitator_confirms_is_kept(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 2, "Roads": 9999})
    assert confirmed(held) == {"Water": 2, "Power": 0, "Roads": 9999, "Mixed tables": 0}


def test_a_table_that_joins_after_the_facilitator_looked_is_not_overlooked(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    seen = proposed_attendance(held.store, HOST, held.code)
    held.join("Water", 50)
    with pytest.raises(WrongTime, match="joined or left while you confirmed"):
        rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 3}, seen=seen)
    assert held.view.phase is Phase.VOTING
    seen = proposed_attendance(held.store, HOST, held.code)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 3}, seen=seen)
    assert confirmed(held)["Water"] == 3


def test_a_silent_person_leaves_no_place_to_a_second_device(held: Held) -> None:
    """Three people are there. One says nothing, another answers on two devices."""
    held.move(rounds.open_vote)
    held.join("Water")
    held.vote("Water", 0, 0, 4)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 3})
    with pytest.raises(WrongTime, match="the 3 that a department needs"):
        held.move(rounds.reveal)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"Water": -1},
            "People from Water in the room: enter a whole number from 0 to 9999, not -1.",
        ),
        ({"Water": 10_000}, "not 10000"),
        ({"Water": 2.0}, "not 2.0"),
        ({"Water": True}, "not True"),
        ({"Water": "3"}, "not 3"),
        ({"Parks": 3}, "has no department Parks"),
    ],
)
def test_what_is_no_number_of_people_is_refused_and_the_vote_stays_open(
    held: Held, given: dict[str, Any], said: str
) -> None:
    held.bring_to(Phase.VOTING)
    with pytest.raises(InputError) as refused:
        rounds.close_vote(held.store, HOST, held.code, in_room=given)
    assert said in str(refused.value)
    assert held.view.phase is Phase.VOTING


def test_a_later_close_asks_nothing(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    before = confirmed(held)
    held.move(rounds.open_vote)
    with pytest.raises(WrongTime, match="has moved on"):
        rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 9})
    held.move(rounds.close_vote)
    assert confirmed(held) == before


def test_a_vote_reopened_before_any_reveal_asks_again(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    held.move(rounds.reopen_vote)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 4})
    assert confirmed(held)["Water"] == 4


def remote(held: Held, people: int) -> None:
    """People of Water who say that they take part by the call, and answer 4."""
    for _ in range(people):
        water = held.department("Water")
        token = join(held.store, held.code, department_id=water, language="en", remote=True)
        held.say(identify(held.store, KEY, participant_token=token), W1=4)


def test_remote_people_are_proposed_to_nobody_and_count_once_confirmed(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1)
    remote(held, 2)
    (water, *_) = proposed_attendance(held.store, HOST, held.code)
    assert water == ProposedAttendance("Water", joined=3, expected=5, proposed=1, remote=2)
    assert attendance_of(held.store, HOST, held.code).departments[0].remote == 2
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 3})
    held.move(rounds.reveal)
    assert held.result().people == 3


def test_remote_devices_that_nobody_confirms_hide_nobody(held: Held) -> None:
    """Two devices that say they are remote would isolate the one person of the department."""
    held.move(rounds.open_vote)
    held.vote("Water", 1)
    remote(held, 2)
    held.move(rounds.close_vote)
    with pytest.raises(WrongTime, match="2 more joined"):
        held.move(rounds.reveal)


def test_the_close_foresees_that_only_tables_would_count(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2)
    held.say(held.join("Power", 4), W1=3)
    room = {"Water": 2, "Power": 4}
    assert foresee_units(held.store, HOST, held.code, room).tables_only
    held.vote("Water", 3)
    assert not foresee_units(held.store, HOST, held.code, room | {"Water": 3}).tables_only


def test_the_close_foresees_where_everybody_may_be_from_outside(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    held.say(held.join("Power", 50), W1=3)
    found = foresee_units(held.store, HOST, held.code, {"Water": 3, "Power": 0})
    assert (found.separate, found.unconfirmed, found.left_out) == (("Water",), ("Power",), ())


def test_an_open_workshop_leaves_nobody_out(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    held.say(held.join("Power", 50), W1=3)
    found = foresee_units(held.store, HOST, held.code, {"Power": 0})
    assert (found.separate, found.unconfirmed) == (("Power",), ())


def test_nothing_is_foreseen_once_the_units_are_fixed(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    assert foresee_units(held.store, HOST, held.code, {"Water": 3}).separate == ("Water",)
    held.move(rounds.close_vote)
    with pytest.raises(WrongTime):
        foresee_units(held.store, HOST, held.code, {"Water": 3})
