"""The run sheet at the desk: the clock and script of the step on Live, and the page where it is edited."""

import pytest
from streamlit.testing.v1 import AppTest

from resilience.services.counting import rounds
from resilience.services.workshop.agenda import SCRIPTS, Step
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import save_steps
from resilience.text import LANGUAGES, Text
from resilience.ui.facilitate.run_sheet.table import steps_of
from resilience.ui.shared.menu import ACTIONS, LIVE, RUN_SHEET
from tests.app.seen import pieces, words
from tests.app.visit import as_host, as_staff
from tests.services.held import HOST, Held, Move
from tests.services.workshop.test_run_sheet import left, now_and_next, sheet


def press(at: AppTest, key: str) -> AppTest:
    """Press a button."""
    at.button(key=key).click().run()
    assert not at.exception
    return at


def test_a_step_shows_its_script_and_the_buttons_move_its_end(held: Held) -> None:
    at = as_staff(LIVE, held, "cofacilitator")
    assert "clock-5" not in {button.key for button in at.button}
    said = words(press(at, "live-next"))
    assert "Today we score our own city, each of us from what we know." in said
    press(at, "clock-5")
    press(at, "clock--1")
    assert 835 < left(held) <= 840
    press(at, "clock-end")
    assert now_and_next(held) == ("", "practice")


@pytest.mark.parametrize("again", [rounds.open_vote, rounds.reopen_vote])
def test_a_later_vote_that_is_open_before_its_step_is_the_step(held: Held, again: Move) -> None:
    held.bring_to(Phase.REVEALED)
    held.move(again)
    at = as_host(LIVE)
    assert words(at).count("We now vote again on the questions on your phone.") == 2


def test_two_desks_stay_in_step(held: Held) -> None:
    first, second = as_host(LIVE), as_staff(LIVE, held, "facilitator")
    press(first, "live-next")
    assert "Practice question" in second.run().button[0].label
    press(second, "live-next")
    assert first.run().button[0].label.startswith("Open the vote")


def test_a_step_without_a_move_is_chosen(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = as_host(LIVE)
    box = next(one for one in at.selectbox if one.label == "Go to another step")
    assert not [option for option in box.options if "vote" in option.lower()]
    box.set_value(7).run()
    assert now_and_next(held) == ("actions", "feasibility")
    assert "What can we do about the largest gaps?" in words(at)


def test_the_next_button_opens_the_page_where_a_step_takes_place(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    steps = (Step("reveal", 5), Step("actions", 10), Step("closing", 5))
    save_steps(held.store, HOST, held.code, steps, sheet(held).steps)
    at = press(as_host(LIVE), "live-next")
    assert now_and_next(held) == ("actions", "closing")
    assert words(at) == words(as_host(ACTIONS, held.code))


def test_the_next_button_leads_to_the_question_about_points(held: Held) -> None:
    save_steps(held.store, HOST, held.code, (Step("points", 10),), sheet(held).steps)
    at = press(as_host(LIVE), "live-next")
    assert now_and_next(held)[0] == "points"
    assert "Ask for points" in [button.label for button in at.button]


def test_what_staff_wrote_is_read_as_it_was_typed(held: Held) -> None:
    steps = (Step("welcome", 5, "<b>Hello</b>\n{{ 7*7 }} $x$"),)
    save_steps(held.store, HOST, held.code, steps, sheet(held).steps)
    said = pieces(press(as_host(LIVE), "live-next"))
    assert "<b>Hello</b>" in said
    assert "{{ 7*7 }} $x$" in said


def test_a_template_is_chosen_and_its_end_is_told(held: Held) -> None:
    at = as_staff(RUN_SHEET, held, "cofacilitator")
    assert "210 minutes in all; if you start now, it ends at" in words(at)
    assert at.button(key="run-sheet-use").disabled
    at.button_group(key="run-sheet-template").set_value("short").run()
    at = press(at, "run-sheet-use")
    assert "90 minutes in all" in words(at)
    assert sheet(held).template == "short"
    assert len(at.data_editor[0].value) == len(sheet(held).steps)
    assert at.button(key="run-sheet-save").disabled


def test_a_closed_workshop_keeps_its_run_sheet(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    at = as_host(RUN_SHEET)
    assert at.button(key="run-sheet-use").disabled
    assert at.button(key="run-sheet-save").disabled


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_of_the_table_are_steps_in_their_order(language: str) -> None:
    text = Text(language)
    columns = [text(name) for name in ("Order", "Step", "Minutes", "Script")]
    none = float("nan")
    rows = [
        (2.0, text("Vote"), 40, text(SCRIPTS["vote"])),
        (none, text("Break"), none, None),
        (1.5, text("Break"), 10.0, " Back at ten. "),
        (1, text("Welcome"), 5, None),
        (3, None, 5, ""),
    ]
    found = steps_of([dict(zip(columns, row, strict=True)) for row in rows], text)
    assert found == (
        Step("welcome", 5),
        Step("break", 10, "Back at ten."),
        Step("vote", 40),
        Step("", 5),  # type: ignore[arg-type]
        Step("break", 0),
    )
