"""Ranks and standing among peers, worked by hand (docs/methods.md, section 6)."""

import numpy as np
import pytest

from resilience.scoring.comparison.peers import PeerRank, ranks, standing, standings

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


def test_among_five_cities_the_standing_has_a_percentile() -> None:
    # 60 among 80, 70, 50, 40: two of the four others are lower; their median is (70 + 50) / 2
    assert standing(60, [80, 40, 70, 50]) == PeerRank(3, 5, 2 / 4, 0, -20)


def test_the_percentile_of_tied_cities_counts_only_those_that_are_lower() -> None:
    # second to fourth share 60: one city of the four others is lower; the median is 60
    assert standing(60, [80, 60, 60, 30]) == PeerRank(2, 5, 1 / 4, 0, -20)
    noisy = standing(60, [80, 60 + 1e-12, 60 - 1e-12, 30])
    assert noisy is not None
    assert (noisy.rank, noisy.percentile) == (2, 1 / 4)


def test_the_best_and_the_last_city_stand_at_the_ends() -> None:
    # peers 10, 20, 30, 40: median 25
    assert standing(50, [10, 20, 30, 40]) == PeerRank(1, 5, 1, 25, 10)
    assert standing(0, [10, 20, 30, 40]) == PeerRank(5, 5, 0, -25, -40)


def test_among_fewer_than_five_cities_there_is_a_rank_alone() -> None:
    # "3rd of 4": peers 80, 70, 40 with the median 70
    assert standing(60, [80, 70, 40]) == PeerRank(3, 4, None, -10, -20)


@pytest.mark.parametrize("missing", [None, MISSING])
def test_a_peer_without_a_score_is_not_counted(missing: float | None) -> None:
    assert standing(60, [80, missing, 70, 40]) == PeerRank(3, 4, None, -10, -20)


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
    assert found["T"] == PeerRank(1, 2, None, 10, 10)
    assert found["V"] == PeerRank(3, 4, None, -20, -30)
    assert (found["X"], found["Z"]) == (None, None)
    assert list(found) == ["T", "V", "X", "Z"]
