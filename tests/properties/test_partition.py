"""What must hold of a partition whoever joins, in whatever order (methods.md section 5)."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.scoring import Partition, may_reveal, partition
from tests.properties.draw import STEADY

#: a partition is quick to make, so more of them are tried
MANY = settings(STEADY, max_examples=300)
DEPARTMENTS = tuple("abcde")
joins = st.lists(st.sampled_from(DEPARTMENTS), max_size=20)
ks = st.integers(3, 6)


def units(found: Partition) -> list[set[str]]:
    """The units as sets of departments."""
    return [*({name} for name in found.alone), *([set(found.merged)] if found.merged else [])]


def people_of(unit: set[str], people: Counter[str]) -> int:
    return sum(people[name] for name in unit)


@MANY
@given(joins=joins, k=ks)
def test_units_are_disjoint_and_hold_every_department_with_people(joins: list[str], k: int) -> None:
    found = units(partition(Counter(joins), k))
    assert sum(len(unit) for unit in found) == len(set().union(*found))
    assert set().union(*found) == set(joins)


@MANY
@given(joins=joins, k=ks)
def test_each_unit_has_at_least_k_people_or_there_is_one_and_no_reveal(
    joins: list[str], k: int
) -> None:
    people = Counter(joins)
    found = units(partition(people, k))
    sizes = [people_of(unit, people) for unit in found]
    if any(size < k for size in sizes):
        assert len(found) == 1
        assert not may_reveal(people.total(), k)
    assert sum(sizes) == len(joins)


@MANY
@given(people=st.dictionaries(st.sampled_from(DEPARTMENTS), st.integers(1, 5)), data=st.data())
def test_the_order_of_joins_is_irrelevant(people: dict[str, int], data: st.DataObject) -> None:
    other = dict(data.draw(st.permutations(list(people.items()))))
    first, second = partition(people, 3), partition(other, 3)
    assert set(first.alone) == set(second.alone)
    assert set(first.merged) == set(second.merged)


@MANY
@given(joins=joins, k=ks)
def test_a_department_with_k_people_merges_only_to_complete_the_others(
    joins: list[str], k: int
) -> None:
    people = Counter(joins)
    found = partition(people, k)
    large = {name for name in found.merged if people[name] >= k}
    if large:
        small = set(found.merged) - large
        assert len(large) == 1
        assert 0 < people_of(small, people) < k
        assert people_of(large, people) == min(n for n in people.values() if n >= k)


@MANY
@given(joins=joins)
def test_an_open_workshop_merges_nothing(joins: list[str]) -> None:
    found = partition(Counter(joins), 0)
    assert found.merged == ()
    assert set(found.alone) == set(joins)


@MANY
@given(joins=joins, k=ks, absent=st.sets(st.sampled_from("xyz")))
def test_departments_with_nobody_are_left_out(joins: list[str], k: int, absent: set[str]) -> None:
    people = Counter(joins)
    empty = dict.fromkeys(absent, 0)
    assert partition({**empty, **people}, k) == partition(people, k)


@MANY
@given(joins=joins, k=ks, late=st.lists(st.sampled_from((*DEPARTMENTS, "x", "y")), max_size=9))
def test_late_comers_join_a_unit_that_is_there(joins: list[str], k: int, late: list[str]) -> None:
    people: Counter[str] = Counter({**dict.fromkeys((*DEPARTMENTS, "x", "y"), 0), **Counter(joins)})
    found = partition(people, k)
    for name in late:
        if name not in (*found.alone, *found.merged) and people.total():
            home = found.home(people)
            assert bool(found.merged) == (home is None)
            assert home is None or people[home] == min(people[unit] for unit in found.alone)
