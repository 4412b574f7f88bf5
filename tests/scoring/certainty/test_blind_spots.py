"""Blind spots: a theme that one unit sees otherwise (docs/methods.md, section 5)."""

import numpy as np
import pytest
from scipy import stats

from resilience.scoring.certainty.blind_spots import MOST_SHUFFLED, BlindSpot, blind_spots

STEPS = {"T": 25.0, "U": 25.0}


def spots(
    room: dict[str, list[float]], more: dict[str, list[float]] | None = None
) -> list[tuple[str, str, str]]:
    """Blind spots of personal means of theme T, and of U where they are given, by unit."""
    units = [unit for unit, means in room.items() for _ in means]
    means = {"T": np.array([mean for own in room.values() for mean in own])}
    if more is not None:
        means["U"] = np.array([mean for own in more.values() for mean in own])
    return [(s.theme, s.unit, s.direction) for s in blind_spots(means, units, STEPS)]


LOW = [30.0, 35, 40, 45, 50, 55]


def test_a_unit_whose_people_stand_clearly_apart_has_a_blind_spot() -> None:
    high = [mean + 40 for mean in LOW]
    assert spots({"x": high, "y": LOW, "z": LOW}) == [("T", "x", "higher")]
    assert spots({"x": LOW, "y": high, "z": high}) == [("T", "x", "lower")]


def test_two_units_that_stand_apart_are_each_told() -> None:
    found = spots({"x": LOW, "y": [mean + 40 for mean in LOW]})
    assert found == [("T", "x", "lower"), ("T", "y", "higher")]


def test_one_unit_far_off_does_not_set_ordinary_ones_apart() -> None:
    high = [mean + 40 for mean in LOW] * 4
    assert spots({"x": high, "y": LOW, "z": [mean + 3 for mean in LOW]}) == [("T", "x", "higher")]
    assert spots({"x": high, "w": high, "y": LOW, "z": LOW}) == []


def test_a_unit_of_one_is_not_clearly_beside_another_however_far_the_rest() -> None:
    """x is 17.5 points above the one of y: more than half a level, but one person may say that."""
    high = [mean + 30 for mean in LOW] * 2
    assert spots({"x": high, "z": LOW * 2}) == [("T", "x", "higher"), ("T", "z", "lower")]
    assert spots({"x": high, "y": [55.0], "z": LOW * 2}) == []


def test_medians_a_level_apart_by_chance_are_none() -> None:
    """Five of one unit have the middle 75, all others 50, as happens among alike departments."""
    assert spots({"x": [0.0, 25, 75, 75, 100], "y": [0.0, 50, 50, 50, 100] * 3}) == []


def test_less_than_half_a_level_is_none_however_many_agree_on_it() -> None:
    assert spots({"x": [62.0] * 40, "y": [50.0] * 40}) == []
    assert spots({"x": [62.5] * 40, "y": [50.0] * 40}) == [
        ("T", "x", "higher"),
        ("T", "y", "lower"),
    ]


@pytest.mark.parametrize(("own", "others"), [(4, 20), (20, 4)])
def test_fewer_than_five_on_either_side_are_too_few(own: int, others: int) -> None:
    assert spots({"x": [100.0] * own, "y": [0.0] * others}) == []


def test_who_has_no_mean_of_a_theme_is_not_counted() -> None:
    assert spots({"x": [100.0] * 4 + [np.nan], "y": [0.0] * 20}) == []
    assert spots({"x": [100.0] * 5 + [np.nan], "y": [0.0] * 20 + [np.nan] * 3}) == [
        ("T", "x", "higher"),
        ("T", "y", "lower"),
    ]


def test_what_is_clear_alone_may_be_chance_among_many_themes() -> None:
    """The five highest of ten: 2 of 252 choices, p .008; of 2 units and 8 themes none is believed."""
    means = {"T": np.array([60.0, 61, 62, 63, 64, 10, 11, 12, 13, 14])}
    units = ["x"] * 5 + ["y"] * 5
    steps = dict.fromkeys(["T", *map(str, range(7))], 25.0)
    assert len(blind_spots(means, units, steps)) == 2
    same = {str(at): np.array([0.0, 100] * 5) for at in range(7)}
    assert blind_spots({**means, **same}, units, steps) == ()


def test_one_unit_or_nobody_has_no_blind_spot() -> None:
    assert spots({"x": LOW}) == []
    assert spots({}) == []
    assert blind_spots({}, [], {}) == ()


def test_the_order_of_people_changes_nothing() -> None:
    random = np.random.default_rng(1)
    means, units = random.normal(50, 20, 30), np.array(list("xyz") * 10)
    means[units == "x"] += 40
    order = random.permutation(30)
    found = blind_spots({"T": means}, list(units), STEPS)
    assert found == blind_spots({"T": means[order]}, list(units[order]), STEPS)
    assert found == (BlindSpot("T", "x", "higher"),)


def test_beyond_a_thousand_people_the_normal_law_says_the_same() -> None:
    random = np.random.default_rng(2)
    many = random.normal(50, 20, MOST_SHUFFLED + 1)
    few = stats.norm(70, 20).rvs(40, random_state=3)
    assert spots({"x": list(few), "y": list(many)})[0] == ("T", "x", "higher")
    assert spots({"x": [many.mean() + 13] * 4 + [10.0], "y": list(many)}) == []
