"""How many people joined and answered is one number wherever it shows, and each place says of what."""

import datetime
import io
from dataclasses import dataclass

import openpyxl
import pytest

from resilience.outputs.report import report_of
from resilience.outputs.workbook import results_workbook
from resilience.services.counting import rounds
from resilience.services.counting.consequences import consequences_of
from resilience.services.voting.progress import ProgressSnapshot, snapshot
from resilience.services.workshop.devices import Attendance, attendance_of
from resilience.text import Text
from resilience.ui.shared.menu import OVERVIEW
from resilience.web.stage.revealing import reveal
from tests.app.seen import words
from tests.app.visit import as_host
from tests.services.held import HOST, Held

AT = datetime.datetime(2026, 10, 13, 12, tzinfo=datetime.UTC)
TEXT = Text("en")
#: of 6 people of Water one says nothing, a table of 3 answers as one
JOINED, ANSWERED = 13, 12


@dataclass
class Room:
    """A workshop after its reveal, with what was seen while the vote was open."""

    held: Held
    before: ProgressSnapshot
    there: Attendance


@pytest.fixture
def room(held: Held) -> Room:
    """Six people of Water, of whom one never answers, four of Power, and a table of three."""
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 2, 3, 3)
    held.join("Water")
    held.vote("Power", 1, 1, 2, 3)
    held.say(held.join("Roads", size=3), W1=2)
    before = snapshot(held.store, held.id)
    there = attendance_of(held.store, HOST, held.code)
    held.move(rounds.close_vote, rounds.reveal)
    return Room(held, before, there)


def test_joined_and_answered_are_the_same_on_live_attendance_and_sign_off(room: Room) -> None:
    assert (room.before.people, room.before.answered) == (JOINED, ANSWERED)
    found = room.there.departments
    assert (sum(d.joined for d in found), sum(d.answered for d in found)) == (JOINED, ANSWERED)
    after = attendance_of(room.held.store, HOST, room.held.code).departments
    assert sum(d.joined for d in after) == JOINED
    asked = consequences_of(room.held.store, HOST, room.held.code)
    assert (asked.people, asked.answered) == (JOINED, ANSWERED)


def test_every_output_counts_those_who_answered(room: Room) -> None:
    result = room.held.result()
    said = f"{ANSWERED} people answered"
    assert result.people == ANSWERED
    assert said in words(as_host(OVERVIEW, room.held.code))
    assert said in report_of(result, TEXT, AT).sections[0].lines[0]
    assert said in reveal(result, TEXT).people
    book = openpyxl.load_workbook(io.BytesIO(results_workbook(result, TEXT, AT)))
    cells = [str(cell.value) for row in book["Read me"].iter_rows() for cell in row]
    assert any(f"in which {ANSWERED} people scored" in one for one in cells)
