"""Devices that join after the first close hide nobody, and an erasure tells neither a comment nor a department."""

from itertools import chain

import pytest

from resilience.errors import InputError, WrongTime
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.my_data import erase_own
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held
from tests.services.results.test_after_erasure import Sets

TWO = ("Water", "Roads")


def first_vote(held: Held, people: dict[str, int]) -> dict[str, list[Visitor]]:
    """These people of each department answer the first vote; not revealed yet."""
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    found = {name: [held.join(name) for _ in range(n)] for name, n in people.items()}
    for who in chain(*found.values()):
        held.say(who, W1=2)
    return {name: list(own) for name, own in found.items()}


def test_two_late_devices_do_not_open_the_comment_of_one_person(workshop: Sets) -> None:
    """They and their owner write at the level of one other person."""
    held = workshop(k=3, departments=dict.fromkeys(TWO, 6))
    people = first_vote(held, dict.fromkeys(TWO, 6))
    held.reveal()
    late = [held.join("Water") for _ in range(2)]
    rounds.open_vote(held.store, HOST, held.code, ["P1"])
    attacker, victim, *others = chain(*people.values())
    for n, who in enumerate([attacker, *late, victim]):
        held.say(who, P1=4)
        save_remark(held.store, who, "P1", comment=f"Comment {n}")
    for n, who in enumerate(others):
        held.say(who, P1=1)
        if 0 < n < 5:
            save_remark(held.store, who, "P1", comment=f"Other {n}")
    assert {one.level for one in held.reveal().remarks} == {None}


def test_comments_of_tables_stay_withheld_when_the_only_single_person_is_erased(
    workshop: Sets,
) -> None:
    held = workshop(k=3, departments=dict.fromkeys(TWO, 6))
    people = first_vote(held, dict.fromkeys(TWO, 4))
    tables = [held.join(name, 2) for name in TWO]
    for who in tables:
        held.say(who, W1=2)
    held.reveal()
    erase_own(held.store, people["Water"].pop())
    rounds.open_vote(held.store, HOST, held.code, ["P1"])
    for who in [*chain(*people.values()), *tables]:
        held.say(who, P1=1)
    alone = people["Roads"][0]
    for n, who in enumerate([*tables, alone]):
        save_remark(held.store, who, "P1", comment=f"Comment {n}")
    assert not held.reveal().remarks
    erase_own(held.store, alone)
    assert not held.result().remarks


@pytest.mark.parametrize("eraser", ["Power", "Roads", "Water"])
def test_whether_a_later_vote_is_shown_does_not_tell_who_was_erased(
    workshop: Sets, eraser: str
) -> None:
    """A silent late device of a small department does not count less once its only person is erased."""
    held = workshop(k=3, departments={"Water": 5, "Roads": 5, "Power": 1})
    people = first_vote(held, {"Water": 5, "Roads": 5, "Power": 1})
    held.reveal()
    held.join("Power")
    erase_own(held.store, people[eraser].pop())
    rounds.open_vote(held.store, HOST, held.code, ["W2"])
    for who in people["Water"][:3]:
        held.say(who, W2=3)
    held.move(rounds.close_vote)
    with pytest.raises((InputError, WrongTime)):
        rounds.reveal(held.store, HOST, held.code, use_thin=True)


def test_a_late_device_does_not_tell_the_language_of_another_comment(workshop: Sets) -> None:
    told = []
    for late in (0, 1):
        held = workshop(k=3, departments=dict.fromkeys(TWO, 6))
        people = first_vote(held, dict.fromkeys(TWO, 6))
        held.reveal()
        attacker, victim, *others = chain(*people.values())
        writers = [attacker, victim, *(held.join("Water") for _ in range(late))]
        rounds.open_vote(held.store, HOST, held.code, ["P1"])
        for who in (*writers, *others):
            held.say(who, P1=2)
        for n, who in enumerate(writers):
            save_remark(held.store, who, "P1", comment=f"Comment {n}", language="ko")
        for n, who in enumerate(others[:4]):
            save_remark(held.store, who, "P1", comment=f"Other {n}")
        told.append({one.language for one in held.reveal().remarks if one.comment == "Comment 1"})
    assert told == [{None}, {None}]


def test_a_page_says_who_is_left_out_where_late_devices_leave_only_tables(workshop: Sets) -> None:
    """Silent devices that joined late: next to the tables, five people alone no longer hide one another."""
    held = workshop(k=3, departments={"Water": 20})
    people = [*(held.join("Water") for _ in range(5)), *(held.join("Water", 5) for _ in range(3))]
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=2)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 20})
    rounds.reveal(held.store, HOST, held.code)
    for _ in range(3):
        held.join("Water")
    rounds.open_vote(held.store, HOST, held.code, ["P1"])
    for who in people:
        held.say(who, P1=3)
    shown = held.reveal()
    assert shown.tallies.by_code["P1"].answers.sum() == 3  # the tables
    assert shown.left_out == 5


@pytest.mark.parametrize(
    ("known", "late"),
    [([1] * 30, [28]), ([5] * 4, [1] * 18)],
    ids=["a table and 30 alone", "18 alone and 4 tables"],
)
def test_late_devices_take_no_later_vote_away(
    workshop: Sets, known: list[int], late: list[int]
) -> None:
    """They answer a new question; everybody who is known changes another one."""
    held = workshop(k=3, departments={"Water": 60})
    people = [held.join("Water", size if size > 1 else None) for size in known]
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=0)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1", "P1"])
    for who in people:
        held.say(who, W1=4, P1=1)
    for size in late:
        held.say(held.join("Water", size if size > 1 else None), P1=1)
    assert "W1" in held.reveal().later


def test_people_alone_who_come_late_beside_tables_are_not_counted_as_asked(workshop: Sets) -> None:
    held = workshop(k=3, departments={"Water": 20})
    tables = [held.join("Water", 5) for _ in range(3)]
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in tables:
        held.say(who, W1=0)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in [*tables, *(held.join("Water") for _ in range(4))]:
        held.say(who, W1=4)
    shown = held.reveal()
    assert (shown.people, shown.left_out, shown.result.city["W1"].reach) == (15, 4, 1.0)
