"""What must hold of scores whatever the framework and the answers (docs/methods.md, section 9)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.framework import Framework, Goalposts, Indicator, Rule, Theme, even_levels
from resilience.scoring import Agreed, CityRule, Result, Score, Side, compare, score
from tests.properties.draw import NOISE, RULES, STEADY, Case, cases, levelled, nodes, numbers
from tests.scoring.build import Given, Person, indicator, tally, theme

CITY_RULES: tuple[CityRule, ...] = ("departments", "people")
ALL_RULES: tuple[Rule, ...] = (*RULES, "sum")


def results(case: Case) -> list[Result]:
    """The results under both city rules."""
    tallies = tally(case.asked, case.room)
    return [score(case.asked, tallies, city_rule=rule) for rule in CITY_RULES]


def assert_same(before: Case, after: Case) -> None:
    """Every node that `before` has is the same in `after`, up to noise."""
    for old, new in zip(results(before), results(after), strict=True):
        now = nodes(new)
        for key, node in nodes(old).items():
            assert now[key].state == node.state, key
            assert numbers(now[key]) == pytest.approx(numbers(node), abs=NOISE), key


def with_themes(asked: Framework, change: Callable[[Theme], Theme]) -> Framework:
    """The framework with every theme changed, those at the bottom first."""

    def visit(node: Theme) -> Theme:
        below = (visit(c) if isinstance(c, Theme) else c for c in node.children)
        return change(replace(node, children=tuple(below)))

    return replace(asked, root=visit(asked.root))


def families(asked: Framework) -> Iterator[Theme]:
    return (node for node in asked.root.nodes() if isinstance(node, Theme))


def with_answer(case: Case, code: str, answer: Given) -> list[Person]:
    return [replace(who, answers={**who.answers, code: answer}) for who in case.room]


@STEADY
@given(case=cases(ALL_RULES, levelled()), data=st.data())
def test_the_order_of_people_and_rows_is_irrelevant(case: Case, data: st.DataObject) -> None:
    people = data.draw(st.permutations(case.room))
    rows = [replace(who, answers=dict(reversed(list(who.answers.items())))) for who in people]
    assert_same(case, Case(case.asked, rows))


@STEADY
@given(case=cases(ALL_RULES, levelled()))
def test_duplicating_all_answers_changes_no_score(case: Case) -> None:
    assert_same(case, Case(case.asked, case.room * 2))


@STEADY
@given(case=cases())
def test_an_indicator_that_does_not_apply_changes_nothing(case: Case) -> None:
    extra = indicator("X", 5)
    asked = with_themes(case.asked, lambda node: _beside(node, extra))
    assert_same(case, Case(asked, with_answer(case, "X", "na")))


@STEADY
@given(case=cases(ALL_RULES, levelled()), level=st.sampled_from([0, 2, "dk", "na", ""]))
def test_an_indicator_without_weight_changes_nothing(case: Case, level: Given) -> None:
    extra = indicator("X", 0, even_levels(3))
    asked = with_themes(case.asked, lambda node: _beside(node, extra))
    assert_same(case, Case(asked, with_answer(case, "X", level)))


@STEADY
@given(case=cases(ALL_RULES, levelled()), level=st.sampled_from([0, 2, "dk", "na", ""]))
def test_a_theme_without_weight_changes_nothing(case: Case, level: Given) -> None:
    extra = theme("Z", indicator("X", 1, even_levels(3)), weight=0)
    root = replace(case.asked.root, children=(*case.asked.root.children, extra))
    assert_same(case, Case(replace(case.asked, root=root), with_answer(case, "X", level)))


@STEADY
@given(case=cases(ALL_RULES, levelled()))
def test_a_theme_that_does_not_apply_changes_nothing(case: Case) -> None:
    extra = theme("Z", indicator("X", 1), weight=50)
    root = replace(case.asked.root, children=(*case.asked.root.children, extra))
    assert_same(case, Case(replace(case.asked, root=root), with_answer(case, "X", "na")))


def _beside(node: Theme, extra: Indicator) -> Theme:
    """The node with one more indicator, if it is the first theme that holds indicators."""
    first = node.children[0]
    if isinstance(first, Indicator) and first.code in ("I1", "I2"):
        return replace(node, children=(*node.children, extra))
    return node


@STEADY
@given(case=cases(ALL_RULES, levelled()), factor=st.sampled_from([0.01, 3, 1000]))
def test_multiplying_all_weights_changes_nothing(case: Case, factor: float) -> None:
    def heavier(node: Theme) -> Theme:
        below = (replace(child, weight=child.weight * factor) for child in node.children)
        return replace(node, children=tuple(below))

    assert_same(case, Case(with_themes(case.asked, heavier), case.room))


@STEADY
@given(
    case=cases(("mean", "geometric")), factors=st.lists(st.sampled_from([0.1, 3, 50]), min_size=20)
)
def test_multiplying_the_weights_of_any_sisters_changes_no_mean(
    case: Case, factors: list[float]
) -> None:
    left = iter(factors)

    def heavier(node: Theme) -> Theme:
        factor = next(left)
        below = (replace(child, weight=child.weight * factor) for child in node.children)
        return replace(node, children=tuple(below))

    assert_same(case, Case(with_themes(case.asked, heavier), case.room))


@STEADY
@given(case=cases())
def test_a_score_lies_between_the_scores_it_is_made_of(case: Case) -> None:
    for result in results(case):
        for tree in (result.city, *result.units.values()):
            for node in families(case.asked):
                value = tree[node.code].value
                if value is not None:
                    parts = [p for c in _parts(node) if (p := tree[c].value) is not None]
                    assert min(parts) - NOISE <= value <= max(parts) + NOISE


@STEADY
@given(case=cases(("mean",)))
def test_the_mean_that_weak_spots_pull_down_is_never_above_the_mean(case: Case) -> None:
    for result in results(case):
        for tree in (result.city, *result.units.values()):
            for node in families(case.asked):
                score_ = tree[node.code]
                assert (score_.value is None) == (score_.weak_spot is None)
                if score_.value is not None and score_.weak_spot is not None:
                    assert -NOISE <= score_.weak_spot <= score_.value + NOISE


@STEADY
@given(case=cases(ALL_RULES, levelled()))
def test_a_result_compared_with_itself_differs_in_nothing(case: Case) -> None:
    same = side(case)
    for row in compare(same, same).rows:
        assert row.difference in (None, 0)
        assert row.first == pytest.approx(same.scores[row.code].value, abs=NOISE)


@STEADY
@given(case=cases(ALL_RULES, levelled()))
def test_zeros_for_unknowns_lower_no_score_below_zero_and_leave_none_out(case: Case) -> None:
    tallies = tally(case.asked, case.room)
    plain, zeros = score(case.asked, tallies), score(case.asked, tallies, missing="unknown-as-zero")
    for code, node in zeros.city.items():
        was = plain.city[code]
        assert (node.value is None) == (node.state in ("not applicable", "not scored"))
        assert (node.coverage, node.unknown) == (was.coverage, was.unknown)
        if node.value is not None and not was.unknown:
            assert was.value == pytest.approx(node.value, abs=NOISE)


def side(case: Case) -> Side:
    tallies = tally(case.asked, case.room)
    found = score(case.asked, tallies)
    return Side("a", case.asked, found.city, len(case.room), len(tallies.units))


def _parts(node: Theme) -> list[str]:
    """The codes of what a node is made of: what weighs something."""
    if node.rule == "leaf-mean":
        return list(_weighing(node))
    return [child.code for child in node.children if child.weight > 0]


def _weighing(node: Theme) -> Iterator[str]:
    for child in node.children:
        if child.weight > 0:
            yield from [child.code] if isinstance(child, Indicator) else _weighing(child)


@STEADY
@given(case=cases(("geometric",)))
def test_a_geometric_mean_is_zero_if_and_only_if_a_part_is(case: Case) -> None:
    for result in results(case):
        for tree in (result.city, *result.units.values()):
            for node in families(case.asked):
                value = tree[node.code].value
                if value is not None:
                    assert (value == 0) == any(tree[code].value == 0 for code in _parts(node))


@STEADY
@given(case=cases(ALL_RULES, levelled()))
def test_a_score_lies_in_its_range_which_is_none_where_all_is_answered(case: Case) -> None:
    for result in results(case):
        for node in nodes(result).values():
            if node.low is not None and node.high is not None:
                assert -NOISE <= node.low <= node.high <= (node.maximum or 0) + NOISE
            if node.value is not None:
                assert node.low is not None
                assert node.high is not None
                assert node.low - NOISE <= node.value <= node.high + NOISE
                if node.coverage == 1:
                    assert node.high - node.low == pytest.approx(0, abs=NOISE)


@STEADY
@given(case=cases())
def test_a_value_is_there_exactly_where_the_state_says_so(case: Case) -> None:
    for result in results(case):
        for node in nodes(result).values():
            assert (node.value is not None) == (node.state == "scored")
            assert (node.coverage is None) == (node.state == "not applicable")
            figures = [number for number in numbers(node) if number is not None]
            assert all(number == number and number >= 0 for number in figures)  # noqa: PLR0124


@STEADY
@given(case=cases(ALL_RULES, levelled()), data=st.data())
def test_raising_one_answer_never_lowers_a_score(case: Case, data: st.DataObject) -> None:
    spoken = [
        (at, code, answer)
        for at, who in enumerate(case.room)
        for code, answer in who.answers.items()
        if not isinstance(answer, str) and answer < _top(case.asked, code)
    ]
    if spoken:
        at, code, answer = data.draw(st.sampled_from(spoken))
        raised = data.draw(st.integers(int(answer) + 1, int(_top(case.asked, code))))
        who = replace(case.room[at], answers={**case.room[at].answers, code: raised})
        room = [*case.room[:at], who, *case.room[at + 1 :]]
        for old, new in zip(results(case), results(Case(case.asked, room)), strict=True):
            assert_nowhere_lower(old, new)


@STEADY
@given(case=cases(), data=st.data())
def test_raising_an_agreed_level_never_lowers_a_score(case: Case, data: st.DataObject) -> None:
    levelled_codes = [i.code for i in case.asked.root.indicators() if _top(case.asked, i.code)]
    if levelled_codes:
        code = data.draw(st.sampled_from(levelled_codes))
        tallies = tally(case.asked, case.room)
        ladder = [
            score(case.asked, tallies, agreed={code: Agreed("level", level)})
            for level in range(int(_top(case.asked, code)) + 1)
        ]
        for old, new in pairwise(ladder):
            assert_nowhere_lower(old, new)


def _top(asked: Framework, code: str) -> float:
    """The highest level of an indicator; 0 for a measured one."""
    found = asked.indicator(code)
    assert found is not None
    return 0 if isinstance(found.scale, Goalposts) else found.scale.top


def assert_nowhere_lower(before: Result, after: Result) -> None:
    now = nodes(after)
    for key, old in nodes(before).items():
        assert now[key].state == old.state
        for was, value in _pairs(old, now[key]):
            assert value >= was - NOISE, key


def _pairs(old: Score, new: Score) -> Iterator[tuple[float, float]]:
    for was, value in ((old.value, new.value), (old.low, new.low), (old.high, new.high)):
        assert (was is None) == (value is None)
        if was is not None and value is not None:
            yield was, value
