"""The collector of garbage looks through everything while the server rests."""

import asyncio
import gc
import itertools
import time
import weakref
from collections.abc import Iterator

import pytest

from resilience.process import collecting
from resilience.process.background import running


class Garbage:
    """What only the collector can free: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(scope="module", autouse=True)
def as_in_the_server() -> Iterator[None]:
    before = gc.get_threshold()
    collecting.keep_all()
    yield
    gc.set_threshold(*before)


@pytest.fixture(autouse=True)
def many_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "LOOK", 0.1)


def _old_garbage() -> "weakref.ref[Garbage]":
    """Garbage that was in use when the collector looked through the younger objects last."""
    garbage = Garbage()
    gc.collect(0)
    gc.collect(1)
    return weakref.ref(garbage)


async def _gone(garbage: "weakref.ref[Garbage]", looks: int) -> bool:
    """Whether it goes within so many looks of the server."""
    async with running(collecting.collect_at_rest()):
        for _ in range(10 * looks):
            await asyncio.sleep(collecting.LOOK / 10)
            if garbage() is None:
                return True
    return False


@pytest.fixture
def at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "process_time", lambda: 0.0)


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server takes a whole processor between any two looks, however busy the machine is."""
    taken = itertools.count()
    monkeypatch.setattr(time, "process_time", lambda: float(next(taken)))


@pytest.mark.usefixtures("at_rest")
def test_old_garbage_goes_while_the_server_rests() -> None:
    assert asyncio.run(_gone(_old_garbage(), looks=100))


@pytest.mark.usefixtures("at_rest")
def test_what_becomes_garbage_while_the_server_rests_goes_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collecting, "AGAIN", 0.3)
    garbage = _old_garbage()
    monkeypatch.setattr(collecting, "_grown", bool)  # nothing has stayed since
    assert asyncio.run(_gone(garbage, looks=100))


@pytest.mark.usefixtures("at_work")
def test_it_stays_while_the_server_is_at_work() -> None:
    assert not asyncio.run(_gone(_old_garbage(), looks=10))


@pytest.mark.usefixtures("at_work")
def test_it_goes_at_last_even_while_the_server_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "LATEST", 0.0)
    assert asyncio.run(_gone(_old_garbage(), looks=100))


def test_by_itself_python_never_looks_through_everything() -> None:
    garbage, before = _old_garbage(), gc.get_stats()[2]["collections"]
    kept = [Garbage() for _ in range(400_000)]
    assert gc.get_stats()[1]["collections"] > 0
    assert gc.get_stats()[2]["collections"] == before
    assert garbage() is not None
    for one in kept:
        del one.itself
