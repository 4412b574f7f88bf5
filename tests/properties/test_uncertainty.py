"""What must hold of how sure a mean is, whatever the framework and the answers (docs/methods.md, section 3)."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from resilience.framework import Levels, even_levels
from resilience.scoring import CityRule, score
from resilience.scoring.arrays import Counts
from resilience.scoring.certainty.sureness import IndicatorSureness, Sureness, sureness
from resilience.scoring.certainty.uncertainty import Belief, interval, posterior
from resilience.scoring.counting.tally import Tally
from tests.properties.draw import NOISE, STEADY, Case, cases
from tests.scoring.build import Person, indicator, tally

CITY_RULES: tuple[CityRule, ...] = ("departments", "people")


def judged(case: Case, rule: CityRule) -> dict[str, IndicatorSureness]:
    return sureness(case.asked, tally(case.asked, case.room), rule)


def numbers(found: Sureness) -> list[float | None]:
    return [
        found.low90, found.high90, found.leave_out_low, found.leave_out_high,
        found.level_low, found.level_high,
    ]  # fmt: skip


def assert_same(before: dict[str, IndicatorSureness], after: dict[str, IndicatorSureness]) -> None:
    assert before.keys() == after.keys()
    for code, old in before.items():
        new = after[code]
        assert old.units.keys() == new.units.keys()
        pairs = [(old.city, new.city), *((old.units[name], new.units[name]) for name in old.units)]
        for was, now in pairs:
            assert was.n == now.n
            assert numbers(now) == pytest.approx(numbers(was), abs=1e-6)


def believed(answers: Counts) -> Belief:
    """The belief in units of these answers (units, m) on a scale of even levels."""
    none = np.zeros(len(answers))
    whole = none.astype(np.int64)
    found = Tally(answers, answers, whole, whole, none, none)
    return posterior(indicator("A", scale=even_levels(answers.shape[1])), found)


@st.composite
def rooms(draw: st.DrawFn, least: int = 0) -> Counts:
    """Answers of one to four units per level, each of at least `least` people."""
    levels = draw(st.integers(2, 11))
    row = st.lists(st.sampled_from([0, 0, 1, 1, 2, 7, 90]), min_size=levels, max_size=levels)
    rows = draw(st.lists(row.filter(lambda r: sum(r) >= least), min_size=1, max_size=4))
    return np.array(rows, dtype=np.int64)


@STEADY
@given(case=cases(), rule=st.sampled_from(CITY_RULES))
def test_a_score_lies_in_its_interval_and_in_its_range(case: Case, rule: CityRule) -> None:
    result = score(case.asked, tally(case.asked, case.room), city_rule=rule)
    for code, found in judged(case, rule).items():
        known = case.asked.indicator(code)
        assert known is not None
        for tree, here in [
            (result.city, found.city),
            *((result.units[name], unit) for name, unit in found.units.items()),
        ]:
            value = tree[code].value
            for low, high in ((here.low90, here.high90), (here.leave_out_low, here.leave_out_high)):
                assert (low is None) == (high is None)
                if low is not None and high is not None:
                    assert value is not None
                    assert known.scale.low - NOISE <= low <= value + NOISE
                    assert value - NOISE <= high <= known.scale.high + NOISE


@STEADY
@given(case=cases(least=3), rule=st.sampled_from(CITY_RULES))
def test_there_are_figures_exactly_where_a_score_has_enough_answers(
    case: Case, rule: CityRule
) -> None:
    result = score(case.asked, tally(case.asked, case.room), city_rule=rule)
    for code, found in judged(case, rule).items():
        known = case.asked.indicator(code)
        levelled = known is not None and isinstance(known.scale, Levels)
        for name, here in found.units.items():
            scored = result.units[name][code].value is not None
            assert (here.low90 is not None) == (scored and here.n >= 3)
            assert (here.leave_out_low is not None) == (scored and here.n >= 2 and levelled)
            assert (here.level_low is None) == (here.leave_out_low is None)
        if result.city[code].value is None:
            assert numbers(found.city) == [None] * 6


@STEADY
@given(case=cases(), rule=st.sampled_from(CITY_RULES), data=st.data())
def test_the_order_of_people_and_units_is_irrelevant(
    case: Case, rule: CityRule, data: st.DataObject
) -> None:
    room = data.draw(st.permutations(case.room))
    assert_same(judged(case, rule), judged(Case(case.asked, room), rule))


@STEADY
@given(case=cases(), rule=st.sampled_from(CITY_RULES), seed=st.integers(0, 99))
def test_a_second_run_says_the_same_and_draws_nothing(
    case: Case, rule: CityRule, seed: int
) -> None:
    first = judged(case, rule)
    np.random.seed(seed)
    drawn_next = np.random.random()
    np.random.seed(seed)
    assert judged(case, rule) == first
    assert np.random.random() == drawn_next


@STEADY
@given(case=cases())
def test_a_city_of_departments_twice_is_twice_as_sure_of_the_same(case: Case) -> None:
    again = [replace(who, unit=f"{who.unit} again") for who in case.room]
    once = judged(case, "departments")
    twice = judged(Case(case.asked, [*case.room, *again]), "departments")
    for code, found in once.items():
        assert twice[code].city.n == 2 * found.city.n
        for name, here in found.units.items():
            for copy in (name, f"{name} again"):
                assert numbers(twice[code].units[copy]) == pytest.approx(numbers(here), abs=1e-6)
        was, now = found.city, twice[code].city
        if was.low90 is not None and was.high90 is not None:
            assert now.low90 is not None
            assert now.high90 is not None
            assert now.high90 - now.low90 <= was.high90 - was.low90 + NOISE
        if was.level_low is not None and was.level_high is not None:
            assert now.level_low is not None
            assert now.level_high is not None
            assert was.level_low - NOISE <= now.level_low
            assert now.level_high <= was.level_high + NOISE


@STEADY
@given(case=cases(), rule=st.sampled_from(CITY_RULES))
def test_a_unit_is_as_sure_whoever_else_is_in_the_city(case: Case, rule: CityRule) -> None:
    found = judged(case, rule)
    for name in {who.unit for who in case.room}:
        alone: list[Person] = [who for who in case.room if who.unit == name]
        for code, here in judged(Case(case.asked, alone), rule).items():
            assert here.units[name].n == found[code].units[name].n
            assert numbers(here.units[name]) == pytest.approx(
                numbers(found[code].units[name]), abs=1e-6
            )


@STEADY
@given(answers=rooms())
def test_answering_twice_makes_no_belief_less_sure(answers: Counts) -> None:
    once, twice = believed(answers), believed(2 * answers)
    some = answers.sum(axis=1) > 0
    assert np.isnan(once.mean[~some]).all()
    assert (twice.variance[some] <= once.variance[some] + NOISE).all()


@STEADY
@given(answers=rooms(least=1), data=st.data())
def test_raising_an_answer_raises_the_belief(answers: Counts, data: st.DataObject) -> None:
    low = data.draw(st.integers(0, answers.shape[1] - 2))
    assume(answers[0, low])
    raised = answers.copy()
    raised[0, low] -= 1
    raised[0, data.draw(st.integers(low + 1, answers.shape[1] - 1))] += 1
    before, after = believed(answers), believed(raised)
    assert after.mean[0] > before.mean[0]
    assert (after.mean[1:] == before.mean[1:]).all()


@STEADY
@given(answers=rooms(least=1))
def test_a_reversed_scale_mirrors_the_interval(answers: Counts) -> None:
    here, there = believed(answers), believed(answers[:, ::-1])
    low, high = interval(here.mean, here.variance, 0, 100)
    mirrored = interval(there.mean, there.variance, 0, 100)
    assert low == pytest.approx(100 - mirrored[1], abs=1e-6)
    assert high == pytest.approx(100 - mirrored[0], abs=1e-6)


@STEADY
@given(
    mean=st.floats(0, 100),
    variance=st.floats(0, 1e4) | st.floats(0, 1e-6) | st.sampled_from([0.0, 2500.0, 1e300]),
    share=st.floats(0.01, 0.99),
)
def test_an_interval_is_on_the_scale_and_wider_for_a_larger_share(
    mean: float, variance: float, share: float
) -> None:
    low, high = interval(np.array([mean]), np.array([variance]), 0, 100, share)
    lower, higher = interval(np.array([mean]), np.array([variance]), 0, 100, (1 + share) / 2)
    assert 0 <= lower <= low <= high <= higher <= 100
