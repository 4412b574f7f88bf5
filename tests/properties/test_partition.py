"""What must hold of a partition whoever joins, in whatever order (docs/methods.md, section 5)."""

from collections.abc import Iterable, Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.scoring import Crowd, Partition, partition
from tests.properties.draw import STEADY

#: a partition is quick to make, so more of them are tried
MANY = settings(STEADY, max_examples=150)
DEPARTMENTS = tuple("abcde")
#: who joins: a department, and how many people answer together
Join = tuple[str, int]
rooms = st.sampled_from([(1,), (1, 1, 1, 2, 4), (2, 3, 4, 5, 1)])
ks = st.integers(3, 6)


@st.composite
def _joins(draw: st.DrawFn) -> list[Join]:
    """People alone, tables, or both."""
    sizes = st.sampled_from(draw(rooms))
    return draw(st.lists(st.tuples(st.sampled_from(DEPARTMENTS), sizes), max_size=20))


joins = _joins()


def crowds(joined: Sequence[Join]) -> dict[str, Crowd]:
    """Who is in each department."""
    names = dict.fromkeys(name for name, _ in joined)
    return {name: Crowd.of(size for of, size in joined if of == name) for name in names}


def units(found: Partition) -> list[set[str]]:
    """The units as sets of departments."""
    return [*({name} for name in found.alone), *([set(found.merged)] if found.merged else [])]


def crowd_of(unit: Iterable[str], people: Mapping[str, Crowd]) -> Crowd:
    """All of some departments together."""
    return sum((people[name] for name in unit), Crowd())


@MANY
@given(joined=joins, k=ks)
def test_units_are_disjoint_and_hold_every_department_with_people(
    joined: list[Join], k: int
) -> None:
    found = units(partition(crowds(joined), k))
    assert sum(len(unit) for unit in found) == len(set().union(*found))
    assert set().union(*found) == {name for name, _ in joined}


@MANY
@given(joined=joins, k=ks)
def test_each_unit_hides_its_people_or_leaves_out_the_few_alone_or_there_is_one_and_no_reveal(
    joined: list[Join], k: int
) -> None:
    people = crowds(joined)
    whole = crowd_of(people, people)
    found = [crowd_of(unit, people) for unit in units(partition(people, k))]
    assert sum(found, Crowd()) == whole
    if whole.alone >= k or (not whole.alone and whole.seated >= k):
        assert all(unit.alone >= k or not unit.alone for unit in found)
        assert all(unit.people >= k for unit in found)
    elif whole.seated >= k:
        assert all(unit.seated >= k for unit in found), "each is shown by its tables"
    else:
        assert len(found) == bool(joined)
        assert not whole.may_show(k)


@MANY
@given(joined=joins, k=ks)
def test_nothing_that_is_added_or_taken_away_tells_of_fewer_than_k_alone(
    joined: list[Join], k: int
) -> None:
    people = crowds(joined)
    found = [crowd_of(unit, people) for unit in units(partition(people, k))]
    shown = [unit if unit.hides(k) else unit.tables for unit in found if unit.may_show(k)]
    for n in range(1 << len(shown)):
        some = sum((unit for at, unit in enumerate(shown) if n >> at & 1), Crowd())
        assert some == Crowd() or some.hides(k)


@MANY
@given(
    sizes=st.dictionaries(
        st.sampled_from(DEPARTMENTS), st.tuples(st.integers(0, 5), st.sampled_from((0, 0, 2, 4)))
    ),
    data=st.data(),
)
def test_the_order_of_joins_is_irrelevant(
    sizes: dict[str, tuple[int, int]], data: st.DataObject
) -> None:
    people = {name: Crowd(*both) for name, both in sizes.items()}
    other = dict(data.draw(st.permutations(list(people.items()))))
    first, second = partition(people, 3), partition(other, 3)
    assert set(first.alone) == set(second.alone)
    assert set(first.merged) == set(second.merged)


@MANY
@given(joined=joins, k=ks)
def test_a_department_that_hides_its_people_merges_only_to_complete_the_others(
    joined: list[Join], k: int
) -> None:
    people = crowds(joined)
    found = partition(people, k)
    if not crowd_of(people, people).hides(k):
        people = {name: crowd.tables for name, crowd in people.items()}
    large = {name for name in found.merged if people[name].hides(k)}
    if large:
        small = set(found.merged) - large
        others = [name for name in people if people[name].hides(k)]
        helping = [n for n in others if crowd_of({*small, n}, people).hides(k)]
        assert len(large) == 1
        assert not crowd_of(small, people).hides(k)
        assert crowd_of(large, people).people == min(people[name].people for name in helping)


@MANY
@given(joined=joins)
def test_an_open_workshop_merges_nothing(joined: list[Join]) -> None:
    found = partition(crowds(joined), 0)
    assert found.merged == ()
    assert set(found.alone) == {name for name, _ in joined}


@MANY
@given(joined=joins, k=ks, absent=st.sets(st.sampled_from("xyz")))
def test_departments_with_nobody_are_left_out(joined: list[Join], k: int, absent: set[str]) -> None:
    people = crowds(joined)
    assert partition({**dict.fromkeys(absent, Crowd()), **people}, k) == partition(people, k)


@MANY
@given(joined=joins, k=ks, late=st.lists(st.sampled_from((*DEPARTMENTS, "x", "y")), max_size=9))
def test_late_comers_join_a_unit_that_is_there(joined: list[Join], k: int, late: list[str]) -> None:
    people = {**dict.fromkeys((*DEPARTMENTS, "x", "y"), Crowd()), **crowds(joined)}
    found = partition(people, k)
    for name in late:
        if name not in (*found.alone, *found.merged) and joined:
            home = found.home(people)
            assert bool(found.merged) == (home is None)
            least = min((people[unit].people for unit in found.alone), default=0)
            assert home is None or people[home].people == least
