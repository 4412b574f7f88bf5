"""Pages are drawn one after the other, and one that takes long keeps nobody waiting."""

import threading
from concurrent.futures import ThreadPoolExecutor

from resilience.ui.turns import Turns

#: seconds that nothing here takes
LONG = 30.0


def test_no_more_than_that_many_go_on_at_once() -> None:
    turns, here, most = Turns(many=2, holds=LONG), threading.Semaphore(0), []
    inside: set[int] = set()

    def draws(page: int) -> None:
        with turns.taken():
            inside.add(page)
            most.append(len(inside))
            here.acquire(timeout=0.01)
            inside.discard(page)

    with ThreadPoolExecutor(16) as hall:
        list(hall.map(draws, range(64)))
    assert len(most) == 64
    assert max(most) == 2


def test_one_that_goes_on_for_long_keeps_no_other_waiting() -> None:
    turns, drawn = Turns(many=1, holds=0.05), threading.Event()

    def draws() -> None:
        with turns.taken():
            drawn.set()

    with turns.taken():
        other = threading.Thread(target=draws)
        other.start()
        assert drawn.wait(LONG)
        other.join()


def test_a_turn_comes_back_where_drawing_fails() -> None:
    turns = Turns(many=1, holds=LONG)
    for _ in range(3):
        try:
            with turns.taken():
                raise ValueError
        except ValueError:
            continue
    with turns.taken():
        assert turns._until_free() > 0
    assert turns._until_free() == 0
