"""Who computes, who waits, and who is next."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from resilience.ui.runs import turns as module
from resilience.ui.runs.turns import Turns
from tests.live import wait_for

#: seconds that each run takes by its clock, and after which a run that does not end is a fault
TOOK, PATIENCE = 0.1, 10


class Gone(Exception):
    """Raised by a page that was closed."""


@dataclass
class Room:
    """Runs in threads of their own, which last until they are ended; its clock stands still meanwhile."""

    now: float = 0.0
    gone: int = 0
    begun: list[str] = field(default_factory=list)
    ends: dict[str, threading.Event] = field(default_factory=dict)
    threads: dict[str, threading.Thread] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.turns = Turns(lambda: self.now)

    def come(
        self,
        *names: str,
        staff: bool = False,
        still_wanted: Callable[[], object] = lambda: None,
        error: BaseException | None = None,
    ) -> None:
        """Begin these runs one after the other; the first letter of a name is its network."""
        for name in names:
            self.ends[name] = threading.Event()
            given = (name, staff, still_wanted, error)
            self.threads[name] = threading.Thread(target=self._run, args=given, daemon=True)
            self.threads[name].start()
            self.settle()

    def _run(
        self,
        name: str,
        staff: bool,
        still_wanted: Callable[[], object],
        error: BaseException | None,
    ) -> None:
        try:
            with self.turns.turn(name[0], lambda: staff, still_wanted):
                self.begun.append(name)
                self.ends[name].wait()
                if error:
                    raise error
        except Gone:
            self.gone += 1
        except (StopException, RerunException, ValueError):
            pass

    def settle(self) -> None:
        """Until each run has begun, waits or is gone."""
        wait_for(
            lambda: len(self.begun) + self.turns.waiting + self.gone == len(self.threads), "runs"
        )

    def end(self, name: str) -> None:
        """End a run, `TOOK` seconds later."""
        self.now += TOOK
        self.ends[name].set()
        self.over(name)
        self.settle()

    def over(self, name: str) -> None:
        """Until a run has ended."""
        self.threads[name].join(PATIENCE)
        assert not self.threads[name].is_alive(), name

    def end_all(self) -> list[str]:
        """End all runs in the order in which they begin; that order."""
        for name in self.begun:  # grows meanwhile
            self.end(name)
        return self.begun


@pytest.fixture
def room() -> Iterator[Room]:
    here = Room()
    yield here
    for end in here.ends.values():
        end.set()
    for thread in here.threads.values():
        thread.join(PATIENCE)


def test_two_compute_and_the_others_wait_in_the_order_in_which_they_came(room: Room) -> None:
    room.come("a1", "a2", "a3", "a4")
    assert (room.begun, room.turns.waiting) == (["a1", "a2"], 2)
    room.end("a2")
    assert (room.begun, room.turns.waiting) == (["a1", "a2", "a3"], 1)
    assert room.end_all() == ["a1", "a2", "a3", "a4"]


def test_an_address_that_took_less_is_next_before_a_flood_that_came_earlier(room: Room) -> None:
    room.come("a1", "a2", "a3", "a4", "a5", "b1")
    room.end("a1")
    assert room.begun[2:] == ["b1"]


def test_addresses_that_wait_take_turns(room: Room) -> None:
    room.come("a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3")
    begun = "".join(name[0] for name in room.end_all())
    assert begun in ("aabbabaa", "aababbaa", "aabbaaba", "aabababa")


def test_who_was_away_has_nothing_saved_up(room: Room) -> None:
    for number in range(20):
        room.come(f"a{number}")
        room.end(f"a{number}")
    room.come("c1", "c2", *(f"a{n}" for n in range(20, 26)), *(f"b{n}" for n in range(6)))
    room.end_all()
    first = "".join(name[0] for name in room.begun[22:30])
    assert first.count("a") >= 3


def test_a_role_has_a_place_of_its_own_beside_a_flood_of_the_same_address(room: Room) -> None:
    room.come("a1", "a2", "a3", "a4")
    room.come("a5", "a6", staff=True)
    room.end("a1")
    room.end("a2")
    assert room.begun[2:] == ["a5", "a3"]
    room.end("a5")
    assert room.begun[4:] == ["a6"]


def test_a_flood_with_a_role_leaves_the_others_one_place(room: Room) -> None:
    room.come("x1", "x2")
    room.come("s1", "s2", "s3", "s4", staff=True)
    room.come("a1", "a2", "a3", "a4")
    room.end("x1")
    room.end("x2")
    room.end("s1")
    room.end("a1")
    assert room.begun[2:] == ["s1", "a1", "s2", "a2"]


def test_whether_somebody_has_a_role_is_asked_only_where_they_would_wait(room: Room) -> None:
    def is_staff() -> bool:
        raise AssertionError("nobody waits")

    with room.turns.turn("a", is_staff, lambda: None):
        assert room.turns.waiting == 0


@pytest.mark.parametrize(
    "error", [StopException(), RerunException(RerunData()), ValueError()], ids=repr
)
def test_a_turn_is_given_back_however_a_run_ends(room: Room, error: BaseException) -> None:
    room.come("a1", "a2", error=error)
    room.come("a3", "a4")
    room.end("a1")
    room.end("a2")
    assert room.begun[2:] == ["a3", "a4"]


def test_a_run_that_is_no_longer_wanted_waits_no_more(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = threading.Event()

    def still_wanted() -> None:
        if closed.is_set():
            raise Gone

    monkeypatch.setattr(module, "LOOK", 0.01)
    room.come("a1", "a2")
    room.come("a3", still_wanted=still_wanted)
    closed.set()
    room.over("a3")
    assert room.turns.waiting == 0
    room.come("a4")
    assert room.end_all() == ["a1", "a2", "a4"]


def test_a_run_that_takes_too_long_makes_nobody_wait(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK", 0.01)
    room.come("a1", "a2", "a3")
    room.now += module.LONGEST
    wait_for(lambda: room.begun[2:] == ["a3"], "the place of a long run")
    room.come("a4", "a5")
    assert room.turns.waiting == 1
    room.end("a1")
    assert room.begun[2:] == ["a3", "a4"]


def test_addresses_are_not_kept_without_end(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    for number in range(100):
        with room.turns.turn(f"network {number}", lambda: False, lambda: None):
            room.now += TOOK
    line = room.turns._others
    assert (len(line._taken) <= 10, line.waiting) == (True, {})
