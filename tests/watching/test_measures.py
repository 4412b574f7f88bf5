"""Numbers that move when something happens."""

import pytest

from resilience.errors import CannotRun, InputError
from resilience.watching import MEASURES, saving_all
from resilience.watching.measures import Measures


def saves(end: str) -> float:
    return MEASURES.value("saves_total", way="test", end=end)


def test_an_answer_is_counted_by_what_became_of_it_and_timed() -> None:
    with saving_all("test", 2) as became:
        became.extend([object(), InputError("off the scale")])
    with pytest.raises(CannotRun), saving_all("test", 1):
        raise CannotRun("the disk is full")
    assert (saves("saved"), saves("refused"), saves("failed")) == (1, 1, 1)
    assert MEASURES.value("save_seconds_count", way="test") == 3


def test_queue_and_sessions_are_asked_when_the_numbers_are() -> None:
    measures, waiting = Measures(), [3]
    measures.watch(waiting=lambda: waiting[0], sessions=lambda: 7, pages=lambda: 5)
    assert b"\nresilience_writer_queue 3.0\n" in measures.written()[0]
    waiting[0] = 0
    content, kind = measures.written()
    assert b"\nresilience_writer_queue 0.0\n" in content
    assert b"\nresilience_sessions 7.0\n" in content
    assert b"\nresilience_page_queue 5.0\n" in content
    assert kind.startswith("text/plain")
