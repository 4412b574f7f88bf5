"""What to do first, worked by hand (docs/methods.md, section 8)."""

import numpy as np
import pytest

from resilience.errors import InputError
from resilience.scoring.planning.priorities import (
    Candidate,
    Priority,
    prioritise,
    top_shares,
)

QUARTERS = dict.fromkeys("ABCD", 0.25)


def order(*candidates: Candidate) -> list[str]:
    return [row.code for row in prioritise(candidates, QUARTERS).ranked]


def front(*candidates: Candidate) -> set[str]:
    return {row.code for row in prioritise(candidates, QUARTERS).ranked if row.on_front}


def test_a_row_has_gain_feasibility_and_their_product() -> None:
    asked = Candidate("A", 20, target=80, feasibility=0.75, cost_class=2, amount=3)
    (row,) = prioritise([asked], {"A": 0.5}).ranked
    # gain .5 x (80 - 20) = 30; priority 30 x .75 = 22.5
    assert row == Priority(
        code="A",
        gain=30,
        feasibility=0.75,
        feasibility_assumed=False,
        priority=22.5,
        cost_class=2,
        on_front=True,
    )


def test_the_target_is_100_and_the_feasibility_a_half_unless_said_and_that_is_marked() -> None:
    (row,) = prioritise([Candidate("A", 20)], {"A": 0.1}).ranked
    assert (row.gain, row.feasibility, row.priority) == pytest.approx((8, 0.5, 4))
    assert row.feasibility_assumed
    assert row.cost_class is None


def test_a_vote_of_nobody_can_be_told_from_a_vote_of_zero() -> None:
    (row,) = prioritise([Candidate("A", 20, feasibility=0)], {"A": 0.1}).ranked
    assert (row.feasibility, row.feasibility_assumed, row.priority) == (0, False, 0)


def test_what_is_above_its_target_has_nothing_to_gain_and_comes_last() -> None:
    rows = prioritise([Candidate("A", 90, target=50), Candidate("B", 99)], QUARTERS).ranked
    assert [(row.code, row.gain, row.on_front) for row in rows] == [
        ("B", pytest.approx(0.25), True),
        ("A", 0, False),
    ]


def test_priorities_are_ordered_by_gain_and_feasibility_whatever_they_cost() -> None:
    assert order(
        Candidate("A", 0),
        Candidate("B", 60, cost_class=1),
        Candidate("C", 0, cost_class=3),
        Candidate("D", 20, cost_class=1),
    ) == ["A", "C", "D", "B"]


def test_equal_priorities_are_ordered_by_code_whatever_the_rounding() -> None:
    # .3 and .1 + .2 differ in the last digit
    found = prioritise([Candidate("B", 0), Candidate("A", 0)], {"A": 0.3, "B": 0.1 + 0.2})
    assert [row.code for row in found.ranked] == ["A", "B"]
    assert all(row.on_front for row in found.ranked)
    assert front(Candidate("A", 0, feasibility=0.3), Candidate("B", 0, feasibility=0.1 + 0.2)) == {
        "A",
        "B",
    }


def test_what_is_unknown_is_to_be_found_out_first_by_weight() -> None:
    asked = [Candidate(code, None) for code in "BAC"] + [Candidate("D", np.nan), Candidate("E", 5)]
    found = prioritise(asked, {"A": 0.1, "B": 0.1, "C": 0.2, "D": 0.3, "E": 0.3})
    assert found.find_out == ("D", "C", "A", "B")
    assert [row.code for row in found.ranked] == ["E"]


def test_what_does_not_apply_is_absent() -> None:
    found = prioritise([Candidate("A", 20), Candidate("B", 0), Candidate("C", None)], {"A": 1})
    assert [row.code for row in found.ranked] == ["A"]
    assert found.find_out == ()


def test_nothing_asked_is_nothing_to_do() -> None:
    assert prioritise([], {}) == prioritise([Candidate("A", 1)], {})
    assert prioritise([], {}).ranked == ()


def test_without_costs_the_front_is_on_gain_and_feasibility() -> None:
    # A gains most, B is the most feasible, C is beaten by A in both, D equals B
    assert front(
        Candidate("A", 0, feasibility=0.5),
        Candidate("B", 50, feasibility=1),
        Candidate("C", 10, feasibility=0.4),
        Candidate("D", 50, feasibility=1),
    ) == {"A", "B", "D"}


def test_a_cheaper_class_is_on_the_front_and_an_unknown_cost_counts_as_the_highest() -> None:
    # C is beaten by A until it is cheaper; D equals A, but nobody said what it costs
    a = Candidate("A", 0, feasibility=0.5, cost_class=2)
    assert front(a, Candidate("C", 10, feasibility=0.4, cost_class=2)) == {"A"}
    assert front(a, Candidate("C", 10, feasibility=0.4, cost_class=1)) == {"A", "C"}
    assert front(a, Candidate("D", 0, feasibility=0.5)) == {"A"}


def test_amounts_decide_where_classes_do_not() -> None:
    dear, cheap = Candidate("A", 0, amount=9), Candidate("C", 0, amount=1)
    assert front(dear, cheap) == {"C"}
    # a dear thing of a cheap class is before a cheap thing of a dear class
    classed = Candidate("A", 0, cost_class=1, amount=9), Candidate("C", 0, cost_class=2, amount=1)
    assert front(*classed) == {"A"}


@pytest.mark.parametrize("feasibility", [-0.1, 1.1, np.nan])
def test_a_feasibility_that_is_no_share_is_refused(feasibility: float) -> None:
    with pytest.raises(InputError, match="feasibility of A"):
        Candidate("A", 0, feasibility=feasibility)


@pytest.mark.parametrize("amount", [-1, np.nan, np.inf])
def test_a_cost_that_is_no_amount_is_refused(amount: float) -> None:
    with pytest.raises(InputError, match="cost of A"):
        Candidate("A", 0, amount=amount)


def shares(weights: list[list[float]], gaps: list[float], top: int) -> list[float]:
    found = top_shares(np.array(weights), np.array(gaps), top)
    return [float(share) for share in found]


def test_the_share_of_draws_at_the_top_is_counted() -> None:
    # gaps 10, 20, 30; gains 8 6 3 · 2 4 18 · 6 8 6 · 4 4 12: the best two of each
    weights = [[0.8, 0.3, 0.1], [0.2, 0.2, 0.6], [0.6, 0.4, 0.2], [0.4, 0.2, 0.4]]
    # draws 3 and 4 tie for the second place: the first item counts
    assert shares(weights, [10, 20, 30], 2) == [0.75, 0.75, 0.5]


def test_what_has_nothing_to_gain_or_is_unknown_is_never_at_the_top() -> None:
    assert shares([[0.3, 0.3, 0.4]], [10, 0, np.nan], 5) == [1, 0, 0]
    assert shares([[0.3, 0.3, 0.4]], [np.nan, 5, 10], 1) == [0, 0, 1]


def test_of_many_equal_items_the_first_are_at_the_top() -> None:
    # every second item has more to gain; a sort that is not stable shuffles so many
    expected = [1, 0] * 5 + [0] * 35
    assert shares([[0.02] * 45] * 2, [20.0, 10.0] * 22 + [20.0], 5) == expected


def test_without_draws_nothing_is_at_the_top() -> None:
    assert list(top_shares(np.empty((0, 2)), np.ones(2))) == [0, 0]
