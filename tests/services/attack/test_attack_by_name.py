"""Known attacks on small groups, each as it would be made; see `test_partition_attack` for all others."""

from typing import get_args

import pytest

from resilience.framework import AnswerValue, Framework
from resilience.scoring import CityRule, score_city
from resilience.services.results.discussion import UsualAnswers
from resilience.store import Store
from tests.services.attack.played import Played
from tests.services.attack.stage import CODES

pytestmark = pytest.mark.long


@pytest.fixture
def stage(sqlite_store: Store, framework: Framework) -> Played:
    return Played(sqlite_store, framework)


def test_two_leave_and_one_changes(stage: Played) -> None:
    people = [*stage.room("Water", 1, 2, 3, 4), *stage.room("Power", 0, 0, 1)]
    stage.shown()
    stage.again(people[2:-1])
    stage.say(people[-1], {"W1": 4})
    stage.shown()
    assert not stage.served(2)  # who left hides nobody


def test_those_who_usually_know_are_set_apart_while_every_unit_is_served(stage: Played) -> None:
    people = [*stage.room("Water", 1, 2, 3), *stage.room("Power", 0, 0, 1, "dk")]
    stage.room("Roads", 4, 4, 3)
    stage.shown()
    assert stage.attacker.apart == {"W1": UsualAnswers((2, 2), (1, 3))}
    stage.again(people, W1=4)
    stage.shown()
    assert stage.served(2)
    assert stage.attacker.apart == {}


def test_nobody_is_set_apart_from_pooled_answers(stage: Played) -> None:
    for place, levels in (("Water", (1, 2, 3)), ("Power", (0, 1, "dk")), ("Roads", (4, 4, 3))):
        stage.room(place, *levels)
    stage.shown()
    assert stage.served(1)
    assert stage.attacker.apart == {}


def test_three_of_four_leave_and_one_stays(stage: Played) -> None:
    people = [*stage.room("Water", 1, 2, 3, 4), *stage.room("Power", 0, 0, 1)]
    stage.shown()
    stage.again(people[3:])
    stage.shown()
    assert not stage.served(2)


def test_four_votes_with_overlapping_leavers(stage: Played) -> None:
    people = stage.room("Water", 0, 1, 2, 3, 4, 4)
    stage.shown()
    for leavers in ({0}, {0, 1}, {0, 1, 2}, {1, 2, 3, 4}):
        stage.again([one for at, one in enumerate(people) if at not in leavers])
        stage.shown()
        stage.drop()
    assert sum(stage.served(number) for number in range(2, 6)) <= 1


def test_not_applicable_flips_where_the_levels_beside_it_were_hidden(stage: Played) -> None:
    people = stage.room("Water", "na", "na", "na", 3, 4)
    stage.shown()
    assert sum(next(iter(stage.attacker.known[1, "Water", "W1"])).answers) == 0
    stage.again(people[1:-1])
    stage.say(people[0], {"W1": 2})
    stage.shown()
    assert not stage.served(2), "one left of the two whose levels no figure had"


@pytest.mark.parametrize("leaves", [False, True])
@pytest.mark.parametrize("flips", [1, 2, 3])
@pytest.mark.parametrize(("said", "then"), [("na", 2), (2, "na")])
def test_not_applicable_flips(
    stage: Played, leaves: bool, flips: int, said: AnswerValue, then: AnswerValue
) -> None:
    """Three who change hide one another where nobody can be missing; beside somebody who left they hide nobody."""
    people = stage.room("Water", said, said, said, 0, 1, 3, 4)
    stage.shown()
    stage.again(people[flips:-1] if leaves else people[flips:])
    for one in people[:flips]:
        stage.say(one, {"W1": then})
    stage.shown()
    assert stage.served(2) == (flips == 3 and not leaves)


@pytest.mark.parametrize("first", ["dk", "na", None])
def test_one_leaves_while_others_who_had_no_level_give_one(
    stage: Played, first: AnswerValue | None
) -> None:
    """Everybody else answers as before: only the level of the one who left would be missing."""
    people = stage.room("Water", 1, 2, 2, 3, 3, 3)
    undecided = [stage.come("Power", {} if first is None else {"W1": first}) for _ in range(4)]
    stage.shown()
    stage.again(people[1:])
    for one, level in zip(undecided, (0, 4, 4, 4), strict=True):
        stage.say(one, {"W1": level})
    stage.shown()
    assert not stage.served(2)


def test_what_nobody_knew_at_first_can_be_voted_on_again(stage: Played) -> None:
    people = stage.room("Water", "dk", "dk", "dk", "dk")
    stage.shown()
    stage.open("W1")
    for one, level in zip(people, (1, 2, 2, 3), strict=True):
        stage.say(one, {"W1": level})
    stage.shown()
    assert stage.served(2)


@pytest.mark.parametrize("unsure", [1, 2, 3])
def test_those_who_did_not_know_leave(stage: Played, unsure: int) -> None:
    """Others answer as before: that the vote is served would tell that those who left had not known."""
    for _ in range(unsure):
        stage.room("Power", "dk")
    others = stage.room("Water", 1, 2, 3, 4, "dk", "dk", "dk")
    stage.shown()
    stage.again(others)
    stage.shown()
    assert not stage.served(2)


def test_a_cell_of_one_beside_a_cell_of_eight(stage: Played) -> None:
    stage.room("Water", *[2] * 8)
    stage.room("Power", "dk", "dk", 4)
    stage.shown()
    assert not stage.served(1, "Power")
    assert not stage.served(1, "Water")
    assert stage.served(1)
    # nine in one pool: with departments counted once the one would weigh as much as the eight
    result = stage.held.result()
    once, pooled = (
        score_city(result.workshop.framework, result.tallies, city_rule=rule)["W1"].value
        for rule in get_args(CityRule)
    )
    assert once == pooled == pytest.approx((8 * 50 + 100) / 9)


@pytest.mark.parametrize("said", ["na", 0])
def test_somebody_joins_a_department_of_one_twice(stage: Played, said: AnswerValue) -> None:
    stage.room("Water", 1, 2, 3)
    stage.room("Power", 4)
    for _ in range(2):
        stage.come("Power", {"W1": said}, stranger=True)
    stage.shown()
    assert not stage.served(1, "Power")


def test_two_of_three_answered_an_indicator(stage: Played) -> None:
    stage.room("Water", 1, 2, 3)
    stage.room("Power", 4, 4, "dk")
    stage.shown()
    assert not stage.served(1, "Power")


@pytest.mark.parametrize("how", ["leaves", "comes late", "erases"])
def test_vote_one_less_vote_two(stage: Played, how: str) -> None:
    people = stage.room("Water", 1, 2, 3, 4)
    stage.shown()
    stage.again(people if how == "comes late" else people[1:])
    if how == "erases":
        stage.erase(people[0])
    if how == "comes late":
        stage.come("Water", {"W1": 0})
    stage.shown()
    assert not stage.served(2)


def test_a_vote_reopened_for_one_late_comer(stage: Played) -> None:
    stage.room("Water", 1, 2, 3, 4)
    stage.shown()
    stage.reopen()
    stage.come("Water", {"W1": 0})
    stage.shown()
    assert not stage.served(2)


def test_a_result_counted_again_after_somebody_erased_theirs(stage: Played) -> None:
    people = stage.room("Water", 1, 2, 3, 4)
    stage.shown()
    stage.erase(people[0])
    stage.reopen()
    for one in people[1:]:
        stage.say(one, one.again(2))
    stage.shown()
    assert not stage.served(2)


def test_a_person_who_says_not_applicable_beside_tables(stage: Played) -> None:
    """Tables alone gave levels: the N/A beside them would be the person's."""
    stage.room("Water", 1, 2, size=4)
    stage.room("Water", "na")
    for level in (1, 2, 3):
        stage.come("Power", {"W2": level})
    stage.shown()
    assert not stage.served(1, "Water")


def test_one_who_comes_beside_a_table_while_all_others_of_its_unit_leave(stage: Played) -> None:
    """Three left and one came are four, but without the unit that left, table and late-comer remain."""
    table, leavers = stage.room("Water", 1, size=4), stage.room("Water", 2, 3, 4)
    others = stage.room("Power", 0, 1, 2)
    stage.shown()
    stage.again([*table, *others])
    stage.come("Power", {"W1": 4})
    stage.shown()
    assert leavers and not stage.served(2)


def test_tables_that_are_gone_hide_nobody(stage: Played) -> None:
    """Two tables erased, one person came and one changed: of the four two answered alone."""
    people = stage.room("Water", 0, 1, 2, 3)
    tables = stage.room("Water", 1, 2, size=2)
    stage.shown()
    stage.again(people[1:])
    stage.say(people[0], {"W1": 4})
    for one in tables:
        stage.erase(one)
    stage.come("Water", {"W1": 3})
    stage.shown()
    assert not stage.served(2)


def test_a_vote_closes_where_all_who_answered_first_erased_theirs(stage: Played) -> None:
    leavers = stage.room("Water", 1, 2, 3)
    others = [stage.come("Water", {"W2": level}) for level in (1, 2, 3, 4)]
    stage.shown()
    for one in leavers:
        stage.erase(one)
    stage.open("W1")
    for one in others[1:]:
        stage.say(one, {"W1": 2})
    stage.shown()
    assert not stage.served(2), "none of the others had a level"


def test_a_result_that_is_published_reopened_voted_again_and_published(stage: Played) -> None:
    stage.attacker.reads_files = True  # at every step, while other cities see it too
    people = [stage.come(place, dict.fromkeys(CODES, 2)) for place in ("Water", "Power") * 4]
    stage.shown()
    room = stage.attacker.room  # the network scores by the framework's weights all the same
    room.ask()
    for one in people:
        room.give(one, 90, 10)
    room.close()
    room.settle(adopt=True)
    stage.publish()
    stage.open("W1")
    for one in people[1:]:
        stage.say(one, {"W1": 4})
    stage.erase(people[0])
    stage.shown()
    stage.publish()


def test_measured_numbers_of_three(stage: Played) -> None:
    for number in (1.25, 2.5, 9.0):
        stage.come("Water", {"P2": number})
    stage.shown()
    (row,) = stage.attacker.known[1, "Water", "P2"]
    assert (row.total, row.squares) == (172.5, 13593.75)  # 57.5 on average, deviation 35
