"""What must hold of changes and differences, whatever the answers (docs/methods.md, sections 4 and 5)."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from resilience.scoring.arrays import Counts
from resilience.scoring.certainty.blind_spots import blind_spots
from resilience.scoring.certainty.differences import (
    ALWAYS,
    benjamini_hochberg,
    differences,
    superiority,
)
from resilience.scoring.certainty.kruskal import kruskal
from resilience.scoring.comparison.rounds import judge_changes, measure_change, sign_flip_p
from resilience.scoring.comparison.years import ThemeTrend, UnitChange, holm, trends
from tests.properties.draw import NOISE, STEADY, Case, cases, levelled
from tests.scoring.build import tally

COUNTS = st.sampled_from([0, 0, 1, 2, 5, 40, 1_000_000])
P_VALUES = st.none() | st.sampled_from([0.0, 0.01, 0.04, 1.0]) | st.floats(0, 1)
ANSWERS = st.sampled_from([2, 3, 9, 400, 20_000_000])
CHANGES = st.builds(
    UnitChange,
    before=st.floats(0, 100),
    after=st.floats(0, 100),
    answers=st.tuples(ANSWERS, ANSWERS),
)


@st.composite
def tables(draw: st.DrawFn, units: int = 4) -> Counts:
    """Answers of one to `units` units to an indicator of two to eleven levels."""
    levels = draw(st.integers(2, 11))
    row = st.lists(COUNTS, min_size=levels, max_size=levels)
    return np.array(draw(st.lists(row, min_size=1, max_size=units)), dtype=np.int64)


@STEADY
@given(table=tables(2))
def test_one_of_two_units_is_as_often_higher_as_the_other_is_lower(table: Counts) -> None:
    first, second = table[0], table[-1]
    here, there = superiority(first, second), superiority(second, first)
    assert (here is None) == (there is None) == (not (first.any() and second.any()))
    if here is not None and there is not None:
        assert 0 <= here.chance <= 1
        assert here.chance + there.chance == pytest.approx(1)
        assert 5 <= here.of_ten == there.of_ten <= ALWAYS
        assert {here.higher, there.higher} in ({"first", "second"}, {"neither"})
        assert superiority(3 * first, 7 * second) == here


@STEADY
@given(table=tables(2), data=st.data())
def test_a_unit_that_raises_an_answer_is_no_more_seldom_higher(
    table: Counts, data: st.DataObject
) -> None:
    first, second = table[0], table[-1]
    low = data.draw(st.integers(0, len(first) - 2))
    assume(first[low] and second.any())
    raised = first.copy()
    raised[low] -= 1
    raised[data.draw(st.integers(low + 1, len(first) - 1))] += 1
    before, after = superiority(first, second), superiority(raised, second)
    assert before is not None
    assert after is not None
    assert after.chance >= before.chance


@STEADY
@given(table=tables(), data=st.data())
def test_a_test_of_units_repeats_in_any_order(table: Counts, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(table))))
    first = kruskal(table)
    assert kruskal(table[list(order)]) == first
    if first is not None:
        assert first.statistic >= 0
        assert 0 <= first.p <= 1


@STEADY
@given(table=tables())
def test_a_reversed_scale_differs_as_much(table: Counts) -> None:
    here, there = kruskal(table), kruskal(table[:, ::-1])
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert here.statistic == pytest.approx(there.statistic, rel=1e-9, abs=1e-9)


@STEADY
@given(p_values=st.lists(st.floats(0, 1), max_size=9))
def test_no_difference_is_clear_that_is_less_so_than_one_that_could_be_chance(
    p_values: list[float],
) -> None:
    found = benjamini_hochberg(np.array(p_values))
    assert found[np.array(p_values) <= 0.05 / max(1, len(p_values))].all()
    assert not found[np.array(p_values) > 0.05 + 1e-9].any()
    for believed in np.array(p_values)[found]:
        assert found[np.array(p_values) <= believed].all()


@STEADY
@given(case=cases(scale=levelled(), least=3), data=st.data())
def test_the_order_of_people_and_units_changes_no_difference(
    case: Case, data: st.DataObject
) -> None:
    room = data.draw(st.permutations(case.room))
    here, there = tally(case.asked, case.room), tally(case.asked, room)
    assert differences(here) == differences(there)


@STEADY
@given(
    people=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from([0.0, 25, 50, 100, np.nan])), max_size=24
    ),
    data=st.data(),
)
def test_blind_spots_are_half_a_level_apart_with_five_on_both_sides_in_any_order(
    people: list[tuple[str, float]], data: st.DataObject
) -> None:
    found, again = (
        blind_spots(
            {"T": np.array([mean for _, mean in room])}, [unit for unit, _ in room], {"T": 25.0}
        )
        for room in (people, data.draw(st.permutations(people)))
    )
    assert found == again
    for spot in found:
        own = [mean for unit, mean in people if unit == spot.unit and not np.isnan(mean)]
        rest = [mean for unit, mean in people if unit != spot.unit and not np.isnan(mean)]
        assert min(len(own), len(rest)) >= 5
        apart = np.mean(own) - np.mean(rest)
        assert abs(apart) >= 12.5 - NOISE
        others = {unit for unit, mean in people if unit != spot.unit and not np.isnan(mean)}
        for other in others:
            beside = np.mean(own) - np.nanmean([m for unit, m in people if unit == other])
            assert beside * np.sign(apart) >= 12.5 - NOISE
        assert spot.direction == ("higher" if apart > 0 else "lower")


@STEADY
@given(
    changes=st.lists(st.sampled_from([-100, -50, -12.5, 0, 0, 1, 25, 100 / 3]), max_size=30),
    data=st.data(),
)
def test_a_change_is_judged_alike_in_any_order_and_either_direction(
    changes: list[float], data: st.DataObject
) -> None:
    moved = np.array(changes, dtype=np.float64)
    shuffled = np.array(data.draw(st.permutations(changes)), dtype=np.float64)
    found, other = measure_change(moved, moved), measure_change(shuffled, shuffled)
    assert (other.people, other.p) == (found.people, found.p)
    assert (found.p is not None) == bool(changes)
    if found.p is not None:
        assert 0 < found.p <= 1
        assert sign_flip_p(-np.array(changes)) == found.p
        assert sign_flip_p(np.array([*changes, 0.0])) == found.p
    (verdict,) = {one.verdict for one in judge_changes({"T": found}).values()}
    assert (verdict == "too few to tell") == (len(changes) < 6)


@STEADY
@given(years=st.lists(CHANGES, min_size=1, max_size=6), lift=st.floats(-50, 50))
def test_two_years_compare_alike_in_either_direction_and_at_any_height(
    years: list[UnitChange], lift: float
) -> None:
    def judged(changes: list[UnitChange]) -> ThemeTrend:
        units = {(str(at), frozenset[str]()): one for at, one in enumerate(changes)}
        return trends({"T": units}, {"T": 25.0})["T"]

    found = judged(years)
    other = judged([UnitChange(one.after, one.before, one.answers[::-1]) for one in years])
    assert found.change is not None
    assert found.departments == len(years)
    assert other.change == pytest.approx(-found.change)
    assert other.p == pytest.approx(found.p)
    assert other.clear_from == pytest.approx(found.clear_from)
    again = judged(
        [one._replace(before=one.before + lift, after=one.after + lift) for one in years]
    )
    assert again.change == pytest.approx(found.change, abs=NOISE)
    if found.p is not None and found.p < 0.05:
        assert found.verdict == ("clear rise" if found.change > 0 else "clear fall")
    else:
        assert found.verdict in ("may be chance", "too few to tell")


@STEADY
@given(p_values=st.lists(P_VALUES, max_size=8))
def test_a_corrected_p_is_no_smaller_and_keeps_the_order(p_values: list[float | None]) -> None:
    corrected = holm(p_values)
    pairs = [(p, q) for p, q in zip(p_values, corrected, strict=True) if p is not None]
    assert [q is None for q in corrected] == [p is None for p in p_values]
    for p, q in pairs:
        assert q is not None
        assert p <= q <= min(1, p * len(pairs)) + 1e-12
    in_order = [q for _, q in sorted(pairs, key=lambda pair: pair[0])]
    assert in_order == sorted(q for _, q in pairs if q is not None)
