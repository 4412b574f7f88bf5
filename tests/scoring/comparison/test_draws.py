"""Ranks as ranges from seeded draws."""

import numpy as np
import pytest

from resilience.scoring.comparison.draws import (
    FINEST,
    Dice,
    RankRange,
    place_among,
)
from tests.scoring.build import framework, indicator, theme

ASKED = framework(theme("T", indicator("a"), indicator("b"), weight=2), theme("U", indicator("c")))
NAN = float("nan")


def ranges(means: list[list[float]], error: float | None = None) -> list[RankRange | None]:
    """The range of each city among all others, by names in their order."""
    dice = Dice.of(ASKED)
    rows = [dice.thrown(str(at), np.array(row), error) for at, row in enumerate(means)]
    found: list[RankRange | None] = []
    for at, own in enumerate(rows):
        others = [row for other, row in enumerate(rows) if other != at and row is not None]
        found.append(None if own is None else place_among(own, np.array(others).reshape(-1, 1000)))
    return found


def test_cities_that_are_far_apart_keep_their_places() -> None:
    found = ranges([[90, 90, 90], [50, 50, 50], [10, 10, 10]], error=2)
    assert found == [RankRange(1, 1, 3), RankRange(2, 2, 3), RankRange(3, 3, 3)]


def test_cities_that_are_alike_share_all_places() -> None:
    assert set(ranges([[50, 50, 50]] * 4, error=5)) == {RankRange(1, 4, 4)}


def test_points_without_counts_are_not_sampled_and_ties_share_the_better_place() -> None:
    assert ranges([[50, 50, 50]] * 3) == [RankRange(1, 1, 3)] * 3


def test_weights_and_the_two_means_alone_can_change_places() -> None:
    # even 53.3 and 52 by the mean; the weak spot of the first counts in every odd draw
    found = ranges([[80, 80, 0], [52, 52, 52]])
    assert found == [RankRange(1, 2, 2), RankRange(1, 2, 2)]


def test_every_other_draw_takes_the_mean_that_weak_spots_pull_down() -> None:
    # T weighs 55 to 77 %: by the mean 44 to 62, always above 40; by the weak spot mostly below
    found = ranges([[80, 80, 0], [40, 40, 40]])
    assert found == [RankRange(1, 2, 2), RankRange(1, 2, 2)]


@pytest.mark.parametrize(("low", "high", "expected"), [(40, 40, 2), (60, 40, 1), (40, 60, 3)])
def test_places_of_one_draw_in_twenty_at_either_end_are_not_told(
    low: int, high: int, expected: int
) -> None:
    # a city is second but for the first `low` and the last `high` of a thousand draws
    own = np.full(1000, 2, dtype=np.uint16)
    others = np.tile(np.array([[3], [1]], dtype=np.uint16), 1000)
    others[0, :low], others[1, 1000 - high :] = 0, 9
    ends = {1: RankRange(1, 2, 3), 2: RankRange(2, 2, 3), 3: RankRange(2, 3, 3)}
    assert place_among(own, others) == ends[expected]


def test_a_city_without_any_score_has_no_place_and_is_not_counted() -> None:
    assert ranges([[90, 90, 90], [NAN, NAN, NAN], [10, 10, 10]]) == [
        RankRange(1, 1, 2),
        None,
        RankRange(2, 2, 2),
    ]


def test_a_missing_indicator_leaves_its_weight_to_its_sisters() -> None:
    # the second is 80 on all that it has, above 70 and below 90
    assert ranges([[90, 90, 90], [80, NAN, 80], [70, 70, 70], [80, 80, NAN]]) == [
        RankRange(1, 1, 4),
        RankRange(2, 2, 4),
        RankRange(4, 4, 4),
        RankRange(2, 2, 4),
    ]


def test_nobody_at_all_has_no_ranges() -> None:
    assert ranges([[NAN] * 3]) == [None]


def test_all_indicators_of_a_city_move_together() -> None:
    """Drawn one by one they would cancel out: the overall of all at 50 has the standard error itself."""
    draws = Dice.of(ASKED).thrown("Aba", np.full(3, 50.0), 4)
    assert draws is not None
    assert np.std(draws[::2] / FINEST * 100) == pytest.approx(4, rel=0.1)


def test_a_city_that_is_far_out_is_clipped_to_the_scale() -> None:
    draws = Dice.of(ASKED).thrown("Aba", np.full(3, 98.0), 10)
    assert draws is not None
    assert draws.max() == FINEST


def test_the_order_of_cities_changes_no_range() -> None:
    means = np.random.default_rng(6).uniform(40, 60, (12, 3))
    dice = Dice.of(ASKED)

    def of_first(order: list[int]) -> RankRange:
        rows = {at: dice.thrown(str(at), means[at], 4) for at in order}
        others = [row for at, row in rows.items() if at != 0 and row is not None]
        own = rows[0]
        assert own is not None
        return place_among(own, np.array(others))

    assert of_first(list(range(12))) == of_first(list(range(11, -1, -1)))


def test_kept_draws_are_the_weighted_mean_and_the_weak_spot_in_turn() -> None:
    """All at 40: both means are 40, whatever the weights; full and empty ones are the ends."""
    dice = Dice.of(ASKED)
    for points, steps in ((40, round(0.4 * FINEST)), (0, 0), (100, FINEST)):
        draws = dice.thrown("Aba", np.full(3, float(points)), None)
        assert draws is not None
        assert len(draws) == 1000
        assert set(draws.tolist()) <= {steps - 1, steps, steps + 1} & set(range(FINEST + 1))


def test_what_a_city_draws_hangs_on_its_name_and_figures_alone() -> None:
    dice, means, spread = Dice.of(ASKED), np.array([40.0, 50, 60]), 5.0
    first, again = dice.thrown("Aba", means, spread), Dice.of(ASKED).thrown("Aba", means, spread)
    other = dice.thrown("Bay", means, spread)
    assert first is not None
    assert again is not None
    assert other is not None
    assert (first == again).all()
    assert (first != other).any()


def test_cities_that_are_known_to_lie_above_and_below_are_only_counted() -> None:
    own = np.array([5, 5], dtype=np.uint16)
    others = np.array([[6, 6], [5, 5], [4, 4]], dtype=np.uint16)
    assert place_among(own, others, above=10, below=20) == RankRange(12, 12, 34)
    assert place_among(own, others[:0], above=10, below=20) == RankRange(11, 11, 31)
