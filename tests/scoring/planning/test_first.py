"""What to do first in a city: gains by effective weights, worked by hand, and how sure the order is."""

import pytest

from resilience.framework import Rule
from resilience.scoring import score
from resilience.scoring.planning.first import what_first
from resilience.scoring.scores.applying import effective_shares
from resilience.scoring.scores.leaf import Agreed
from resilience.scoring.scores.what_if import with_rule
from tests.scoring.build import Person, framework, indicator, tally, theme

#: A and B weigh 1/4 each, C 1/2; each of the people gives the same levels 0..4
ASKED = framework(theme("T", indicator("A"), indicator("B")), theme("U", indicator("C")))


def order(**answers: float | str) -> list[tuple[str, float]]:
    """The codes in the order of doing with their gains."""
    found = what_first(ASKED, score(ASKED, tally(ASKED, [Person("w", answers)])).city, {}, {})
    return [(one.code, one.gain) for one in found.priorities.ranked]


def test_a_gain_is_what_the_overall_rises_when_the_indicator_reaches_its_target() -> None:
    # A 25: 75 / 4; B 100: nothing; C 50: 50 / 2
    assert order(A=1, B=4, C=2) == [("C", 25), ("A", 18.75), ("B", 0)]


def test_what_does_not_apply_is_absent_and_its_weight_goes_to_the_others() -> None:
    # without B, A has all of its theme: 75 / 2
    assert order(A=1, B="na", C=2) == [("A", 37.5), ("C", 25)]


def test_what_nobody_knows_is_to_be_found_out_first() -> None:
    tree = score(ASKED, tally(ASKED, [Person("w", {"A": 1, "C": 2, "B": "dk"})])).city
    found = what_first(ASKED, tree, {}, {})
    assert found.priorities.find_out == ("B",)
    assert [one.code for one in found.priorities.ranked] == ["C", "A"]
    assert found.sure["B"] == 0


@pytest.mark.parametrize("rule", ["mean", "leaf-mean", "geometric", "sum"])
def test_a_gain_is_what_the_overall_rises_under_every_rule_and_threshold(rule: Rule) -> None:
    """Three answered of five, one of two in the second theme, which the mean then leaves out."""
    five = framework(
        theme("T", indicator("A", 2), indicator("B"), weight=3),
        theme("U", indicator("C"), indicator("D", 3)),
        theme("V", indicator("E")),
    )
    asked = with_rule(five, rule)
    answers: dict[str, float | str] = {"A": 1, "B": 3, "C": 2, "D": "dk", "E": 1}
    counted = tally(asked, [Person("w", answers)])
    tree = score(asked, counted).city
    root = asked.root.code
    now = tree[root].value
    assert now is not None
    for one in what_first(asked, tree, {}, {}).priorities.ranked:
        risen = score(asked, counted, agreed={one.code: Agreed("level", 4)}).city[root].value
        assert risen is not None
        assert one.gain == pytest.approx(risen - now), one.code


def test_feasibility_and_target_change_the_order_and_cost_does_not() -> None:
    tree = score(ASKED, tally(ASKED, [Person("w", {"A": 1, "B": 0, "C": 2})])).city
    found = what_first(ASKED, tree, {"A": 1, "C": 0.1}, {"B": 1, "A": 2, "C": 2}, {"B": 50})
    # A 18.75 x 1, B 50 / 4 x .5 and C 25 x .1, whatever they cost
    assert [(one.code, one.priority) for one in found.priorities.ranked] == [
        ("A", 18.75),
        ("B", 6.25),
        ("C", pytest.approx(2.5)),
    ]


def test_a_target_of_a_theme_goes_for_its_indicators_without_their_own() -> None:
    tree = score(ASKED, tally(ASKED, [Person("w", {"A": 1, "B": 0, "C": 2})])).city
    found = what_first(ASKED, tree, {}, {}, {"T": 75, "B": 50})
    # A 25 to 75: 50 / 4; B 0 to its own 50: 50 / 4; C 50 to 100: 50 / 2
    assert {one.code: one.gain for one in found.priorities.ranked} == {
        "A": 12.5,
        "B": 12.5,
        "C": 25,
    }


def test_the_first_five_are_sure_where_there_are_no_more_and_draws_repeat() -> None:
    tree = score(ASKED, tally(ASKED, [Person("w", {"A": 1, "B": 4, "C": 2})])).city
    found = what_first(ASKED, tree, {}, {})
    assert found.sure == {"A": 1, "B": 0, "C": 1}
    many = framework(theme("T", *(indicator(f"I{n}") for n in range(8))))
    answers = {f"I{n}": n % 2 for n in range(8)}
    tree = score(many, tally(many, [Person("w", answers)])).city
    one, other = (what_first(many, tree, {}, {}).sure for _ in range(2))
    assert one == other
    assert sum(one.values()) == pytest.approx(5)
    assert min(one[f"I{n}"] for n in (0, 2, 4, 6)) > max(one[f"I{n}"] for n in (1, 3, 5, 7))


def test_where_points_are_added_up_a_gain_is_in_points_whatever_the_size_of_the_theme() -> None:
    added = with_rule(ASKED, "sum")
    tree = score(added, tally(added, [Person("w", {"A": 1, "B": 4, "C": 2})])).city
    assert (tree[added.root.code].value, tree[added.root.code].maximum) == (7, 12)
    found = what_first(added, tree, {}, {})
    # A from 1 to 4 points, C from 2 to 4; by themes C would gain more
    gains = {one.code: one.gain for one in found.priorities.ranked}
    assert list(gains) == ["A", "C", "B"]
    assert gains == pytest.approx({"A": 3, "C": 2, "B": 0})
    assert effective_shares(added, tree) == pytest.approx({"A": 1 / 3, "B": 1 / 3, "C": 1 / 3})


def test_a_city_without_any_score_has_no_order() -> None:
    tree = score(ASKED, tally(ASKED, [Person("w", dict.fromkeys("ABC", "na"))])).city
    found = what_first(ASKED, tree, {}, {})
    assert (found.priorities.ranked, found.priorities.find_out, found.sure) == ((), (), {})
