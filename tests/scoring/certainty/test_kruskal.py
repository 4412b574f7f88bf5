"""Whether units answer differently at all, by permutation (docs/methods.md, section 5)."""

from itertools import combinations

import numpy as np
import pytest
import scipy.stats

from resilience.scoring.arrays import Counts
from resilience.scoring.certainty.kruskal import MOST_DRAWN, Kruskal, kruskal


def counts(*rows: list[int]) -> Counts:
    return np.array(rows, dtype=np.int64)


def spread_out(table: Counts) -> list[Counts]:
    """The answers of each unit, one by one."""
    return [np.repeat(np.arange(table.shape[1]), row) for row in table]


def judged(table: Counts) -> Kruskal:
    found = kruskal(table)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "table",
    [
        counts([2, 1, 0, 3], [0, 4, 4, 1]),
        counts([2, 1, 0], [0, 4, 4], [5, 5, 5]),
        counts([1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 3]),
        counts([200, 100, 150], [180, 120, 150], [210, 90, 170]),
    ],
)
def test_the_statistic_is_that_of_scipy_over_single_answers(table: Counts) -> None:
    expected = scipy.stats.kruskal(*spread_out(table)).statistic
    assert judged(table).statistic == pytest.approx(expected, rel=1e-9)


def shuffled(table: Counts) -> float:
    """The share of all ways to deal the answers to two units whose statistic is as large."""
    answers, first = np.concatenate(spread_out(table)), int(table[0].sum())
    observed = scipy.stats.kruskal(*spread_out(table)).statistic
    dealt = [np.isin(np.arange(len(answers)), mine) for mine in combinations(range(len(answers)), first)]  # fmt: skip
    found = [scipy.stats.kruskal(answers[mine], answers[~mine]).statistic for mine in dealt]
    return float(np.mean(np.array(found) >= observed - 1e-9))


@pytest.mark.parametrize(
    "table",
    [
        counts([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0]),
        counts([1, 2, 1, 0], [0, 1, 1, 2]),
        counts([2, 0, 1], [0, 3, 1]),
    ],
)
def test_p_is_the_share_of_shuffles_that_differ_as_much(table: Counts) -> None:
    # the first by hand: 2 of the 20 ways to choose three of six people
    # 9 999 draws: standard error at most .005
    assert judged(table).p == pytest.approx(shuffled(table), abs=0.015)


def test_the_answers_as_they_are_count_as_one_draw() -> None:
    assert judged(counts([0, 40], [40, 0])).p == 1 / 10_000


def test_units_that_answer_alike_could_not_be_more_alike() -> None:
    found = judged(counts([3, 2, 1], [3, 2, 1]))
    assert found.statistic == pytest.approx(0, abs=1e-12)
    assert found.p == 1


def test_twenty_people_are_tested_by_shuffling() -> None:
    # of 11 high answers the first ten people have 8: as far are 8 and more, or 3 and fewer
    high = scipy.stats.hypergeom(20, 11, 10)
    expected = high.sf(7) + high.cdf(3)
    assert judged(counts([2, 8], [7, 3])).p == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("people", [2_000, 200_000, 20_000_000])
def test_twenty_million_people_are_tested_as_twenty_are(people: int) -> None:
    # two units of n / 2 people, off from even by a: the statistic is about 16 a^2 / n
    even, off = people // 4, round(np.sqrt(3.84 * people / 16))
    found = judged(counts([even + off, even - off], [even - off, even + off]))
    assert found.statistic == pytest.approx(3.84, abs=0.1)
    assert found.p == pytest.approx(0.05, abs=0.01)


def test_above_a_million_answers_chi_square_says_the_same_as_drawing() -> None:
    sixth = MOST_DRAWN // 6
    most = counts([sixth, sixth], [sixth - 500, sixth + 500], [sixth + 2, sixth + 2])
    assert most.sum() == MOST_DRAWN
    drawn, computed = judged(most), judged(most + counts([1, 0], [0, 0], [0, 0]))
    assert computed.p == scipy.stats.chi2.sf(computed.statistic, 2)
    assert drawn.p == pytest.approx(round(drawn.p * 10_000) / 10_000, abs=1e-12)
    assert drawn.p == pytest.approx(computed.p, abs=0.015)
    assert 0.1 < drawn.p < 0.6


def test_the_order_of_units_does_not_matter_and_a_test_repeats() -> None:
    table = counts([2, 1, 0, 3], [0, 4, 4, 1], [2, 2, 2, 2], [2, 1, 0, 2])
    np.random.seed(1)
    first = judged(table)
    np.random.seed(2)
    assert kruskal(table) == first
    assert kruskal(table[[2, 0, 3, 1]]) == first


def test_units_and_levels_with_nobody_are_dropped() -> None:
    expected = kruskal(counts([2, 1, 3], [0, 4, 1]))
    wider = counts([0, 2, 0, 1, 3, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0, 4, 1, 0])
    assert kruskal(wider) == expected


@pytest.mark.parametrize(
    "table",
    [
        counts([2, 1, 3]),
        counts([2, 1, 3], [0, 0, 0]),
        counts([0, 4, 0], [0, 2, 0]),
        counts([4], [2]),
        counts([0, 0], [0, 0]),
        np.zeros((0, 4), dtype=np.int64),
    ],
)
def test_where_there_is_nothing_to_compare_there_is_no_test(table: Counts) -> None:
    assert kruskal(table) is None
