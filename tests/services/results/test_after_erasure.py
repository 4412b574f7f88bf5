"""Answers of people who erased their data count as before in later votes, and no figure tells where they were."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

import pytest

from resilience.exchange.counts import read_counts
from resilience.exchange.latest_counts import latest
from resilience.exchange.package import PublishingKey, read_package
from resilience.outputs.long_data import counts_csv
from resilience.scoring import score
from resilience.services.access.access import Visitor
from resilience.services.cities.packages import packed
from resilience.services.counting import rounds
from resilience.services.results.between_votes import between_votes
from resilience.services.results.results import WorkshopResult
from resilience.services.voting.my_data import erase_own
from tests.services.held import HOST, Held

CODES, PLACES = ("W1", "W2", "P1"), ("Water", "Power", "Roads")
Sets = Callable[..., Held]


def answered(held: Held, place: str, level: int, people: int = 4) -> list[Visitor]:
    """People of a department who give one level on all indicators."""
    found = [held.join(place) for _ in range(people)]
    for who in found:
        held.say(who, **dict.fromkeys(CODES, level), P2=float(level))
    return found


def another_vote(held: Held, code: str, people: list[Visitor]) -> WorkshopResult:
    """The result after these people answered a later vote on an indicator."""
    rounds.open_vote(held.store, HOST, held.code, [code])
    for who in people:
        held.say(who, **{code: 3})
    return held.reveal()


def is_sound(held: Held, result: WorkshopResult) -> None:
    """Nobody is counted below nothing, and files and pages have the same scores."""
    for tree in (result.result.city, *result.result.units.values()):
        for one in tree.values():
            assert one.counts.blank >= 0
            assert one.reach is None or one.reach <= 1
    assert {one.tallies.units for one in result.rounds} == {result.tallies.units}
    assert between_votes(held.store, result).scores
    framework = held.view.framework
    again = score(framework, latest(read_counts(counts_csv(result), framework).votes, framework))
    assert again.city == result.result.city


@pytest.mark.parametrize("left", [1, 4], ids=["one of Roads", "all of Roads"])
@pytest.mark.parametrize("k", [0, 3])
def test_a_vote_on_something_else_leaves_what_was_counted(
    workshop: Sets, k: int, left: int
) -> None:
    held = workshop(k=k)
    held.move(rounds.open_vote)
    people = {place: answered(held, place, 2 * at) for at, place in enumerate(PLACES)}
    before = held.reveal()
    for who in people["Roads"][:left]:
        erase_own(held.store, who)
    stayed = [*people["Water"], *people["Power"], *people["Roads"][left:]]
    after = another_vote(held, "W1", stayed)
    assert after.room == before.room
    assert (after.absent, after.people) == ((), before.people)
    for code in ("W2", "P1", "P2", "PWR"):
        assert after.result.city[code] == before.result.city[code]
        for place in PLACES:
            assert after.result.units[place][code] == before.result.units[place][code]
    is_sound(held, after)
    if k:
        assert (after.error, after.spots) == (before.error, before.spots)
        rows = counts_csv(after).splitlines()
        rooms = [{row[1:] for row in rows if row.startswith(f"{n},Roads,,room")} for n in (1, 2)]
        assert rooms[0] == rooms[1]
    result = replace(after, workshop=replace(after.workshop, k=k or 3))
    read_package(packed(result, PublishingKey("City of Cascais", bytes(32)), "CC-BY-4.0"))


@pytest.mark.parametrize("new", [0, 3])
@pytest.mark.parametrize("left", [0, 1])
def test_a_reopened_vote_counts_everyone_once(workshop: Sets, left: int, new: int) -> None:
    held = workshop(k=3)
    held.move(rounds.open_vote)
    people = {place: answered(held, place, at) for at, place in enumerate(PLACES)}
    held.reveal()
    for who in people["Roads"][:left]:
        erase_own(held.store, who)
    held.move(rounds.reopen_vote)
    here = [who for place in PLACES for who in people[place][left:]]
    for who in [*here, *(held.join("Power") for _ in range(new))]:
        held.say(who, W1=4)
    after = held.reveal()
    assert set(after.later) == {"W1"}, "a later vote of itself, where answers changed"
    assert (after.not_shown, after.people) == ((), 12 + new)
    is_sound(held, after)
    held.move(rounds.reopen_vote)
    held.say(held.join("Water"), W1=4)
    again = held.reveal()
    assert again.people == after.people + 1
    is_sound(held, again)


def test_a_department_that_all_left_and_one_that_comes_late_are_not_mixed_up(
    workshop: Sets,
) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    water, roads = answered(held, "Water", 0, 1), answered(held, "Roads", 4, 1)
    held.reveal()
    erase_own(held.store, roads[0])
    after = another_vote(held, "W1", [*water, held.join("Power")])
    assert set(after.result.units) == set(PLACES)
    assert after.result.units["Roads"]["P1"].value == 100
    assert after.result.units["Power"]["P1"].value is None
    assert after.absent == ()
    is_sound(held, after)


def test_late_comers_and_new_questions_do_not_tell_who_erased(workshop: Sets) -> None:
    """The same votes twice: somebody of Roads erased their data, or somebody of Power."""

    def result(left: str) -> WorkshopResult:
        held = workshop(k=3)
        rounds.open_vote(held.store, HOST, held.code, list(CODES))
        people = {place: [held.join(place) for _ in range(4)] for place in PLACES}
        for who in chain(*people.values()):
            held.say(who, **dict.fromkeys(CODES, 1))
        held.reveal()
        erase_own(held.store, people[left][0])
        rounds.open_vote(held.store, HOST, held.code, ["P2"])
        here = [who for place in PLACES for who in people[place][1:]]
        for who in [*here, held.join("Roads")]:
            held.say(who, P2=5.0)
        return held.reveal()

    roads, power = result("Roads"), result("Power")
    assert roads.room == power.room
    assert roads.people == power.people == 13
    assert (roads.error, roads.spots) == (power.error, power.spots) == (None, None)
