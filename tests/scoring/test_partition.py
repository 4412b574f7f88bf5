"""The units that may be shown, case by case (methods.md section 5)."""

import pytest

from resilience.scoring import LEAST_K, may_reveal, partition


@pytest.mark.parametrize(
    ("people", "k", "alone", "merged"),
    [
        ({}, 3, set(), set()),
        ({"a": 0}, 3, set(), set()),
        ({"a": 3, "b": 4}, 3, {"a", "b"}, set()),
        ({"a": 2, "b": 1, "c": 5}, 3, {"c"}, {"a", "b"}),
        ({"a": 2, "b": 5, "c": 4}, 3, {"b"}, {"a", "c"}),
        ({"a": 2, "b": 5, "c": 0}, 3, set(), {"a", "b"}),
        ({"a": 1, "b": 1}, 3, set(), {"a", "b"}),
        ({"a": 2}, 3, set(), {"a"}),
        ({"a": 3, "b": 4, "c": 5}, 5, {"c"}, {"a", "b"}),
        ({"a": 3, "b": 4, "c": 5}, 0, {"a", "b", "c"}, set()),
        ({"a": 1, "b": 0}, 0, {"a"}, set()),
    ],
)
def test_departments_below_k_merge_with_the_smallest_other_one_if_need_be(
    people: dict[str, int], k: int, alone: set[str], merged: set[str]
) -> None:
    found = partition(people, k)
    assert (set(found.alone), set(found.merged)) == (alone, merged)


@pytest.mark.parametrize("people", [{"s": 1, "a": 3, "b": 3}, {"b": 3, "a": 3, "s": 1}])
def test_of_two_smallest_others_the_first_by_name_merges(people: dict[str, int]) -> None:
    assert set(partition(people, 3).merged) == {"a", "s"}


@pytest.mark.parametrize(
    ("people", "k", "home"),
    [
        ({"a": 2, "b": 1, "c": 5, "d": 0}, 3, None),
        ({"a": 6, "c": 5, "d": 0}, 3, "c"),
        ({"a": 6, "c": 5, "d": 0}, 0, "c"),
        ({"d": 0}, 3, None),
    ],
)
def test_late_comers_of_an_empty_department_join_the_others_or_the_smallest_unit(
    people: dict[str, int], k: int, home: str | None
) -> None:
    assert partition(people, k).home(people) == home


@pytest.mark.parametrize(
    ("people", "k", "may"), [(2, 3, False), (3, 3, True), (4, 5, False), (1, 0, True), (0, 0, True)]
)
def test_fewer_than_k_people_are_revealed_only_in_an_open_workshop(
    people: int, k: int, may: bool
) -> None:
    assert may_reveal(people, k) is may


def test_three_is_the_least_k() -> None:
    assert LEAST_K == 3
