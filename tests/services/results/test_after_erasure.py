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
from tests.services.delivering import save_remark
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


@pytest.mark.parametrize("left", [0, 1])
def test_a_reopened_vote_counts_everyone_once(workshop: Sets, left: int) -> None:
    held = workshop(k=3)
    held.move(rounds.open_vote)
    people = {place: answered(held, place, at) for at, place in enumerate(PLACES)}
    held.reveal()
    for who in people["Roads"][:left]:
        erase_own(held.store, who)
    held.move(rounds.reopen_vote)
    here = [who for place in PLACES for who in people[place][left:]]
    for who in here:
        held.say(who, W1=4)
    after = held.reveal()
    assert set(after.later) == {"W1"}, "a later vote on what it asked"
    assert (after.not_shown, after.people) == ((), 12)
    is_sound(held, after)


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


@pytest.mark.parametrize("lurked", [True, False], ids=["had answered nothing", "had answered"])
def test_blind_spots_stay_where_a_vote_adds_another_theme(workshop: Sets, *, lurked: bool) -> None:
    held = workshop(k=3)
    held.move(rounds.open_vote)
    people = {place: [held.join(place) for _ in range(6)] for place in PLACES}
    lurker = held.join("Roads")
    for level, own in zip((0, 4, 4), people.values(), strict=True):
        for who in own:
            held.say(who, W1=level, W2=level)
    before = held.reveal()
    assert [(one.theme, one.unit) for one in before.spots or ()] == [("WAT", "Water")]
    erase_own(held.store, lurker if lurked else people["Roads"].pop())
    rounds.open_vote(held.store, HOST, held.code, ["P1"])
    for who in chain(*people.values()):
        held.say(who, P1=2)
    assert held.reveal().spots == before.spots


def twin(workshop: Sets, left: str, asked: str, people: int) -> Held:
    """Somebody of `left` erased their data after the first reveal; all others answer a later vote and comment."""
    held = workshop(k=3)
    held.move(rounds.open_vote)
    here = {place: [held.join(place) for _ in range(people)] for place in PLACES}
    for who in chain(*here.values()):
        held.say(who, **dict.fromkeys(CODES, 1))
    for who in [*here["Water"][1:], *here["Power"], *here["Roads"]]:  # one silent: not by level
        save_remark(held.store, who, "P1", comment="First")
    held.reveal()
    erase_own(held.store, here[left].pop())
    rounds.open_vote(held.store, HOST, held.code, [asked])
    for n, who in enumerate(chain(*here.values())):
        held.say(who, **{asked: 3})
        save_remark(held.store, who, asked, comment=f"Comment {n}")
    held.reveal()
    return held


@pytest.mark.parametrize("people", [3, 4], ids=["departments of k", "larger ones"])
@pytest.mark.parametrize("asked", ["P2", "P1"], ids=["unanswered", "answered before"])
def test_a_vote_that_all_who_stayed_answer_does_not_tell_where_somebody_is_missing(
    workshop: Sets, asked: str, people: int
) -> None:
    roads, power = (twin(workshop, left, asked, people).result() for left in ("Roads", "Power"))
    assert roads.room == power.room
    again, other = (
        [one for one in found.remarks if one.indicator == asked] for found in (roads, power)
    )
    assert again == other
    assert [one.unit for one in again] == [""] * (3 * people - 1)
    for code in (asked, "PWR", "P1"):
        assert roads.result.city[code] == power.result.city[code]
        for place in PLACES:
            assert roads.result.units[place][code] == power.result.units[place][code]
    assert (roads.error, roads.spots) == (power.error, power.spots)
    assert roads.result.city[asked].counts.level == 3 * people - 1
    if asked == "P2":
        assert not roads.tallies.by_code["P2"].answers.any(), "no department's counts"


def test_comments_of_the_first_vote_keep_their_department(workshop: Sets) -> None:
    found = twin(workshop, "Roads", "P2", 4).result()
    first = [one.unit for one in found.remarks if one.indicator == "P1"]
    assert sorted(first) == ["Power"] * 4 + ["Roads"] * 3 + ["Water"] * 3


def test_comments_of_few_people_are_not_shown_after_an_erasure(workshop: Sets) -> None:
    held = workshop(k=3)
    held.move(rounds.open_vote)
    people = {place: answered(held, place, 1) for place in PLACES}
    held.reveal()
    erase_own(held.store, people["Roads"].pop())
    held.move(rounds.open_vote)
    for who in chain(*people.values()):
        held.say(who, W1=3)
    for n, who in enumerate((*people["Water"][:2], people["Power"][0])):
        save_remark(held.store, who, "W1", comment=f"Comment {n}")
    save_remark(held.store, people["Power"][0], "W2", comment="Alone")
    found = held.reveal().remarks
    assert [(one.unit, one.comment) for one in found] == [("", f"Comment {n}") for n in range(3)]
