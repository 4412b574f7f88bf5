"""The simulation of how often words are false: a short form runs, and its rooms are what they say."""

import numpy as np
import pytest

from benchmarks.error_rates.__main__ import by_room, table, upper_limit
from benchmarks.error_rates.rooms import ROOMS, STEP, Room, changes, levels, theme_points
from benchmarks.error_rates.unknowns import kinds
from benchmarks.error_rates.words import (
    any_split,
    change_invented,
    false_words,
    rise_found,
    true_words,
)


def test_a_short_form_prints_a_line_for_each_word_and_range_the_same_each_time() -> None:
    lines = list(table(2, [8]))
    assert lines == list(table(2, [8]))
    names = {line.split("|")[3].strip() for line in lines[2:]}
    assert len(lines) == 2 + 3 * len(names)
    assert {"years: false alarm", "blind spot: found", "places: holds"} <= names


def test_other_rooms_are_counted_by_people_and_spread_of_their_departments() -> None:
    room = Room((4, 4), 0.0, (1.5, 0.4))
    for finding in (rise_found, change_invented, any_split):
        lines = list(by_room("found", finding, [room], 2))
        assert lines == list(by_room("found", finding, [room], 2))
        assert lines[-1].startswith("| 4, 4 | 1.5, 0.4 | 0.0 | ")
    assert (room.noise[:, 0] == [1.5, 0.4]).all()


def test_the_upper_limit_of_a_share_is_that_of_clopper_and_pearson() -> None:
    # nothing in 10 000: 1 - .025^(1/10000)
    assert upper_limit(0, 10_000) == pytest.approx(1 - 0.025 ** (1 / 10_000))
    assert upper_limit(7, 7) == 1


def test_departments_change_by_the_means_of_their_people() -> None:
    room, numbers = Room(ROOMS[20], 0.5), np.random.default_rng(1)
    points = theme_points(levels(room.thoughts(numbers, room.questions(numbers))))
    assert points.shape == (20, 6)
    assert ((points >= 0) & (points <= 3 * STEP + 1e-9)).all()
    found = changes(points, points[::-1], room)["2"]["1", frozenset()]
    assert found.answers == (5, 5)
    assert found[:2] == pytest.approx((points[5:10, 2].mean(), points[10:15, 2].mean()))


def test_the_truth_of_a_room_is_the_mean_of_endlessly_many_people() -> None:
    room, numbers = Room((4000,), 0.5), np.random.default_rng(2)
    views = room.questions(numbers)
    answers = levels(room.thoughts(numbers, views))
    assert answers.mean(axis=0) == pytest.approx(room.truth(views)[0], abs=0.06)


def test_a_large_room_shows_what_is_there_and_not_what_is_not() -> None:
    room, numbers = Room(ROOMS[50], 0.0), np.random.default_rng(4)
    found = true_words(room, numbers)
    assert found["votes"] == found["blind spot"] == 1
    assert set(false_words(room, numbers)) >= set(found)


def test_what_departments_do_not_know_makes_no_blind_spot_and_hides_few() -> None:
    room = Room((20, 20, 20), 0.0)
    for words, invented, found in kinds():
        numbers = np.random.default_rng(5)
        assert sum(invented(room, numbers) for _ in range(20)) <= 1, words
        assert sum(found(room, numbers) for _ in range(20)) >= 8, words
