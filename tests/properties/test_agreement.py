"""What must hold of agreement whatever the answers (docs/methods.md, section 9)."""

from collections.abc import Callable
from dataclasses import replace
from statistics import median_high, median_low
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilience.scoring.opinions.agreement import LABELS, agree, agreement, discuss_first
from resilience.scoring.opinions.annex import (
    interquartile_range,
    ordinal_alpha,
    tastle_wierman,
    van_der_eijk,
)
from tests.properties.draw import NOISE, STEADY, Case, cases, levelled
from tests.scoring.build import tally

Counts = list[int]
Test = TypeVar("Test", bound=Callable[..., None])
#: nobody, one person, all equal, two camps and equal cuts, on two, three, five and eleven levels
EDGES: list[Counts] = [
    [0, 0],
    [0] * 11,
    [1, 0],
    [0] * 10 + [1],
    [20_000_000, 0],
    [0, 20_000_000, 0],
    [20_000_000, *[0] * 9, 20_000_000],
    [10_000_000, 1, 10_000_000],
    [7, 0, 3, 0, 7],
]


def at_the_edges(test: Test) -> Test:
    """The test with every edge among its cases."""
    for counts in EDGES:
        test = example(counts=counts)(test)
    return test


@st.composite
def rooms(draw: st.DrawFn, most: int = 20_000_000) -> Counts:
    """Counts per level on two to eleven levels, in half of them on three levels at most."""
    m = draw(st.integers(2, 11))
    sizes = st.integers(0, 6) | st.sampled_from([0, 0, 30, most])
    counts = draw(st.lists(sizes, min_size=m, max_size=m))
    if draw(st.booleans()):
        return counts
    filled = draw(st.sets(st.integers(0, m - 1), max_size=3))
    return [count if level in filled else 0 for level, count in enumerate(counts)]


@st.composite
def matrices(draw: st.DrawFn) -> list[Counts]:
    """Two to six rows and two to six columns of numbers up to four."""
    width = draw(st.integers(2, 6))
    row = st.lists(st.integers(0, 4), min_size=width, max_size=width)
    return draw(st.lists(row, min_size=2, max_size=6))


def people(counts: Counts) -> Counts:
    """The answers one by one, lowest first."""
    return [level for level, count in enumerate(counts) for _ in range(count)]


@STEADY
@at_the_edges
@given(counts=rooms())
def test_reversing_the_scale_changes_no_agreement(counts: Counts) -> None:
    before, after = agreement(counts), agreement(counts[::-1])
    assert replace(after, split=None) == replace(before, split=None)
    assert (after.split is None) == (before.split is None)


@STEADY
@at_the_edges
@given(counts=rooms())
def test_reversing_the_scale_changes_no_exported_measure(counts: Counts) -> None:
    mirrored = counts[::-1]
    assert interquartile_range(mirrored) == interquartile_range(counts)
    assert tastle_wierman(mirrored) == pytest.approx(tastle_wierman(counts), abs=NOISE)
    assert van_der_eijk(mirrored) == pytest.approx(van_der_eijk(counts), abs=NOISE)


@STEADY
@given(matrix=matrices())
def test_reversing_the_scale_does_not_change_alpha(matrix: list[Counts]) -> None:
    mirrored = [row[::-1] for row in matrix]
    assert ordinal_alpha(mirrored) == pytest.approx(ordinal_alpha(matrix), abs=NOISE)


@STEADY
@at_the_edges
@given(counts=rooms())
def test_duplicating_all_answers_changes_no_share_and_no_distance(counts: Counts) -> None:
    before, after = agreement(counts), agreement([2 * count for count in counts])
    assert after.consensus == before.consensus
    assert after.distance == before.distance
    assert after.within_one == before.within_one
    assert after.far == 2 * before.far
    if before.answers >= 5:
        assert after.label == before.label


@STEADY
@at_the_edges
@given(counts=rooms())
def test_duplicating_all_answers_changes_no_exported_measure(counts: Counts) -> None:
    doubled = [2 * count for count in counts]
    assert interquartile_range(doubled) == interquartile_range(counts)
    assert tastle_wierman(doubled) == pytest.approx(tastle_wierman(counts), abs=NOISE)
    assert van_der_eijk(doubled) == pytest.approx(van_der_eijk(counts), abs=NOISE)


@STEADY
@at_the_edges
@given(counts=rooms())
def test_every_measure_lies_in_its_range_and_is_missing_only_without_answers(
    counts: Counts,
) -> None:
    found, top = agreement(counts), len(counts) - 1
    assert found.answers == sum(counts)
    assert 0 <= found.far <= found.answers / 2
    ranges = [
        (found.consensus, 0.0, 1.0),
        (found.within_one, 0.0, 1.0),
        (found.distance, 0.0, top / 2),
        (tastle_wierman(counts), 0.0, 1.0),
        (van_der_eijk(counts), -1.0, 1.0),
        (interquartile_range(counts), 0.0, float(top)),
    ]
    for measure, least, most in ranges:
        assert (measure is None) == (sum(counts) == 0)
        assert measure is None or least - NOISE <= measure <= most + NOISE


@STEADY
@at_the_edges
@given(counts=rooms())
def test_consensus_is_complete_exactly_where_all_answers_are_equal(counts: Counts) -> None:
    equal = sum(count > 0 for count in counts) == 1
    assert (agreement(counts).consensus == 1) == equal
    assert (tastle_wierman(counts) == 1) == equal


@STEADY
@at_the_edges
@given(counts=rooms())
def test_the_label_says_what_the_figures_say(counts: Counts) -> None:
    found = agreement(counts)
    assert found.label in LABELS
    assert (found.label == "nobody gave a level") == (found.answers == 0)
    assert (found.label == "too few answers to judge agreement") == (0 < found.answers < 5)
    assert (found.label == "split room") == (found.split is not None)
    if found.label == "everyone agrees":
        assert (found.consensus, found.distance, found.far) == (1, 0, 0)
    limits = {"strong agreement": (0.75, 1), "some spread": (0.5, 0.75), "wide spread": (0, 0.5)}
    if found.label in limits:
        least, below = limits[found.label]
        assert found.consensus is not None
        assert least <= found.consensus < below


@STEADY
@at_the_edges
@given(counts=rooms())
def test_the_camps_are_all_the_answers_and_stand_well_apart(counts: Counts) -> None:
    found = agreement(counts)
    if found.split is not None:
        low, high = found.split.low_count, found.split.high_count
        assert low + high == found.answers
        assert min(low, high) >= max(2, found.answers / 4)
        assert found.split.high_mean - found.split.low_mean >= min(len(counts) - 1, 1.75)
        total = low * found.split.low_mean + high * found.split.high_mean
        assert total == pytest.approx(sum(level * count for level, count in enumerate(counts)))


@STEADY
@given(counts=rooms(most=50))
def test_distances_are_those_of_the_answers_one_by_one(counts: Counts) -> None:
    room, found = people(counts), agreement(counts)
    if room:
        medians = (median_low(room), median_high(room))
        assert found.distance == pytest.approx(np.mean([abs(x - medians[0]) for x in room]))
        within = [sum(abs(x - middle) <= 1 for x in room) for middle in medians]
        assert found.within_one == max(within) / len(room)
        half = (len(counts) - 1) / 2
        assert found.far == sum(min(abs(x - m) for m in medians) > half for x in room)


@STEADY
@given(counts=rooms(most=50))
def test_quartiles_are_those_of_the_answers_one_by_one(counts: Counts) -> None:
    room = people(counts)
    if room:
        low, high = np.quantile(room, [0.25, 0.75], method="averaged_inverted_cdf")
        assert interquartile_range(counts) == high - low


@STEADY
@given(case=cases(scale=levelled()), data=st.data())
def test_the_order_of_people_is_irrelevant(case: Case, data: st.DataObject) -> None:
    before = tally(case.asked, case.room)
    after = tally(case.asked, data.draw(st.permutations(case.room)))
    assert agree(after) == agree(before)
    for unit in before.units:
        assert agree(after, unit) == agree(before, unit)


@STEADY
@given(case=cases())
def test_the_city_has_the_answers_of_its_units(case: Case) -> None:
    tallies = tally(case.asked, case.room)
    units = [agree(tallies, unit) for unit in tallies.units]
    for code, city in agree(tallies).items():
        assert city.answers == sum(unit[code].answers for unit in units)


@STEADY
@given(matrix=matrices(), data=st.data())
def test_the_order_of_rows_is_irrelevant(matrix: list[Counts], data: st.DataObject) -> None:
    rows = data.draw(st.permutations(matrix))
    assert ordinal_alpha(rows) == pytest.approx(ordinal_alpha(matrix), abs=NOISE)


@STEADY
@given(matrix=matrices())
def test_alpha_lies_in_its_range_or_is_missing(matrix: list[Counts]) -> None:
    alpha = ordinal_alpha(matrix)
    assert alpha is None or -1 - NOISE <= alpha <= 1


@STEADY
@given(matrix=matrices())
def test_alpha_is_that_of_all_pairs_of_people_one_by_one(matrix: list[Counts]) -> None:
    items = [people(row) for row in matrix if sum(row) >= 2]
    room = sorted(answer for item in items for answer in item)
    rank = {level: np.mean([at for at, x in enumerate(room) if x == level]) for level in set(room)}
    observed = sum(
        (rank[one] - rank[other]) ** 2 / (len(item) - 1) / len(room)
        for item in items
        for one in item
        for other in item
    )
    if len(rank) > 1:
        chance = np.mean([(rank[one] - rank[other]) ** 2 for one in room for other in room])
        expected = 1 - observed / (chance * len(room) / (len(room) - 1))
        assert ordinal_alpha(matrix) == pytest.approx(expected, abs=NOISE)
    else:
        assert ordinal_alpha(matrix) is None


@STEADY
@given(
    counts=st.lists(rooms(), max_size=6),
    gains=st.dictionaries(st.integers(0, 6).map(str), st.none() | st.floats(0, 50)),
    unknowns=st.dictionaries(st.integers(0, 6).map(str), st.integers(0, 50)),
    data=st.data(),
)
def test_discussed_first_is_everything_once_and_ties_alone_depend_on_the_order(
    counts: list[Counts],
    gains: dict[str, float | None],
    unknowns: dict[str, int],
    data: st.DataObject,
) -> None:
    found = {str(at): agreement(row) for at, row in enumerate(counts)}
    ordered = discuss_first(found, gains, unknowns)
    assert sorted(ordered) == sorted(found)
    shuffled = dict(data.draw(st.permutations(list(found.items()))))

    def said(code: str) -> tuple[object, ...]:
        room = found[code]
        gain = None if room.consensus is None else gains.get(code) or 0
        return room.split is None, room.consensus, gain, unknowns.get(code, 0)

    again = discuss_first(shuffled, gains, unknowns)
    assert [said(code) for code in again] == [said(code) for code in ordered]
