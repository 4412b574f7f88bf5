"""Ranks as ranges from seeded draws."""

import numpy as np
import pytest
from scipy import stats

from resilience.scoring.draws import (
    FINEST,
    Dice,
    RankRange,
    _Belief,
    _ranges,
    place_among,
    rank_ranges,
    ranks_without_themes,
)
from tests.scoring.build import framework, indicator, theme

ASKED = framework(theme("T", indicator("a"), indicator("b"), weight=2), theme("U", indicator("c")))
NAN = float("nan")


def ranges(means: list[list[float]], spread: float = 0) -> list[RankRange | None]:
    scores = np.array(means)
    return rank_ranges(ASKED, scores, np.full_like(scores, spread**2))


def test_cities_that_are_far_apart_keep_their_places() -> None:
    found = ranges([[90, 90, 90], [50, 50, 50], [10, 10, 10]], spread=2)
    assert found == [RankRange(1, 1, 3), RankRange(2, 2, 3), RankRange(3, 3, 3)]


def test_cities_that_are_alike_share_all_places() -> None:
    assert set(ranges([[50, 50, 50]] * 4, spread=5)) == {RankRange(1, 4, 4)}


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
    places = np.full((1000, 2), 2.0)
    places[:low, 0], places[1000 - high :, 0] = 1, 3
    (found, _) = _ranges(places)
    ends = {1: RankRange(1, 2, 2), 2: RankRange(2, 2, 2), 3: RankRange(2, 3, 2)}
    assert found == ends[expected]


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


def test_the_same_input_gives_the_same_ranges() -> None:
    numbers = np.random.default_rng(5)
    means, variances = numbers.uniform(30, 70, (12, 3)), numbers.uniform(5, 90, (12, 3))
    first = rank_ranges(ASKED, means, variances)
    assert first == rank_ranges(ASKED, means, variances)
    assert all(found and 1 <= found.first <= found.last <= 12 for found in first)
    assert any(found and found.first < found.last for found in first)


def test_the_order_of_cities_hardly_matters() -> None:
    numbers = np.random.default_rng(6)
    means, variances = numbers.uniform(30, 70, (12, 3)), numbers.uniform(5, 90, (12, 3))
    first = rank_ranges(ASKED, means, variances)
    second = rank_ranges(ASKED, means[::-1], variances[::-1])[::-1]
    for one, other in zip(first, second, strict=True):
        assert one is not None
        assert other is not None
        assert abs(one.first - other.first) <= 1
        assert abs(one.last - other.last) <= 1


def places(means: list[list[float]], spread: float = 0) -> list[RankRange | None]:
    """The same from draws that each city keeps for itself."""
    dice, scores = Dice.of(ASKED), np.array(means)
    rows = [
        dice.thrown(str(at), row, np.full_like(row, spread**2)) for at, row in enumerate(scores)
    ]
    found: list[RankRange | None] = []
    for at, own in enumerate(rows):
        others = [row for other, row in enumerate(rows) if other != at and row is not None]
        found.append(None if own is None else place_among(own, np.array(others)))
    return found


def test_cities_that_keep_their_own_draws_have_the_places_of_all_drawn_at_once() -> None:
    numbers = np.random.default_rng(7)
    means = numbers.uniform(30, 70, (12, 3))
    kept = places(means.tolist(), spread=6)
    for one, other in zip(kept, ranges(means.tolist(), spread=6), strict=True):
        assert one is not None
        assert other is not None
        assert one.among == other.among == 12
        assert abs(one.first - other.first) <= 1
        assert abs(one.last - other.last) <= 1


@pytest.mark.parametrize(
    ("means", "spread"),
    [
        ([[90, 90, 90], [50, 50, 50], [10, 10, 10]], 2),
        ([[50, 50, 50]] * 4, 5),
        ([[50, 50, 50]] * 3, 0),
        ([[80, 80, 0], [40, 40, 40]], 0),  # every other draw takes the weak-spot mean
        ([[90, 90, 90], [NAN, NAN, NAN], [10, 10, 10]], 0),
        ([[90, 90, 90], [80, NAN, 80], [70, 70, 70], [80, 80, NAN]], 0),
    ],
)
def test_kept_draws_say_what_is_plain_without_chance(
    means: list[list[float]], spread: float
) -> None:
    assert places(means, spread) == ranges(means, spread)


def test_kept_draws_are_the_weighted_mean_and_the_weak_spot_in_turn() -> None:
    """All at 40: both means are 40, whatever the weights; full and empty ones are the ends."""
    dice, nothing = Dice.of(ASKED), np.zeros(3)
    for points, steps in ((40, round(0.4 * FINEST)), (0, 0), (100, FINEST)):
        draws = dice.thrown("Aba", np.full(3, float(points)), nothing)
        assert draws is not None
        assert len(draws) == 1000
        assert set(draws.tolist()) <= {steps - 1, steps, steps + 1} & set(range(FINEST + 1))


def test_what_a_city_draws_hangs_on_its_name_and_figures_alone() -> None:
    dice, means, spread = Dice.of(ASKED), np.array([40.0, 50, 60]), np.full(3, 25.0)
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


def test_the_effect_of_leaving_a_theme_out_is_shown_apart() -> None:
    # T weighs 2, U 1: 60, 40, 50; without T 0, 100, 50; without U 90, 10, 50
    found = ranks_without_themes(
        ASKED, np.array([[90, 90, 0], [10, 10, 100], [50, NAN, 50], [NAN, NAN, NAN]])
    )
    assert {code: list(places[:3]) for code, places in found.items()} == {
        None: [1, 3, 2],
        "T": [3, 1, 2],
        "U": [1, 3, 2],
    }
    assert all(np.isnan(places[3]) for places in found.values())


@pytest.mark.parametrize(("a", "b"), [(9, 2), (20, 20), (3.5, 7), (40, 4), (2, 2)])
def test_samples_have_the_moments_and_the_ends_of_the_beta_they_stand_for(
    a: float, b: float
) -> None:
    beta = stats.beta(a, b)
    mean, variance = beta.stats("mv")
    cities = 200_000
    belief = _Belief.of(
        np.full((cities, 1), 100 * float(mean)), np.full((cities, 1), 1e4 * float(variance))
    )
    themes, present = belief.themes(np.random.default_rng(3), np.ones((1, 1)))
    assert present.min() == 1
    assert themes.mean() == pytest.approx(float(mean), abs=0.004)
    assert themes.std() == pytest.approx(float(variance) ** 0.5, rel=0.03)
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert np.quantile(themes, share) == pytest.approx(beta.ppf(share), abs=0.012)
