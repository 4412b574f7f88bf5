"""The units that may be shown, case by case (docs/methods.md, section 5)."""

import pytest

from resilience.scoring import LEAST_K, Crowd, partition

#: people by department: a number of them alone, or (alone, at tables)
Room = dict[str, int | tuple[int, int]]


def crowds(room: Room) -> dict[str, Crowd]:
    """The crowds of a room."""
    return {
        name: Crowd(people) if isinstance(people, int) else Crowd(*people)
        for name, people in room.items()
    }


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
        # only people who answer alone hide each other's answers
        pytest.param(
            {"a": (1, 4), "b": 3, "c": 4}, 3, {"c"}, {"a", "b"}, id="one beside a table merges"
        ),
        pytest.param(
            {"a": (1, 4), "b": (2, 9), "c": 9}, 3, {"c"}, {"a", "b"}, id="both make up three"
        ),
        pytest.param(
            {"a": 1, "b": (0, 3), "c": 5}, 3, {"b"}, {"a", "c"}, id="a table helps nobody alone"
        ),
        pytest.param(
            {"a": (0, 2), "b": (0, 3), "c": 5}, 3, {"c"}, {"a", "b"}, id="tables help tables"
        ),
        pytest.param({"a": (3, 4), "b": (0, 3)}, 3, {"a", "b"}, set(), id="three hide by a table"),
        pytest.param(
            {"a": (1, 4), "b": (1, 3)}, 3, {"a", "b"}, set(), id="two in all do not count"
        ),
        pytest.param(
            {"a": (0, 4), "b": (0, 5), "c": 1}, 3, {"b"}, {"a", "c"}, id="nor one by itself"
        ),
        pytest.param({"a": (1, 2), "b": 1}, 3, set(), {"a", "b"}, id="nobody hides"),
        pytest.param({"a": (1, 4), "b": 1}, 0, {"a", "b"}, set(), id="open"),
    ],
)
def test_departments_below_k_merge_with_the_smallest_other_one_if_need_be(
    people: Room, k: int, alone: set[str], merged: set[str]
) -> None:
    found = partition(crowds(people), k)
    assert (set(found.alone), set(found.merged)) == (alone, merged)


@pytest.mark.parametrize("people", [{"s": 1, "a": 3, "b": 3}, {"b": 3, "a": 3, "s": 1}])
def test_of_two_smallest_others_the_first_by_name_merges(people: Room) -> None:
    assert set(partition(crowds(people), 3).merged) == {"a", "s"}


@pytest.mark.parametrize(
    ("people", "k", "home"),
    [
        ({"a": 2, "b": 1, "c": 5, "d": 0}, 3, None),
        ({"a": 6, "c": 5, "d": 0}, 3, "c"),
        ({"a": 6, "c": 5, "d": 0}, 0, "c"),
        ({"a": 6, "c": (0, 5), "d": 0}, 3, "c"),
        ({"d": 0}, 3, None),
    ],
)
def test_late_comers_of_an_empty_department_join_the_others_or_the_smallest_unit(
    people: Room, k: int, home: str | None
) -> None:
    assert partition(crowds(people), k).home(crowds(people)) == home


@pytest.mark.parametrize(
    ("crowd", "k", "shown"),
    [
        (Crowd(2), 3, "nothing"),
        (Crowd(3), 3, "all"),
        (Crowd(4), 5, "nothing"),
        (Crowd(1), 0, "all"),
        (Crowd(), 0, "all"),
        (Crowd(), 3, "nothing"),
        (Crowd(0, 2), 3, "nothing"),
        (Crowd(0, 3), 3, "all"),
        (Crowd(1, 4), 3, "tables"),
        (Crowd(2, 99), 3, "tables"),
        (Crowd(2, 2), 3, "nothing"),
        (Crowd(3, 2), 3, "all"),
        (Crowd(1, 4), 0, "all"),
    ],
)
def test_of_a_crowd_all_is_shown_or_its_tables_or_nothing(crowd: Crowd, k: int, shown: str) -> None:
    assert crowd.hides(k) == (shown == "all")
    assert crowd.leaves_out(k) == (shown == "tables")
    assert crowd.may_show(k) == (shown != "nothing")


def test_a_crowd_counts_who_is_alone_apart_from_tables() -> None:
    assert Crowd.of([1, 4, 1, 2]) == Crowd(2, 6) == Crowd(1, 4) + Crowd(1, 2)
    assert (Crowd(2, 6).people, Crowd(2, 6).tables) == (8, Crowd(0, 6))


def test_three_is_the_least_k() -> None:
    assert LEAST_K == 3
