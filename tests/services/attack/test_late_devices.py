"""Devices that join after the first close change nothing, and an erasure tells neither a comment nor a department."""

from itertools import chain

import pytest

from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.my_data import erase_own
from resilience.store.tables import FrozenFacts
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, rows
from tests.services.results.test_after_erasure import Sets

TWO = ("Water", "Roads")


def first_vote(held: Held, people: dict[str, int]) -> dict[str, list[Visitor]]:
    """These people of each department answer the first vote; not revealed yet."""
    rounds.open_vote(held.store, HOST, held.code)
    found = {name: [held.join(name) for _ in range(n)] for name, n in people.items()}
    for who in chain(*found.values()):
        held.say(who, W1=2)
    return {name: list(own) for name, own in found.items()}


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
    assert held.reveal().later == {"W2": 2}


def test_a_page_says_who_answered_alone_and_is_left_out_of_both_votes(workshop: Sets) -> None:
    """Next to tables, two people alone do not hide one another; silent devices that join late change nothing."""
    held = workshop(k=3, departments={"Water": 17})
    rounds.open_vote(held.store, HOST, held.code)
    people = [held.join("Water", size) for size in (None, None, 5, 5, 5)]
    for who in people:
        held.say(who, W1=2)
    assert held.reveal().left_out == 2
    for _ in range(3):
        held.join("Water")
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=3)
    shown = held.reveal()
    assert (shown.later, shown.left_out, shown.people) == ({"W1": 2}, 2, 15)
    assert [one.left_out for one in rows(held.store, FrozenFacts)] == [2, 2]
