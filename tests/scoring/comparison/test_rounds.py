"""What a second vote changed within a workshop (docs/methods.md, section 4)."""

from itertools import product

import numpy as np
import pytest

from resilience.scoring.arrays import Floats
from resilience.scoring.comparison.rounds import (
    SUGGESTIONS,
    Change,
    PersonChange,
    Suggestion,
    answer_shift,
    is_forced,
    judge_changes,
    measure_change,
    sign_flip_p,
    suggest,
)


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float64)


def alike(changes: Floats) -> PersonChange:
    """A change of which no answer was forced."""
    return measure_change(changes, changes)


def tried(changes: Floats) -> float:
    """The share of all choices of signs whose sum is as far from 0, one by one."""
    sums = [abs(sum(s * c for s, c in zip(signs, changes, strict=True)))
            for signs in product([-1, 1], repeat=len(changes))]  # fmt: skip
    return float(np.mean([total >= abs(changes.sum()) - 1e-9 for total in sums]))


@pytest.mark.parametrize(
    ("before", "after", "shift"),
    [
        ([1, 2, 3, 0], [1, 2, 3, 0], 0),
        # twice as many answers in the same shares
        ([1, 2, 3, 0], [2, 4, 6, 0], 0),
        # two of four went from level 0 to level 2
        ([3, 1, 0], [1, 1, 2], 0.5),
        # they swapped: nothing shows
        ([2, 0, 2], [2, 0, 2], 0),
        ([4, 0], [0, 2], 1),
        # half and half, then a quarter and three quarters
        ([2, 2], [1, 3], 0.25),
        ([0, 0], [1, 3], None),
        ([1, 3], [0, 0], None),
    ],
)
def test_answers_shift_by_the_shares_of_the_levels(
    before: list[int], after: list[int], shift: float | None
) -> None:
    assert answer_shift(np.array(before), np.array(after)) == shift


@pytest.mark.parametrize(
    ("consensus", "is_split", "shift", "expected"),
    [
        (0.75, False, None, "stop"),
        (0.75, False, 1.0, "stop"),
        (1.0, False, 0.0, "stop"),
        (0.8, True, 0.0, "record both views"),
        (0.75, True, 0.5, "continue"),
        (0.74, True, 0.0, "record both views"),
        (0.2, True, 0.149, "record both views"),
        (0.2, True, 3 / 20, "continue"),
        (0.2, True, None, None),
        (0.74, False, 0.0, "continue"),
        (0.74, False, None, "continue"),
        (None, False, 0.0, None),
    ],
)
def test_a_round_is_enough_in_agreement_or_in_settled_disagreement(
    consensus: float | None, is_split: bool, shift: float | None, expected: Suggestion | None
) -> None:
    assert suggest(consensus, is_split, shift) == expected
    assert expected is None or expected in SUGGESTIONS


@pytest.mark.parametrize(
    ("changes", "p"),
    [
        # all six rose: of 64 choices of signs only all up and all down are as far from 0
        ((1, 1, 1, 1, 1, 1), 2 / 64),
        ((-10, -3, -4, -5, -6, -7), 2 / 64),
        # sum 4: all up, all down, and the 6 + 6 choices with a single other sign
        ((-1, 1, 1, 1, 1, 1), 14 / 64),
        # those who did not change tell nothing: 4 changes, all up
        ((2, 2, 2, 2, 0, 0, 0), 2 / 16),
        ((0, 0, 0, 0, 0, 0), 1),
        # changes by rounding are none
        ((1e-14, 1e-14, 1e-14, 1e-14, 1e-14, 1e-14), 1),
        # the sum is 0, and no choice is nearer
        ((5, -5, 2, -2, 1, -1), 1),
    ],
)
def test_the_signs_of_all_changes_are_flipped(changes: tuple[float, ...], p: float) -> None:
    assert sign_flip_p(floats(*changes)) == p


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("people", [6, 9, 11])
def test_few_people_are_judged_by_every_choice_of_signs(people: int, seed: int) -> None:
    changes = np.random.default_rng(seed).normal(0.5, 1, people)
    assert sign_flip_p(changes) == tried(np.round(changes, 9))


def test_sums_that_are_equal_but_for_rounding_are_as_far() -> None:
    # thirds of points: 100/3 - 50/3 - 50/3 and its like cancel out but for rounding
    changes = floats(100 / 3, -50 / 3, -50 / 3, 20 / 3, 20 / 3, -40 / 3, 0.1, 0.2, -0.3)
    assert sign_flip_p(changes) == 1


@pytest.mark.parametrize("seed", range(20))
def test_changes_of_ninths_of_a_level_are_compared_as_whole_numbers(seed: int) -> None:
    whole = np.random.default_rng(seed).integers(-3, 5, 8).astype(np.float64)
    assert sign_flip_p(whole * 100 / 27) == tried(whole)


def test_the_larger_p_of_both_tests_counts() -> None:
    assert measure_change(np.ones(6), np.ones(6)).p == 2 / 64
    assert measure_change(np.ones(6), np.zeros(6)) == PersonChange(6, 1, 1)
    assert measure_change(floats(3, -3, 2, -2), np.ones(4)).p == 1


def test_tests_that_point_in_opposite_directions_show_no_change() -> None:
    """Most people at the top waver, and can only fall; of those below it more rise than fall."""
    assert measure_change(np.full(20, -1.0), np.ones(20)).p == 1


@pytest.mark.parametrize(
    ("before", "after", "forced"),
    [(3, 2, True), (2, 3, False), (1, 0, False), (0, 1, True), (1, 3, True), (2, 2, False)],
)
def test_a_move_from_an_end_is_forced(before: int, after: int, *, forced: bool) -> None:
    assert is_forced(before, after, 3) == forced


def test_sixteen_changes_are_tried_and_seventeen_drawn() -> None:
    assert sign_flip_p(np.ones(16)) == 2 / 2**16
    # none of the draws is as far, the changes as they are count as one
    assert sign_flip_p(np.ones(17)) in (1 / 10_000, 2 / 10_000)
    assert sign_flip_p(np.concatenate([np.ones(16), np.zeros(40)])) == 2 / 2**16


@pytest.mark.parametrize("seed", range(4))
def test_drawn_signs_come_near_to_all_of_them(seed: int) -> None:
    changes = np.random.default_rng(seed).integers(-3, 5, 30).astype(np.float64)[:17]
    changes[changes == 0] = 1
    sums = np.array(list(product([-1.0, 1.0], repeat=17))) @ changes
    exact = np.mean(np.abs(sums) >= abs(changes.sum()))
    # 9 999 draws: standard error at most .005
    assert sign_flip_p(changes) == pytest.approx(exact, abs=0.02)


def test_drawn_signs_repeat_whatever_else_is_drawn() -> None:
    changes = np.arange(-20.0, 25.0)
    np.random.seed(1)
    first = sign_flip_p(changes)
    np.random.seed(2)
    assert sign_flip_p(changes) == first
    assert sign_flip_p(changes[::-1]) == first


def test_thousands_who_changed_alike_are_drawn_together() -> None:
    changes = np.repeat(floats(-10, 0, 10), [100_000, 300_000, 100_400])
    # the sum 4 000 has standard deviation 10 * sqrt(200 400) = 4 477: z .89, p .37
    assert sign_flip_p(changes) == pytest.approx(0.37, abs=0.02)


@pytest.mark.parametrize(("people", "themes"), [(1, 1), (2, 1), (5, 1), (7, 5), (6, 2), (10, 40)])
def test_where_not_even_all_one_way_would_be_clear_it_is_too_few_to_tell(
    people: int, themes: int
) -> None:
    measured = {str(at): alike(np.ones(people)) for at in range(themes)}
    assert set(judge_changes(measured).values()) == {Change(people, 1, None, "too few to tell")}


@pytest.mark.parametrize(("people", "themes"), [(6, 1), (8, 5), (7, 3), (11, 40)])
def test_one_more_is_enough_for_a_clear_rise_of_one_theme(people: int, themes: int) -> None:
    still = {str(at): alike(np.zeros(people)) for at in range(themes - 1)}
    found = judge_changes({"A": alike(np.ones(people)), **still})
    assert found["A"].verdict == "clear rise"
    assert found["A"].p == pytest.approx(themes * 2.0 ** (1 - people))


def test_a_change_that_is_clear_alone_is_not_among_five() -> None:
    one = PersonChange(20, 6.0, 0.02)
    still = {str(at): PersonChange(20, 0.0, 1.0) for at in range(4)}
    assert judge_changes({"A": one})["A"].verdict == "clear rise"
    among = judge_changes({"A": one, **still})["A"]
    assert among.p == pytest.approx(0.1)
    assert among.verdict == "may be chance"


def test_themes_that_nobody_answered_twice_are_no_test() -> None:
    found = judge_changes({"A": alike(np.ones(6)), "B": alike(floats())})
    assert found["A"].verdict == "clear rise"
    assert found["B"] == Change(0, None, None, "too few to tell")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((1, 2, 3, 4, 5, 6), Change(6, 3.5, 2 / 64, "clear rise")),
        ((-1, -2, -3, -4, -5, -6), Change(6, -3.5, 2 / 64, "clear fall")),
        ((-1, 1, 1, 1, 1, 1), Change(6, 4 / 6, 14 / 64, "may be chance")),
        ((0, 0, 0, 0, 0, 0), Change(6, 0, 1, "may be chance")),
        ((1, 2, 3, 4, 5), Change(5, 3, None, "too few to tell")),
        ((), Change(0, None, None, "too few to tell")),
    ],
)
def test_a_change_is_put_in_words(changes: tuple[float, ...], expected: Change) -> None:
    assert judge_changes({"T": alike(floats(*changes))})["T"] == expected
