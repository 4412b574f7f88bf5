"""What must hold of peers, likeness, points, targets and priorities whatever goes in."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.scoring.comparison.likeness import (
    INCOMES,
    Profile,
    distance,
    nearest,
    population_range,
)
from resilience.scoring.comparison.peers import ranks, standing
from resilience.scoring.planning.points import weights_by_points
from resilience.scoring.planning.priorities import Candidate, Priority, prioritise, top_shares
from resilience.scoring.scores.target import progress, to_target
from tests.properties.draw import NOISE, STEADY

#: all of this is quick to work out, so more cases are tried
MANY = settings(STEADY, max_examples=100)
Scored = float | None
#: whole and half points, so that ties are common, each with a little rounding or none
points_of_score = st.builds(
    lambda halves, noise: halves / 2 + noise * 1e-12, st.integers(0, 30), st.integers(-3, 3)
)
scores = st.none() | points_of_score
shares = st.integers(0, 10).map(lambda tenths: tenths / 10)
profiles = st.builds(
    Profile,
    name=st.sampled_from("abcdefgh"),
    population=st.none() | st.integers(1, 40_000_000),
    income=st.none() | st.sampled_from(INCOMES),
    hazards=st.none() | st.frozensets(st.sampled_from(["flood", "heat", "typhoon"])),
    coast=st.none() | st.booleans(),
)
figures = st.dictionaries(st.sampled_from("ABCDE"), st.none() | st.integers(0, 100))
weights = st.fixed_dictionaries({code: st.sampled_from([0, 0.5, 1, 3]) for code in "ABCDE"})


def lower(one: float, other: float) -> bool:
    return one < other - NOISE


@MANY
@given(found=st.lists(st.lists(scores, min_size=4, max_size=4), max_size=4))
def test_ranks_are_those_of_counting_who_is_better(found: list[list[Scored]]) -> None:
    drawn = np.array(found, dtype=np.float64).reshape(-1, 4)
    for row, ranked in zip(drawn, ranks(drawn), strict=True):
        for own, rank in zip(row, ranked, strict=True):
            if np.isnan(own):
                assert np.isnan(rank)
            else:
                assert rank == 1 + sum(lower(own, other) for other in row)


@MANY
@given(city=points_of_score, peers=st.lists(scores, max_size=8))
def test_the_best_peer_is_at_least_as_far_ahead_as_the_median(
    city: float, peers: list[Scored]
) -> None:
    found = standing(city, peers)
    others = [score for score in peers if score is not None]
    assert (found is None) == (not others)
    if found is not None:
        assert found.cities == len(others) + 1
        assert found.against_best <= found.against_median


@MANY
@given(city=points_of_score, peers=st.lists(scores, max_size=8), data=st.data())
def test_the_order_of_peers_is_irrelevant(
    city: float, peers: list[Scored], data: st.DataObject
) -> None:
    assert standing(city, peers) == standing(city, data.draw(st.permutations(peers)))


@MANY
@given(one=profiles, other=profiles, rest=st.lists(profiles, max_size=3))
def test_a_distance_is_between_0_and_1_and_the_same_from_either_side(
    one: Profile, other: Profile, rest: list[Profile]
) -> None:
    spread = population_range([one, other, *rest])
    found = distance(one, other, spread)
    assert found == distance(other, one, spread)
    assert found is None or 0 <= found <= 1


@MANY
@given(city=profiles, rest=st.lists(profiles, max_size=3))
def test_a_city_is_at_no_distance_from_itself(city: Profile, rest: list[Profile]) -> None:
    unknown = replace(city, name="") == Profile("")
    assert distance(city, city, population_range([city, *rest])) == (None if unknown else 0)


@MANY
@given(city=profiles, others=st.lists(profiles, max_size=14, unique_by=repr), data=st.data())
def test_the_nearest_are_in_order_and_nobody_left_out_is_nearer(
    city: Profile, others: list[Profile], data: st.DataObject
) -> None:
    found = nearest(city, others)
    away = [(each.distance, each.name) for each in found]
    assert away == sorted(away)
    spread = population_range([city, *others])
    every = [d for other in others if (d := distance(city, other, spread)) is not None]
    assert [each.distance for each in found] == sorted(every)[: len(found)]
    assert min(5, len(every)) <= len(found) <= 10
    shuffled = nearest(city, data.draw(st.permutations(others)))
    assert [(each.distance, each.name) for each in shuffled] == away


sheets = st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), max_size=5)


@MANY
@given(room=sheets)
def test_weights_by_points_sum_to_1(room: list[list[int]]) -> None:
    found = weights_by_points(np.array(room, dtype=np.float64).reshape(-1, 3))
    assert (found is None) == (not any(map(sum, room)))
    if found is not None:
        assert sum(found.weights) == pytest.approx(1)
        assert found.people + found.empty == len(room)
        assert all(0 <= weight <= 1 + NOISE for weight in found.weights)


@MANY
@given(room=sheets, factors=st.lists(st.sampled_from([0.01, 3, 1e6]), min_size=5, max_size=5))
def test_multiplying_the_points_of_a_person_changes_nothing(
    room: list[list[int]], factors: list[float]
) -> None:
    points = np.array(room, dtype=np.float64).reshape(-1, 3)
    before = weights_by_points(points)
    after = weights_by_points(points * np.array(factors[: len(room)]).reshape(-1, 1))
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.weights == pytest.approx(before.weights)


@MANY
@given(now=figures, target=figures, weight=weights, factor=st.sampled_from([0.01, 3, 1000]))
def test_the_share_of_a_target_is_0_to_1_and_weights_may_be_multiplied(
    now: Mapping[str, Scored],
    target: Mapping[str, Scored],
    weight: dict[str, float],
    factor: float,
) -> None:
    found = to_target(now, target, weight)
    assert all(gap is None or gap >= 0 for gap in found.gaps.values())
    assert found.share is None or -NOISE <= found.share <= 1
    heavier = {code: factor * each for code, each in weight.items()}
    assert to_target(now, target, heavier).share == pytest.approx(found.share)


@MANY
@given(now=figures, target=figures, weight=weights, code=st.sampled_from("ABCDE"))
def test_going_beyond_a_target_never_helps_elsewhere(
    now: dict[str, Scored], target: Mapping[str, Scored], weight: dict[str, float], code: str
) -> None:
    there = {**now, code: target.get(code)}
    beyond = {**now, code: None if target.get(code) is None else 1000}
    assert to_target(beyond, target, weight) == to_target(there, target, weight)


@MANY
@given(first=figures, target=figures, weight=weights)
def test_progress_is_none_at_the_start_and_whole_at_the_target(
    first: dict[str, Scored], target: dict[str, Scored], weight: dict[str, float]
) -> None:
    at_first = progress(first, first, target, weight)
    assert at_first in (None, 0)
    assert progress(first, target, target, weight) == (None if at_first is None else 1)


candidates = st.lists(
    st.builds(
        Candidate,
        code=st.sampled_from("ABCDEFGHIJ"),
        score=st.none() | st.integers(0, 100),
        target=st.sampled_from([40, 70, 100]),
        feasibility=st.none() | shares,
        cost_class=st.none() | st.integers(1, 3),
        amount=st.none() | st.integers(0, 3),
    ),
    max_size=9,
    unique_by=lambda candidate: candidate.code,
)
effective = st.dictionaries(st.sampled_from("ABCDEFGHIJ"), shares)


def cost(of: Candidate) -> tuple[float, float]:
    """A cost to compare: class first, then amount; an unknown one is the highest."""
    return (
        99 if of.cost_class is None else of.cost_class,
        99 if of.amount is None else of.amount,
    )


def beats(one: Priority, other: Priority, asked: Mapping[str, Candidate]) -> bool:
    """Whether one is as good as the other in everything, and better in something."""
    dear, cheap = cost(asked[other.code]), cost(asked[one.code])
    signs = [
        _sign(one.gain - other.gain),
        _sign(one.feasibility - other.feasibility),
        (dear > cheap) - (dear < cheap),
    ]
    return min(signs) >= 0 and max(signs) > 0


def _sign(difference: float) -> int:
    return (difference > NOISE) - (difference < -NOISE)


@MANY
@given(drawn=candidates, weight=effective)
def test_the_front_is_what_nothing_else_beats(
    drawn: list[Candidate], weight: dict[str, float]
) -> None:
    asked = {each.code: each for each in drawn}
    rows = prioritise(drawn, weight).ranked
    for row in rows:
        beaten = any(beats(other, row, asked) for other in rows)
        assert row.on_front == (row.gain > 0 and not beaten), row.code


@MANY
@given(drawn=candidates, weight=effective, data=st.data())
def test_every_indicator_that_applies_is_ranked_or_to_be_found_out(
    drawn: list[Candidate], weight: dict[str, float], data: st.DataObject
) -> None:
    found = prioritise(drawn, weight)
    codes = [row.code for row in found.ranked] + list(found.find_out)
    assert sorted(codes) == sorted(each.code for each in drawn if each.code in weight)
    assert all(row.gain >= 0 and 0 <= row.feasibility <= 1 for row in found.ranked)
    for one, other in pairwise(found.ranked):
        assert one.priority >= other.priority - NOISE
    assert prioritise(data.draw(st.permutations(drawn)), weight) == found


@MANY
@given(
    drawn=st.lists(st.lists(shares, min_size=7, max_size=7), min_size=1, max_size=5),
    gaps=st.lists(st.integers(0, 3), min_size=7, max_size=7),
    top=st.integers(1, 8),
)
def test_the_top_of_every_draw_is_that_of_sorting_it(
    drawn: list[list[float]], gaps: list[int], top: int
) -> None:
    weight, gap = np.array(drawn), np.array(gaps, dtype=np.float64)
    counts = [0] * 7
    for row in (weight * gap).tolist():
        for at in first_of(row, top):
            counts[at] += 1
    found = top_shares(weight, gap, top)
    assert list(found * len(drawn)) == pytest.approx(counts)


def first_of(row: list[float], top: int) -> list[int]:
    """The places of the highest numbers above 0, the first of equal ones."""
    order = sorted(range(len(row)), key=lambda at: (-row[at], at))
    return [at for at in order[:top] if row[at] > 0]
