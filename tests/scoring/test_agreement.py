"""Agreement on one indicator in one unit, worked by hand, and what to discuss first."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from numpy.typing import ArrayLike

from resilience.framework import Goalposts, even_levels
from resilience.scoring.opinions.agreement import (
    LABELS,
    Agreement,
    Label,
    Split,
    agree,
    agreement,
    discuss_first,
)
from tests.scoring.build import framework, indicator, people, person, tally, theme

FIXTURES = Path(__file__).parent.parent / "data" / "published" / "label_fixtures.txt"
ROWS = [
    line
    for line in FIXTURES.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def as_row(found: Agreement) -> str:
    """An agreement in the words of label_fixtures.txt, without the counts."""
    split = "no" if found.answers >= 5 else "too few"
    if found.split:
        low = f"low {found.split.low_count} at {found.split.low_mean:.2f}"
        split = f"{low}, high {found.split.high_count} at {found.split.high_mean:.2f}"
    return (
        f"{found.label} | C {found.consensus:.2f}"
        f" | mean distance from the middle answer {found.distance:.2f}"
        f" | within one {found.within_one:.2f} | far {found.far} | split {split}"
    )


def test_label_fixtures_txt_has_all_its_rows() -> None:
    assert len(ROWS) == 24


@pytest.mark.parametrize("row", ROWS)
def test_label_fixtures_txt_is_reproduced_word_for_word(row: str) -> None:
    counts, expected = row.split(" | ", 1)
    assert as_row(agreement([int(count) for count in counts.strip("[]").split(",")])) == expected


def test_nobody_has_no_agreement() -> None:
    nobody = Agreement("nobody gave a level", 0, None, None, None, 0, None)
    assert agreement([0, 0]) == agreement(np.zeros(11)) == nobody


@pytest.mark.parametrize("counts", [[0, 1], [0, 0, 1, 0], [1] + [0] * 10])
def test_one_person_agrees_with_oneself_and_is_too_few_to_judge(counts: list[int]) -> None:
    alone = Agreement("too few answers to judge agreement", 1, 1.0, 0.0, 1.0, 0, None)
    assert agreement(counts) == alone


@pytest.mark.parametrize(
    ("counts", "label"),
    [
        ([2, 0, 0, 2], "too few answers to judge agreement"),
        ([0, 4, 0, 0], "too few answers to judge agreement"),
        ([0, 5, 0, 0], "everyone agrees"),
    ],
)
def test_agreement_is_judged_from_five_answers_on(counts: list[int], label: str) -> None:
    assert agreement(counts).label == label


@pytest.mark.parametrize("counts", [[0, 0, 0, 6], [3, 0, 0, 3]])
def test_agreement_of_fewer_than_half_is_not_judged(counts: list[int]) -> None:
    few = agreement(counts, 7)
    assert (few.label, few.split, few.judged) == ("fewer than half gave a level", None, False)
    assert agreement(counts, 6) == agreement(counts)


def test_the_city_counts_those_who_gave_no_level() -> None:
    asked = framework(theme("T", indicator("A"), indicator("B")))
    room = [*[person("u", A=3, B=3)] * 5, *[person("u", A="na", B="dk")] * 6]
    found = agree(tally(asked, room))
    assert {one.label for one in found.values()} == {"fewer than half gave a level"}


@pytest.mark.parametrize(
    ("counts", "consensus", "label"),
    [
        ([2, 10, 0], 0.833, "strong agreement"),
        ([3, 9, 0], 0.75, "strong agreement"),  # 1 - 2 (3/12) / 2
        ([2, 5, 0], 0.714, "some spread"),
        ([1, 3, 2], 0.5, "some spread"),  # 1 - 2 (1/6 + 2/6) / 2
        ([6, 12, 7], 0.48, "wide spread"),
    ],
)
def test_the_limits_of_the_labels_belong_to_the_better_one(
    counts: list[int], consensus: float, label: str
) -> None:
    found = agreement(counts)
    assert found.label == label
    assert found.consensus == pytest.approx(consensus, abs=5e-4)


@pytest.mark.parametrize("counts", [[2, 0, 1, 0, 2, 1], [1, 2, 0, 1, 0, 2]])
def test_within_one_counts_from_the_better_of_two_medians(counts: list[int]) -> None:
    # medians 2 and 4: one answer lies within one level of 2, three of 4; then the mirror image
    assert agreement(counts).within_one == 3 / 6


@pytest.mark.parametrize(
    ("counts", "far"),
    [
        ([1, 0, 5, 0, 0], 0),  # two levels of five, exactly half of the scale
        ([1, 0, 0, 5, 0], 1),
        ([1, 0, 0, 5], 1),  # three levels, more than 1.5
        ([1, 3, 0, 3, 1], 0),  # medians 1 and 3, and each answer is one level from its nearest
        ([2, 0, 0, 0, 9], 2),
    ],
)
def test_far_is_more_than_half_of_the_scale_from_the_nearest_median(
    counts: list[int], far: int
) -> None:
    assert agreement(counts).far == far


@pytest.mark.parametrize(
    ("counts", "split"),
    [
        ([2, 0, 0, 6], Split(2, 0, 6, 3)),  # a quarter
        ([2, 0, 0, 7], None),
        ([6, 0, 0, 2], Split(6, 0, 2, 3)),
        ([7, 0, 0, 2], None),
        ([3, 1, 4, 0], Split(4, 0.25, 4, 2)),  # 1.75 levels apart
        ([2, 1, 3, 0], None),  # 1.67 levels, though the cut explains 86 %
        ([5, 1, 4], Split(5, 0, 5, 1.8)),  # on three levels 1.75 are enough
        ([4, 0, 0, 2, 2, *[0] * 6], Split(4, 0, 4, 3.5)),  # .35 times ten levels apart
        ([4, 0, 0, 3, 1, *[0] * 6], None),  # 3.25 levels
        ([3, 4], Split(3, 0, 4, 1)),  # two levels cannot be 1.75 apart
        ([7, 0, 3, 0, 7], Split(7, 0, 10, 3.4)),  # explains 17/20, and so does the cut above 2
        ([7, 0, 4, 0, 7], None),  # 18/22
    ],
)
def test_the_camps_of_a_split_room_meet_every_condition_exactly(
    counts: list[int], split: Split | None
) -> None:
    found = agreement(counts)
    assert found.split == split
    assert (found.label == "split room") == (split is not None)


@pytest.mark.parametrize(
    ("counts", "split"),
    [
        # the cut below level 1 explains 91 %, the cut below level 3 96 %
        ([7, 0, 1, 0, 0, 7], Split(8, 0.25, 7, 5)),
        ([7, 0, 0, 1, 0, 7], Split(7, 0, 8, 4.75)),
    ],
)
def test_of_several_cuts_the_one_that_explains_most_is_taken(
    counts: list[int], split: Split
) -> None:
    assert agreement(counts).split == split


def test_twenty_million_answers_are_counted_and_not_listed() -> None:
    found = agreement([10_000_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10_000_000])
    assert found == Agreement(
        label="split room",
        answers=20_000_000,
        consensus=0.0,
        distance=5.0,
        within_one=0.5,
        far=0,
        split=Split(10_000_000, 0, 10_000_000, 10),
    )
    assert agreement([0, 19_999_999, 0, 0, 0, 1]).far == 1


@pytest.mark.parametrize("counts", [(3, 1, 4, 0), np.array([3.0, 1.0, 4.0, 0.0])])
def test_whole_counts_of_any_type_are_taken(counts: ArrayLike) -> None:
    assert agreement(counts) == agreement([3, 1, 4, 0])


@pytest.mark.parametrize(
    "counts", [[], [5], 5, [[1, 2], [3, 4]], [1, -1, 3], [1.5, 2], [float("nan"), 1]]
)
def test_what_no_answers_can_count_to_is_refused(counts: ArrayLike) -> None:
    with pytest.raises(ValueError, match=r"^counts of "):
        agreement(counts)


def test_the_city_pools_its_units_and_measured_indicators_are_left_out() -> None:
    asked = framework(
        theme("T", indicator("A"), indicator("M", scale=Goalposts(0, 8))),
        theme("U", indicator("B", scale=even_levels(2))),
    )
    room = [*people("works", "A", 0, 0, 0, "dk"), *people("parks", "A", 4, 4, "na", "")]
    tallies = tally(asked, [*room, person("parks", M=3)])
    assert agree(tallies) == {"A": agreement([3, 0, 0, 0, 2]), "B": agreement([0, 0])}
    assert agree(tallies, "works")["A"] == agreement([3, 0, 0, 0, 0])
    assert agree(tallies, "parks")["A"] == agreement([0, 0, 0, 0, 2])
    assert list(agree(tallies, "parks")) == ["A", "B"]


def test_a_table_of_people_is_one_answer() -> None:
    room = [person(size=8, A=0), *people("u", "A", 3, 3, 3, 3)]
    assert agree(tally(framework(theme("T", indicator("A"))), room))["A"] == agreement(
        [1, 0, 0, 4, 0]
    )


def test_an_unknown_unit_is_an_error_of_the_caller() -> None:
    tallies = tally(framework(theme("T", indicator("A"))), people("works", "A", 1))
    with pytest.raises(ValueError, match="tuple"):
        agree(tallies, "parks")


SPLIT_ROOM = agreement([3, 0, 0, 3])
WIDE_SPREAD = agreement([2, 2, 2, 2])
SOME_SPREAD = agreement([0, 2, 3, 2])
NOBODY = agreement([0, 0, 0, 0])


def test_a_split_room_comes_first_even_with_more_consensus() -> None:
    mild = agreement([0, 3, 0, 3, 0, 0])
    assert mild.consensus is not None
    assert WIDE_SPREAD.consensus is not None
    assert mild.consensus > WIDE_SPREAD.consensus
    assert discuss_first({"wide": WIDE_SPREAD, "split": mild}, {"wide": 9}, {}) == ("split", "wide")


def test_then_low_consensus_then_points_to_gain_then_unknowns_then_the_order_given() -> None:
    found = {
        "nobody": NOBODY,
        "some": SOME_SPREAD,
        "first": WIDE_SPREAD,
        "second": WIDE_SPREAD,
        "unknown": WIDE_SPREAD,
        "gains": WIDE_SPREAD,
        "split": SPLIT_ROOM,
    }
    gains = {"some": 9.0, "gains": 0.5, "first": None, "second": 0.0}
    unknowns = {"some": 30, "unknown": 1, "second": 0}
    ordered = discuss_first(found, gains, unknowns)
    assert ordered == ("split", "gains", "unknown", "first", "second", "some", "nobody")


def test_equal_consensus_from_other_numbers_of_answers_is_equal() -> None:
    found = {"seven": agreement([0, 2, 3, 2]), "many": agreement([0, 14, 21, 14])}
    assert discuss_first(found, {"many": 1.0}, {}) == ("many", "seven")


def test_what_nobody_answered_comes_last_by_unknowns_alone() -> None:
    agreed = agreement([0, 0, 9, 0])
    found = {"few": NOBODY, "many": NOBODY, "agreed": agreed}
    ordered = discuss_first(found, {"few": 50.0}, {"few": 2, "many": 8})
    assert ordered == ("agreed", "many", "few")


def test_without_indicators_there_is_nothing_to_discuss() -> None:
    assert discuss_first({}, {"A": 1.0}, {"A": 3}) == ()


def test_every_label_can_be_translated() -> None:
    assert get_args(Label) == LABELS
