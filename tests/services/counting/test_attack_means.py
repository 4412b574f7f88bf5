"""Attacks by name on means: points for weights, votes on actions, blind spots, the standard error."""

from collections.abc import Sequence

import pytest

from resilience.framework import Framework
from resilience.services.counting import blind_spots
from resilience.store import Store
from tests.services.attack.means_attack import telling_spots
from tests.services.attack.played import Played
from tests.services.attack.stage import CODES, Person

pytestmark = pytest.mark.long


@pytest.fixture
def stage(sqlite_store: Store, framework: Framework, monkeypatch: pytest.MonkeyPatch) -> Played:
    """A stage whose blind spots change with every number they are tested on."""
    monkeypatch.setattr(blind_spots, "blind_spots", telling_spots)
    return Played(sqlite_store, framework)


def sheets(stage: Played, people: Sequence[Person]) -> None:
    """Each gives other points."""
    for at, one in enumerate(people, start=1):
        stage.attacker.room.give(one, 10 * at, 100 - 10 * at)


def points_shown(stage: Played) -> bool:
    return stage.attacker.means.look_at_points() is not None


def test_points_of_two(stage: Played) -> None:
    room = stage.attacker.room
    room.ask()
    sheets(stage, stage.room("Water", 1, 2))
    room.give(stage.come("Water", {}), 0, 0)  # an empty sheet does not count
    room.close()
    assert not points_shown(stage)
    room.ask()
    sheets(stage, stage.room("Power", 3))
    room.close()
    assert points_shown(stage)


@pytest.mark.parametrize(("sizes", "shown"), [((1, 4), False), ((4,), True), ((1, 1, 1, 4), True)])
def test_points_of_a_person_beside_tables(stage: Played, sizes: Sequence[int], shown: bool) -> None:
    stage.attacker.room.ask()
    sheets(stage, [stage.come("Water", {"W1": 1}, size) for size in sizes])
    stage.attacker.room.close()
    assert points_shown(stage) == shown


def test_the_mean_of_points_stays_when_somebody_who_gave_some_erases_theirs(
    stage: Played,
) -> None:
    people, room = stage.room("Water", 0, 1, 2, 3), stage.attacker.room
    room.ask()
    sheets(stage, people)
    room.close()
    stage.shown()
    stage.erase(people[0])
    room.settle(adopt=True)
    assert points_shown(stage)
    assert stage.held.result().weighed == 4


def test_weights_that_are_not_adopted_change_nothing(stage: Played) -> None:
    people, room = stage.room("Water", 0, 1, 2, 3), stage.attacker.room
    stage.shown()
    before = stage.held.result().result
    room.ask()
    sheets(stage, people)
    room.close()
    room.settle(adopt=False)
    assert stage.held.result().result == before


@pytest.mark.parametrize(("voters", "shown"), [(2, False), (3, True)])
def test_votes_on_an_action(stage: Played, voters: int, shown: bool) -> None:
    people, room = stage.room("Water", 0, 1, 2, 3), stage.attacker.room
    stage.shown()
    action = room.plan("W1")
    for one in people[:voters]:
        room.vote(one, action, 0.5)
    room.show()
    room.vote(people[-1], action, 1.0)
    stage.erase(people[0])
    (planned,) = stage.held.result().actions
    assert planned.feasible.state == ("voted" if shown else "few")


def test_votes_on_an_action_that_were_opened_again(stage: Played) -> None:
    people, room = stage.room("Water", 0, 1, 2, 3), stage.attacker.room
    stage.shown()
    action = room.plan("W1")
    for one, value in zip(people[:2], (0.0, 1.0), strict=True):
        room.vote(one, action, value)
    room.show()
    room.open_again()
    room.vote(people[2], action, 0.5)
    room.show()
    room.open_again()
    room.vote(people[3], action, 1.0)
    (planned,) = stage.held.result().actions
    assert (planned.feasible.state, planned.feasible.people) == ("voted", 3)


def everything(stage: Played, place: str, *levels: int) -> list[Person]:
    """Somebody in a department for each level, which they give on all indicators."""
    answers = [{**dict.fromkeys(CODES, level), "P2": float(level)} for level in levels]
    return [stage.come(place, said) for said in answers]


@pytest.mark.parametrize("leaver", [True, False])
def test_blind_spots_after_a_vote_was_reopened_for_one(stage: Played, leaver: bool) -> None:
    """Half of a room sees nothing, half everything; then one answers otherwise, or erases theirs."""
    low, _ = everything(stage, "Water", *[0] * 6), everything(stage, "Power", *[4] * 6)
    stage.shown()
    known = stage.held.result().spots
    assert known
    stage.reopen()
    if leaver:
        stage.erase(low[0])
    else:
        stage.say(low[0], {"W1": 4, "W2": 4})
    for one in stage.here[1:]:
        stage.say(one, {**one.again(2), "W1": 2})
    stage.shown()
    assert stage.served(2)
    assert stage.held.result().spots == known


@pytest.mark.parametrize("leaver", [True, False])
def test_the_standard_error_of_eight_and_of_seven(stage: Played, leaver: bool) -> None:
    people = [*everything(stage, "Water", 0, 1, 2, 2), *everything(stage, "Power", 2, 3, 4, 4)]
    stage.shown()
    known = stage.held.result().error
    assert known is not None
    if leaver:
        stage.erase(people[0])
    stage.again(people[1:], W1=2)
    stage.shown()
    assert stage.served(2)
    assert stage.held.result().error == known
