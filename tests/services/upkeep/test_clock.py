"""Dates are believed once the server has run for a day in which they agreed with how long it ran."""

import datetime
import json
from pathlib import Path

import pytest

from resilience.errors import CannotRun
from resilience.framework import Framework
from resilience.services.upkeep import clock
from resilience.services.upkeep.clock import FILE, STEADY, ClockNotes, clock_wait
from resilience.services.upkeep.retention import remove_when_sure
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from tests.live import Server, free_port, wait_for
from tests.services.held import Held, set_up
from tests.services.left import kept_in
from tests.services.upkeep.test_retention import YEAR, age

pytestmark = pytest.mark.long

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
NOTHING = datetime.timedelta(0)


def steady(folder: Path) -> None:
    """As if the server had run for a day up to now."""
    folder.mkdir(parents=True, exist_ok=True)
    at = datetime.datetime.now(datetime.UTC)
    said = {"at": at.isoformat(), "ran": DAY.total_seconds()}
    (folder / FILE).write_text(json.dumps(said), encoding="utf-8")


class Machine:
    """A machine with a date that is set at will, and a server on it that notes the date every hour."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.date = datetime.datetime(2026, 10, 14, 9, tzinfo=datetime.UTC)
        self.ticks = 0.0
        monkeypatch.setattr(clock, "now", lambda: self.date)
        self.start()

    def start(self) -> None:
        """Start the server, or another one beside it."""
        self.notes = ClockNotes(self.folder, lambda: self.ticks)
        self.notes.note()

    def run(self, hours: int) -> None:
        """Let the time pass while the server runs."""
        for _ in range(hours):
            self.ticks += HOUR.total_seconds()
            self.date += HOUR
            self.notes.note()

    @property
    def wait(self) -> datetime.timedelta:
        """How long the server still has to run."""
        return clock_wait(self.folder)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine on which the server has just been started for the first time."""
    return Machine(tmp_path, monkeypatch)


def test_dates_are_believed_after_a_day(machine: Machine) -> None:
    assert machine.wait == DAY
    machine.run(23)
    assert machine.wait == HOUR
    machine.run(1)
    assert machine.wait == NOTHING


def test_runs_of_a_few_hours_add_up(machine: Machine) -> None:
    for _ in range(3):
        machine.run(8)
        machine.date += 16 * HOUR
        machine.start()
    assert machine.wait == NOTHING


def test_a_machine_that_starts_900_days_ahead_waits_for_a_day(machine: Machine) -> None:
    machine.run(48)
    machine.date += 900 * DAY
    assert machine.wait == DAY  # the command, before a server has noted anything
    machine.start()
    machine.run(23)
    assert machine.wait == HOUR


@pytest.mark.parametrize("jump", [900 * DAY, -900 * DAY, -2 * HOUR, 8 * DAY])
def test_a_clock_that_jumps_while_the_server_runs_waits_anew(
    machine: Machine, jump: datetime.timedelta
) -> None:
    machine.run(48)
    machine.date += jump
    machine.run(2)
    assert machine.wait == 23 * HOUR
    machine.date -= jump
    machine.run(1)
    assert machine.wait >= 22 * HOUR


def test_a_clock_that_jumps_and_is_back_at_the_next_note_did_no_harm(machine: Machine) -> None:
    machine.run(24)
    machine.date += 900 * DAY
    assert machine.wait == DAY
    machine.date -= 900 * DAY
    assert machine.wait == NOTHING


def test_a_server_that_runs_one_day_a_year_waits_on_that_day(machine: Machine) -> None:
    machine.run(24)
    machine.date += 364 * DAY
    machine.start()
    assert machine.wait == DAY
    machine.run(24)
    assert machine.wait == NOTHING


def test_servers_side_by_side_do_not_count_the_same_hour_twice(machine: Machine) -> None:
    first = machine.notes
    machine.start()
    second = machine.notes
    for _ in range(12):
        machine.ticks += HOUR.total_seconds()
        machine.date += HOUR
        first.note()
        second.note()
    assert machine.wait == 12 * HOUR


@pytest.mark.parametrize(
    "written", ["", "{}", "[]", '{"at": "2026-10-14", "ran": 9e9}', '{"at": 1, "ran": "x"}']
)
def test_what_is_no_note_is_none(machine: Machine, written: str) -> None:
    machine.run(24)
    (machine.folder / FILE).write_text(written, encoding="utf-8")
    assert machine.wait == STEADY


def test_a_note_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotRun, match="cannot be written"):
        ClockNotes(tmp_path / "file").note()


def test_nothing_is_removed_before(held: Held, tmp_path: Path) -> None:
    held.bring_to(Phase.CLOSED)
    age(held.store, 900)
    assert remove_when_sure(held.store, YEAR, tmp_path) == ()
    assert kept_in(held) == 9
    steady(tmp_path)
    (done,) = remove_when_sure(held.store, YEAR, tmp_path)
    assert (done.code, kept_in(held)) == (held.code, 0)


def test_a_start_900_days_later_removes_nothing(
    sqlite_store: Store, sqlite_url: str, framework: Framework, tmp_path: Path
) -> None:
    """As a machine whose clock is wrong when it starts: the server looks at the date at once."""
    held = set_up(sqlite_store, framework)
    held.bring_to(Phase.CLOSED)
    age(held.store, 900)
    served = Server(tmp_path, free_port(), {"RESILIENCE_DATABASE_URL": sqlite_url}).start()
    wait_for((tmp_path / FILE).exists, "the first note")
    served.stop()
    assert kept_in(held) == 9
