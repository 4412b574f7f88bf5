"""The standard error of the overall from moments of people's means (docs/methods.md, section 6)."""

import numpy as np
import pytest

from resilience.scoring.certainty.standard_error import Moments, moments, standard_error

NOBODY = np.nan


def test_a_unit_keeps_the_moments_of_its_personal_means() -> None:
    # 40, 50, 90: mean 60, squares 400 + 100 + 900 over 2
    assert moments(np.array([40.0, 50, 90])) == Moments(3, 60, 700)
    assert moments(np.array([40.0, NOBODY, 50, 90])) == Moments(3, 60, 700)
    assert moments(np.array([40.0])) == Moments(1, 40, 0)
    assert moments(np.array([NOBODY])) is None
    assert moments(np.array([])) is None


@pytest.mark.parametrize(
    ("units", "error"),
    [
        # sqrt(100/4 + 100/4) / 2 = 3.54, up to the next half
        ([Moments(4, 40, 100), Moments(4, 60, 100)], 4.0),
        ([Moments(9, 40, 324)], 6.0),
        ([Moments(6, 40, 0)], None),  # all agree, which says nothing of how others would differ
        # a unit of one takes the 100 of the other: sqrt(100/5 + 100) / 2 = 5.48
        ([Moments(5, 40, 100), Moments(1, 60, 0)], 5.5),
        ([Moments(5, 40, 100)], None),
        ([Moments(1, 40, 0)] * 6, None),
        ([], None),
    ],
)
def test_the_standard_error_of_the_overall_is_told_to_half_a_point(
    units: list[Moments], error: float | None
) -> None:
    assert standard_error(units, 6) == error
