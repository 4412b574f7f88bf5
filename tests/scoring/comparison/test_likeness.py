"""Which cities are alike, worked by hand (docs/methods.md, section 6)."""

import math

import pytest

from resilience.errors import InputError
from resilience.scoring.comparison.likeness import (
    INCOMES,
    Income,
    Profile,
    Reasons,
    distance,
    nearest,
    population_range,
)

NOBODY = Profile("nowhere")
FLOOD, STORM = frozenset({"flood"}), frozenset({"flood", "typhoon"})
#: a range of population from one to a hundred
HUNDREDFOLD = math.log(100)


def of(name: str, **known: object) -> Profile:
    return Profile(name, **known)  # type: ignore[arg-type]


def apart(one: Profile, other: Profile) -> float | None:
    return distance(one, other, HUNDREDFOLD)


def test_population_counts_by_its_logarithm_over_the_range_of_the_compared_cities() -> None:
    small, middle, large = (of("c", population=n) for n in (10_000, 100_000, 1_000_000))
    assert population_range([small, middle, large, NOBODY]) == pytest.approx(HUNDREDFOLD)
    # tenfold is half of the way from one to a hundred
    assert apart(small, middle) == pytest.approx(0.5)
    assert apart(large, middle) == pytest.approx(0.5)
    assert apart(small, large) == pytest.approx(1)


def test_cities_of_one_size_are_alike_though_there_is_no_range() -> None:
    one, other = of("a", population=5000), of("b", population=5000)
    assert population_range([one, other]) == 0
    assert distance(one, other, 0) == 0
    assert population_range([NOBODY]) == 0


def test_cities_beyond_the_range_are_no_further_apart_than_its_ends() -> None:
    assert distance(of("a", population=1), of("b", population=1000), HUNDREDFOLD) == 1


@pytest.mark.parametrize(
    ("income", "expected"),
    [("low", 0), ("lower-middle", 1 / 3), ("upper-middle", 2 / 3), ("high", 1)],
)
def test_income_groups_are_ordered_steps_of_a_third(income: Income, expected: float) -> None:
    found = apart(of("a", income="low"), of("b", income=income))
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # one of two hazards is shared; none of three; neither city faces any
        (STORM, FLOOD, 1 / 2),
        (STORM, frozenset({"heat"}), 1),
        (STORM, STORM, 0),
        (frozenset(), frozenset(), 0),
        (frozenset(), FLOOD, 1),
    ],
)
def test_hazards_are_as_far_apart_as_the_part_that_is_not_shared(
    one: frozenset[str], other: frozenset[str], expected: float
) -> None:
    assert apart(of("a", hazards=one), of("b", hazards=other)) == expected


@pytest.mark.parametrize(("coast", "expected"), [(True, 0), (False, 1)])
def test_a_coast_is_there_or_not(coast: bool, expected: float) -> None:
    assert apart(of("a", coast=True), of("b", coast=coast)) == expected


def test_the_distance_is_the_mean_over_all_attributes() -> None:
    one = Profile("a", 100_000, "low", STORM, True)
    other = Profile("b", 1_000_000, "high", FLOOD, True)
    # population 1/2, income 1, hazards 1/2, coast 0
    assert apart(one, other) == pytest.approx((0.5 + 1 + 0.5 + 0) / 4)


def test_an_attribute_unknown_of_either_city_leaves_the_mean_with_its_weight() -> None:
    one = Profile("a", 100_000, "low", None, True)
    other = Profile("b", None, "high", FLOOD, True)
    # income 1 and coast 0 are left
    assert apart(one, other) == pytest.approx(1 / 2)


def test_cities_of_which_nothing_is_known_in_common_have_no_distance() -> None:
    assert apart(of("a", coast=True), of("b", income="low")) is None
    assert apart(NOBODY, NOBODY) is None
    assert nearest(of("a", coast=True), [NOBODY]) == []


def test_the_nearest_come_first_and_equals_by_name() -> None:
    city = Profile("own", None, "low", FLOOD, True)
    others = [
        Profile("d", None, "low", FLOOD, True),
        Profile("c", None, "high", FLOOD, True),
        Profile("b", None, "low", FLOOD, False),
        Profile("a", None, "low", FLOOD, True),
    ]
    found = nearest(city, others)
    assert [(each.name, each.distance) for each in found] == [
        ("a", 0),
        ("d", 0),
        ("b", pytest.approx(1 / 3)),
        ("c", pytest.approx(1 / 3)),
    ]
    assert {each.compared for each in found} == {3}


def test_equal_ratios_of_population_are_equally_near_whatever_the_rounding() -> None:
    city = of("own", population=300_000)
    others = [of("b", population=100_000), of("a", population=900_000)]
    assert [each.name for each in nearest(city, others)] == ["a", "b"]


@pytest.mark.parametrize(("like", "found"), [(0, 5), (3, 5), (5, 5), (7, 7), (10, 10), (12, 10)])
def test_five_cities_are_named_and_up_to_ten_while_they_are_close(like: int, found: int) -> None:
    # the first differ in the coast: 1/4; the others in income and half of the hazards: 3/8
    city = Profile("own", 1000, "low", FLOOD, True)
    others = [
        Profile(f"{at:02}", 1000, "low", FLOOD, False)
        if at < like
        else Profile(f"{at:02}", 1000, "high", STORM, True)
        for at in range(12)
    ]
    names = [each.name for each in nearest(city, others)]
    assert names == [f"{at:02}" for at in range(found)]


def test_a_city_is_close_up_to_a_quarter() -> None:
    # of a range from one to a hundred 3162 is a quarter of the way, 3350 a little more
    city = of("own", population=1000)
    others = [of(str(n), population=n) for n in (1000, 3162, 3350, 100_000)]
    found = nearest(city, others, least=1)
    assert [(each.name, round(each.distance, 3)) for each in found] == [("1000", 0), ("3162", 0.25)]
    far = nearest(city, others, least=3)[-1]
    assert (far.name, round(far.distance, 3)) == ("3350", 0.263)


def test_fewer_cities_than_five_are_all_named() -> None:
    city = of("own", coast=True)
    assert len(nearest(city, [of("a", coast=False), of("b", coast=True)])) == 2
    assert len(nearest(city, [of(str(n), coast=True) for n in range(9)], least=2, most=3)) == 3
    assert len(nearest(city, [of(str(n), coast=False) for n in range(9)], least=2, most=3)) == 2


def reasons(city: Profile, other: Profile) -> Reasons:
    (found,) = nearest(city, [other])
    return found.reasons


def test_the_reasons_name_what_both_cities_have() -> None:
    city = Profile("own", 1_000_000, "high", STORM | {"heat"}, True)
    # two of the four hazards that either city faces
    other = Profile("b", 700_000, "high", STORM | {"cold"}, True)
    assert reasons(city, other) == Reasons(0.7, "high", STORM, True)
    safe = of("c", hazards=frozenset(), coast=False)
    assert reasons(safe, safe) == Reasons(hazards=frozenset(), coast=False)


def test_what_differs_or_is_unknown_is_no_reason() -> None:
    city = Profile("own", 1_000_000, "high", STORM, True)
    # a little more than twice the people; one hazard of three is shared
    other = Profile("b", 2_000_001, "low", frozenset({"flood", "heat"}), False)
    assert reasons(city, other) == Reasons()
    assert reasons(city, of("b", coast=True)) == Reasons(coast=True)
    assert reasons(of("own", coast=True), Profile("b", 1, "low", STORM, True)) == Reasons(
        coast=True
    )


@pytest.mark.parametrize(("people", "ratio"), [(500, 0.5), (499, None), (2000, 2), (2001, None)])
def test_populations_are_alike_up_to_a_factor_of_two(people: int, ratio: float | None) -> None:
    assert reasons(of("own", population=1000), of("b", population=people)).population == ratio


@pytest.mark.parametrize("people", [0, -3, math.nan])
def test_a_population_that_is_none_is_refused(people: int) -> None:
    with pytest.raises(InputError, match="population of Atlantis"):
        Profile("Atlantis", population=people)


def test_an_unknown_income_group_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(InputError, match=f"is rich, not one of {', '.join(INCOMES)}"):
        of("Atlantis", income="rich")
