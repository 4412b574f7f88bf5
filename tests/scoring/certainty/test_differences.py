"""How units differ, and when it may be chance (docs/methods.md, section 5)."""

import json
from pathlib import Path

import numpy as np
import pytest
import scipy.stats

from resilience.framework import Goalposts, even_levels
from resilience.scoring.arrays import Counts
from resilience.scoring.certainty.differences import (
    ALWAYS,
    VERDICTS,
    Superiority,
    benjamini_hochberg,
    differences,
    rank_sum,
    superiority,
)
from tests.scoring.build import (
    framework,
    indicator,
    person,
    tally,
    theme,
)

PUBLISHED = json.loads((Path(__file__).parents[2] / "data/published/examples.json").read_text())


def counts(*rows: list[int]) -> Counts:
    return np.array(rows, dtype=np.int64)


@pytest.mark.parametrize("example", PUBLISHED["cliffs_delta"], ids=lambda e: e["source"])
def test_examples_json_cliffs_delta_is_the_chance_of_superiority(
    example: dict[str, list[int]],
) -> None:
    levels = np.unique([*example["a"], *example["b"]])
    first, second = (
        (np.array(example[name])[:, np.newaxis] == levels).sum(axis=0) for name in ("a", "b")
    )
    found = superiority(first, second)
    assert found is not None
    # printed to five decimals, cut off
    assert 2 * found.chance - 1 == pytest.approx(example["delta"], abs=1e-5)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # of 2 * 2 pairs the first wins 2, one is even: 2.5 of 4
        ([0, 1, 1], [1, 1, 0], Superiority(3.5 / 4, "first", 9)),
        ([1, 1, 0], [0, 1, 1], Superiority(0.5 / 4, "second", 9)),
        ([3, 2, 1], [3, 2, 1], Superiority(0.5, "neither", 5)),
        ([3, 2, 1], [30, 20, 10], Superiority(0.5, "neither", 5)),
        ([0, 0, 4], [9, 1, 0], Superiority(1, "first", ALWAYS)),
        # 19 of 20 pairs are just .95: nine of ten; one more is almost always
        ([1, 19], [1, 0], Superiority(0.975, "first", 10)),
        ([2, 18], [1, 0], Superiority(0.95, "first", 9)),
        ([11, 89], [10, 0], Superiority(0.945, "first", 9)),
        # 7 of 10 against all in the middle: 6 above, 2 even
        ([2, 2, 6], [0, 1, 0], Superiority(0.7, "first", 7)),
        # 6.5 of 10 is rounded up, for either
        ([3, 1, 6], [0, 1, 0], Superiority(0.65, "first", 7)),
        ([6, 1, 3], [0, 1, 0], Superiority(0.35, "second", 7)),
        ([0, 0, 0], [1, 2, 3], None),
        ([1, 2, 3], [0, 0, 0], None),
    ],
)
def test_one_person_of_each_is_picked(
    first: list[int], second: list[int], expected: Superiority | None
) -> None:
    assert superiority(counts(first)[0], counts(second)[0]) == expected


def test_twenty_billion_people_in_each_unit_are_no_trouble() -> None:
    found = superiority(*counts([10_000_000_000, 0, 10_000_000_000], [0, 20_000_000_000, 0]))
    assert found == Superiority(0.5, "neither", 5)


@pytest.mark.parametrize(
    ("p_values", "believed"),
    [
        # limits .0125, .025, .0375, .05
        ([0.005, 0.02, 0.015, 0.25], [True, True, True, False]),
        ([0.015, 0.1, 0.15, 0.2], [False, False, False, False]),
        # the second is below .05, and takes the first along
        ([0.03, 0.045], [True, True]),
        ([0.05], [True]),
        ([0.055], [False]),
        ([], []),
    ],
)
def test_of_the_clear_differences_one_in_twenty_may_be_chance(
    p_values: list[float], believed: list[bool]
) -> None:
    assert benjamini_hochberg(np.array(p_values)).tolist() == believed


def test_differences_are_put_in_words() -> None:
    asked = framework(
        theme(
            "T",
            indicator("A"),
            indicator("B"),
            indicator("C"),
            indicator("D", scale=Goalposts(0, 8)),
            indicator("E"),
        )
    )
    room = [person("x", A=level, B=level % 3, C=2, D=level, E="na") for level in (3, 4, 3, 4, 4)]
    room += [person("y", A=level, B=level % 3, C=2, D=level, E=1) for level in (0, 1, 0, 0, 1)]
    found = differences(tally(asked, room))
    assert list(found) == ["A", "B", "C", "D", "E"]
    assert [code for code, difference in found.items() if difference is None] == ["C", "D", "E"]
    clear, chance = found["A"], found["B"]
    assert clear is not None
    assert chance is not None
    assert (clear.verdict, chance.verdict) == ("clear difference", "may be chance")
    assert {clear.verdict, chance.verdict} == set(VERDICTS)
    # all five are higher: 2 of the 252 ways to choose five of ten
    assert clear.p == pytest.approx(2 / 252, abs=0.004)


def test_what_is_clear_alone_may_be_chance_among_many() -> None:
    # x has the four highest of eight: with the four lowest 2 of 70 choices, p = .029
    eight = indicator("A", scale=even_levels(8))
    room = [person("x", A=level, B=level % 2) for level in (4, 5, 6, 7)]
    room += [person("y", A=level, B=level % 2) for level in (0, 1, 2, 3)]
    alone = differences(tally(framework(theme("T", eight)), room))["A"]
    among = differences(tally(framework(theme("T", eight, indicator("B"))), room))["A"]
    assert alone is not None
    assert among is not None
    assert alone.p == among.p == pytest.approx(2 / 70, abs=0.005)
    assert (alone.verdict, among.verdict) == ("clear difference", "may be chance")


def test_a_table_is_one_answer_in_a_test() -> None:
    asked = framework(theme("T", indicator("A")))
    rooms = [
        [person("x", A=1), person("x", A=2), person("y", size=size, A=4), person("y", A=0)]
        for size in (1, 9)
    ]
    assert differences(tally(asked, rooms[0])) == differences(tally(asked, rooms[1]))


def test_without_units_nothing_is_tested() -> None:
    asked = framework(theme("T", indicator("A")))
    assert differences(tally(asked, [])) == {"A": None}


@pytest.mark.parametrize(
    ("first", "second"), [([1, 2, 0, 3], [4, 1, 1, 0]), ([9, 1, 0, 0], [0, 0, 2, 1])]
)
def test_the_rank_sum_is_that_of_scipy(first: list[int], second: list[int]) -> None:
    levels = np.arange(4)
    p = scipy.stats.mannwhitneyu(
        levels.repeat(first), levels.repeat(second), use_continuity=False, method="asymptotic"
    ).pvalue
    found = rank_sum(np.array(first), np.array(second))
    assert found == pytest.approx(scipy.stats.norm.isf(p / 2))


def test_units_without_answers_or_with_equal_ones_have_no_rank_sum() -> None:
    assert rank_sum(np.array([0, 0]), np.array([3, 1])) == 0
    assert rank_sum(np.array([0, 2]), np.array([0, 3])) == 0
