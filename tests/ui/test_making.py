"""A report that several wait for is made once, and one that failed is begun anew."""

import threading
from collections.abc import Iterator

import pytest

from resilience.outputs.report import Printed, Step
from resilience.ui.making import Making

PRINTED = Printed(b"%PDF", ())


def steps(taken: list[str], parts: tuple[str, ...]) -> Iterator[Step]:
    """Steps that say when they are taken."""
    for n, part in enumerate(parts):
        taken.append(part)
        yield Step(n / len(parts), part)
    yield Step(1.0, "", PRINTED)


def unheard(step: Step) -> None:
    """What nobody looks at."""


def test_all_who_wait_get_one_report_and_no_step_is_taken_twice() -> None:
    taken: list[str] = []
    parts = tuple(f"part {n}" for n in range(200))
    making = Making(lambda: steps(taken, parts))
    seen: list[list[str]] = [[] for _ in range(4)]
    got: list[Printed] = []

    def wait(own: list[str]) -> None:
        got.append(making.whole(lambda step: own.append(step.doing)))

    waiting = [threading.Thread(target=wait, args=(own,)) for own in seen]
    for one in waiting:
        one.start()
    for one in waiting:
        one.join()
    assert got == [PRINTED] * 4
    assert taken == list(parts)
    assert sorted(doing for own in seen for doing in own if doing) == sorted(parts)


def test_who_comes_later_gets_it_at_once() -> None:
    taken: list[str] = []
    making = Making(lambda: steps(taken, ("part",)))
    making.whole(unheard)
    told: list[Step] = []
    assert making.whole(told.append) == PRINTED
    assert (told, taken) == ([], ["part"])


def test_a_step_that_fails_is_raised_and_the_next_one_begins_anew() -> None:
    begun = []

    def begin() -> Iterator[Step]:
        begun.append(1)
        yield Step(0.0, "part")
        if len(begun) == 1:
            raise OSError("full")
        yield Step(1.0, "", PRINTED)

    making = Making(begin)
    with pytest.raises(OSError, match="full"):
        making.whole(unheard)
    assert making.whole(unheard) == PRINTED
    assert len(begun) == 2
