"""Attacks with devices beyond the people in the room: joined late, or in a place that somebody left."""

from collections import Counter

import pytest

from resilience.framework import Framework
from resilience.services.counting import rounds
from resilience.store import Store
from resilience.store.tables import FrozenTally, Round, Unit
from tests.services.attack.stage import Person, Stage
from tests.services.delivering import save_remark
from tests.services.held import HOST, rows

WATER = (1, 2, 3, 4)
POWER = (0, 0, 1, 2)


def counted(stage: Stage, number: int, code: str) -> Counter[tuple[str, str]]:
    """The answers that a vote's figures count, by unit and answer."""
    (vote,) = [
        one for one in rows(stage.store, Round, workshop_id=stage.held.id) if one.number == number
    ]
    names = {unit.id: unit.name for unit in rows(stage.store, Unit, workshop_id=stage.held.id)}
    found: Counter[tuple[str, str]] = Counter()
    for tally in rows(stage.store, FrozenTally, round_id=vote.id, indicator=code):
        found[names[tally.unit_id], tally.answer] += tally.answers
    return found


@pytest.fixture
def stage(sqlite_store: Store, framework: Framework) -> Stage:
    return Stage(sqlite_store, framework, 3)


def first_vote(stage: Stage) -> list[Person]:
    """Eight people of two departments answer W1 in the first vote, which is revealed."""
    stage.open()
    people = [stage.come("Water", {"W1": said}) for said in WATER]
    people += [stage.come("Power", {"W1": said}) for said in POWER]
    stage.close()
    assert stage.reveal()
    return people


@pytest.mark.parametrize("how", ["says nothing", "erased"])
def test_somebody_silent_leaves_no_place_to_a_second_device(stage: Stage, how: str) -> None:
    one, silent, double = (stage.come("Water", {}) for _ in range(3))
    others = [stage.come("Power", {}) for _ in range(4)]
    stage.open()
    if how == "erased":
        stage.erase(silent)
    second = stage.come("Water", {}, stranger=True)
    for person, said in ((one, 4), (double, 0), (second, 0), *((other, 2) for other in others)):
        stage.say(person, {"W1": said})
    room = {"Water": 3, "Power": 4, "Roads": 0, "Parks": 0, "Ports": 0}
    rounds.close_vote(stage.store, HOST, stage.held.code, in_room=room)
    rounds.reveal(stage.store, HOST, stage.held.code, use_thin=True)
    assert not [unit for unit, _ in counted(stage, 1, "W1") if unit == "Water"]


def test_a_comment_of_one_beside_late_devices_is_left_out(stage: Stage) -> None:
    author, *rest = first_vote(stage)
    stage.open("P1")
    for person in (author, *rest[3:]):
        stage.say(person, {"P1": 2})
    for _ in range(2):
        stage.come("Water", {"P1": 0}, stranger=True)
    save_remark(stage.store, author.who, "P1", comment="Only I write this")
    stage.close()
    assert stage.reveal()
    assert not stage.held.result().remarks


def test_one_level_among_those_who_said_na_cannot_be_subtracted(stage: Stage) -> None:
    """Four leave before the second vote: three who said N/A hide the one who gave a level only among themselves."""
    stage.open()
    stay = [stage.come("Water", {"W1": said}) for said in (1, 1, 2, 2, 3)]
    stay += [stage.come("Power", {"W1": said}) for said in (0, 1, 2, 3)]
    for said in (4, "na", "na", "na"):
        stage.come("Water", {"W1": said})
    stage.close()
    assert stage.reveal()
    stage.open("W1")
    for person in stay:
        stage.say(person, {"W1": person.said[1, "W1"]})
    stage.close()
    stage.reveal()
    assert not counted(stage, 2, "W1")
