"""Joining without an account, and changing department until the first vote closes."""

import pytest

from resilience.errors import InputError, NotFound, WrongTime
from resilience.framework import Framework
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.access.access import Visitor, identify
from resilience.services.counting import rounds
from resilience.services.voting.my_data import erase_own
from resilience.services.workshop.participants import (
    ParticipantView,
    join,
    may_join,
    move,
    view_participant,
)
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Participant, Response
from tests.services.held import KEY, Held, rows, set_up


def test_a_person_joins_and_is_known_by_the_token(held: Held) -> None:
    who = held.join("Power")
    assert view_participant(held.store, who) == ParticipantView(
        code=held.code,
        number=1,
        department="Power",
        language="en",
        is_table=False,
        size=1,
        may_move=True,
    )
    assert who.grants == ()


def test_everybody_who_joins_is_somebody_else(held: Held) -> None:
    assert len({held.join().participant_id for _ in range(5)}) == 5


def test_devices_are_numbered_from_one_in_each_workshop_and_no_number_comes_back(
    held: Held, framework: Framework
) -> None:
    elsewhere = set_up(held.store, framework)
    people = [one.join() for one in (elsewhere, elsewhere, held, held, held)]
    assert [view_participant(held.store, who).number for who in people] == [1, 2, 1, 2, 3]
    erase_own(held.store, people[-1])
    assert view_participant(held.store, held.join()).number == 4


def test_a_token_comes_back_as_the_same_person_on_any_device(held: Held) -> None:
    token = join(held.store, held.code, department_id=held.department("Water"), language="en")
    first, second = (identify(held.store, KEY, participant_token=token) for _ in range(2))
    assert first == second
    assert first.participant_id is not None


@pytest.mark.parametrize("size", [2, 3, LARGEST_TABLE])
def test_a_table_joins_with_its_size(held: Held, size: int) -> None:
    seen = view_participant(held.store, held.join("Water", size))
    assert (seen.is_table, seen.size) == (True, size)


@pytest.mark.parametrize("size", [-1, 0, 1, LARGEST_TABLE + 1])
def test_a_table_of_no_such_size_is_refused(held: Held, size: int) -> None:
    with pytest.raises(InputError, match=f"2 to {LARGEST_TABLE} people; you entered {size}"):
        held.join("Water", size)
    assert rows(held.store, Participant) == []


def test_only_a_table_answers_for_several_departments(held: Held) -> None:
    with pytest.raises(InputError, match="Only a table"):
        held.join("Mixed tables")
    assert view_participant(held.store, held.join("Mixed tables", 4)).size == 4


def test_a_person_does_not_move_where_only_tables_sit_and_a_table_does(held: Held) -> None:
    person, table = held.join("Water"), held.join("Water", 4)
    with pytest.raises(InputError, match="Only a table"):
        move(held.store, person, held.department("Mixed tables"))
    move(held.store, table, held.department("Mixed tables"))
    assert view_participant(held.store, person).department == "Water"
    assert view_participant(held.store, table).department == "Mixed tables"


def test_the_department_is_one_of_this_workshop(held: Held, framework: Framework) -> None:
    elsewhere = set_up(held.store, framework)
    who = held.join()
    for department in (elsewhere.department("Water"), 0, -1, 10**30):
        with pytest.raises(InputError, match=f"department of the workshop {held.code}"):
            join(held.store, held.code, department_id=department, language="en")
        with pytest.raises(InputError, match=f"department of the workshop {held.code}"):
            move(held.store, who, department)


@pytest.mark.parametrize("language", ["", "xx", "EN"])
def test_a_language_that_is_not_offered_is_refused(held: Held, language: str) -> None:
    with pytest.raises(InputError, match="is not available"):
        join(held.store, held.code, department_id=held.department("Water"), language=language)


def test_a_code_that_is_not_known_is_told(held: Held) -> None:
    with pytest.raises(NotFound, match="no workshop with the code AAAAAA"):
        may_join(held.store, "AAAAAA")
    with pytest.raises(NotFound, match="no workshop with the code AAAAAA"):
        join(held.store, "AAAAAA", department_id=1, language="en")


def test_a_code_is_taken_as_people_type_it(held: Held) -> None:
    typed = f" {held.code[:3].lower()} - {held.code[3:].lower()} "
    assert may_join(held.store, typed) == held.code
    token = join(held.store, typed, department_id=held.department("Water"), language="en")
    who = identify(held.store, KEY, participant_token=token)
    assert view_participant(held.store, who).code == held.code


@pytest.mark.parametrize("phase", Phase)
def test_people_may_join_until_the_workshop_closes(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    if phase is Phase.CLOSED:
        with pytest.raises(WrongTime, match="has closed"):
            may_join(held.store, held.code)
        with pytest.raises(WrongTime, match="has closed"):
            held.join()
    else:
        assert may_join(held.store, held.code) == held.code
        assert held.join().participant_id is not None


@pytest.mark.parametrize("phase", Phase)
def test_people_may_move_until_the_first_vote_closes(held: Held, phase: Phase) -> None:
    who = held.join("Water")
    held.bring_to(phase)
    early = phase in (Phase.PREPARING, Phase.VOTING)
    assert view_participant(held.store, who).may_move is early
    assert moved(held, who, "Power") is early


def moved(held: Held, who: Visitor, name: str) -> bool:
    """Whether somebody could move to a department, where they then are."""
    before = view_participant(held.store, who).department
    try:
        move(held.store, who, held.department(name))
    except WrongTime as told:
        assert "departments are fixed" in str(told)
        assert view_participant(held.store, who).department == before
        return False
    assert view_participant(held.store, who).department == name
    return True


def test_departments_open_again_with_a_vote_that_reopens_before_any_reveal(held: Held) -> None:
    who = held.join("Water")
    held.bring_to(Phase.COUNTED)
    assert not moved(held, who, "Power")
    held.move(rounds.reopen_vote)
    assert moved(held, who, "Power")


def test_departments_stay_fixed_in_a_vote_that_reopens_after_the_reveal(held: Held) -> None:
    who = held.join("Water")
    held.bring_to(Phase.REVEALED)
    held.move(rounds.reopen_vote)
    assert not moved(held, who, "Power")


def test_departments_stay_fixed_in_a_second_vote(held: Held) -> None:
    who = held.join("Water")
    held.bring_to(Phase.REVEALED)
    held.move(rounds.open_vote)
    assert not moved(held, who, "Power")


def test_the_answers_of_somebody_who_moves_move_too(held: Held) -> None:
    held.move(rounds.open_vote)
    who, *_ = held.vote("Water", 4, 0, 0, 0)
    held.vote("Power", 0, 0, 0)
    move(held.store, who, held.department("Power"))
    assert [r.participant_id for r in rows(held.store, Response, level=4)] == [who.participant_id]
    result = held.reveal()
    assert {room.unit: room.people for room in result.room} == {"Water": 3, "Power": 4}
    assert result.result.units["Power"]["W1"].value == 25
    assert result.result.units["Water"]["W1"].value == 0
