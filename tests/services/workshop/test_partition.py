"""The units that may be shown: fixed at the first close, and when they are forgotten."""

from collections.abc import Callable

import pytest

from resilience.errors import WrongTime
from resilience.services.counting import rounds
from resilience.services.results.own_result import own_result, room_result
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from resilience.store.tables import Department, FrozenRoom, FrozenTally, Unit
from resilience.text import Text
from resilience.wording.result import departments_words, later_words
from tests.services.held import Held, Move, rows
from tests.services.recount import Line, frozen, of_rest, recounted, room


def test_closing_fixes_the_partition_and_freezes_room_and_tallies(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 3, "dk")
    held.vote("Power", 1, 2)
    held.vote("Roads", 0)
    held.join("Roads")
    held.move(rounds.close_vote)
    assert units(held) == {
        "Water": {"Water"},
        OTHER_DEPARTMENTS: {"Power", "Roads", "Mixed tables"},
    }
    assert room(held) == {"Water": (4, 4), OTHER_DEPARTMENTS: (3, 3)}
    assert frozen(held) == recounted(held) != {}
    assert of_rest(held) == {("", "W1", "dk"): Line(1, 1)}


def units(held: Held) -> dict[str, set[str]]:
    """The departments of each unit of the partition."""
    own = rows(held.store, Department, workshop_id=held.id)
    return {
        unit.name: {d.name for d in own if d.unit_id == unit.id}
        for unit in rows(held.store, Unit, workshop_id=held.id, kind="departments")
    }


def test_the_others_take_the_smallest_department_when_they_are_still_too_few(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4, 4)
    held.vote("Power", 1, 2, 3)
    held.vote("Roads", 0)
    held.move(rounds.close_vote)
    assert units(held) == {
        "Water": {"Water"},
        OTHER_DEPARTMENTS: {"Power", "Roads", "Mixed tables"},
    }
    assert room(held) == {"Water": (4, 4), OTHER_DEPARTMENTS: (4, 4)}


def test_a_table_counts_with_all_its_people(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    held.say(held.join("Power", 3), W1=0)
    held.say(held.join("Mixed tables", 4), W1=2)
    held.move(rounds.close_vote)
    assert room(held) == {"Water": (3, 3), "Power": (1, 3), "Mixed tables": (1, 4)}
    assert frozen(held)["Mixed tables", "W1", "2"][:2] == (1, 4)


def test_an_open_workshop_merges_nothing(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    held.vote("Water", 4)
    held.vote("Power", 1, 2)
    held.reveal()
    assert room(held) == {"Water": (1, 1), "Power": (2, 2)}


@pytest.mark.parametrize("again", [rounds.reopen_vote, rounds.open_vote])
def test_in_an_open_workshop_a_department_that_comes_late_is_counted_as_itself(
    workshop: Callable[..., Held], again: Move
) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    water, power = held.vote("Water", 0, 0), held.vote("Power", 2, 2, 2)
    before = held.reveal()
    assert before.absent == ("Roads",)
    assert {one.unit for one in before.room} == set(before.result.units) == {"Water", "Power"}

    held.move(again)
    late = [held.join("Roads"), held.join("Roads")]
    for people, level in ((water, 0), (power, 2), (late, 4)):
        for one in people:
            held.say(one, W1=level, W2=level, P1=level, P2=level)
    result = held.reveal()
    shown = {name: tree["W1"].value for name, tree in result.result.units.items()}
    assert shown == {"Water": 0, "Power": 50, "Roads": 100}
    assert result.result.city["W1"].value == 50
    assert {one.unit: one.people for one in result.room} == {"Water": 2, "Power": 3, "Roads": 2}
    assert result.absent == ()
    assert departments_words(result, Text("en")) == "3 of 3 departments"
    votes = len(result.rounds)
    replaced = "For 1 indicator, only the answers from a later vote count."
    assert later_words(result, Text("en")) == [replaced] * (votes - 1)
    own = own_result(held.store, late[0], room_result(result))
    assert own.department == result.result.units["Roads"]["overall"]


def test_a_department_with_nobody_joins_the_smallest_unit(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4, 4)
    held.vote("Power", 1, 2, 3)
    held.move(rounds.close_vote)
    assert units(held) == {"Water": {"Water"}, "Power": {"Power", "Roads", "Mixed tables"}}


def test_reopened_before_the_reveal_partition_and_tallies_are_forgotten(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    (power,) = held.vote("Power", 0)
    held.move(rounds.close_vote)
    assert set(units(held)) == {OTHER_DEPARTMENTS}
    held.move(rounds.reopen_vote)
    for table in (Unit, FrozenTally, FrozenRoom):
        assert rows(held.store, table) == []
    assert {d.unit_id for d in rows(held.store, Department)} == {None}
    held.vote("Power", 1, 1)
    held.say(power, W1=2)
    held.move(rounds.close_vote)
    assert set(units(held)) == {"Water", "Power"}
    assert frozen(held) == recounted(held)
    assert frozen(held)["Power", "W1", "2"].answers == 1


def test_reopened_after_the_reveal_the_partition_and_its_figures_stay(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    first, *_ = held.vote("Power", 0, 0)
    held.reveal()
    before, ids = units(held), {unit.id for unit in rows(held.store, Unit)}
    shown = frozen(held), room(held)
    held.move(rounds.reopen_vote)
    assert (frozen(held), room(held)) == shown
    assert units(held) == before
    for name in ("Power", "Roads"):
        held.join(name, 4)
    held.say(first, W1=3)
    held.move(rounds.close_vote)
    assert units(held) == before
    assert {unit.id for unit in rows(held.store, Unit)} == ids
    assert held.view.phase is Phase.COUNTED, "it is to be revealed again"
    assert (frozen(held), room(held)) == shown


def test_no_result_is_shown_while_the_only_vote_is_open_again(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    held.move(rounds.reopen_vote)
    with pytest.raises(WrongTime, match="before the reveal"):
        held.result()
