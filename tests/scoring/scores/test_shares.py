"""What each indicator weighs, what could be gained on it, and weights that are drawn."""

import numpy as np
import pytest

from resilience.framework import Framework, Rule
from resilience.scoring.scores.leaf import Leaf, whole_leaves
from resilience.scoring.scores.roll_up import roll_up
from resilience.scoring.scores.shares import drawn_weights, points_to_gain, weight_shares
from tests.scoring.build import Given, Person, framework, indicator, tally, theme

ASKED = framework(
    theme("T", indicator("a"), indicator("b", 3), weight=2),
    theme("U", indicator("c"), indicator("d", 0)),
)


def leaves(asked: Framework = ASKED, **answers: Given) -> dict[str, Leaf]:
    return whole_leaves(asked, tally(asked, [Person("w", answers)]))


def gains(
    asked: Framework = ASKED, targets: dict[str, float] | None = None, **answers: Given
) -> dict[str, float]:
    return points_to_gain(asked, leaves(asked, **answers), targets or {})


def test_shares_are_weights_multiplied_down_the_tree() -> None:
    assert weight_shares(ASKED.root)[0] == pytest.approx([2 / 3 / 4, 2 / 3 * 3 / 4, 1 / 3, 0])


def test_a_theme_in_which_nothing_weighs_leaves_its_share_to_the_others() -> None:
    asked = framework(
        theme("T", indicator("a", 0), indicator("b", 0), weight=2), theme("U", indicator("c"))
    )
    assert weight_shares(asked.root)[0].tolist() == [0, 0, 1]
    nothing = framework(theme("T", indicator("a", 0)), theme("U", indicator("c"), weight=0))
    assert weight_shares(nothing.root)[0].tolist() == [0, 0]


def test_multiplied_weights_are_what_the_overall_would_be_with_one_indicator_at_1() -> None:
    nested = framework(
        theme("T", theme("S", indicator("a", 2), indicator("b")), indicator("e", 3)),
        ASKED.themes[1],
    )
    weights = drawn_weights(nested.root, 3, seed=1)
    found = weight_shares(nested.root, weights, 3)
    codes = [i.code for i in nested.root.indicators()]
    for draw in range(3):
        drawn = {code: float(weight[draw]) for code, weight in weights.items()}
        for at, code in enumerate(codes):
            answers: dict[str, Given] = {one: 4 if one == code else 0 for one in codes}
            overall = roll_up(nested.root, leaves(nested, **answers), 0, drawn)[nested.root.code]
            assert overall.score[0] / 100 == pytest.approx(found[draw, at])


def test_shares_of_a_leaf_mean_weigh_indicators_whatever_their_theme() -> None:
    asked = framework(
        theme("T", indicator("a"), indicator("b"), indicator("c")),
        theme("U", indicator("d")),
        rule="leaf-mean",
    )
    assert weight_shares(asked.root)[0] == pytest.approx([1 / 4] * 4)


def test_weights_of_each_draw_give_its_shares() -> None:
    weights = {"T": np.array([2.0, 1.0]), "a": np.array([1.0, 5.0])}
    shares = weight_shares(ASKED.root, weights, 2)
    assert shares[0] == pytest.approx(weight_shares(ASKED.root)[0])
    assert shares[1] == pytest.approx([1 / 2 * 5 / 8, 1 / 2 * 3 / 8, 1 / 2, 0])


def test_drawn_weights_stay_within_a_quarter_and_repeat_with_their_seed() -> None:
    drawn = drawn_weights(ASKED.root, 500, seed=7)
    assert list(drawn) == ["T", "a", "b", "U", "c", "d"]
    for code, weight in {"T": 2, "a": 1, "b": 3, "d": 0}.items():
        assert drawn[code].min() >= 0.75 * weight
        assert drawn[code].max() <= 1.25 * weight
    assert drawn["b"].min() < 0.8 * 3
    assert drawn["b"].max() > 1.2 * 3
    again, other = (drawn_weights(ASKED.root, 500, seed=seed) for seed in (7, 8))
    assert np.array_equal(drawn["a"], again["a"])
    assert not np.array_equal(drawn["a"], other["a"])


def test_gain_is_the_weight_times_the_gap_to_the_target() -> None:
    # a 50, b 100, c 25, d unknown and without weight
    found = gains(a=2, b=4, c=1)
    assert found == pytest.approx({"a": 2 / 3 / 4 * 50, "b": 0, "c": 75 / 3})


def test_a_target_below_the_score_gains_nothing() -> None:
    assert gains(targets={"a": 60, "c": 10}, a=2, b=4, c=1) == pytest.approx(
        {"a": 10 / 6, "b": 0, "c": 0}
    )


def test_an_indicator_without_a_score_has_no_gain_and_leaves_its_weight_to_its_sisters() -> None:
    assert gains(a=2, b="dk", c=4) == pytest.approx({"a": 2 / 3 * 50, "c": 0})


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("geometric", 50**0.5 * 100**0.5 - 50),  # a 50, b 50: sqrt(50 * 100) - 50
        ("sum", 2),  # two more points of 8
    ],
)
def test_gain_under_other_rules_is_what_the_overall_would_rise_by(
    rule: Rule, expected: float
) -> None:
    asked = framework(theme("T", indicator("a"), indicator("b"), rule=rule), rule=rule)
    assert gains(asked, a=2, b=2)["a"] == pytest.approx(expected)
