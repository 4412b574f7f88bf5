"""How sure each score is, in the city and its units, worked by hand (docs/methods.md, section 3)."""

import pytest
from scipy.stats import beta

from resilience.framework import Goalposts, Scale
from resilience.scoring import CityRule
from resilience.scoring.certainty.sureness import IndicatorSureness, Sureness, sureness
from tests.scoring.build import (
    FIVE,
    OWN,
    Given,
    Person,
    framework,
    indicator,
    people,
    person,
    tally,
    theme,
)

HUNDRED = Goalposts(worst=0, best=100)


def sure(*room: Person, scale: Scale = FIVE, rule: CityRule = "departments") -> IndicatorSureness:
    asked = framework(theme("T", indicator("A", scale=scale)))
    return sureness(asked, tally(asked, room), rule)["A"]


def unit(*answers: Given, scale: Scale = FIVE) -> Sureness:
    """How sure one unit is in which each person gave one of these answers."""
    return sure(*people("u", "A", *answers), scale=scale).units["u"]


def beta_ends(first: float, second: float) -> tuple[float, float]:
    """Where 5 and 95 % of a Beta on 0..100 lie."""
    return 100 * float(beta.ppf(0.05, first, second)), 100 * float(beta.ppf(0.95, first, second))


def held(found: Sureness) -> tuple[float, float]:
    assert found.low90 is not None
    assert found.high90 is not None
    return found.low90, found.high90


def numbers(found: Sureness) -> list[float | None]:
    return [
        found.low90,
        found.high90,
        found.leave_out_low,
        found.leave_out_high,
        found.level_low,
        found.level_high,
    ]


@pytest.mark.parametrize("level", [0, 4])
def test_a_unanimous_unit_lies_in_its_own_interval(level: int) -> None:
    low, high = held(unit(level, level, level))
    assert low <= 25 * level <= high
    assert high - low > 10


def test_an_interval_holds_a_score_that_a_large_table_pulls_away() -> None:
    # the score is (100 * 3 + 0 * 97) / 100 = 3; as four answers, three of them are at the top
    room = [*people("u", "A", 4, 4, 4), person("u", A=0, size=97)]
    low, high = held(sure(*room).units["u"])
    assert low == 3
    assert high > 75


def test_an_interval_is_the_middle_ninety_per_cent_of_the_belief() -> None:
    # answers 1, 2, 2, 3 on FIVE: counts 1/5, 6/5, 11/5, 6/5, 1/5 of 5; mean 50
    # mean square (6 * 625 + 11 * 2500 + 6 * 5625 + 10000) / 25 = 3000, variance 500 / 6
    # 2500 / (500 / 6) - 1 = 29: Beta(14.5, 14.5)
    assert held(unit(1, 2, 2, 3)) == pytest.approx(beta_ends(14.5, 14.5))


@pytest.mark.parametrize(("answers", "given"), [([], 0), ([2], 1), ([2, 3], 2), ([2, 3, 1], 3)])
@pytest.mark.parametrize("scale", [FIVE, HUNDRED])
def test_there_is_an_interval_from_three_answers_on(
    scale: Scale, answers: list[Given], given: int
) -> None:
    room = people("u", "A", *answers)
    for found in (unit(*answers, "dk", scale=scale), sure(*room, scale=scale).city):
        assert found.n == given
        assert (found.low90 is not None) == (found.high90 is not None) == (given >= 3)


def test_the_answers_of_the_city_are_counted_together() -> None:
    found = sure(person("x", A=1), person("y", A=2), person("z", A=4, size=6))
    assert found.city.n == 3
    assert found.city.low90 is not None
    assert [unit.low90 for unit in found.units.values()] == [None, None, None]


def test_a_measured_city_has_no_interval_where_a_department_has_one_number() -> None:
    rooms = [*people("x", "A", 10, 30, 50), person("y", A=40)]
    assert sure(*rooms, scale=HUNDRED).city.low90 is None
    assert sure(*rooms, scale=HUNDRED, rule="people").city.low90 is not None


def test_one_respondent_has_neither_interval_nor_range() -> None:
    assert numbers(unit(3)) == [None] * 6
    assert numbers(sure(person(A=3, size=8)).city) == [None] * 6


@pytest.mark.parametrize(
    "room",
    [
        [1, 2, 3, *["dk"] * 13],
        [1, 2, 3, "na", "na", "na", "na"],
    ],
)
def test_where_there_is_no_score_nothing_is_said_of_it(room: list[Given]) -> None:
    assert numbers(unit(*room)) == [None] * 6
    found = sure(*people("u", "A", *room), *people("v", "A", 0, 0, 1))
    assert found.city.n == 3
    assert numbers(found.units["u"]) == [None] * 6
    assert None not in numbers(found.units["v"])


def test_a_city_in_which_most_departments_are_not_applicable_is_unsure_of_nothing() -> None:
    found = sure(person("x", A="na"), person("y", A="na"), *people("z", "A", 1, 2, 3))
    assert numbers(found.city) == [None] * 6
    assert None not in numbers(found.units["z"])


def test_the_mean_stays_in_a_range_whoever_is_left_out() -> None:
    # levels 1, 1, 2, 2, 3, 3 add up to 12: without a 3 it is 9 / 5, without a 1 it is 11 / 5
    found = unit(1, 1, 2, 2, 3, 3)
    assert (found.level_low, found.level_high) == pytest.approx((1.8, 2.2))
    assert (found.leave_out_low, found.leave_out_high) == pytest.approx((45, 55))


def test_scores_and_levels_have_ranges_of_their_own() -> None:
    # values 0, 10, 40, 100: without the 3 it is level 1, 10 points; without the 1, 3 and 100
    found = unit(1, 3, scale=OWN)
    assert (found.level_low, found.level_high) == (1, 3)
    assert (found.leave_out_low, found.leave_out_high) == (10, 100)


def test_the_people_of_a_table_leave_with_it() -> None:
    # 4, 2 and a table of six at 0: without the 4 it is 2 / 7, without the table (4 + 2) / 2
    found = sure(person(A=4), person(A=2), person(A=0, size=6)).units["u"]
    assert (found.level_low, found.level_high) == pytest.approx((2 / 7, 3))


def test_where_tables_and_people_share_a_level_the_mean_size_leaves() -> None:
    # 4 people at 0 in two answers, one at 4: without two of the four it is 4 / 3
    found = sure(person(A=4), person(A=0), person(A=0, size=3)).units["u"]
    assert (found.level_low, found.level_high) == pytest.approx((0, 4 / 3))


def test_two_who_agree_leave_no_range() -> None:
    found = unit(2, 2)
    assert (found.level_low, found.level_high) == (2, 2)
    assert (found.leave_out_low, found.leave_out_high) == (50, 50)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # x has mean 3 and y 0: without the 4 (2 + 0) / 2, without the 2 (4 + 0) / 2
        ("departments", (1, 2)),
        # 6 over 5 people: without the 4 it is 2 / 4, without a 0 it is 6 / 4
        ("people", (0.5, 1.5)),
    ],
)
def test_in_the_city_the_mean_of_a_department_is_made_anew(
    rule: CityRule, expected: tuple[float, float]
) -> None:
    found = sure(*people("x", "A", 4, 2), *people("y", "A", 0, 0, 0), rule=rule).city
    assert (found.level_low, found.level_high) == pytest.approx(expected)
    assert (found.leave_out_low, found.leave_out_high) == pytest.approx(
        tuple(25 * level for level in expected)
    )


def test_a_department_leaves_with_its_only_answer() -> None:
    # departments 4, 1 and 0 have mean 5/3: without the 4 it is 1/2, without the 0s' table 5/2
    found = sure(person("x", A=4), person("y", A=1), person("z", A=0, size=5)).city
    assert (found.level_low, found.level_high) == pytest.approx((0.5, 2.5))


def test_a_department_that_has_not_answered_is_not_left_out() -> None:
    rooms = [*people("x", "A", 2, 2), *people("y", "A", 4, *["dk"] * 9)]
    for rule in ("departments", "people"):
        found = sure(*rooms, rule=rule).city
        assert (found.n, found.level_low, found.level_high) == (2, 2, 2)


def test_measured_numbers_are_not_kept_so_that_none_can_be_left_out() -> None:
    found = unit(10, 20, 30, 80, scale=HUNDRED)
    assert held(found)
    assert numbers(found)[2:] == [None] * 4


def test_indicators_that_were_not_asked_are_absent() -> None:
    asked = framework(theme("T", indicator("A"), indicator("B", tier="quick")))
    assert list(sureness(asked, tally(asked, [person(B=1)], tier="quick"))) == ["B"]
    assert list(sureness(asked, tally(asked, [person(B=1)]))) == ["A", "B"]


def test_in_a_room_of_nobody_nothing_is_sure() -> None:
    asked = framework(theme("T", indicator("A"), indicator("B", scale=HUNDRED)))
    for found in sureness(asked, tally(asked, [])).values():
        assert found.units == {}
        assert (found.city.n, numbers(found.city)) == (0, [None] * 6)
