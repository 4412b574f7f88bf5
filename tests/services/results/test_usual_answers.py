"""The answers of those who usually know, apart: only where they are whole units that are all served."""

from collections.abc import Sequence

import pytest

from resilience.framework import AnswerValue
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.results.discussion import UsualAnswers, discuss
from resilience.store import Store
from tests.services.held import Held, reveal, set_up
from tests.usual import usual_framework

#: by department what its people say of W1
Room = dict[str, tuple[AnswerValue, ...]]
PLACES = ("Water", "Finance", "Power", "Roads")


def room(store: Store, said: Room, k: int = 3) -> Held:
    """A vote on W1, which water and finance usually know."""
    known = usual_framework(W1="water, finance", P2="water")
    held = set_up(store, known, k=k, departments=dict.fromkeys(PLACES, 0))
    held.move(rounds.open_vote)
    for place, levels in said.items():
        for level in levels:
            held.say(held.join(place), W1=level, P2=5)
    return held


def answer_all(held: Held, people: Sequence[Visitor], levels: Sequence[AnswerValue]) -> None:
    """Each says a level of W1, and the vote is revealed."""
    for who, level in zip(people, levels, strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote, reveal)


def apart(held: Held, code: str = "W1") -> UsualAnswers | None:
    """What the topic has of a revealed result."""
    return next(topic.apart for topic in discuss(held.result()) if topic.code == code)


def shown(store: Store, said: Room, k: int = 3) -> UsualAnswers | None:
    """The same of a vote that is revealed."""
    held = room(store, said, k)
    held.move(rounds.close_vote, reveal)
    return apart(held)


def test_units_that_know_stand_beside_all_others(store: Store) -> None:
    said: Room = {
        "Water": (0, 1, 1),
        "Finance": (1, 1, 1, 2),
        "Power": (2, 3, 3),
        "Roads": (2, 4, 2),
    }
    assert shown(store, said) == UsualAnswers((1, 1), (2, 3))


def test_a_measured_indicator_has_none(store: Store) -> None:
    held = room(store, {"Water": (0, 1, 1), "Power": (2, 3, 3)})
    held.move(rounds.close_vote, reveal)
    assert apart(held) == UsualAnswers((1, 1), (3, 3))
    assert apart(held, "P2") is None


@pytest.mark.parametrize(
    "said",
    [
        {"Water": (0, 1, 1), "Finance": (1, 2, 3)},  # nobody else
        {"Power": (0, 1, 1), "Roads": (1, 2, 3)},  # nobody who knows
    ],
)
def test_one_side_alone_is_not_shown(store: Store, said: Room) -> None:
    assert shown(store, said) is None


@pytest.mark.parametrize(
    "power",
    [
        (2, "dk", "dk"),  # a cell that is pooled
        (2, 3, "dk"),
        ("dk", "dk", "dk"),  # nobody can tell this from a cell that is withheld
        ("na", "na", "na", 2),  # N/A won, and the level beside it is left out
    ],
)
def test_it_is_absent_where_a_unit_has_no_served_level(
    store: Store, power: tuple[AnswerValue, ...]
) -> None:
    said: Room = {"Water": (0, 1, 1), "Finance": (1, 1, 2), "Roads": (2, 4, 2)}
    assert shown(store, said | {"Power": (2, 3, 3)}) is not None
    assert shown(store, said | {"Power": power}) is None


def test_merged_departments_know_only_if_all_of_them_do(store: Store) -> None:
    said: Room = {"Water": (0, 0), "Finance": (0, 0), "Power": (3, 3, 3)}
    knowing = room(store, said | {"Roads": (2, 2, 2)})
    knowing.say(knowing.join("Mixed tables", size=5), W1=4)
    knowing.move(rounds.close_vote, reveal)
    assert apart(knowing) == UsualAnswers((0, 0), (3, 3))
    mixed = room(store, said | {"Water": (0, 0, 0), "Roads": (2,)})
    mixed.move(rounds.close_vote, reveal)
    assert apart(mixed) == UsualAnswers((0, 0), (2, 3))


def test_it_does_not_tell_from_which_merged_departments_nobody_had_come(store: Store) -> None:
    held = room(store, {"Water": (0, 0), "Finance": (0, 0), "Power": (3, 3, 3)})
    held.move(rounds.close_vote, reveal)
    merged = next(one for one in held.result().room if one.unit == "Other departments")
    assert {"Water", "Finance", "Roads"} <= set(merged.departments)
    assert apart(held) is None


def test_others_include_tables_of_several_departments(store: Store) -> None:
    held = room(store, {"Water": (0, 1, 1)})
    held.say(held.join("Mixed tables", size=5), W1=4)
    held.move(rounds.close_vote, reveal)
    assert apart(held) == UsualAnswers((1, 1), (4, 4))


def test_in_a_later_vote_it_is_gone(store: Store) -> None:
    held = room(store, {})
    people = [held.join(place) for place in ("Water", "Power") for _ in range(3)]
    answer_all(held, people, (0, 1, 1, 2, 3, 3))
    assert apart(held) == UsualAnswers((1, 1), (3, 3))
    held.move(rounds.open_vote)
    answer_all(held, people, (1, 0, 0, 2, 2, 2))
    assert "W1" in held.result().later
    assert apart(held) is None


def test_an_open_workshop_shows_it_however_few_they_are(store: Store) -> None:
    assert shown(store, {"Water": (1,), "Power": (3,), "Roads": ("dk",)}, k=0) == UsualAnswers(
        (1, 1), (3, 3)
    )
