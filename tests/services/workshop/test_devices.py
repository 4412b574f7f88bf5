"""Devices that the facilitator moves, removes or merges: what goes, what stays, and who counts."""

from functools import partial

import pytest

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.services.access.access import Visitor, identify
from resilience.services.access.history import ActFilter, history
from resilience.services.counting import rounds
from resilience.services.results.own_page import OwnPage, read_own_page
from resilience.services.voting.my_data import erase_own
from resilience.services.voting.progress import snapshot
from resilience.services.voting.questions import ask_question, questions_of, vote_question
from resilience.services.voting.responses import own_ballot
from resilience.services.workshop.attendance import proposed_attendance
from resilience.services.workshop.devices import (
    DepartmentAttendance,
    attendance_of,
    discount_erased_tables,
    merge_devices,
    move_device,
    remove_device,
)
from resilience.services.workshop.participants import join, view_participant
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Department, Participant, Response
from tests.services.delivering import save_remark
from tests.services.held import HOST, KEY, Held, rows


def move(held: Held, who: Visitor, place: str) -> None:
    move_device(held.store, HOST, held.code, who.known_by, held.department(place))


def remove(held: Held, who: Visitor) -> None:
    remove_device(held.store, HOST, held.code, who.known_by)


def discount(held: Held, place: str, people: int) -> None:
    discount_erased_tables(held.store, HOST, held.code, held.department(place), people)


def merge(held: Held, one: Visitor, other: Visitor) -> None:
    merge_devices(held.store, HOST, held.code, one.known_by, other.known_by)


def own_page(held: Held, who: Visitor) -> OwnPage:
    return read_own_page(held.store, who, "en")


def here(held: Held, who: Visitor) -> bool:
    return bool(rows(held.store, Participant, token_hash=who.known_by))


def test_a_moved_device_takes_its_answers_along_until_the_first_close(held: Held) -> None:
    held.move(rounds.open_vote)
    one, *_ = held.vote("Water", 1, 2, 3, 4)
    held.vote("Power", 0, 0)
    move(held, one, "Power")
    assert view_participant(held.store, one).department == "Power"
    assert {room.unit: room.people for room in held.reveal().room} == {"Water": 3, "Power": 3}
    with pytest.raises(WrongTime, match="first vote has closed"):
        move(held, one, "Water")


def test_one_person_cannot_be_moved_to_mixed_tables(held: Held) -> None:
    with pytest.raises(InputError, match="Only a table"):
        move(held, held.join("Water"), "Mixed tables")


def test_only_a_device_that_left_nothing_is_removed(held: Held) -> None:
    tried = held.join("Water")
    held.move(rounds.open_vote)
    (answered,) = held.vote("Water", 1)
    commented = held.join("Water")
    save_remark(held.store, commented, "W1", comment="Seen on the map")
    for who in (answered, commented):
        with pytest.raises(WrongTime, match="cannot be removed"):
            remove(held, who)
    remove(held, tried)
    assert not here(held, tried) and here(held, answered) and here(held, commented)


def test_a_table_is_removed_with_its_answers_and_no_longer_counts_as_joined(held: Held) -> None:
    """One device that says it seats 50 people would hide all who answered alone in its department."""
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    table = held.join("Water", 50)
    held.say(table, W1=0)
    remove(held, table)
    water = attendance_of(held.store, HOST, held.code).departments[0]
    assert (water.joined, water.removed) == (3, 0)
    held.move(partial(rounds.close_vote, in_room={"Water": 3}), rounds.reveal)
    assert held.result().tallies.by_code["W1"].people.tolist() == [[0, 0, 0, 0, 3]]


def test_tables_that_erased_their_data_are_not_counted_where_staff_say_so(held: Held) -> None:
    """A device from outside that says it seats 50 people, and erases itself, would hide Water's three for good."""
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    erase_own(held.store, held.join("Water", 50))
    erase_own(held.store, held.join("Water"))
    water = attendance_of(held.store, HOST, held.code).departments[0]
    assert (water.joined, water.erased, water.erased_seated) == (3, 51, 50)
    discount(held, "Water", 46)
    erase_own(held.store, held.join("Water", 4))
    discount(held, "Water", 4)
    water = attendance_of(held.store, HOST, held.code).departments[0]
    assert (water.joined, water.erased, water.erased_seated) == (3, 5, 4), "what staff said"
    with pytest.raises(InputError, match="So many people"):
        discount(held, "Water", 5)
    discount(held, "Water", 4)
    held.move(partial(rounds.close_vote, in_room={"Water": 4}), rounds.reveal)
    assert held.result().tallies.by_code["W1"].people.tolist() == [[0, 0, 0, 0, 3]]


def test_after_the_first_close_nobody_learns_whether_a_table_erased_its_data(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Power", 1, 1, 3)
    early, late = held.join("Water", 4), held.join("Water", 5)
    held.say(late, W1=2)
    erase_own(held.store, early)
    held.move(partial(rounds.close_vote, in_room={"Water": 9, "Power": 3}))
    erase_own(held.store, late)
    water = attendance_of(held.store, HOST, held.code).departments[0]
    assert (water.joined, water.erased, water.erased_seated) == (9, 0, 0)
    (row,) = rows(held.store, Department, workshop_id=held.id, name="Water")
    assert (row.erased, row.erased_seated) == (9, 9)
    with pytest.raises(WrongTime, match="first vote has closed"):
        discount(held, "Water", 9)


def test_a_table_that_erased_its_data_after_the_close_is_discounted_once_reopened(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 4, 4, 4)
    table = held.join("Water", 50)
    held.say(table, W1=0)
    held.move(partial(rounds.close_vote, in_room={"Water": 3}))
    erase_own(held.store, table)
    rounds.reopen_vote(held.store, HOST, held.code)
    discount(held, "Water", 50)
    held.move(partial(rounds.close_vote, in_room={"Water": 3}), rounds.reveal)
    assert held.result().tallies.by_code["W1"].people.tolist() == [[0, 0, 0, 0, 3]]


def test_who_joins_after_the_first_vote_and_leaves_changes_no_later_vote(held: Held) -> None:
    """Nobody of them is asked: neither progress nor comments may miss them."""
    held.move(rounds.open_vote)
    voters = held.vote("Water", 1, 1, 3)
    held.reveal()
    erase_own(held.store, held.join("Water", 50))
    held.move(rounds.open_vote)
    for who in voters:
        held.say(who, W1=2)
    save_remark(held.store, voters[0], "W1", comment="Seen on the map")
    before = snapshot(held.store, held.id)
    assert (before.asked, before.late) == (3, 0)
    erase_own(held.store, held.join("Water", 50))
    assert snapshot(held.store, held.id) == before
    held.move(rounds.close_vote, rounds.reveal)
    assert [one.comment for one in held.result().remarks] == ["Seen on the map"]


def test_after_the_first_close_attendance_has_counts_that_no_erasure_changes(held: Held) -> None:
    """The device list, or a department's number, would tell whose comment goes with it."""
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 1, 1, 3)
    held.vote("Power", 1, 1, 3)
    idle = held.join("Power")
    erase_own(held.store, idle)
    held.reveal()
    before = attendance_of(held.store, HOST, held.code)
    assert (before.devices, before.may_move, before.erased) == ((), False, 1)
    erase_own(held.store, people[0])
    after = attendance_of(held.store, HOST, held.code)
    assert (after.departments, after.erased) == (before.departments, 2)
    assert proposed_attendance(held.store, HOST, held.code) == ()
    assert attendance_of(held.store, HOST, held.code).departments[0].joined == 4
    held.join("Water")
    assert attendance_of(held.store, HOST, held.code).departments[0].joined == 5


def test_after_the_first_close_no_device_is_removed(held: Held) -> None:
    idle = held.join("Water")
    held.bring_to(Phase.COUNTED)
    with pytest.raises(WrongTime, match="no longer be moved, merged or removed"):
        remove(held, idle)


def test_a_device_shows_the_number_of_attendance_also_once_another_is_removed(held: Held) -> None:
    first, second, third = (held.join("Water") for _ in range(3))

    def numbers() -> list[int]:
        return [one.number for one in attendance_of(held.store, HOST, held.code).devices]

    def own(who: Visitor) -> int:
        assert view_participant(held.store, who).number == own_page(held, who).number
        return own_page(held, who).number

    assert numbers() == [own(first), own(second), own(third)] == sorted(numbers())
    shown = own(third)
    remove(held, first)
    assert numbers() == [own(second), own(third)]
    assert own(third) == shown


def test_of_merged_devices_the_older_goes_with_its_answers(held: Held) -> None:
    held.move(rounds.open_vote)
    older, newer = held.vote("Water", 1, 3)
    merge(held, newer, older)
    assert not here(held, older)
    assert [row.level for row in rows(held.store, Response)] == [3]
    assert own_ballot(held.store, newer).answers["W1"].said == 3


def test_an_up_vote_of_both_merged_devices_counts_once(held: Held) -> None:
    older, newer = held.join("Water"), held.join("Water")
    for words in ("Where are the pumps?", "Who pays?"):
        ask_question(held.store, newer, words)
    both, one = (row.id for row in questions_of(held.store, HOST, held.code))
    for who, question in ((older, both), (newer, both), (older, one)):
        vote_question(held.store, who, question, up=True)
    merge(held, older, newer)
    found = {row.id: row.votes for row in questions_of(held.store, HOST, held.code)}
    assert found == {both: 1, one: 1}


def test_devices_of_different_size_and_one_alone_are_not_merged(held: Held) -> None:
    one, table = held.join("Water"), held.join("Water", 4)
    for other in (table, one):
        with pytest.raises(InputError):
            merge(held, one, other)


def test_what_is_removed_or_merged_leaves_no_place_to_a_second_device(held: Held) -> None:
    """Three people are there. The facilitator takes away the device of one, and another answers on two."""
    held.move(rounds.open_vote)
    silent = held.join("Water")
    held.vote("Water", 0, 0, 4)
    remove(held, silent)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 3})
    with pytest.raises(WrongTime, match="the 3 that a department needs"):
        held.move(rounds.reveal)


def test_a_wrong_merge_leaves_no_place_either(held: Held) -> None:
    held.move(rounds.open_vote)
    older, newer, *_ = held.vote("Water", 0, 1, 4, 4)
    merge(held, older, newer)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 3})
    with pytest.raises(WrongTime, match="the 3 that a department needs"):
        held.move(rounds.reveal)


def test_figures_of_attendance_agree_and_say_of_what(held: Held) -> None:
    """A table, a silent device, somebody erased, one removed, one merged, and a latecomer."""
    held.join("Water")
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    held.say(held.join("Water", 4), W1=2)
    erase_own(held.store, held.vote("Water", 4)[0])
    remove(held, held.join("Water"))
    merge(held, *held.vote("Water", 0, 0))
    held.join("Water")
    found = attendance_of(held.store, HOST, held.code).departments[0]
    assert found == DepartmentAttendance(
        held.department("Water"), "Water", expected=5, joined=10, answered=8, erased=1, removed=2
    )
    proposed = proposed_attendance(held.store, HOST, held.code)[0]
    gone = found.erased + found.removed
    assert proposed.joined == found.joined + gone
    assert snapshot(held.store, held.id).people == found.joined
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 13})
    held.move(rounds.reveal)
    assert held.result().room[0].people == found.answered


def test_history_names_the_act_and_the_department_and_nobody(held: Held) -> None:
    held.move(rounds.open_vote)
    moved, *pair = (held.join("Water") for _ in range(3))
    move(held, moved, "Power")
    merge(held, *pair)
    remove(held, moved)
    remove(held, held.join("Water", 5))
    erase_own(held.store, held.join("Water", 5))
    discount(held, "Water", 5)
    deeds = history(held.store, HOST, ActFilter(held.code, "attendance")).deeds
    assert [(one.act, one.thing, one.before, one.after) for one in deeds] == [
        ("erased tables discounted", "Water", None, {"people": 5}),
        ("table removed", "Water", None, None),
        ("device removed", "Power", None, None),
        ("devices merged", "Water", None, None),
        ("device moved", "", {"department": "Water"}, {"department": "Power"}),
    ]


def test_a_device_of_another_workshop_or_a_closed_one_is_left_alone(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    token = join(held.store, held.code, department_id=held.department("Water"), language="en")
    late = identify(held.store, KEY, participant_token=token)
    with pytest.raises(NotAllowed):
        remove_device(held.store, late, held.code, late.known_by)
    rounds.finish(held.store, HOST, held.code, "Ana")
    with pytest.raises(WrongTime, match="first vote has closed"):
        remove(held, late)
    assert here(held, late)
