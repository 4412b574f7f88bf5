"""Discuss and agree: the order, what a topic shows, and how an agreement is kept."""

import datetime
from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup, TextInput

from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop.agenda import Step
from resilience.services.workshop.desk import DeskPlace, show_topic, view_desk
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import begin_step, save_steps, view_run_sheet
from resilience.store import Store
from resilience.ui.facilitate.desk import AT
from resilience.ui.shared.menu import DISCUSS, OVERVIEW
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import figures, pages_linked, sheet, table, words
from tests.app.visit import as_host, as_person, as_staff, as_stranger, confirm, token_in, visit
from tests.services.delivering import save_remark
from tests.services.held import HOST, HOST_LINK, Held, finish, set_up
from tests.usual import usual_framework

NONE_YET = "Nothing to discuss yet. Topics appear here after you reveal a result on the Live page"
"Live."
AGAIN = "People voted again on this topic. Comments written before that are no longer shown"
LATER = "Levels can be agreed while no vote is open and the workshop is not closed."


@pytest.fixture
def room(held: Held) -> Held:
    """The room of `rooms.SAID`, revealed: P1 is split, W1 is next, P2 is measured."""
    reveal_all(held)
    return held


def shown(at: AppTest) -> str:
    """The code of the topic on the page."""
    return str(at.session_state[AT])


def pills_of(at: AppTest, code: str) -> ButtonGroup[object]:
    """The outcomes to choose from."""
    return next(o for o in at.button_group if str(o.key).startswith(f"discuss-outcome-{code}"))


def reason_of(at: AppTest, code: str) -> TextInput:
    """The field for the reason."""
    return next(o for o in at.text_input if str(o.key).startswith(f"discuss-reason-{code}"))


def choose(at: AppTest, code: str, outcome: object, reason: str = "") -> AppTest:
    """Choose what the room agrees on, give the reason, and press Agree."""
    pills_of(at, code).set_value(outcome).run()
    reason_of(at, code).set_value(reason).run()
    at.button(key=f"discuss-agree-{code}").click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_before_the_reveal_there_is_nothing_to_discuss(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_staff(DISCUSS, held, "facilitator")
    assert words(at).startswith(NONE_YET)
    assert figures(at) == set()


def test_only_who_runs_the_workshop_discusses(room: Held) -> None:
    for at in (
        as_stranger(DISCUSS),
        as_staff(DISCUSS, room, "official"),
        as_staff(DISCUSS, room, "lead"),
        as_person(DISCUSS, token_in(room)),
    ):
        assert words(at).startswith(NONE_YET)
    assert figures(as_stranger(DISCUSS, room.code)) == set()


def test_those_who_usually_know_are_set_apart(store: Store) -> None:
    held = set_up(store, usual_framework(P1="water", P2="water"))
    reveal_all(held)
    at = as_staff(DISCUSS, held, "facilitator")
    assert shown(at) == "P1"
    assert "Middle answer of those who usually know: 0; of others: 4" in words(at)
    at.button(key="discuss-on").click().run()
    assert (shown(at), "usually know" in words(at)) == ("W1", False)


def test_what_the_room_differs_on_comes_first(room: Held) -> None:
    at = as_staff(DISCUSS, room, "cofacilitator")
    assert shown(at) == "P1"
    said = words(at)
    assert "Topic 1 of 4" in said
    assert "P1 · Grid" in said
    assert "Does it hold?" in said
    assert said.count("Split room: 3 say 0, 3 say 4 · with so few answers it may be chance") == 1
    assert "tie for first" not in said
    assert "middle answer" not in said
    assert "more than half the scale from the middle answer" not in said
    assert table(at, "Department") == {
        "Water": ["3", "0", "0", "0", "0"],
        "Power": ["0", "0", "0", "0", "3"],
    }


def test_arrows_move_on_and_back(room: Held) -> None:
    at = as_host(DISCUSS, room.code)
    at.button(key="discuss-on").click().run()
    assert shown(at) == "W1"
    at.button(key="discuss-back").click().run()
    assert shown(at) == "P1"
    assert at.button(key="discuss-back").disabled
    for _ in range(3):
        at.button(key="discuss-on").click().run()
    assert shown(at) == "P2"
    assert at.button(key="discuss-on").disabled


def test_two_desks_stay_in_step_and_a_new_one_goes_on_where_they_are(room: Held) -> None:
    first, second = as_host(DISCUSS, room.code), as_staff(DISCUSS, room, "cofacilitator")
    first.button(key="discuss-on").click().run()
    assert shown(second.run()) == "W1"
    second.button(key="discuss-on").click().run()
    third = shown(second)
    assert third not in ("P1", "W1")
    assert shown(first.run()) == third
    assert shown(as_host(DISCUSS, room.code)) == third
    assert view_desk(room.store, HOST, room.code) == DeskPlace(
        "discuss", third, discussed=("W1", third)
    )


def test_an_address_names_a_topic_and_moves_no_stage(room: Held) -> None:
    at = visit(DISCUSS, links=[HOST_LINK], code=room.code, asked={"topic": "W1"})
    assert shown(at) == "W1"
    assert view_desk(room.store, HOST, room.code) == DeskPlace("result")
    at.button(key="discuss-stage").click().run()
    place = view_desk(room.store, HOST, room.code)
    assert place == DeskPlace("discuss", "W1", discussed=("W1",))
    assert at.button(key="discuss-stage").label == "Show the result on the stage"
    at.button(key="discuss-stage").click().run()
    place = view_desk(room.store, HOST, room.code)
    assert (shown(at), place.screen, place.topic) == ("W1", "result", "W1")


def test_while_a_vote_is_open_the_topic_is_of_this_page_alone(room: Held) -> None:
    room.move(rounds.open_vote)
    at = as_host(DISCUSS, room.code)
    at.button(key="discuss-on").click().run()
    assert (shown(at), len(at.error)) == ("W1", 0)
    assert shown(as_host(DISCUSS, room.code)) == "P1"
    assert "on the stage" not in words(at)


def test_a_topic_is_chosen_from_the_list(room: Held) -> None:
    at = as_host(DISCUSS, room.code)
    topics = next(box for box in at.selectbox if box.label == "Topic")
    assert [option.split(" ")[:2] for option in topics.options[:2]] == [["1.", "P1"], ["2.", "W1"]]
    topics.select_index(2).run()
    third = shown(at)
    assert third not in ("P1", "W1")
    at.button(key="discuss-back").click().run()
    assert shown(at) == "W1"


def test_three_clicks_agree_on_a_level_and_the_result_follows(room: Held) -> None:
    at = choose(as_host(DISCUSS, room.code), "P1", 2, "The grid *half* holds.")
    assert "Agreed: 2 · The grid \\*half\\* holds." in words(at)
    found = room.result()
    assert found.result.city["P1"].value == 50
    assert found.agreed["P1"].reason == "The grid *half* holds."
    at.button(key="discuss-on").click().run()
    assert shown(at) == "W1"
    overview = as_host(OVERVIEW, room.code)
    assert table(overview, "Because") == {"P1 · Grid": ["2", "The grid *half* holds."]}


def test_both_views_and_not_applicable_are_outcomes_too(room: Held) -> None:
    at = choose(as_host(DISCUSS, room.code), "P1", "both")
    assert room.result().agreed["P1"].outcome == "both"
    assert "Not agreed: both views recorded" in words(at)
    choose(at, "P1", "na")
    assert room.result().result.city["P1"].state == "not applicable"
    confirm(at, "discuss-undo-P1", "discuss-undo-yes", "and its reason no longer count")
    assert room.result().agreed == {}


def test_an_older_page_asks_before_it_replaces_what_another_desk_agreed_on(room: Held) -> None:
    first, second = as_host(DISCUSS, room.code), as_staff(DISCUSS, room, "cofacilitator")
    pills_of(first, "P1").set_value(0).run()
    choose(second, "P1", 3)
    first.button(key="discuss-agree-P1").click().run()
    assert room.result().agreed["P1"].outcome == 3
    assert "“3” was agreed on another device at" in words(first)
    assert pills_of(first, "P1").value == 3
    assert first.button(key="discuss-replace-yes").label == "Yes: Replace"


def test_a_desk_reads_that_another_one_agreed_on_something_else_than_it_had_chosen(
    room: Held,
) -> None:
    first, second = as_host(DISCUSS, room.code), as_staff(DISCUSS, room, "cofacilitator")
    pills_of(first, "P1").set_value(0).run()
    overtaken = "; you chose “0”. To replace the decision, choose again and press Agree."
    choose(second, "P1", 3)
    for _ in range(2):
        assert overtaken in words(first.run())
    assert overtaken not in words(second.run())
    choose(first, "P1", 0)
    assert overtaken not in words(first)
    assert room.result().agreed["P1"].outcome == 0


def test_what_was_entered_and_not_agreed_on_is_kept_by_topic(room: Held) -> None:
    at = as_host(DISCUSS, room.code)
    pills_of(at, "P1").set_value(2).run()
    assert "not agreed on" not in words(at)
    reason_of(at, "P1").set_value("Two pumps are old.")  # the press comes with what was typed
    at.button(key="discuss-on").click().run()
    assert shown(at) == "W1"
    assert (
        "Started but not agreed on yet: P1. Your entries are kept; open the topic to continue."
        in words(at)
    )
    assert (pills_of(at, "W1").value, reason_of(at, "W1").value) == (None, "")
    at.button(key="discuss-back").click().run()
    assert (pills_of(at, "P1").value, reason_of(at, "P1").value) == (2, "Two pumps are old.")
    at.button(key="discuss-agree-P1").click().run()
    assert room.result().agreed["P1"].reason == "Two pumps are old."
    at.button(key="discuss-on").click().run()
    assert "not agreed on" not in words(at)


def test_nothing_is_agreed_before_something_is_chosen(room: Held) -> None:
    assert as_host(DISCUSS, room.code).button(key="discuss-agree-P1").disabled


def test_a_measured_indicator_is_agreed_as_a_number(room: Held) -> None:
    at = as_host(DISCUSS, room.code)
    at.query_params["topic"] = "P2"
    at.run()
    assert figures(at) == set()
    at.number_input(key=f"discuss-number-P2-{room.id}").set_value(2.5).run()
    at.button(key="discuss-agree-P2").click().run()
    assert room.result().agreed["P2"].outcome == 2.5
    assert "Agreed: 2.5" in words(at)


def test_a_refusal_is_said_and_nothing_is_kept(room: Held) -> None:
    at = as_host(DISCUSS, room.code)
    pills_of(at, "P1").set_value(2).run()
    room.move(rounds.open_vote)
    st.cache_data.clear()
    at.button(key="discuss-agree-P1").click().run()
    assert room.result().agreed == {}
    assert LATER in words(as_host(DISCUSS, room.code))


def test_a_closed_workshop_is_read_alone(room: Held) -> None:
    agree(room.store, HOST, room.code, "P1", 1, "So be it.")
    room.move(finish)
    said = words(as_host(DISCUSS, room.code))
    assert "Agreed: 1 · So be it." in said
    assert LATER in said


def test_time_says_how_many_topics_fit_in_the_discussion(room: Held) -> None:
    agenda = view_run_sheet(room.store, HOST, room.code)
    save_steps(room.store, HOST, room.code, (Step("discussion", 12),), agenda.steps)
    at = as_host(DISCUSS, room.code)
    assert "Topics that fit in 12 minutes: 2. The room differs on 1." in words(at)
    assert "Topic 1 of 4" in words(at)
    at.query_params["topic"] = "P2"
    assert "Topic 4 of 4 · there is time for 2" in words(at.run())


def test_comments_stand_with_their_department(held: Held) -> None:
    held.move(rounds.open_vote)
    for said in (0, 4, 4):
        who = held.join()
        held.say(who, W1=said)
    save_remark(held.store, who, "W1", comment="See [here](http://x.example)", evidence="Map 7")
    held.move(rounds.close_vote, rounds.reveal)
    at = as_host(DISCUSS, held.code)
    assert "Comments (1)" in words(at)
    assert "**Water**\nSee \\[here\\](http\\:\u2060//x.example) — Map 7\nHide" in words(at)


@pytest.mark.parametrize("k", [3, 0])
def test_comments_of_a_vote_that_was_replaced_are_not_shown_and_that_is_said(
    workshop: Callable[..., Held], k: int
) -> None:
    held = workshop(k=k)
    held.move(rounds.open_vote)
    people = [held.join() for _ in range(3)]
    for who in people:
        held.say(who, W1=1, W2=1)
        for code in ("W1", "W2"):
            save_remark(held.store, who, code, comment="The register is old.")
    held.reveal()
    assert AGAIN not in words(as_host(DISCUSS, held.code))
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=3)
    held.reveal()
    at = as_host(DISCUSS, held.code)
    at.query_params["topic"] = "W1"
    assert AGAIN in words(at.run())
    assert "Comments (" not in words(at)
    at.query_params["topic"] = "W2"
    assert AGAIN not in words(at.run())
    assert "Comments (3)" in words(at)


def test_the_demo_is_discussed_by_the_host_alone(demo: DemoCodes) -> None:
    assert "Topic 1 of 59" in words(as_host(DISCUSS, demo[0]))
    assert words(as_stranger(DISCUSS)).startswith(NONE_YET)


def test_the_room_sees_what_the_last_workshop_agreed_on(workshop: Callable[..., Held]) -> None:
    workshop(date=datetime.date(2025, 10, 14)).settle(W1=3.0)
    now = workshop()
    now.bring_to(Phase.REVEALED)
    at = as_staff(DISCUSS, now, "facilitator")
    assert shown(at) == "W1"
    assert "The last workshop, October 14, 2025, agreed on: 3" in words(at)
    at.button(key="discuss-on").click().run()
    assert "The last workshop" not in words(at)


def test_the_next_step_begins_with_one_press(held: Held) -> None:
    reveal_all(held)
    at = as_host(DISCUSS)
    assert ("Live", f"live?workshop={held.code}") in pages_linked(at)
    assert at.button(key="next-elsewhere").label == "Next: Discussion, 50 min"
    at.button(key="next-elsewhere").click().run()
    running = view_run_sheet(held.store, HOST, held.code).running
    assert running
    assert running.kind == "discussion"
    assert at.button(key="next-elsewhere").label == "Vote again, 15 min"


def test_a_move_of_the_workshop_is_asked_about_on_live(held: Held) -> None:
    reveal_all(held)
    begin_step(held.store, HOST, held.code, 5, "discussion")
    at = as_host(DISCUSS)
    at.button(key="next-elsewhere").click().run()
    assert at.multiselect(key="live-again-asked").options
    assert held.view.phase is Phase.REVEALED


def test_a_desk_waits_for_a_reopened_vote_and_goes_on_by_itself(room: Held) -> None:
    room.move(rounds.reopen_vote)
    at = as_host(DISCUSS, room.code)
    assert f"hidden until the facilitator of {room.code} reveals it again" in words(at)
    assert sheet(at)["state"] == str(room.view.revision)
    for who in room.everyone():
        room.say(who, W1=1)
    room.reveal()
    assert shown(as_host(DISCUSS, room.code))


def test_where_no_level_is_shown_there_is_no_empty_chart(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    for who in [held.join("Rivers") for _ in range(3)]:
        held.say(who, W1=1, W2=1)
    for who in [held.join("Grid") for _ in range(2)]:
        held.say(who, P1=1, P2=5)
    held.reveal()
    seen = {}
    for code in ("W1", "P1"):
        show_topic(held.store, HOST, held.code, code)
        at = as_host(DISCUSS)
        assert shown(at) == code
        seen[code] = ("No level is shown." in words(at), "chart" in figures(at))
    assert seen == {"W1": (False, True), "P1": (True, False)}
