"""Weights by points on the pages: off, on, closed, adopted, and for whom they are not."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.services.scorecards.typed_cards import PaperCard, keep_sheet
from resilience.services.workshop.agenda import StepKind
from resilience.services.workshop.desk import view_desk
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import begin_step, use_template, view_run_sheet
from resilience.store.tables import PointsGiven
from resilience.ui.shared.markup import plain
from resilience.ui.shared.menu import ANSWERS, LIVE, OVERVIEW, SCORE, STEPS, WEIGHTS
from tests.app.facilitate.test_live import refusal
from tests.app.rooms import adopt_weights, reveal_all
from tests.app.seen import kinds, pages_linked, table, words
from tests.app.test_menu import shown
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in
from tests.services.held import HOST, Held, finish, rows

NONE = "This workshop does not ask for weights."
PRIVATE = "Nobody sees yours; the workshop sees the mean, in whole points."


def press(at: AppTest, step: str, *, sure: bool = False) -> AppTest:
    """Press a button of the step, and say yes where the page asks."""
    at.button(key=f"steps-{step}").click().run()
    if sure:
        at.button(key=f"steps-{step}").click()
        at.button(key=f"steps-yes-{step}").click().run()
    assert not at.exception
    return at


def steps(at: AppTest) -> list[str]:
    """What the page offers for weights."""
    return [button.label for button in at.button if "epl" not in button.label]


def test_a_participant_who_is_asked_for_none_is_told_so(held: Held) -> None:
    at = as_person(WEIGHTS, token_in(held))
    assert NONE in words(at)
    assert "number_input" not in kinds(at)


def test_a_participant_shares_out_points_and_reads_that_they_are_saved(held: Held) -> None:
    weights.ask_for_points(held.store, HOST, held.code)
    token = token_in(held)
    at = as_person(WEIGHTS, token)
    assert PRIVATE in words(at)
    assert "0 of 100 points given" in words(at)
    assert "saved" not in words(at).splitlines()
    at.number_input(key="weights-WAT").set_value(60)
    at.number_input(key="weights-PWR").set_value(30).run()
    assert "90 of 100 points given" in words(at)
    assert "each theme gets its share of your own total" in words(at)
    assert "not saved yet" in words(at)
    at.button(key="weights-save").click().run()
    assert "saved" in words(at).splitlines()
    assert "not saved yet" not in words(at)
    again = as_person(WEIGHTS, token)
    assert again.number_input(key="weights-WAT").value == 60
    assert "saved" in words(again).splitlines()


def test_the_way_there_is_shown_while_points_are_taken(held: Held) -> None:
    token, way = token_in(held), ("Share out 100 points among the themes", "weights")
    assert way not in pages_linked(as_person(SCORE, token))
    weights.ask_for_points(held.store, HOST, held.code)
    for page in (SCORE, ANSWERS):
        assert way in pages_linked(as_person(page, token))
    assert shown(person=token) == ["Home", "Scoring", "My answers", "Weights", "Privacy"]
    weights.close_points(held.store, HOST, held.code)
    assert way not in pages_linked(as_person(ANSWERS, token))


def test_points_that_come_too_late_are_refused_in_words(held: Held) -> None:
    weights.ask_for_points(held.store, HOST, held.code)
    at = as_person(WEIGHTS, token_in(held))
    at.number_input(key="weights-WAT").set_value(60)
    weights.close_points(held.store, HOST, held.code)
    at.button(key="weights-save").click().run()
    assert "Points are no longer accepted." in words(at)
    assert rows(held.store, PointsGiven) == []


def test_the_question_says_who_has_no_device(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2)
    card = PaperCard(held.department("Water"), "1", 3, {"W1": "2"}, {})
    keep_sheet(held.store, HOST, held.code, card, "en")
    asked = words(press(as_staff(STEPS, held, "cofacilitator"), "Ask for points"))
    assert (
        "2 people are asked on their phones to share out 100 points among the themes. "
        "3 people who answered on paper or in Excel have no device and are not asked."
    ) in asked


def test_the_facilitator_switches_it_on_and_sees_how_many_gave_points(held: Held) -> None:
    at = as_staff(STEPS, held, "cofacilitator")
    assert "Ask for points" in steps(at)
    press(at, "Ask for points")
    said = "0 people are asked on their phones to share out 100 points among the themes."
    assert said in words(at)
    assert weights.view_weighing(held.store, HOST, held.code).state == "off"
    press(at, "Ask for points", sure=True)
    assert "0 people gave points" in words(at)
    assert "table" not in kinds(at)
    adopt = held.join("Water")
    weights.save_points(held.store, adopt, {"WAT": 60, "PWR": 40})
    at.run()
    assert "1 person gave points" in words(at)
    assert "60" not in words(at)
    consequence = "1 person gave points; 1 person joined with a device. Fewer than 3 people gave points: no mean is shown, and you can ask for points again."
    assert plain(consequence) in words(press(at, "Close the points"))
    assert weights.view_weighing(held.store, HOST, held.code).state == "open"
    press(at, "Close the points", sure=True)
    few = "Only 1 person gave points; at least 3 are needed. The framework's weights are used."
    assert few in words(at)
    assert "Take the points off the stage" not in words(at), (
        "the stage shows none before the reveal"
    )
    assert "table" not in kinds(at)
    press(at, "Ask for points again", sure=True)
    assert "Close the points" in steps(at)


def test_points_of_two_people_beside_a_table_show_no_mean_and_say_why(held: Held) -> None:
    weights.ask_for_points(held.store, HOST, held.code)
    for size in (None, None, 5):
        weights.save_points(held.store, held.join("Water", size=size), {"WAT": 60, "PWR": 40})
    weights.close_points(held.store, HOST, held.code)
    said = words(as_staff(STEPS, held, "cofacilitator"))
    assert "7 people gave points, but fewer than 3 of them alone." in said


def test_points_that_nobody_gave_leave_the_weights(held: Held) -> None:
    weights.ask_for_points(held.store, HOST, held.code)
    weights.close_points(held.store, HOST, held.code)
    said = words(as_staff(STEPS, held, "cofacilitator"))
    assert "Nobody gave points. The framework's weights are used." in said
    assert "Points are no longer accepted." in said
    assert "Decide whether" not in said


def test_the_run_sheet_leads_to_the_points_and_on_from_there(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    use_template(held.store, HOST, held.code, "day")
    kinds_of_steps = [step.kind for step in view_run_sheet(held.store, HOST, held.code).steps]
    begin_step(held.store, HOST, held.code, kinds_of_steps.index("feasibility"), "feasibility")
    assert "next-elsewhere" not in {button.key for button in as_host(STEPS).button}
    at = as_host(LIVE)
    assert at.button(key="live-next").label == "Next: Weight the themes (100 points), 20 min"
    at.button(key="live-next").click().run()
    assert view_desk(held.store, HOST, held.code).screen == "points"
    assert ("Weights and replies", f"steps?workshop={held.code}") in pages_linked(as_host(LIVE))
    at = as_host(STEPS)
    assert at.button(key="next-elsewhere").label == "Next: Closing words, 15 min"
    at.button(key="next-elsewhere").click().run()
    assert view_desk(held.store, HOST, held.code).screen == "closing"


@pytest.mark.parametrize(
    ("position", "kind", "picture"), [(9, "closing", "closing"), (7, "actions", "actions")]
)
def test_closed_points_are_taken_off_the_stage(
    held: Held, position: int, kind: StepKind, picture: str
) -> None:
    held.bring_to(Phase.REVEALED)
    begin_step(held.store, HOST, held.code, position, kind)
    weights.ask_for_points(held.store, HOST, held.code)
    assert "Take the points off the stage" not in words(as_host(STEPS))
    weights.close_points(held.store, HOST, held.code)
    at = as_host(STEPS)
    at.button(key="points-off-stage").click().run()
    assert view_desk(held.store, HOST, held.code).screen == picture
    assert "Take the points off the stage" not in words(at)


def test_closing_the_points_for_good_is_asked_first(held: Held) -> None:
    weights.ask_for_points(held.store, HOST, held.code)
    for who in [held.join("Water") for _ in range(4)][:3]:
        weights.save_points(held.store, who, {"WAT": 60, "PWR": 40})
    assert (
        "3 people gave points; 4 people joined with a device. Nobody can give or change points after "
        "a mean is shown." in words(press(as_host(STEPS), "Close the points"))
    )


def test_the_mean_and_what_each_theme_moves_are_shown_before_the_choice(held: Held) -> None:
    reveal_all(held)
    adopt_weights(held, adopt=False)
    at = as_host(STEPS)
    # overall 71.9 of water 81.3 and power 62.5, each of which is left when the other goes
    assert table(at, "Mean of the points") == {
        "Water": ["75", "−9.4"],
        "Power": ["25", "9.4"],
    }
    assert (
        "The overall score is 72 with the current weights and would be 77 with the mean."
        in words(at)
    )
    asked = words(press(at, "Adopt the mean"))
    assert "From now on, results will use these weights, for everyone." in asked
    assert "3 of 9 people with a device have given points." in asked
    assert "72 of 100" in words(as_staff(OVERVIEW, held, "official"))
    press(at, "Adopt the mean", sure=True)
    assert "with the current weights" not in words(at)
    assert "The workshop adopted the mean" in words(at)
    assert "Go back to the framework's weights" in steps(at)
    said = words(as_staff(OVERVIEW, held, "official"))
    assert "The workshop set its own theme weights, out of 100" in said
    assert "77 of 100" in said  # .75 x 81.25 + .25 x 62.5 = 76.6
    press(at, "Go back to the framework's weights", sure=True)
    assert "72 of 100" in words(as_staff(OVERVIEW, held, "official"))


def test_before_the_reveal_the_step_shows_no_figure_of_the_vote(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    adopt_weights(held, adopt=False)
    assert set(table(as_host(STEPS), "Mean of the points")) == {"Water", "Power"}
    assert "verall" not in words(as_host(STEPS))


def test_a_closed_workshop_offers_no_step(held: Held) -> None:
    reveal_all(held)
    adopt_weights(held)
    held.move(finish)
    st.cache_data.clear()
    at = as_host(STEPS)
    assert "The workshop adopted the mean" in words(at)
    assert steps(at) == []


def test_points_that_the_sign_off_ended_are_not_said_to_count(held: Held) -> None:
    reveal_all(held)
    weights.ask_for_points(held.store, HOST, held.code)
    token = token_in(held)
    held.move(finish)
    st.cache_data.clear()
    for at in (as_host(STEPS), as_person(WEIGHTS, token)):
        said = words(at)
        assert "signed off before the points were closed, so they do not count." in said
        assert "sharing out their points" not in said
        assert "gave points" not in said
        assert "Your saved points count" not in said
        assert steps(at) == []


def test_a_mean_that_nobody_decided_on_leaves_the_framework_its_weights(held: Held) -> None:
    reveal_all(held)
    adopt_weights(held, adopt=False)
    held.move(finish)
    st.cache_data.clear()
    said = words(as_host(STEPS))
    assert "The framework's weights are used." in said
    assert "Decide whether" not in said


@pytest.mark.parametrize("role", ["official", "lead"])
def test_readers_run_no_step(held: Held, role: str) -> None:
    at = as_staff(STEPS, held, role, held.code)
    assert [error.value for error in at.error] == [refusal(held)]
    assert steps(at) == []


def test_strangers_are_asked_to_join(held: Held) -> None:
    for page in (WEIGHTS, STEPS):
        at = as_stranger(page)
        assert "number_input" not in kinds(at)
        assert "button" not in kinds(at)
