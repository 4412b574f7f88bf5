"""One indicator: from answers to its score in a unit and in the city (docs/methods.md, sections 0 and 1)."""

from dataclasses import replace

import pytest

from resilience.framework import Goalposts, Levels, Scale, even_levels
from resilience.scoring import Agreed, CityRule, Count, StateCounts, build_tallies, score
from resilience.scoring.counting.tally import CITY_ROW
from tests.scoring.build import (
    FIVE,
    OWN,
    Given,
    framework,
    indicator,
    people,
    person,
    scored,
    tally,
    theme,
)

HOURS = Goalposts(worst=24, best=0, unit="hours")
ASKED = framework(theme("T", indicator("A")))


@pytest.mark.parametrize(
    ("scale", "answers", "expected"),
    [
        (FIVE, [2], 50),
        (FIVE, [0], 0),
        (FIVE, [3, 3, 3], 75),
        (FIVE, [0, 4, 1], 125 / 3),
        (FIVE, [4, "dk", "", 2], 75),
        (even_levels(2), [0, 1, 1, 1], 75),
        (even_levels(2), [1], 100),
        (even_levels(11), [10, 9], 95),
        (even_levels(11), [3], 30),
        (OWN, [0, 1, 2, 3], 37.5),
        (HOURS, [6], 75),
        (HOURS, [30, 12], 25),
        (HOURS, [-5], 100),
        (Goalposts(0, 8), [9, 2], 62.5),
    ],
)
def test_a_score_is_the_mean_of_the_values_of_the_answers(
    scale: Scale, answers: list[Given], expected: float
) -> None:
    asked = framework(theme("T", indicator("A", scale=scale)))
    result = scored(asked, *people("u", "A", *answers))
    for tree in (result.city, result.units["u"]):
        for code in ("A", "T", "all"):
            assert tree[code].state == "scored"
            assert tree[code].value == pytest.approx(expected, abs=1e-12)
            assert tree[code].low == tree[code].high == tree[code].value
            assert (tree[code].maximum, tree[code].coverage) == (100, 1)


def test_a_table_weighs_the_mean_by_its_size_and_is_one_answer() -> None:
    result = scored(ASKED, person(A=4), person(A=0, size=3), person())
    found = result.units["u"]["A"]
    assert found.value == 25
    assert found.reach == pytest.approx(4 / 5)
    assert found.counts == StateCounts(level=2, na=0, dk=0, blank=1)


@pytest.mark.parametrize(
    ("participants", "levels", "answered"),
    [
        (1, 1, True),
        (4, 1, True),
        (5, 1, True),
        (6, 1, False),
        (6, 2, True),
        (10, 2, True),
        (11, 2, False),
        (15, 3, True),
        (16, 3, False),
        (35, 7, True),
        (3, 0, False),
    ],
)
def test_a_unit_has_answered_when_a_fifth_of_its_participants_gave_a_level(
    participants: int, levels: int, answered: bool
) -> None:
    room = [person(A=3) for _ in range(levels)] + [person(A="dk")] * (participants - levels)
    for tree in (scored(ASKED, *room).units["u"], scored(ASKED, *room).city):
        found = tree["A"]
        assert (found.state, found.value) == (("scored", 75) if answered else ("unanswered", None))
        assert (found.low, found.high) == ((75, 75) if answered else (0, 100))
        assert found.coverage == (1 if answered else 0)
        assert found.reach == pytest.approx(levels / participants)


def test_an_unanswered_indicator_ranges_over_the_values_of_its_own_scale() -> None:
    asked = framework(theme("T", indicator("A", scale=Levels((10, 40, 90), (0, 1, 2)))))
    found = scored(asked, person(A="dk")).city["A"]
    assert (found.value, found.low, found.high, found.maximum) == (None, 10, 90, 100)


@pytest.mark.parametrize(
    ("answers", "state", "value"),
    [
        (["na", 4], "scored", 100),
        (["na", "na", 4, 2], "scored", 75),
        (["na", "na", 4], "not applicable", None),
        (["na", "na", 4, "dk", "dk", ""], "not applicable", None),
        (["na", "dk"], "not applicable", None),
        (["na", "na"], "not applicable", None),
        (["dk", "dk"], "unanswered", None),
        (["", ""], "unanswered", None),
    ],
)
def test_an_indicator_is_not_applicable_where_more_than_half_who_spoke_said_so(
    answers: list[Given], state: str, value: float | None
) -> None:
    found = scored(ASKED, *people("u", "A", *answers)).units["u"]["A"]
    assert (found.state, found.value) == (state, value)
    if state == "not applicable":
        assert (found.low, found.high, found.coverage) == (None, None, None)


@pytest.mark.parametrize(
    ("units", "state", "value"),
    [
        ({"x": ["na"], "y": [2]}, "scored", 50),
        ({"x": ["na"], "y": ["na"], "z": [2]}, "not applicable", None),
        ({"x": ["na"], "y": ["na"], "z": [2], "w": [4]}, "scored", 75),
        ({"x": ["na"], "y": [2], "z": ["dk"]}, "scored", 50),
        ({"x": ["na"], "y": ["dk"], "z": [""]}, "not applicable", None),
        ({"x": ["na"], "y": [4] + ["dk"] * 5}, "unanswered", None),
        ({"x": ["na", "na", 0], "y": [4]}, "scored", 100),
    ],
)
def test_an_indicator_is_not_applicable_in_the_city_where_most_departments_say_so(
    units: dict[str, list[Given]], state: str, value: float | None
) -> None:
    room = [who for unit, answers in units.items() for who in people(unit, "A", *answers)]
    found = scored(ASKED, *room).city["A"]
    assert (found.state, found.value) == (state, value)


@pytest.mark.parametrize(("rule", "value"), [("departments", 50), ("people", 25)])
def test_the_city_counts_each_department_or_each_person_once(rule: CityRule, value: float) -> None:
    room = [*people("x", "A", 4), *people("y", "A", 0, 0, 0)]
    found = score(ASKED, tally(ASKED, room), city_rule=rule).city["A"]
    assert found.value == value


@pytest.mark.parametrize("rule", ["departments", "people"])
def test_a_department_enters_the_city_only_where_it_has_answered(rule: CityRule) -> None:
    room = [*people("x", "A", 4), *people("y", "A", 0, *["dk"] * 5)]
    found = score(ASKED, tally(ASKED, room), city_rule=rule).city["A"]
    assert found.value == 100
    assert found.reach == pytest.approx(2 / 7)
    assert found.departments == 1


def test_numbers_counted_before_score_as_the_numbers_themselves() -> None:
    asked = framework(theme("T", indicator("A", scale=HOURS)))
    fresh = tally(asked, [person(A=6), person(A=12, size=2)])
    kept = Count("u", "A", "number", None, 2, 3, sums=(75 + 2 * 50, 75**2 + 2 * 50**2))
    frozen = build_tallies(asked.asked("full"), {"u": (2, 3)}, [kept])
    assert score(asked, frozen) == score(asked, fresh)
    assert score(asked, frozen).city["A"].value == pytest.approx(175 / 3)
    found, before = frozen.by_code["A"], fresh.by_code["A"]
    assert [found.total[0], found.squares[0]] == [before.total[0], before.squares[0]]


def test_an_indicator_whose_answers_are_of_nobody_is_unanswered() -> None:
    asked = framework(theme("T", indicator("A")))
    counted = build_tallies(asked.asked("full"), {"u": (3, 3)}, [Count("u", "A", "level", 4, 3, 0)])
    assert score(asked, counted).units["u"]["A"].state == "unanswered"


def test_reach_is_people_of_participants_and_departments_of_departments() -> None:
    room = [*people("x", "A", 4, "dk"), *people("y", "A", ""), *people("z", "A", "na")]
    result = scored(ASKED, *room)
    assert (result.city["A"].reach, result.city["A"].departments) == (1 / 4, 1 / 3)
    assert [result.units[unit]["A"].reach for unit in "xyz"] == [0.5, 0, 0]
    assert [result.units[unit]["A"].departments for unit in "xyz"] == [1, 0, 0]


def test_an_agreed_level_replaces_the_citys_score_and_leaves_the_votes() -> None:
    tallies = tally(ASKED, [*people("x", "A", 4), *people("y", "A", "dk")])
    result = score(ASKED, tallies, agreed={"A": Agreed("level", 1)})
    assert (result.city["A"].value, result.city["all"].value) == (25, 25)
    assert (result.city["A"].reach, result.city["A"].departments) == (0.5, 0.5)
    assert result.city["A"].counts == StateCounts(1, 0, 1, 0)
    assert result.units["x"]["A"].value == 100
    assert result.units["y"]["A"].state == "unanswered"


@pytest.mark.parametrize("votes", [[], ["dk"], ["na"], [0]])
def test_an_agreed_level_counts_as_answered_whatever_the_votes(votes: list[Given]) -> None:
    tallies = tally(ASKED, people("x", "A", *votes))
    found = score(ASKED, tallies, agreed={"A": Agreed("level", 4)}).city["A"]
    assert (found.state, found.value, found.coverage) == ("scored", 100, 1)


def test_an_agreed_number_of_a_measured_indicator_is_scored() -> None:
    asked = framework(theme("T", indicator("A", scale=HOURS)))
    tallies = tally(asked, people("x", "A", 0))
    found = score(asked, tallies, agreed={"A": Agreed("level", 6)}).city["A"]
    assert (found.state, found.value) == ("scored", 75)


def test_an_agreed_not_applicable_leaves_with_its_weight() -> None:
    asked = framework(theme("T", indicator("A"), indicator("B", weight=3)))
    tallies = tally(asked, [person(A=1, B=4)])
    result = score(asked, tallies, agreed={"B": Agreed("na")})
    assert (result.city["B"].state, result.city["B"].value) == ("not applicable", None)
    assert (result.city["T"].value, result.city["T"].coverage) == (25, 1)
    assert result.units["u"]["T"].value == 81.25


def test_recording_both_views_keeps_the_mean_of_the_votes() -> None:
    tallies = tally(ASKED, people("x", "A", 4, 0))
    both = score(ASKED, tallies, agreed={"A": Agreed("both")})
    assert both == score(ASKED, tallies)
    assert both.city["A"].value == 50


@pytest.mark.parametrize(("gave", "state"), [(7, "unanswered"), (8, "scored")])
def test_departments_counted_together_have_answered_by_a_fifth_of_their_people(
    gave: int, state: str
) -> None:
    """Of 40 people in the two departments without own figures; the third has figures of its own."""
    room, asked = dict.fromkeys(("u", "v", "w"), (20, 20)), tuple(ASKED.root.indicators())
    own, together = (
        Count("w", "A", "na", None, 20, 20),
        Count(CITY_ROW, "A", "level", 3, gave, gave),
    )
    city = build_tallies(asked, {**room, CITY_ROW: (0, 0)}, [own, together])
    units = build_tallies(asked, room, [own])
    rows = replace(units, of_city=replace(city, have_city_row=True))
    found = score(ASKED, rows).city["A"]
    assert found.state == state
    assert found.reach == pytest.approx(gave / 60)
