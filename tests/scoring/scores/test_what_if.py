"""The same answers under other rules, other weights, and other treatments of what is missing."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from resilience.errors import InputError
from resilience.framework import Goalposts, Rule, load_structure, structure
from resilience.scoring import Method, score
from resilience.scoring.scores.what_if import (
    alternatives,
    restricted,
    with_rule,
    with_weights,
    without,
)
from tests.scoring.build import OWN, framework, indicator, person, tally, theme

# levels 0..4 count 0, 25, 50, 75, 100
ASKED = framework(
    theme("T", indicator("a"), indicator("b", 3), weight=2),
    theme("U", indicator("c"), indicator("d")),
    threshold=0.5,
)
#: a 100, b 0, c 25, d unknown: T (100 + 0)/4 = 25, U 25 with coverage 1/2
ROOM = [person("w", a=4, b=0, c=1, d="dk"), person("w", a=4, b=0, c=1)]


def overall(asked: object, **options: object) -> float | None:
    return score(asked, tally(ASKED, ROOM), **options).city["all"].value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("mean", 25),  # (2 * 25 + 25)/3
        # themes weigh 2 and 1, over their mean 4/3, 2/3: a 4/3, b 4, c 2/3: (400/3 + 50/3)/6
        ("leaf-mean", 25),
        ("geometric", 0),  # b is 0
        ("sum", 5),  # 4 + 0 + 1 points
    ],
)
def test_one_rule_can_replace_that_of_every_node(rule: Rule, expected: float) -> None:
    changed = with_rule(ASKED, rule)
    assert overall(changed) == pytest.approx(expected)
    assert {n.rule for n in [changed.root, *changed.themes]} == {rule}


def test_points_of_a_measured_number_are_refused() -> None:
    measured = framework(theme("T", indicator("a", scale=Goalposts(0, 8)), indicator("b")))
    with pytest.raises(InputError, match="no levels for a"):
        with_rule(measured, "sum")


def test_weights_replace_those_of_the_codes_named_alone() -> None:
    changed = with_weights(ASKED, {"b": 0, "U": 4})
    # T is a alone, 100, weight 2; U 25, weight 4: (200 + 100)/6
    assert overall(changed) == pytest.approx(50)
    assert [node.weight for node in ASKED.root.nodes()] == [1, 2, 1, 3, 1, 1, 1]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"x": 1.0, "all": 2.0}, "x, all"),
        ({"a": -1.0}, "a -1.0"),
        ({"a": float("nan"), "b": float("inf")}, "a nan; b inf"),
        ({"a": 1, "b": "2", "T": None, "U": [1]}, r"these are not: b 2; T None; U \[1\]\."),
        ({7: 1.0}, "given for 7, which test does not have"),
    ],
)
def test_weights_that_fit_nothing_are_refused_by_name(weights: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        with_weights(ASKED, weights)


def test_weights_may_be_any_kind_of_number() -> None:
    changed = with_weights(ASKED, {"a": 2, "b": np.float32(0.5), "c": np.int64(3)})  # type: ignore[dict-item]
    assert [node.weight for node in changed.root.nodes()] == [1, 2, 2, 0.5, 1, 3, 1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"missing": "Skip"}, "missing is 'Skip', not one of skip, unknown-as-zero."),
        ({"missing": None}, "missing is None, not one of skip, unknown-as-zero."),
        ({"rule": "median"}, "rule is 'median', not one of mean, leaf-mean, geometric, sum."),
        ({"city_rule": "person"}, "city_rule is 'person', not one of departments, people."),
        ({"city_rule": None}, "city_rule is None, not one of departments, people."),
    ],
)
def test_a_word_that_no_method_has_is_refused_with_those_that_there_are(
    options: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError) as raised:
        Method(**options)
    assert str(raised.value) == said


def test_a_theme_is_left_out_with_all_below_it() -> None:
    assert [n.code for n in without(ASKED, "T").root.nodes()] == ["all", "U", "c", "d"]
    assert overall(without(ASKED, "T")) == pytest.approx(25)


def test_a_theme_within_a_theme_can_be_left_out() -> None:
    deep = framework(theme("T", theme("TT", indicator("a")), theme("TU", indicator("b"))))
    assert [n.code for n in without(deep, "TT").root.nodes()] == ["all", "T", "TU", "b"]


@pytest.mark.parametrize(
    ("code", "said"), [("a", "no theme a"), ("X", "the themes are T, U"), ("all", "no theme all")]
)
def test_what_is_no_theme_cannot_be_left_out(code: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        without(ASKED, code)


def test_the_only_theme_cannot_be_left_out() -> None:
    with pytest.raises(InputError, match="nothing is left"):
        without(framework(theme("T", indicator("a"))), "T")


def test_a_framework_is_restricted_to_indicators_and_the_themes_that_hold_them() -> None:
    assert [n.code for n in restricted(ASKED, {"b", "zz"}).root.nodes()] == ["all", "T", "b"]


def test_a_framework_without_a_theme_says_nothing_of_indicators_that_left() -> None:
    asked = replace(ASKED, comparable={"0": frozenset("ac")})
    assert without(asked, "T").comparable == {"0": frozenset("c")}
    assert load_structure(structure(without(asked, "T"))).comparable == {"0": frozenset("c")}


def test_an_unknown_can_be_taken_for_zero_without_raising_coverage() -> None:
    result = score(ASKED, tally(ASKED, ROOM), missing="unknown-as-zero")
    # U is half of c 25; overall two times T 25 and once 12.5, over 3
    assert result.city["U"].value == pytest.approx(12.5)
    assert result.city["all"].value == pytest.approx(62.5 / 3)
    assert result.city["U"].coverage == 0.5
    assert (result.city["all"].low, result.city["all"].high) == (
        result.city["all"].value,
        result.city["all"].value,
    )
    assert (result.city["d"].state, result.city["d"].value, result.city["d"].unknown) == (
        "scored", 0, 1,
    )  # fmt: skip


def test_zeros_for_unknowns_show_a_score_whatever_the_coverage() -> None:
    strict = framework(theme("T", indicator("a"), indicator("b")), threshold=1)
    tallies = tally(strict, [person("w", a=4)])
    assert score(strict, tallies).city["all"].value is None
    assert score(strict, tallies, missing="unknown-as-zero").city["all"].value == 50


def test_points_of_unknowns_are_zero_under_the_official_rule() -> None:
    summed = framework(
        theme("T", indicator("a", scale=OWN), indicator("b", scale=OWN), rule="sum"), rule="sum"
    )
    tallies = tally(summed, [person("w", a=2, b="dk")])
    city = score(summed, tallies, missing="unknown-as-zero").city
    assert (city["all"].value, city["all"].maximum) == (4, 16)
    # as it stands: 4 of the 16 applicable points, one item unknown
    assert score(summed, tallies).city["T"].unknown == 1


def test_a_mean_above_points_reads_zeros_for_unknowns_as_points_lost() -> None:
    mixed = framework(
        theme("T", indicator("a"), indicator("b"), rule="sum"), theme("U", indicator("c"))
    )
    tallies = tally(mixed, [person("w", a=4, c=4)])
    # T has 4 of 8 points, 50 of 100; U 100
    assert score(mixed, tallies, missing="unknown-as-zero").city["all"].value == 75


def test_the_size_of_each_move_is_told() -> None:
    moves = {found.theme: found for found in alternatives(ASKED, tally(ASKED, ROOM))}
    assert list(moves) == [None, "T", "U"]
    assert moves[None].overall == pytest.approx(62.5 / 3)
    assert moves[None].move == pytest.approx(62.5 / 3 - 25)
    assert moves["T"].move == pytest.approx(0)


def test_nothing_moves_where_there_is_no_score() -> None:
    moves = alternatives(ASKED, tally(ASKED, [person("w", a="dk")]))
    assert [found.move for found in moves] == [None, None, None]
    assert moves[0].overall == 0


def test_a_single_theme_has_no_alternative_without_it() -> None:
    single = framework(theme("T", indicator("a")))
    assert [m.theme for m in alternatives(single, tally(single, [person("w", a=1)]))] == [None]


def test_a_method_changes_weights_rule_and_themes_together() -> None:
    method = Method(rule="leaf-mean", weights={"c": 3}, left_out="T")
    changed = method.applied(ASKED)
    assert [n.code for n in changed.root.nodes()] == ["all", "U", "c", "d"]
    assert [n.weight for n in changed.root.nodes()] == [1, 1, 3, 1]
    assert changed.root.rule == "leaf-mean"
    assert Method().applied(ASKED) == ASKED


def test_the_weak_spot_mean_is_that_of_inform() -> None:
    # T 100, U 0: y 10 and 1, G sqrt(10) = 3.162278, (G - 1)/9*100 = 24.025307; mean 50
    asked = framework(theme("T", indicator("a")), theme("U", indicator("c")))
    city = score(asked, tally(asked, [person("w", a=4, c=0)])).city
    assert city["all"].weak_spot == pytest.approx(24.025307, abs=1e-6)
    assert city["all"].hides_weak_spot
    assert city["T"].weak_spot == pytest.approx(100)
    assert not city["T"].hides_weak_spot
    assert city["a"].weak_spot is None


@pytest.mark.parametrize(
    ("value", "weak_spot", "hides"),
    [(60, 49.9, True), (60, 50, False), (60, 50.1, False), (None, 40, False), (60, None, False)],
)
def test_a_weak_spot_is_hidden_by_more_than_ten_points(
    value: float | None, weak_spot: float | None, hides: bool
) -> None:
    node = score(ASKED, tally(ASKED, ROOM)).city["all"]
    assert replace(node, value=value, weak_spot=weak_spot).hides_weak_spot is hides


@pytest.mark.parametrize("rule", ["geometric", "sum"])
def test_rules_that_are_no_mean_have_no_weak_spot(rule: Rule) -> None:
    city = score(with_rule(ASKED, rule), tally(ASKED, ROOM)).city
    assert city["all"].weak_spot is None
    assert not city["all"].hides_weak_spot


def test_one_person_is_said_of_the_unit_and_of_the_city() -> None:
    alone = score(ASKED, tally(ASKED, [person("w", a=1)]))
    pair = score(ASKED, tally(ASKED, [person("w", a=1), person("v", a=1)]))
    assert alone.city["all"].one_person
    assert alone.units["w"]["a"].one_person
    assert not pair.city["all"].one_person
    assert pair.units["v"]["a"].one_person
