"""What is shown again after a reveal: as it was, unless k people of a unit changed their answers."""

from collections.abc import Callable

import pytest

from resilience.errors import WrongTime
from resilience.services import rounds
from resilience.services.access import Visitor
from resilience.services.phase import Phase
from resilience.services.responses import save_remark
from tests.services.held import HOST, Held
from tests.services.recount import Counted, frozen, recounted, room


@pytest.fixture
def again(held: Held) -> tuple[Held, list[Visitor], Counted]:
    """A vote of four of Water that was revealed and is open again, and what it froze."""
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    save_remark(held.store, people[0], "W1", comment="At first.")
    held.reveal()
    held.move(rounds.reopen_vote)
    return held, people, frozen(held)


Room = tuple[Held, list[Visitor], Counted]


def test_figures_room_and_remarks_stay_where_fewer_than_k_people_changed_answers(
    again: Room,
) -> None:
    held, people, shown = again
    held.say(people[0], W1=4)
    save_remark(held.store, people[0], "W1", comment="Changed.")
    save_remark(held.store, people[1], "W1", comment="New.")
    held.vote("Water", 4)
    held.move(rounds.close_vote)
    assert (frozen(held), room(held)) == (shown, {"Water": (4, 4)})
    held.move(rounds.reveal)
    assert [remark.comment for remark in held.result().remarks] == ["At first."]


def test_figures_freeze_anew_where_k_people_changed_answers(again: Room) -> None:
    held, people, shown = again
    held.say(people[0], W1=4)
    save_remark(held.store, people[0], "W1", comment="Changed.")
    held.vote("Water", 4, 4)
    held.move(rounds.close_vote)
    assert frozen(held) == recounted(held) != shown
    assert room(held) == {"Water": (6, 6)}
    held.move(rounds.reveal)
    assert [remark.comment for remark in held.result().remarks] == ["Changed."]


def test_changes_of_several_reopenings_add_up(again: Room) -> None:
    held, people, shown = again
    for n, who in enumerate(people[:3]):
        assert frozen(held) == shown
        held.say(who, W1=4)
        held.move(rounds.close_vote, *[rounds.reopen_vote] * (n < 2))
    assert frozen(held) == recounted(held) != shown


def test_whoever_takes_a_change_back_or_only_writes_has_changed_nothing(again: Room) -> None:
    held, people, shown = again
    for level in (4, 0):
        held.say(people[0], W1=level)
    for who in people[1:]:
        save_remark(held.store, who, "W1", comment="Hm.", confidence="low")
    held.vote("Water", 4)
    held.move(rounds.close_vote)
    assert frozen(held) == shown


def test_figures_differ_by_k_people_from_all_that_were_shown_before(again: Room) -> None:
    held, people, _ = again
    for who in people[:3]:
        held.say(who, W1=4)
    held.move(rounds.close_vote, rounds.reopen_vote)
    shown = frozen(held)
    for who, level in zip(people[:2], (0, 1), strict=True):  # as they were at the reveal
        held.say(who, W1=level)
    held.vote("Water", 4)
    held.move(rounds.close_vote)
    assert frozen(held) == shown, "it would differ by two people from what was revealed"


def test_each_unit_stays_or_changes_by_itself(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 1, 1)
    held.vote("Power", 1, 1, 1)
    held.reveal()
    held.move(rounds.reopen_vote)
    held.vote("Water", 4, 4)
    held.vote("Power", 4, 4, 4)
    held.move(rounds.close_vote)
    assert room(held) == {"Water": (3, 3), "Power": (6, 6)}
    assert {unit for unit, _, answer in frozen(held) if answer == "4"} == {"Power"}


def test_an_open_workshop_shows_what_one_person_changed(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    (who, *_) = held.vote("Water", 1, 1)
    held.reveal()
    held.move(rounds.reopen_vote)
    held.say(who, W1=4)
    held.move(rounds.close_vote)
    assert frozen(held) == recounted(held)


def second_vote(held: Held) -> list[Visitor]:
    """A first vote of Water and Power that was revealed, and a second one that is open."""
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 1, 1) + held.vote("Power", 1, 1, 1)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    return people


def test_a_unit_in_which_fewer_than_k_people_voted_has_no_tallies_and_no_remarks_of_it(
    held: Held,
) -> None:
    people = second_vote(held)
    for who in people[:5]:
        held.say(who, W1=4)
        save_remark(held.store, who, "W1", comment="Again.")
    result = held.reveal()
    assert {unit for unit, *_ in frozen(held, 2)} == {"Water"}
    assert room(held, 2) == {"Water": (3, 3), "Power": (3, 3)}
    assert {remark.unit for remark in result.remarks} == {"Water"}


def test_a_unit_of_which_nothing_was_shown_shows_as_soon_as_k_people_voted(held: Held) -> None:
    people = second_vote(held)
    for who in people[:5]:
        held.say(who, W1=4)
    held.reveal()
    held.move(rounds.reopen_vote)
    held.say(people[5], W1=4)
    held.move(rounds.close_vote)
    assert frozen(held, 2) == recounted(held, 2)
    assert {unit for unit, *_ in frozen(held, 2)} == {"Water", "Power"}


@pytest.mark.parametrize(
    ("voting", "said"),
    [
        ((0, 3), "People who took part: 2. A result is shown from 3 people on"),
        ((0, 1, 3, 4), "In no department did 3 people answer alone in this vote, or 3 at tables"),
    ],
)
def test_a_vote_with_too_few_people_in_each_unit_is_not_revealed(
    held: Held, voting: tuple[int, ...], said: str
) -> None:
    people = second_vote(held)
    for n in voting:
        held.say(people[n], W1=4)
    held.move(rounds.close_vote)
    with pytest.raises(WrongTime, match=said):
        held.move(rounds.reveal)
    assert held.view.phase is Phase.COUNTED
    assert held.result().result.city["W1"].value == 25
