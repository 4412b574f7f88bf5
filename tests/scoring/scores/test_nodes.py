"""Themes and overall: rules, weights, coverage, threshold, ranges (docs/methods.md, section 1)."""

import pytest

from resilience.framework import Framework, Rule, even_levels
from resilience.scoring import Missing, Score, ScoreTree, StateCounts, score
from resilience.scoring.notes.equals import at_end
from resilience.scoring.scores.percent import theme_percents
from tests.scoring.build import (
    OWN,
    Given,
    Person,
    framework,
    indicator,
    person,
    scored,
    tally,
    theme,
)

PAIR = framework(theme("T", indicator("A"), indicator("B")), theme("V", indicator("C")))
RULES: list[Rule] = ["mean", "leaf-mean", "geometric", "sum"]


def by_rule(rule: Rule) -> Framework:
    return framework(
        theme("T", indicator("A"), indicator("B", weight=2), rule=rule),
        theme("V", indicator("C"), rule=rule),
        rule=rule,
    )


def weighted(threshold: float, *weights: float) -> Framework:
    below = (indicator(f"I{at}", weight) for at, weight in enumerate(weights))
    return framework(theme("T", *below), threshold=threshold)


def figures(node: Score) -> tuple[float | None, ...]:
    return (node.value, node.low, node.high, node.coverage)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("room", [[], [person()], [person(A="dk", B="dk", C="dk")]])
def test_where_nobody_answered_nothing_is_scored(rule: Rule, room: list[Person]) -> None:
    result = scored(by_rule(rule), *room)
    top = 12 if rule == "sum" else 100
    for tree in (result.city, *result.units.values()):
        assert {code: node.state for code, node in tree.items()} == {
            **dict.fromkeys("ABC", "unanswered"),
            **dict.fromkeys(["T", "V", "all"], "not scored"),
        }
        assert figures(tree["all"]) == pytest.approx((None, 0, top, 0), abs=1e-9)
        assert {node.value for node in tree.values()} == {None}
        assert {node.reach for node in tree.values()} == {0}


def test_a_unit_in_which_nobody_took_part_is_not_scored_beside_one_that_did() -> None:
    tallies = tally(PAIR, [person("x", A=4, B=4, C=4)], units=["x", "y"])
    result = score(PAIR, tallies)
    assert result.units["y"]["all"].state == "not scored"
    assert (result.city["all"].value, result.city["all"].departments) == (100, 0.5)


@pytest.mark.parametrize("rule", RULES)
def test_where_all_is_not_applicable_there_is_no_figure(rule: Rule) -> None:
    result = scored(by_rule(rule), person(A="na", B="na", C="na"))
    for tree in (result.city, result.units["u"]):
        assert {node.state for node in tree.values()} == {"not applicable"}
        for code in ("T", "V", "all"):
            assert figures(tree[code]) == (None, None, None, None)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("level", [0, 2, 4])
def test_where_all_is_equal_every_node_has_that_score(rule: Rule, level: int) -> None:
    room = [person("x", A=level, B=level, C=level), person("y", A=level, B=level, C=level)]
    tree = scored(by_rule(rule), *room).city
    for code, points in (("T", 2), ("V", 1), ("all", 3)):
        expected = level * points if rule == "sum" else 25 * level
        assert tree[code].value == pytest.approx(expected, abs=1e-9)
        assert tree[code].maximum == (4 * points if rule == "sum" else 100)


@pytest.mark.parametrize("rule", RULES)
def test_all_weights_zero_is_not_scored_and_leaves_the_overall(rule: Rule) -> None:
    asked = framework(
        theme("T", indicator("A", 0), indicator("B", 0), rule=rule),
        theme("V", indicator("C")),
    )
    tree = scored(asked, person(A=4, B=4, C=1)).city
    assert (tree["T"].state, figures(tree["T"])) == ("not scored", (None, None, None, None))
    assert (tree["A"].state, tree["A"].value) == ("scored", 100)
    assert figures(tree["all"]) == (25, 25, 25, 1)


@pytest.mark.parametrize("rule", RULES)
def test_only_weightless_themes_are_not_scored_overall(rule: Rule) -> None:
    asked = framework(
        theme("T", indicator("A", 0)), theme("V", indicator("B"), weight=0), rule=rule
    )
    tree = scored(asked, person(A=4, B=4)).city
    assert (tree["all"].state, figures(tree["all"])) == ("not scored", (None, None, None, None))
    assert tree["V"].state == "scored"


def test_a_zero_weight_item_is_shown_but_neither_scored_nor_covered() -> None:
    asked = framework(
        theme("T", indicator("A"), indicator("B", 0)), theme("V", indicator("C"), weight=0)
    )
    tree = scored(asked, person(A=3, B=0)).city
    assert (tree["B"].value, tree["B"].state) == (0, "scored")
    assert (tree["C"].state, tree["V"].state) == ("unanswered", "not scored")
    assert figures(tree["T"]) == figures(tree["all"]) == (75, 75, 75, 1)


def test_one_theme_is_the_overall() -> None:
    tree = scored(framework(theme("T", indicator("A"), indicator("B", 3))), person(A=4, B=0)).city
    assert figures(tree["T"]) == figures(tree["all"]) == (25, 25, 25, 1)


@pytest.mark.parametrize(
    ("threshold", "weights", "answered", "shown"),
    [
        (2 / 3, (1, 1, 1), (0, 1), True),
        (0.6666666667, (1, 1, 1), (0, 1), True),
        (0.6667, (1, 1, 1), (0, 1), False),
        (2 / 3, (1, 1, 1), (0,), False),
        (0.8, (0.1, 0.7, 0.2), (0, 1), True),
        (0.3, (0.1, 0.2, 0.7), (0, 1), True),
        (0.8 + 1e-8, (0.1, 0.7, 0.2), (0, 1), False),
        (1, (0.1, 0.7, 0.2), (0, 1, 2), True),
        (1, (1, 1), (0,), False),
        (0, (1, 99), (0,), True),
    ],
)
def test_a_node_is_shown_where_coverage_reaches_the_threshold(
    threshold: float, weights: tuple[float, ...], answered: tuple[int, ...], shown: bool
) -> None:
    asked = weighted(threshold, *weights)
    tree = scored(asked, Person("u", {f"I{at}": 2 for at in answered})).city
    coverage = sum(weights[at] for at in answered) / sum(weights)
    for code in ("T", "all"):
        assert tree[code].coverage == pytest.approx(coverage, abs=1e-12)
        assert tree[code].state == ("scored" if shown else "not enough answers")
        assert tree[code].value == (pytest.approx(50) if shown else None)
        assert tree[code].low == pytest.approx(50 * coverage)
        assert tree[code].high == pytest.approx(50 * coverage + 100 * (1 - coverage))


def test_without_a_threshold_a_theme_that_nobody_answered_still_has_no_score() -> None:
    asked = framework(*PAIR.themes, threshold=0)
    tree = scored(asked, person(A=4)).city
    assert figures(tree["T"]) == (100, 50, 100, 0.5)
    assert (tree["V"].state, figures(tree["V"])) == ("not scored", (None, 0, 100, 0))
    assert figures(tree["all"]) == (100, 25, 100, 0.25)


def test_a_theme_below_the_threshold_leaves_the_overall() -> None:
    tree = scored(framework(*PAIR.themes, threshold=0.6), person(A=4, C=1)).city
    assert tree["T"].state == "not enough answers"
    assert tree["all"].coverage == 0.75
    # the range recomputes with both themes: T from 50 to 100; its low end is held at the score
    assert figures(tree["all"]) == (25, 25, (100 + 25) / 2, 0.75)


def test_not_applicable_leaves_the_coverage_with_its_weight() -> None:
    asked = weighted(2 / 3, 1, 1, 2)
    tree = scored(asked, person(I0=4, I1="dk", I2="na")).city
    assert (tree["T"].coverage, tree["T"].state) == (0.5, "not enough answers")
    tree = scored(asked, person(I0=4, I1=2, I2="na")).city
    assert figures(tree["T"]) == (75, 75, 75, 1)


def test_coverage_is_by_effective_weight_of_the_indicators() -> None:
    asked = framework(
        theme("T", indicator("A"), indicator("B"), weight=3),
        theme("V", indicator("C"), indicator("D"), indicator("E"), indicator("F")),
        threshold=0,
    )
    tree = scored(asked, person(A=4, C=4)).city
    assert tree["all"].coverage == pytest.approx((3 * 1 / 2 + 1 / 4) / 4)
    assert tree["all"].reach == pytest.approx((3 * 1 / 2 + 1 / 4) / 4)


@pytest.mark.parametrize(
    ("rule", "theme_score", "overall"),
    [
        ("mean", (100 + 2 * 25) / 3, (50 + 75) / 2),
        ("leaf-mean", (100 + 2 * 25) / 3, (100 + 2 * 25 + 75) / 4),
        ("geometric", (100 * 25**2) ** (1 / 3), ((100 * 25**2) ** (1 / 3) * 75) ** (1 / 2)),
        ("sum", 4 + 1, 4 + 1 + 3),
    ],
)
def test_each_rule_by_hand(rule: Rule, theme_score: float, overall: float) -> None:
    tree = scored(by_rule(rule), person(A=4, B=1, C=3)).city
    assert tree["T"].value == pytest.approx(theme_score, abs=1e-9)
    assert tree["all"].value == pytest.approx(overall, abs=1e-9)


def test_leaf_mean_looks_past_the_themes_and_keeps_their_weights() -> None:
    asked = framework(
        theme("T", indicator("A"), weight=3),
        theme("V", indicator("B"), indicator("C"), weight=1),
        rule="leaf-mean",
    )
    tree = scored(asked, person(A=4, B=2, C=0)).city
    assert tree["all"].value == pytest.approx((3 * 100 + 50 + 0) / 5)


def test_leaf_mean_does_not_change_with_all_weights_where_branches_differ_in_depth() -> None:
    def deep(by: float) -> Framework:
        inner = theme("W", indicator("B", by), indicator("C", by), weight=by)
        shallow = theme("T", indicator("A", by), weight=by)
        return framework(shallow, theme("V", inner, weight=by), rule="leaf-mean")

    for by in (1, 2, 10):
        tree = scored(deep(by), person(A=4, B=2, C=0)).city
        assert tree["all"].value == pytest.approx((100 + 50 + 0) / 3)


@pytest.mark.parametrize(
    ("answers", "value"), [((0, 4, 4), 0), ((0, 0, 0), 0), ((1, 4, 4), 62.9960524947)]
)
def test_a_geometric_mean_is_zero_if_any_value_is(
    answers: tuple[int, int, int], value: float
) -> None:
    below = (indicator(code) for code in "ABC")
    asked = framework(theme("T", *below, rule="geometric"))
    tree = scored(asked, Person("u", dict(zip("ABC", answers, strict=True)))).city
    assert tree["T"].value == pytest.approx(value, abs=1e-9)


def test_a_geometric_mean_does_not_depend_on_the_size_of_the_weights() -> None:
    asked = framework(theme("T", indicator("A", 0.25), indicator("B", 0.25), rule="geometric"))
    assert scored(asked, person(A=4, B=1)).city["T"].value == pytest.approx(50)


def test_a_zero_of_no_weight_does_not_touch_a_geometric_mean() -> None:
    asked = framework(theme("T", indicator("A"), indicator("B", 0), rule="geometric"))
    assert scored(asked, person(A=3, B=0)).city["T"].value == pytest.approx(75)


SUMMED = framework(
    theme("T", indicator("A", 5, even_levels(4)), indicator("B", 1, OWN), rule="sum"),
    theme("V", indicator("C", 1, even_levels(4)), indicator("D", 0, even_levels(4)), rule="sum"),
    rule="sum",
    threshold=0,
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # x, low, high of y applicable points; coverage by points: A 3, B 8, C 3, D weightless
        ({"A": 2, "B": 2, "C": 3, "D": 3}, (9, 9, 9, 14, 1)),
        ({"A": 2, "B": 2, "C": "dk"}, (6, 6, 9, 14, 11 / 14)),
        ({"A": 2, "B": 2, "C": "na"}, (6, 6, 6, 11, 1)),
        ({"A": 2, "B": "dk", "C": 0}, (2, 2, 10, 14, 6 / 14)),
        ({"A": "na", "B": 0, "C": 1}, (2, 2, 2, 11, 1)),
        ({"A": 0, "B": "na", "C": 0}, (0, 0, 0, 6, 1)),
    ],
)
def test_a_sum_is_x_of_y_applicable_points(
    answers: dict[str, Given], expected: tuple[float, ...]
) -> None:
    node = scored(SUMMED, Person("u", answers)).city["all"]
    found = (node.value, node.low, node.high, node.maximum, node.coverage)
    assert found == pytest.approx(expected, abs=1e-12)


def test_a_sum_of_a_unit_is_the_mean_of_its_peoples_points() -> None:
    room = [person(A=3, B=3, C=3), person(A=0, B=0, C=0, size=3)]
    tree = scored(SUMMED, *room).city
    assert tree["T"].value == pytest.approx((3 + 3 * 0) / 4 + (8 + 3 * 1) / 4)
    assert tree["A"].value == 25


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"A": 3, "B": 3, "C": 4}, (100, 100, 100, 1)),
        ({"A": 0, "B": 1, "C": 4}, ((100 / 6 + 100) / 2, (100 / 6 + 100) / 2, (100 / 6 + 100) / 2, 1)),
        ({"A": 2, "B": "dk", "C": 4}, ((200 / 3 + 100) / 2, (200 / 6 + 100) / 2, (500 / 6 + 100) / 2, 0.75)),
        ({"A": "na", "B": "na", "C": 1}, (25, 25, 25, 1)),
        ({"A": "dk", "B": "dk", "C": 1}, (25, 12.5, 62.5, 0.5)),
    ],
)  # fmt: skip
def test_a_mean_reads_a_sum_below_it_as_the_share_of_the_known_points(
    answers: dict[str, Given], expected: tuple[float, ...]
) -> None:
    four = even_levels(4)
    summed = theme("T", indicator("A", scale=four), indicator("B", scale=four), rule="sum")
    asked = framework(summed, theme("V", indicator("C")), threshold=0)
    tree = scored(asked, Person("u", answers)).city
    assert figures(tree["all"]) == pytest.approx(expected, abs=1e-9)
    assert tree["all"].maximum == 100


def test_the_range_recomputes_with_each_unknown_at_its_lowest_and_highest() -> None:
    asked = framework(
        theme("T", indicator("A"), indicator("B"), indicator("C", scale=OWN)),
        theme("V", indicator("D"), weight=2),
    )
    tree = scored(asked, person(A=4, B=2, C="dk", D=1)).city
    assert figures(tree["T"]) == pytest.approx((75, 50, 250 / 3, 2 / 3))
    assert tree["all"].value == pytest.approx((75 + 2 * 25) / 3)
    assert tree["all"].low == pytest.approx((50 + 2 * 25) / 3)
    assert tree["all"].high == pytest.approx((250 / 3 + 2 * 25) / 3)


def test_a_range_holds_the_score_also_where_a_better_theme_has_left() -> None:
    asked = framework(
        theme("T", indicator("A")), theme("V", *(indicator(code) for code in "BCD")), threshold=0.6
    )
    tree = scored(asked, person(A=0, B=4)).city
    assert tree["V"].state == "not enough answers"
    assert tree["V"].low == pytest.approx(100 / 3)
    assert figures(tree["all"]) == pytest.approx((0, 0, 50, 2 / 3))


def test_a_range_holds_the_score_also_where_a_worse_theme_has_left() -> None:
    asked = framework(
        theme("T", indicator("A")), theme("V", *(indicator(code) for code in "BCD")), threshold=0.6
    )
    tree = scored(asked, person(A=4, B=0)).city
    assert tree["V"].high == pytest.approx(200 / 3)
    assert figures(tree["all"]) == pytest.approx((100, 50, 100, 2 / 3))


def test_counts_are_summed_over_the_indicators_below() -> None:
    room = [person("x", A=1, B="na", C="dk"), person("x", A=1), person("y", B=2, C=3)]
    result = scored(PAIR, *room)
    assert result.units["x"]["T"].counts == StateCounts(level=2, na=1, dk=0, blank=1)
    assert result.units["x"]["all"].counts == StateCounts(2, 1, 1, 2)
    assert result.city["all"].counts == StateCounts(level=4, na=1, dk=1, blank=3)


def test_a_quick_tier_scores_only_what_it_asked() -> None:
    asked = framework(
        theme("T", indicator("A", tier="quick"), indicator("B")),
        theme("V", indicator("C"), indicator("D", 0, tier="quick")),
    )
    result = score(asked, tally(asked, [person(A=3, B=0, C=0, D=4)], tier="quick"))
    assert set(result.city) == {"A", "T", "D", "V", "all"}
    assert figures(result.city["all"]) == (75, 75, 75, 1)
    assert result.city["V"].state == "not scored"


def lowest_theme(asked: Framework, city: ScoreTree, missing: Missing = "skip") -> tuple[str, ...]:
    return at_end(theme_percents(asked, city, missing), min, str)


@pytest.mark.parametrize(
    ("answers", "lowest"),
    [
        ({"A": 4, "B": 4, "C": 3}, ("V",)),
        ({"A": 1, "B": 1, "C": 1}, ()),
        ({"A": 4, "B": 4}, ("T",)),
        ({}, ()),
        ({"A": "na", "B": "na", "C": "na"}, ()),
    ],
)
def test_the_lowest_theme_is_one_that_has_a_score(
    answers: dict[str, Given], lowest: tuple[str, ...]
) -> None:
    assert lowest_theme(PAIR, scored(PAIR, Person("u", answers)).city) == lowest


def test_the_lowest_theme_is_one_that_weighs_something_and_was_asked() -> None:
    asked = framework(
        theme("T", indicator("A"), weight=0),
        theme("V", indicator("C", tier="quick")),
        theme("W", indicator("D", tier="quick")),
    )
    assert lowest_theme(asked, scored(asked, person(A=0, C=3, D=2)).city) == ("W",)
    quick = score(asked, tally(asked, [person(C=1, D=2)], tier="quick")).city
    assert lowest_theme(asked, quick) == ("V",)


@pytest.mark.parametrize(("missing", "lowest"), [("skip", "V"), ("unknown-as-zero", "T")])
def test_points_are_compared_as_a_share_of_those_that_are_known(
    missing: Missing, lowest: str
) -> None:
    # T has 5 points, of 8 that are known and 12 that there are; V is at 50
    asked = framework(
        theme("T", indicator("A"), indicator("B"), indicator("E"), rule="sum"),
        theme("V", indicator("C")),
    )
    city = score(asked, tally(asked, [person(A=4, B=1, C=2)]), missing=missing).city
    assert (city["T"].value, city["V"].value) == (5, 50)
    assert lowest_theme(asked, city, missing) == (lowest,)
