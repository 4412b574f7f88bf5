"""Ranks and standing among peers, worked by hand (docs/methods.md, section 6)."""

import numpy as np
import pytest

from resilience.scoring.comparison.peers import PeerGaps, ranks, standing, standings

MISSING = np.nan


def ranked(*scores: float) -> list[float]:
    return list(ranks(np.array(scores, dtype=np.float64)))


def test_the_highest_score_has_rank_one() -> None:
    assert ranked(40, 70, 55) == [3, 1, 2]


def test_ties_share_the_better_rank_and_the_next_rank_is_left_out() -> None:
    assert ranked(70, 55, 70, 40, 55, 55) == [1, 3, 1, 6, 3, 3]


def test_scores_that_differ_by_rounding_alone_tie() -> None:
    assert ranked(0.3, 0.1 + 0.2, 0.3 - 9e-10, 0.3 - 5e-9) == [1, 1, 1, 4]


def test_a_missing_city_has_no_rank_and_is_not_counted() -> None:
    found = ranked(40, MISSING, 55, 40)
    assert np.isnan(found[1])
    assert [found[0], found[2], found[3]] == [2, 1, 2]
    assert np.isnan(ranked(MISSING, MISSING)).all()


def test_every_draw_is_ranked_by_itself() -> None:
    draws = np.array([[[1, 2, 3], [3, 2, 1]], [[2, 2, 1], [MISSING, 0, 5]]], dtype=np.float64)
    expected = [[[3, 2, 1], [1, 2, 3]], [[1, 1, 3], [MISSING, 2, 1]]]
    np.testing.assert_array_equal(ranks(draws), expected)


def test_without_cities_there_are_no_ranks() -> None:
    assert ranks(np.empty((3, 0))).shape == (3, 0)
    assert ranks(np.empty(0)).shape == (0,)


def test_the_differences_are_to_the_median_and_to_the_best_of_the_peers() -> None:
    # the median of 80, 70, 50 and 40 is (70 + 50) / 2, that of 80, 70 and 40 is 70
    assert standing(60, [80, 40, 70, 50]) == PeerGaps(5, 0, -20)
    assert standing(60, [80, 70, 40]) == PeerGaps(4, -10, -20)


def test_the_best_city_is_ahead_of_all_and_the_last_behind() -> None:
    # peers 10, 20, 30, 40: median 25
    assert standing(50, [10, 20, 30, 40]) == PeerGaps(5, 25, 10)
    assert standing(0, [10, 20, 30, 40]) == PeerGaps(5, -25, -40)


@pytest.mark.parametrize("missing", [None, MISSING])
def test_a_peer_without_a_score_is_not_counted(missing: float | None) -> None:
    assert standing(60, [80, missing, 70, 40]) == PeerGaps(4, -10, -20)


@pytest.mark.parametrize(
    ("city", "peers"),
    [(60, []), (60, [None]), (60, [MISSING]), (None, [60, 70]), (MISSING, [60, 70])],
)
def test_where_there_is_nothing_to_compare_there_is_no_standing(
    city: float | None, peers: list[float | None]
) -> None:
    assert standing(city, peers) is None


def test_each_theme_has_a_standing_of_its_own() -> None:
    peers: list[dict[str, float | None]] = [{"T": 10, "V": 90}, {"T": None, "V": 30}, {"V": 80}]
    found = standings({"T": 20, "V": 60, "X": 50, "Z": None}, peers)
    # T: one peer has it; V: 90 and 80 are higher, the median of the peers is 80
    assert found["T"] == PeerGaps(2, 10, 10)
    assert found["V"] == PeerGaps(4, -20, -30)
    assert (found["X"], found["Z"]) == (None, None)
    assert list(found) == ["T", "V", "X", "Z"]
