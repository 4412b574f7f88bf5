"""Values that are shared: computed once, kept for the newest revision, and in the way of nothing else."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from resilience.store.shared import WORKSHOPS, SharedValues


class Figure:
    """Something that is computed."""


@pytest.fixture
def shared() -> SharedValues:
    """Nothing is kept yet."""
    return SharedValues()


def test_only_the_newest_revision_is_kept(shared: SharedValues) -> None:
    seen = [weakref.ref(shared.get((1, revision), "figure", Figure)) for revision in range(30)]
    gc.collect()
    assert [one() is not None for one in seen] == [False] * 29 + [True]
    assert shared.get((1, 29), "figure", Figure) is shared.get((1, 29), "figure", Figure)
    assert shared.get((2, 29), "figure", Figure) is not shared.get((1, 29), "figure", Figure)


def test_who_looked_before_the_newest_revision_does_not_drop_it(shared: SharedValues) -> None:
    newest = shared.get((1, 2), "figure", Figure)
    assert shared.get((1, 1), "figure", Figure) is not newest
    assert shared.get((1, 2), "figure", Figure) is newest


def test_few_workshops_and_few_variants_are_kept(shared: SharedValues) -> None:
    spoken = [weakref.ref(shared.get((1, 1), "figure", Figure, n, 3)) for n in range(9)]
    gc.collect()
    assert [one() is not None for one in spoken] == [False] * 6 + [True] * 3
    for workshop in range(2, WORKSHOPS + 2):
        shared.get((workshop, 1), "figure", Figure)
    gc.collect()
    assert not any(one() for one in spoken)


def test_what_many_ask_for_at_once_is_computed_once(shared: SharedValues) -> None:
    all_here, computed = threading.Barrier(8), []

    def compute() -> Figure:
        computed.append(Figure())
        return computed[-1]

    def ask(_: int) -> Figure:
        all_here.wait(20)
        return shared.get((1, 7), "figure", compute)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert found == computed * 8


def test_what_takes_long_holds_up_nobody_who_asks_for_another(shared: SharedValues) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def long() -> bool:
        begun.set()
        return may_end.wait(20)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(shared.get, (1, 1), "figure", long)
        assert begun.wait(20)
        for at, name, variant in [
            ((2, 1), "figure", 0),
            ((1, 1), "other", 0),
            ((1, 2), "figure", 0),
        ]:
            shared.get(at, name, Figure, variant)
        may_end.set()
        assert waiting.result()


def test_an_error_is_not_kept(shared: SharedValues) -> None:
    def fails() -> Figure:
        raise ValueError

    with pytest.raises(ValueError):
        shared.get((1, 1), "figure", fails)
    assert shared.get((1, 1), "figure", Figure)


def test_what_moves_without_a_revision_is_computed_again_in_time(shared: SharedValues) -> None:
    kept = shared.get((1, 1), "figure", Figure, seconds=600)
    assert shared.get((1, 1), "figure", Figure, seconds=600) is kept
    gone = shared.get((1, 1), "other", Figure, seconds=0)
    assert shared.get((1, 1), "other", Figure, seconds=0) is not gone
