"""The exported measures: published examples, values worked by hand, and where there is none."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from resilience.exchange.annex import COLUMNS, annex_words
from resilience.scoring.opinions.agreement import agreement
from resilience.scoring.opinions.annex import (
    interquartile_range,
    ordinal_alpha,
    reportable_alpha,
    tastle_wierman,
    van_der_eijk,
)

PUBLISHED = Path(__file__).parent.parent / "data" / "published" / "examples.json"
EXAMPLES: dict[str, Any] = json.loads(PUBLISHED.read_text(encoding="utf-8"))
DISTRIBUTIONS = EXAMPLES["ordinal_distributions"]
MEASURES = [tastle_wierman, van_der_eijk, interquartile_range]


def within_digits(value: float) -> Any:
    """As the value is printed: half a unit of its last digit."""
    digits = len(repr(value).partition(".")[2])
    return pytest.approx(value, abs=0.5 * 10**-digits + 1e-12)


def per_level(coders: list[list[int | None]], m: int) -> list[list[int]]:
    """Counts (items, m) of codes 1..m given as coders by items."""
    return [[item.count(code) for code in range(1, m + 1)] for item in zip(*coders, strict=True)]


def test_examples_json_holds_the_distributions() -> None:
    assert len(DISTRIBUTIONS) == 10
    assert sum("tw_consensus" in d and "leik_dispersion" in d for d in DISTRIBUTIONS) == 1


@pytest.mark.parametrize("example", DISTRIBUTIONS, ids=lambda d: d["source"])
def test_examples_json_van_der_eijk_is_reproduced(example: dict[str, Any]) -> None:
    assert van_der_eijk(example["counts"]) == within_digits(example["eijk_A"])


def test_examples_json_tastle_wierman_is_reproduced() -> None:
    example = DISTRIBUTIONS[0]
    assert tastle_wierman(example["counts"]) == within_digits(example["tw_consensus"])


def test_examples_json_leik_is_reproduced() -> None:
    consensus = agreement(DISTRIBUTIONS[0]["counts"]).consensus
    assert consensus is not None
    assert 1 - consensus == within_digits(DISTRIBUTIONS[0]["leik_dispersion"])


def test_examples_json_krippendorff_ordinal_is_reproduced() -> None:
    example = EXAMPLES["krippendorff"][1]
    counts = per_level(example["data"], 5)
    assert np.shape(counts) == (12, 5)
    assert ordinal_alpha(counts) == within_digits(example["ordinal"])
    assert reportable_alpha(counts) == ordinal_alpha(counts)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("counts", [[], [7], [0, 0], [0] * 11, np.zeros(4)])
def test_nobody_and_one_level_have_no_measure(measure: Any, counts: ArrayLike) -> None:
    assert measure(counts) is None


@pytest.mark.parametrize(
    ("counts", "consensus", "a", "quartiles"),
    [
        ([0, 1], 1, 1, 0),
        ([0, 0, 9, 0], 1, 1, 0),
        ([4, 4], 0, 0, 1),
        ([3, 0, 0, 3], 0, -1, 3),
        ([10_000_000, *[0] * 9, 10_000_000], 0, -1, 10),
        # mean 1 of 0..2: 1 + 2/3 log2(1/2); uniform
        ([5, 5, 5], 1 / 3, 0, 2),
        # mean .25 of 0..1: 1 + 3/4 log2(3/4) + 1/4 log2(1/4); half of the answers in a layer of one
        ([3, 1], 1 - 0.75 * np.log2(4 / 3) - 0.5, 0.5, 0.5),
        # mean 4/3 of 0..3; a third in a layer of one, two thirds in a layer of two levels of four:
        # one triple 110 (levels 0, 2, 3) and one 101 (0, 1, 2), so U = (2 - 3) / (2 x 2)
        (
            [1, 0, 2, 0],
            1 + np.log2(5 / 9) / 3 + np.log2(7 / 9) * 2 / 3,
            1 / 3 - 2 / 3 * 2 / 3 / 4,
            2,
        ),
    ],
)
def test_measures_worked_by_hand(
    counts: list[int], consensus: float, a: float, quartiles: float
) -> None:
    assert tastle_wierman(counts) == pytest.approx(consensus, abs=1e-12)
    assert van_der_eijk(counts) == pytest.approx(a, abs=1e-12)
    assert interquartile_range(counts) == quartiles


@pytest.mark.parametrize(
    ("counts", "quartiles"),
    [
        ([1, 1, 1, 1], 2),  # quartiles .5 and 2.5
        ([1, 1, 1, 1, 1], 2),  # 1 and 3
        ([1, 0, 0, 3], 1.5),  # 1.5, halfway to the next answer, and 3
        ([3, 0, 0, 1], 1.5),
        ([2, 0, 0, 5], 3),  # .29 of the answers lie at 0
        ([1, 0, 0, 6], 0),
    ],
)
def test_a_quartile_is_a_level_or_halfway_between_two_answers(
    counts: list[int], quartiles: float
) -> None:
    assert interquartile_range(counts) == quartiles


PERFECT = [[3, 0, 0], [0, 3, 0], [0, 0, 3]]


def test_alpha_is_one_where_everyone_says_the_same_of_different_items() -> None:
    assert ordinal_alpha(PERFECT) == 1


def test_alpha_of_two_items_and_two_people_worked_by_hand() -> None:
    # answers 0 and 1, 1 and 1: middle ranks .5 and 2.5 (of 1 and 3 answers), 4 apart squared;
    # within items (1 x 1 x 4) x 2 / 1 = 8, between any (1 x 3 x 4) x 2 = 24; 1 - 3 x 8 / 24
    assert ordinal_alpha([[1, 1], [0, 2]]) == 0


def test_alpha_is_below_zero_where_people_differ_on_every_item() -> None:
    assert ordinal_alpha([[1, 1], [1, 1]]) == pytest.approx(1 - 3 * 16 / 32)


def test_alpha_reads_nothing_from_items_with_one_answer_or_none() -> None:
    assert ordinal_alpha([[1, 1], [0, 2], [1, 0], [0, 0]]) == ordinal_alpha([[1, 1], [0, 2]])


@pytest.mark.parametrize(
    "counts",
    [[], [[]], np.zeros((12, 4)), [[1, 0], [0, 1]], [[0, 3, 0]] * 12, [[3, 0], [3, 0], [0, 1]]],
)
def test_alpha_is_not_defined_without_pairs_or_with_all_paired_answers_equal(
    counts: ArrayLike,
) -> None:
    assert ordinal_alpha(counts) is None
    assert reportable_alpha(counts) is None


def test_alpha_is_reported_from_ten_indicators_and_three_people_on() -> None:
    ten = [[1, 1, 0], [0, 1, 1]] * 5
    assert ordinal_alpha(ten) is not None
    assert reportable_alpha(ten) is None
    three = [[1, 2, 0], *ten[1:]]
    assert reportable_alpha(three) == ordinal_alpha(three)
    assert reportable_alpha(three[:9]) is None
    assert reportable_alpha([*three[:9], [1, 0, 0]]) is None


def test_an_agreed_level_is_not_said_to_rest_on_too_few() -> None:
    """Its mean of the votes counts no more, so no range of it is shown."""
    row = dict.fromkeys(COLUMNS) | {"code": "A", "label": "some spread", "answers": 43}
    assert annex_words(row).endswith("; no interval; no range without one answer")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (39, "A split room (39, with so few answers it may be chance): "),
        (40, "A split room (40): "),
    ],
)
def test_a_split_room_of_few_answers_may_be_chance(answers: int, said: str) -> None:
    row = {"code": "A", "label": "split room", "answers": answers, "split_low_count": 20}
    assert annex_words(dict.fromkeys(COLUMNS) | row).startswith(said)
