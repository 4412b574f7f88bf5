"""Weights from points, worked by hand (docs/methods.md, section 7)."""

import numpy as np
import pytest

from resilience.errors import InputError
from resilience.scoring.planning.points import PointWeights, weights_by_points, whole_points


def weighed(*sheets: list[float]) -> PointWeights | None:
    return weights_by_points(np.array(sheets, dtype=np.float64))


def test_the_weights_are_the_mean_of_personal_shares() -> None:
    found = weighed([50, 50, 0], [10, 0, 0], [20, 20, 40])
    assert found is not None
    # shares: .5 .5 0, 1 0 0, .25 .25 .5; sums 1.75, .75, .5 over three people
    assert found.weights == pytest.approx((1.75 / 3, 0.75 / 3, 0.5 / 3))
    assert sum(found.weights) == pytest.approx(1)
    assert (found.people, found.empty) == (3, 0)


def test_whole_points_sum_to_one_and_hide_the_digits() -> None:
    assert whole_points([1 / 3, 1 / 3, 1 / 3]) == (0.34, 0.33, 0.33)
    assert whole_points([0.6065721649, 0.3934278351]) == (0.61, 0.39)
    assert whole_points([0.75, 0.25]) == (0.75, 0.25)


def test_a_person_counts_once_however_many_points_were_given() -> None:
    assert weighed([1, 3], [600, 200]) == weighed([25, 75], [75, 25])


def test_a_sheet_without_points_is_dropped_and_counted() -> None:
    found = weighed([0, 0], [100, 0], [0, 0])
    assert found == PointWeights((1, 0), 1, 2)


@pytest.mark.parametrize("shape", [(0, 3), (2, 3), (2, 0), (0, 0)])
def test_without_any_points_there_are_no_weights_rather_than_equal_ones(
    shape: tuple[int, int],
) -> None:
    assert weights_by_points(np.zeros(shape)) is None


@pytest.mark.parametrize("odd", [-1, -0.001, np.nan, np.inf, -np.inf])
def test_points_that_cannot_be_shared_out_are_refused(odd: float) -> None:
    with pytest.raises(InputError, match="numbers of 0 or more"):
        weighed([50, 50], [odd, 100])


def test_points_whose_sum_is_beyond_all_numbers_are_refused() -> None:
    with pytest.raises(InputError, match="numbers of 0 or more"):
        weighed([1e308, 1e308])
