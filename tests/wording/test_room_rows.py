"""Who was in the room adds up to the people of the headline, on the page, in the files and in the note."""

import datetime
from collections.abc import Callable

import pytest

from resilience.outputs.report import report_of
from resilience.outputs.workbook import results_workbook
from resilience.report import Lines
from resilience.scoring.notes.significance import whole_note
from resilience.services.counting import rounds
from resilience.services.results.results import WorkshopResult
from resilience.services.scorecards.typed_cards import PaperCard, keep_sheet
from resilience.services.workshop.phase import Phase
from resilience.store.tables import FrozenRoom, Round
from resilience.store.workshops import city_rows
from resilience.text import Text
from resilience.wording.departments import merged_words
from resilience.wording.progress import not_counted_words
from resilience.wording.result_tables import room_rows
from tests.services.held import HOST, Held
from tests.services.held import rows as table_rows
from tests.workbook.sheets import opened, rows, sheet, words

TEXT = Text("en")
MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
LATER = "Joined for a later vote (not shown by department)"


@pytest.fixture
def result(held: Held) -> WorkshopResult:
    """Four each of Water and Power vote twice; an earlier version counted five more who came for the later vote."""
    held.move(rounds.open_vote)
    here = [*held.vote("Water", 1, 2, 3, 4), *held.vote("Power", 1, 2, 3, 4)]
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in here:
        held.say(who, W1=4)
    held.reveal()
    with held.store.write() as session:
        whole = city_rows(session, held.id)["room"].id
        (room,) = (
            one for one in table_rows(held.store, FrozenRoom, unit_id=whole) if one.round_id == 2
        )
        room.participants = room.people = 13
        session.add(room)
    return held.result()


def test_the_table_adds_up_to_the_headline(result: WorkshopResult) -> None:
    assert result.people == 13
    found = room_rows(result, TEXT)["People"]
    assert found[LATER] == 5
    assert found.sum() == 13


def test_report_workbook_and_method_note_have_who_came_later(result: WorkshopResult) -> None:
    parts = report_of(result, TEXT, MOMENT).parts
    room = next(
        one for one in parts if isinstance(one, Lines) and one.heading == "Who was in the room"
    )
    assert any(f"{LATER} 5" in line for line in room.lines)
    read_me = sheet(opened(results_workbook(result, TEXT, MOMENT)), "Read me")
    *units, all_of_them = rows(read_me, "Unit")
    assert (units[-1]["Unit"], units[-1]["People"]) == (LATER, 5)
    assert (all_of_them["People"], all_of_them["Scorecards"]) == (13, 13)
    assert "a workshop in which 13 people scored" in words(read_me)
    note = " ".join(one.words for one in whole_note(result.made, TEXT))
    assert f"{LATER}: 5 people." in note


def test_a_department_from_which_nobody_came_is_not_shown_together(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3, 4)
    held.vote("Power", 1, 2, 3)
    result = held.reveal()
    assert result.absent == ("Roads",)
    assert merged_words(result, TEXT) == []
    read_me = sheet(opened(results_workbook(result, TEXT, MOMENT)), "Read me")
    units = {row["Unit"]: row["Departments included"] for row in rows(read_me, "Unit")}
    assert (units["Water"], units["Power"]) == ("Water", "Power")


def test_cards_are_counted_with_devices_as_scorecards(workshop: Callable[..., Held]) -> None:
    """Four people on devices, a table of five and a paper card of three: six scorecards of twelve people."""
    held = workshop(departments={"Water": 12})
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3, 4)
    held.say(held.join("Water", size=5), W1=2)
    card = PaperCard(held.department("Water"), "1", 3, {"W1": "2"}, {})
    keep_sheet(held.store, HOST, held.code, card, "en")
    result = held.reveal()
    table = room_rows(result, TEXT)
    assert (table["Scorecards"]["Water"], table["People"]["Water"]) == (6, 12)
    assert "Phones and laptops" not in table
    read_me = sheet(opened(results_workbook(result, TEXT, MOMENT)), "Read me")
    assert rows(read_me, "Unit")[0]["Scorecards"] == 6


def test_where_all_came_for_the_first_vote_there_is_no_such_row(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    result = held.result()
    assert LATER not in room_rows(result, TEXT).index
    note = " ".join(one.words for one in whole_note(result.made, TEXT))
    assert "Joined for a later vote" not in note


def test_the_note_counts_the_themes_that_were_asked(held: Held) -> None:
    """An earlier version let the first vote ask a part."""
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    with held.store.write() as session:
        (vote,) = table_rows(held.store, Round, workshop_id=held.id)
        vote.asked = ["W1"]
        session.add(vote)
    made = held.reveal().made
    note = " ".join(one.words for one in whole_note(made, TEXT))
    assert "1 indicator asked in 1 theme. Scores" in note


@pytest.mark.parametrize(
    ("not_shown", "later", "said"),
    [
        (0, 4, ""),
        (
            2,
            0,
            "Later votes change no score. A later vote replaces a result only where enough people answer",
        ),
        (2, 1, "A later vote counts on 1 question. Elsewhere"),
        (2, 10, "Later votes count on 10 questions. Elsewhere"),
    ],
)
def test_where_later_votes_count_is_said_and_nothing_of_unasked_questions(
    not_shown: int, later: int, said: str
) -> None:
    words = not_counted_words(not_shown, later, TEXT)
    assert words.startswith(said)
    assert bool(words) == bool(not_shown)
