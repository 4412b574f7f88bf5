"""A report that several wait for is made once, and one that failed is begun anew."""

import threading
from collections.abc import Iterator

import pytest

from resilience.outputs.report import PrintedReport, ReportProgress
from resilience.ui.exchange.making import ReportJob

PRINTED = PrintedReport(b"%PDF", ())


def steps(taken: list[str], parts: tuple[str, ...]) -> Iterator[ReportProgress]:
    """Steps that say when they are taken."""
    for n, part in enumerate(parts):
        taken.append(part)
        yield ReportProgress(n / len(parts), part)
    yield ReportProgress(1.0, "", PRINTED)


def unheard(step: ReportProgress) -> None:
    """What nobody looks at."""


def test_all_who_wait_get_one_report_and_no_step_is_taken_twice() -> None:
    taken: list[str] = []
    parts = tuple(f"part {n}" for n in range(200))
    making = ReportJob(lambda: steps(taken, parts))
    seen: list[list[str]] = [[] for _ in range(4)]
    got: list[PrintedReport] = []

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
    making = ReportJob(lambda: steps(taken, ("part",)))
    making.whole(unheard)
    told: list[ReportProgress] = []
    assert making.whole(told.append) == PRINTED
    assert (told, taken) == ([], ["part"])


def test_a_step_that_fails_is_raised_and_the_next_one_begins_anew() -> None:
    begun = []

    def begin() -> Iterator[ReportProgress]:
        begun.append(1)
        yield ReportProgress(0.0, "part")
        if len(begun) == 1:
            raise OSError("full")
        yield ReportProgress(1.0, "", PRINTED)

    making = ReportJob(begin)
    with pytest.raises(OSError, match="full"):
        making.whole(unheard)
    assert making.whole(unheard) == PRINTED
    assert len(begun) == 2
