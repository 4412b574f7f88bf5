"""Pages are drawn one after the other, and one that takes long keeps nobody waiting."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from types import SimpleNamespace

import pytest
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from resilience.ui.turns import Turns, draw_in_turns
from tests.live import wait_for

#: seconds that nothing here takes
LONG = 30.0


def test_one_goes_on_at_a_time_in_the_order_in_which_they_came() -> None:
    turns, inside, went = Turns(holds=LONG), set[int](), list[int]()

    def draws(page: int) -> None:
        with turns.taken():
            inside.add(page)
            went.append(page)
            assert inside == {page}
            inside.discard(page)

    with ThreadPoolExecutor(16) as hall, turns.taken():
        drawn = []
        for page in range(16):
            drawn.append(hall.submit(draws, page))
            wait_for(lambda: len(turns._line) == len(drawn), "a page in line")
        assert went == []
    for one in drawn:
        one.result()
    assert went == list(range(16))


def test_parts_of_pages_take_every_second_turn() -> None:
    turns, went = Turns(holds=LONG), list[int]()

    def draws(page: int) -> None:
        with turns.taken(short=page % 2 == 1):
            went.append(page)

    with ThreadPoolExecutor(6) as hall, turns.taken():
        for page in range(6):
            hall.submit(draws, page)
            wait_for(lambda: len(turns._line) + len(turns._short) == page + 1, "a page in line")  # noqa: B023
    assert went == [1, 0, 3, 2, 5, 4]


def test_one_that_goes_on_for_long_keeps_no_other_waiting() -> None:
    turns, drawn = Turns(holds=0.05), threading.Event()

    def draws() -> None:
        with turns.taken():
            drawn.set()

    with turns.taken():
        other = threading.Thread(target=draws)
        other.start()
        assert drawn.wait(LONG)
        other.join()


def test_a_turn_comes_back_where_drawing_fails() -> None:
    turns = Turns(holds=LONG)
    for _ in range(3):
        try:
            with turns.taken():
                raise ValueError
        except ValueError:
            continue
    with turns.taken():
        assert turns._turn is not None
    assert turns._turn is None


def test_a_theme_counts_as_a_page_and_a_card_on_it_as_a_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Comments do not wait for a whole hall that goes on to the next theme."""
    counted = list[bool]()

    def take(_: Turns, *, short: bool = False) -> AbstractContextManager[None]:
        counted.append(short)
        return nullcontext()

    monkeypatch.setattr(Turns, "taken", take)
    monkeypatch.setattr(ScriptRunner, "_run_script", lambda *_: None)
    draw_in_turns()
    parts = MemoryFragmentStorage()
    parts.register("theme", lambda: None)
    parts.register("card", lambda: None, parent_fragment_id="theme")
    for asked in ([], ["theme"], ["card"], ["card", "theme"]):
        runner = SimpleNamespace(_fragment_storage=parts)
        ScriptRunner._run_script(runner, RerunData(fragment_id_queue=asked))  # type: ignore[arg-type]
    assert counted == [False, False, True, False]
