"""The live page: who is here, how far they are, and the moves of the workshop."""

import re
from collections.abc import Callable, Sequence
from functools import partial

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.errors import NotFound, WrongTime
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import rehearse
from resilience.services.deciding import weights
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree, take_back
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.cards import take_cards
from resilience.services.upkeep.addresses import in_network
from resilience.services.voting.progress import snapshot
from resilience.services.voting.questions import ask_question, questions_of, set_question
from resilience.services.workshop.agenda import Step
from resilience.services.workshop.desk import DeskPlace, show_topic, view_desk
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, reply_never
from resilience.services.workshop.run_sheet import begin_step, save_steps, view_run_sheet
from resilience.services.workshop.workshops import view_workshop
from resilience.store import Store
from resilience.store.tables import Department, Round, Unit
from resilience.text import Text
from resilience.ui.facilitate.moves import ASKED, PRESSED
from resilience.ui.shared import runtime
from resilience.ui.shared.menu import LIVE, OVERVIEW
from resilience.web.stage.gathering import gathering
from resilience.wording.progress import DROPPED
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all, vote_all
from tests.app.seen import box_of_workshops, figures, kinds, pages_linked, pieces, words
from tests.app.visit import ADDRESS, as_host, as_person, as_staff, as_stranger, token_in
from tests.services.held import HOST, Held, rows, set_up
from tests.services.remembered import urban
from tests.services.results.test_replies import reply
from tests.services.voting.test_progress import send_late

NOBODYS = "You do not run any workshop here. Set one up, or open your facilitator link."
NO_RESULTS = "Results of this vote are not shown before the reveal."
BUTTONS = {
    Phase.PREPARING: ["Next: Welcome, 10 min", "Open the vote", "Rehearse first"],
    Phase.VOTING: ["Close the vote: 3 people have not finished"],
    Phase.COUNTED: ["Next: Break, 15 min", "Reveal the result", "Reopen the vote"],
    Phase.REVEALED: [
        "Next: Discussion, 50 min",
        "Vote again",
        "Reopen the vote",
        "Close the workshop",
    ],
    Phase.CLOSED: ["See the result", "Reopen the workshop"],
}
NOW = {
    Phase.PREPARING: "People can join now. Open the vote when the room is ready.",
    Phase.VOTING: "The vote is open.",
    Phase.COUNTED: "The vote is closed and counted. Nobody sees the result yet.",
    Phase.REVEALED: "The result is revealed.",
    Phase.CLOSED: "This workshop is closed. Its result is kept.",
}


def buttons(at: AppTest) -> list[str]:
    """The moves that the page offers."""
    return [
        button.label
        for button in at.button
        if str(button.key).startswith("live-") and button.key != "live-call-save"
    ]


def press(at: AppTest, move: str, *, sure: bool = False) -> AppTest:
    """Press a move, and say yes where the page asks."""
    at.button(key=f"live-{move}").click().run()
    if sure:
        say_yes(at, move)
    assert not at.exception
    return at


def say_yes(at: AppTest, move: str) -> None:
    """Say yes in the dialog of a move, which is still open: a browser would run it alone."""
    at.button(key=f"live-{move}").click()
    at.button(key=f"live-yes-{move}").click().run()


def fill_in(at: AppTest, move: str, words: str) -> AppTest:
    """Open the dialog of a move that asks for words, type them, and say yes."""
    press(at, move)
    at.text_input(key=f"live-words-{move}").input(words)
    say_yes(at, move)
    assert not at.exception
    return at


def phase_of(held: Held) -> Phase:
    """Where a workshop stands now."""
    return held.view.phase


def moved_elsewhere(held: Held, *steps: Callable[..., None]) -> None:
    """Moves on another device, long enough ago for this one to notice."""
    held.move(*steps)
    st.cache_data.clear()


def test_the_next_button_says_to_whom_and_leads_on_to_the_discussion(held: Held) -> None:
    held.join("Water", size=2)
    at = as_host(LIVE)
    assert buttons(at)[0] == "Next: Welcome, 10 min"
    at.button(key="live-next").click().run()
    assert buttons(at)[0] == "Next: Practice question, 10 min"
    held.move(rounds.open_vote)
    st.cache_data.clear()
    everything = {"W1": 1, "W2": 2, "P1": 3, "P2": 1.5}
    for who in (held.join("Water"), held.join("Water"), held.join("Power")):
        held.say(who, **everything)
    assert buttons(as_host(LIVE))[0] == "Close the vote: 2 people have not finished"
    held.move(rounds.close_vote, rounds.reveal)
    at = as_host(LIVE)
    assert view_desk(held.store, HOST, held.code) == DeskPlace("result")
    at.button(key="live-next").click().run()
    assert view_desk(held.store, HOST, held.code) == DeskPlace("discuss")
    assert "Topic " in words(at)
    there = "Discuss and agree", f"discuss?workshop={held.code}"
    assert there not in pages_linked(at)
    assert there in pages_linked(as_host(LIVE))


def test_once_revealed_the_result_takes_the_place_of_the_progress(held: Held) -> None:
    vote_all(held)
    held.move(rounds.close_vote)
    counted = words(as_host(LIVE))
    held.join("Water")
    assert words(as_host(LIVE)).split(NO_RESULTS)[0] == counted.split(NO_RESULTS)[0]
    assert "people answered · 100 % of all answers are in" in counted.replace("\n", "")
    assert " of 100" not in counted
    held.move(rounds.reveal)
    st.cache_data.clear()
    revealed = words(as_host(LIVE))
    assert " of 100" in revealed
    assert "of all answers are in" not in revealed
    assert held.code in revealed, "people who come late can still join"


def test_nobody_is_waited_for_once_everyone_answered_everything(held: Held) -> None:
    held.move(rounds.open_vote)
    assert buttons(as_host(LIVE)) == ["Close the vote: nobody has joined yet"]
    held.say(held.join("Water"), W1=1, W2=2, P1=3, P2=1.5)
    st.cache_resource.clear()
    assert buttons(as_host(LIVE)) == ["Close the vote: everyone has answered everything"]


def test_a_later_vote_waits_for_the_cards_of_those_who_answered_on_paper(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Power", 1, 1, 1)
    card = SubmittedCard("w.xlsx", "a token", "Water", 3, "en", (CardAnswer("W1", 3),))
    take_cards(held.store, HOST, held.code, [card])
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for one in people:
        held.say(one, W1=1)
    again = "3 people who answered on paper or in Excel must be entered again"
    at = as_host(LIVE)
    assert buttons(at) == ["Close the vote: the cards of 3 people have not been entered"]
    assert f" · 3 of 6 have finished · {again}" in words(at)
    asked = words(press(at, "Close the vote"))
    assert f"{again}. An answer on paper or in Excel counts in this vote only if" in asked
    stage = gathering(held.view, snapshot(held.store, held.id), Text())
    assert (stage.done, again in stage.here) == ("3 of 6 have finished", True)
    take_cards(held.store, HOST, held.code, [card])
    st.cache_resource.clear()
    at = as_host(LIVE)
    assert buttons(at) == ["Close the vote: everyone has answered everything"]
    assert again not in words(at) + words(press(at, "Close the vote"))


def test_after_the_close_answers_that_came_late_are_told(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    said = "Answers from 2 devices arrived after the vote had closed, so they are not stored."
    for who in (held.join("Water"), held.join("Power")):
        send_late(held, who)
    assert said in words(as_host(LIVE))
    held.move(rounds.reopen_vote)
    assert said not in words(as_host(LIVE))


def test_after_the_close_one_button_is_blue(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    blue = [one.label for one in as_host(LIVE).button if one.proto.type == "primary"]
    assert blue == ["Next: Break, 15 min"]


def test_once_closed_the_desk_names_the_signer_and_leads_to_the_next_workshop(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    at = as_host(LIVE)
    assert re.search(r"Signed off by .+, \w+ \d+, 20\d\d", words(at))
    assert "Set up the next workshop of Cascais" in words(at)
    lead = as_staff(LIVE, held, "cofacilitator")
    assert "Set up the next workshop" not in words(lead)


def test_the_stage_opens_from_here(held: Held) -> None:
    link = as_staff(LIVE, held, "cofacilitator").get("link_button")[0]
    assert (link.proto.label, link.proto.url) == (
        "Open the stage",
        f"/stage/{held.code}?language=en",
    )


@pytest.mark.usefixtures("store")
def test_without_a_workshop_the_page_says_what_to_do() -> None:
    for at in (as_host(LIVE), as_stranger(LIVE)):
        assert words(at).startswith(NOBODYS)


@pytest.mark.parametrize("phase", list(Phase))
def test_each_phase_is_said_with_the_moves_that_fit(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_staff(LIVE, held, "cofacilitator")
    said = words(at)
    assert at.title[0].value == "Cascais"
    assert NOW[phase] in said
    assert buttons(at) == BUTTONS[phase]
    assert (NO_RESULTS in said) == (phase in (Phase.VOTING, Phase.COUNTED))
    assert (held.code in pieces(at)) == (phase != Phase.CLOSED)
    assert pages_linked(at)[-1:] == [("Attendance", f"attendance?workshop={held.code}")]
    assert len(pages_linked(at)) == (1 if phase in (Phase.REVEALED, Phase.CLOSED) else 2)
    assert figures(at) == set()


def test_an_empty_room_shows_the_departments_that_are_expected(held: Held) -> None:
    said = pieces(as_host(LIVE))
    assert "0 of 15 people joined" in said
    at = said.index("Water")
    assert said[at : at + 2] == ["Water", "0 / 5"]
    assert "Mixed tables" not in said


def test_people_are_counted_by_department_and_answers_in_all_alone(held: Held) -> None:
    held.move(rounds.open_vote)
    first, _second = held.join("Water"), held.join("Water")
    held.say(first, W1=2, W2="na")
    held.say(held.join("Mixed tables", size=4), W1="dk")
    said = pieces(as_host(LIVE))
    assert "6 of 15 people joined" in said
    # three devices, four indicators each: 2 + 0 + 1 of 12 given
    assert " · 25 % of all answers are in" in said
    for name, *people in (("Water", "2 / 5", "1 started"), ("Mixed tables", "4", "4 started")):
        at = said.index(name)
        assert said[at : at + 3] == [name, *people]
    assert "".join(said).count("%") == 1


def test_bars_show_who_joined_and_who_answered_of_those_expected(held: Held) -> None:
    held.join("Water")
    held.join("Mixed tables", size=4)  # nobody expected, so no bar before the vote
    said = pieces(as_host(LIVE))
    assert "Bars: people who joined, of those expected." in said
    held.move(rounds.open_vote)
    held.say(held.join("Power", size=7), W1=1)
    held.join("Power")
    at = as_host(LIVE)
    drawn = " ".join(block.proto.body for block in at.get("html"))
    assert re.findall(r"width:(\d+%)", drawn) == [
        *("20%", "0%", "0%", "100%", "100%", "0%", "0%", "0%", "0%"),
        *("100%", "0%", "0%"),
    ]
    said = pieces(at)
    assert "Bars: people who joined, of those expected; striped: those who have started." in said
    assert said[said.index("Power") :][:3] == ["Power", "8 / 5", "7 started"]


def test_where_nobody_is_expected_there_is_nothing_to_fill(workshop: Callable[..., Held]) -> None:
    held = workshop(departments={"Water": 0, "Power": 0})
    held.join("Water")
    at = as_host(LIVE)
    assert 'class="track"' not in " ".join(block.proto.body for block in at.get("html"))
    said = pieces(at)
    assert said[said.index("Water") + 1] == "1"
    assert "Bars:" not in " ".join(said)


def test_more_people_than_expected_are_no_part_of_them(workshop: Callable[..., Held]) -> None:
    held = workshop(departments={"Water": 1, "Power": 1})
    held.join("Mixed tables", 3)
    assert "3 people joined (2 expected)" in pieces(as_host(LIVE))


def test_people_are_compared_only_where_each_department_has_a_figure(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(departments={"Water": 2, "Power": 0})
    for _ in range(3):
        held.join("Power")
    said = pieces(as_host(LIVE))
    assert "3 people joined" in said
    assert [said[said.index(name) + 1] for name in ("Water", "Power")] == ["0 / 2", "3"]


def test_a_second_vote_says_what_stands_and_what_will_not_count(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    held.move(rounds.open_vote)
    at = as_host(LIVE)
    assert "The earlier result stays visible." in words(at)
    said = words(press(at, "Close the vote"))
    assert "This vote counts only the answers that people have confirmed or changed." in said


def test_a_later_vote_in_which_too_few_answered_is_dropped(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    for who in people[:2]:
        held.say(who, W1=1)
    held.move(rounds.close_vote)
    at = as_host(LIVE)
    assert buttons(at) == ["Keep the earlier result", "Reopen the vote"]
    assert "People who took part: 2. A result is shown only for 3 people or more" in words(at)
    press(at, "Keep the earlier result", sure=True)
    assert DROPPED in words(at.run())
    held.move(rounds.open_vote)
    assert DROPPED not in words(as_host(LIVE))


def test_a_vote_that_was_reopened_after_its_reveal_is_not_offered_to_be_dropped(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    held.move(rounds.reopen_vote, rounds.close_vote)
    assert "Drop this vote" not in buttons(as_host(LIVE))


def test_a_first_vote_that_was_shown_twice_is_not_reopened_again(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(3)]
    for level, step in ((1, rounds.reopen_vote), (3, None)):
        answer_all(held, people, level)
        assert ("Reopen the vote" in buttons(as_host(LIVE))) == bool(step)
        if step:
            held.move(step)


def answer_all(held: Held, people: Sequence[Visitor], level: int) -> None:
    """All give the same level to every question, and the result is revealed."""
    for who in people:
        held.say(who, W1=level, W2=level, P1=level, P2=0.1 * level)
    held.move(rounds.close_vote, rounds.reveal)


def test_where_a_later_vote_on_all_was_shown_none_is_offered_and_the_desk_says_why(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(3)]
    for level in (1, 3):
        answer_all(held, people, level)
        if level == 1:
            held.move(rounds.open_vote)
    at = as_staff(LIVE, held, "facilitator")
    assert "Vote again" not in buttons(at)
    assert "Every question has been asked again. You can still agree on levels." in words(at)


def test_a_desk_that_still_has_the_button_reads_only_that_nothing_can_be_asked_again(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(3)]
    for level in (1, 3):
        answer_all(held, people, level)
        if level == 1:
            at = as_staff(LIVE, held, "facilitator")
            held.move(rounds.open_vote)
    at.button(key="live-Vote again").click().run()
    assert "Every question has been asked again." in words(at)
    assert NO_RESULTS not in words(at)
    assert not at.multiselect
    assert "Choose all" not in buttons(at)


def test_before_the_reveal_it_is_said_that_officials_wait_for_replies(held: Held) -> None:
    reply_first(held.store, HOST, held.code)
    held.bring_to(Phase.COUNTED)
    said = words(press(as_host(LIVE), "Reveal the result"))
    assert "officials see it when you press “Show the result”" in said
    assert "Officials, department leads" not in said


def test_before_the_vote_closes_unfinished_comments_are_spoken_of(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    said = words(press(as_host(LIVE), "Close the vote"))
    assert "comments that people are still typing are lost" in said


def test_no_answer_and_no_score_is_shown_during_the_vote(held: Held) -> None:
    vote_all(held)
    at = as_host(LIVE)
    assert figures(at) == set()
    for given_away in ("72", "81", "63", "62.5", "of 100"):
        assert given_away not in words(at)


def test_a_rehearsal_is_marked_and_ends_where_it_began(held: Held) -> None:
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    at = as_staff(LIVE, held, "facilitator", code=copy.code)
    assert "Rehearsal with invented answers. Everything is deleted when it ends." in words(at)
    assert "A stage that was already open still shows the real workshop." in words(at)
    assert buttons(at) == ["Next: Welcome, 10 min", "End the rehearsal", "Open the vote"]
    copy.move(rounds.open_vote)
    at = as_staff(LIVE, held, "facilitator", code=copy.code)
    assert buttons(at) == ["Close the vote: everyone has answered everything", "End the rehearsal"]
    copy.move(rounds.close_vote, rounds.reveal)
    at = as_staff(LIVE, held, "facilitator", code=copy.code)
    assert buttons(at) == [
        "Next: Discussion, 50 min", "End the rehearsal", "Vote again", "Reopen the vote"
    ]  # fmt: skip
    assert "The rehearsal and its invented answers are deleted." in words(
        press(at, "End the rehearsal")
    )
    assert view_workshop(held.store, copy.code).rehearses == held.code
    press(at, "End the rehearsal", sure=True)
    assert at.query_params["workshop"] == held.code
    with pytest.raises(NotFound):
        view_workshop(held.store, copy.code)


def test_the_last_step_of_a_rehearsal_leaves_its_end_to_a_small_button(held: Held) -> None:
    steps = (Step("vote", 40), Step("reveal", 10))
    seen = view_run_sheet(held.store, HOST, held.code).steps
    save_steps(held.store, HOST, held.code, steps, seen)
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    copy.move(rounds.open_vote, rounds.close_vote, rounds.reveal)
    at = as_host(LIVE, copy.code)
    assert buttons(at) == ["End the rehearsal", "Vote again", "Reopen the vote"]
    assert not [one for one in at.button if one.proto.type == "primary"]


def test_rehearsing_and_its_end_lead_there_beside_another_workshop(
    held: Held, workshop: Callable[..., Held]
) -> None:
    workshop()
    at = press(as_host(LIVE, held.code), "Rehearse first")
    copy = at.query_params["workshop"]
    assert copy == rehearse(held.store, HOST, held.code)
    assert "Rehearsal with invented answers. Everything is deleted when it ends." in words(at)
    assert copy in box_of_workshops(at).options[box_of_workshops(at).value or 0]
    press(at, "End the rehearsal")
    press(at, "End the rehearsal", sure=True)
    assert at.query_params["workshop"] == held.code
    assert "Rehearsal with invented answers." not in words(at)
    at.query_params["workshop"] = copy
    at.run()
    assert "This rehearsal has ended. Its answers have been deleted." in words(at)
    there = f"Back to workshop {held.code}", f"live?workshop={held.code}"
    assert (pages_linked(at), buttons(at)) == ([there], [])


def test_a_rehearsal_has_the_steps_of_the_day(held: Held) -> None:
    steps = (Step("practice", 7), Step("vote", 40))
    save_steps(
        held.store, HOST, held.code, steps, view_run_sheet(held.store, HOST, held.code).steps
    )
    at = as_host(LIVE, rehearse(held.store, HOST, held.code))
    assert buttons(at)[0] == "Next: Practice question, 7 min"


def test_departments_that_reply_first_are_offered_until_the_reveal(held: Held) -> None:
    there = f"steps?workshop={held.code}"
    offer = ("Let departments reply before the room sees the result", there)
    assert offer in pages_linked(as_host(LIVE))
    reply_first(held.store, HOST, held.code)
    assert ("Departments reply first: switched on", there) in pages_linked(as_host(LIVE))
    reply_never(held.store, HOST, held.code)
    reveal_all(held)
    st.cache_data.clear()
    assert offer not in pages_linked(as_host(LIVE))


def test_the_way_to_join_is_large_and_complete(held: Held) -> None:
    said = pieces(as_host(LIVE))
    assert f"Join: scan, or open {ADDRESS}/join" in said
    assert "QR code to join" in said


def test_a_workshop_is_run_from_opening_to_closing(held: Held) -> None:
    at = press(as_staff(LIVE, held, "facilitator"), "Open the vote")
    held.vote("Water", 1, 2, 3)
    phases = [held.view.phase]
    for move in ("Close the vote", "Reveal the result", "Close the workshop"):
        if move == "Close the workshop":
            fill_in(at, move, "Ana Sousa")
        else:
            press(at, move, sure=True)
        phases.append(held.view.phase)
        assert NOW[phases[-1]] in words(at)
    assert phases == [
        Phase.VOTING,
        Phase.COUNTED,
        Phase.REVEALED,
        Phase.CLOSED,
    ]


def test_the_page_is_drawn_once_more_after_a_question_whose_dialog_the_browser_may_have_kept(
    held: Held,
) -> None:
    rounds.open_vote(held.store, HOST, held.code)
    at = press(as_host(LIVE), "Close the vote")
    assert at.run().session_state[ASKED]  # while the question is on screen
    say_yes(at, "Close the vote")
    assert PRESSED not in at.session_state
    drawn = at.run()  # the browser runs the button alone, by its clock
    assert not drawn.exception
    assert ASKED not in drawn.session_state


@pytest.mark.parametrize(
    ("phase", "move", "question"),
    [
        (Phase.VOTING, "Close the vote", "comments that people are still typing are lost."),
        (
            Phase.COUNTED,
            "Reveal the result",
            "The stage counts down and shows the result to the room.",
        ),
        (Phase.COUNTED, "Reopen the vote", "3 people can answer again."),
        (Phase.REVEALED, "Reopen the vote", "Results are hidden from everyone until you reveal"),
        (Phase.REVEALED, "Close the workshop", "Nobody can join or answer after this;"),
        (Phase.CLOSED, "Reopen the workshop", "The reason is shown with the result"),
    ],
)
def test_what_cannot_be_taken_back_is_asked_first(
    held: Held, phase: Phase, move: str, question: str
) -> None:
    held.bring_to(phase)
    at = press(as_host(LIVE), move)
    assert question in words(at)
    assert f"Yes: {move}" in buttons(at)
    assert held.view.phase == phase


def test_closing_asks_who_signs_off(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = fill_in(as_host(LIVE), "Close the workshop", " ")
    assert [error.value for error in at.error] == [
        "Enter the name of the person who signs off the result."
    ]
    assert held.view.phase == Phase.REVEALED
    fill_in(at, "Close the workshop", "Ana Sousa")
    assert [one.name for one in held.view.signed] == ["Ana Sousa"]


def test_opening_a_closed_workshop_again_asks_why(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    at = fill_in(as_staff(LIVE, held, "cofacilitator"), "Reopen the workshop", "")
    assert [error.value for error in at.error] == ["Enter the reason for reopening the workshop."]
    fill_in(at, "Reopen the workshop", "Roads were late.")
    assert held.view.phase == Phase.REVEALED
    assert "Reopened on" in words(as_staff(OVERVIEW, held, "official"))


def test_the_vote_opens_at_once_and_reopens_when_that_is_meant(held: Held) -> None:
    press(as_host(LIVE), "Open the vote")
    assert phase_of(held) == Phase.VOTING
    held.vote("Water", 1, 2, 3)
    moved_elsewhere(held, rounds.close_vote)
    at = press(as_host(LIVE), "Reopen the vote")
    assert (
        "3 people can answer again. The answers are counted again when you close the vote."
        in words(at)
    )
    assert phase_of(held) == Phase.COUNTED
    say_yes(at, "Reopen the vote")
    assert phase_of(held) == Phase.VOTING


def test_reopening_after_the_reveal_says_in_numbers_what_it_hides_and_keeps(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    held.join("Water")
    agree(held.store, HOST, held.code, "W1", 3)
    agree(held.store, HOST, held.code, "P1", "both")
    at = press(as_host(LIVE), "Reopen the vote")
    assert (
        "**3 people can answer again. Results are hidden from everyone until you reveal them again.**\n"
        "- Each person keeps or changes each of their answers. An answer that its person neither keeps "
        "nor changes does not count.\n"
        "- 1 agreed level stays.\n"
        "- To go back, close the vote and choose *Drop this vote*, or *Keep the earlier result* if too "
        "few people answered: the earlier result is shown again.\n"
        "- To ask only some questions again, use *Vote again* instead.\n"
        "- Only people who answered in the first vote are asked, so that both votes count the same "
        "people.\n"
        "- Once the new vote is revealed, none of its questions can be voted on again. A later vote on "
        "the run sheet will not take place.\n"
        "- A question's new answers count only if the counts show that at least 3 people changed "
        "theirs, or if it had no result before."
    ) in words(at)
    (rules,) = [one for one in at.expander if one.label == "How this is counted"]
    assert "the counts of both votes show that at least 3 people" in rules.markdown[0].value
    assert phase_of(held) == Phase.REVEALED
    say_yes(at, "Reopen the vote")
    assert phase_of(held) == Phase.VOTING
    assert "Its results are hidden until you reveal them again." in words(as_host(LIVE))
    for who in people:
        held.say(who, W1=2)
    press(as_host(LIVE), "Close the vote", sure=True)
    at = as_host(LIVE)
    assert buttons(at) == [
        "Reveal the result: 3 people have answered",
        "Reopen the vote",
        "Drop this vote",
    ]
    press(at, "Reveal the result", sure=True)
    assert NOW[Phase.REVEALED] in words(at.run())


def test_closing_the_workshop_says_how_many_questions_are_not_answered(held: Held) -> None:
    asks = held.join("Water")
    held.bring_to(Phase.REVEALED)
    assert "not answered yet" not in words(press(as_host(LIVE), "Close the workshop"))
    for n in (1, 2):
        ask_question(held.store, asks, f"Who pays {n}?")
    said = words(press(as_host(LIVE), "Close the workshop"))
    assert "2 questions from the room are not answered yet." in said
    first, _ = questions_of(held.store, HOST, held.code)
    set_question(held.store, HOST, held.code, first.id, "answered")
    said = words(press(as_host(LIVE), "Close the workshop"))
    assert "1 question from the room is not answered yet." in said


def test_closing_the_workshop_says_in_numbers_what_it_keeps_and_ends(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    held.join("Water")
    said = words(press(as_host(LIVE), "Close the workshop"))
    assert "3 people answered. 0 topics agreed. 0 actions were written down." in said
    agree(held.store, HOST, held.code, "P1", "both")
    said = words(press(as_host(LIVE), "Close the workshop"))
    assert (
        "0 topics agreed, 1 left open with both views recorded. 0 actions were written down."
        in said
    )
    agree(held.store, HOST, held.code, "W1", 3)
    plan = ActionPlan("W1", "Raise the dykes.", held.department("Water"))
    add_action(held.store, HOST, held.code, plan)
    said = words(press(as_host(LIVE), "Close the workshop"))
    assert (
        "1 topic agreed, 1 left open with both views recorded. 1 action was written down." in said
    )
    assert "1 action is still open for feasibility votes; its vote ends too, and the" in said
    assert "People can still give points" not in said
    weights.ask_for_points(held.store, HOST, held.code)
    said = words(press(as_host(LIVE), "Close the workshop"))
    assert (
        "People can still give points. Closing the workshop ends this, and their points do not count."
        in said
    )


IN_ROOM = "How many people from each department were in the room?"


def test_the_first_close_confirms_who_was_in_the_room(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    for _ in range(5):
        held.join("Power")
    held.join("Roads", 6)
    held.join("Mixed tables", 4)
    at = press(as_host(LIVE), "Close the vote")
    said = words(at)
    assert IN_ROOM in said
    for line in (
        "**Water** · joined 3 · expected 5 · **:material/warning: 2 fewer**",
        "**Power** · joined 5 · expected 5",
        "**Roads** · joined 6 · 6 of them at tables · expected 5 · **:material/warning: 1 more**",
        "**Mixed tables** · joined 4 · 4 of them at tables",
    ):
        assert line in said
    assert {one.label: one.value for one in at.number_input} == {
        "Water: people in the room": 3,
        "Power: people in the room": 5,
        "Roads: people in the room": 5,
        "Mixed tables: people in the room": 4,
    }
    assert "Where more people joined than you expected, the expected number is proposed" in said
    at.number_input(key="live-in-room-Roads").set_value(6)
    say_yes(at, "Close the vote")
    assert {one.name: one.in_room for one in rows(held.store, Department)} == {
        "Water": 3,
        "Power": 5,
        "Roads": 6,
        "Mixed tables": 4,
    }


def test_people_who_join_while_the_close_asks_are_confirmed_before_it(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    at = press(as_host(LIVE), "Close the vote")
    at.number_input(key="live-in-room-Roads").set_value(6)
    press(at, "Close the vote")
    held.vote("Power", 1, 2, 3)
    held.join("Roads", 50)
    say_yes(at, "Close the vote")
    assert held.view.phase is Phase.VOTING
    said = words(at)
    assert (
        "53 more people joined since you opened this: Power, Roads. Check the numbers below."
        in said
    )
    assert "Shown separately: Water, Power." in said
    numbers = {one.label.partition(":")[0]: one.value for one in at.number_input}
    assert numbers == {"Water": 3, "Power": 3, "Roads": 6}
    at.button(key="live-Close the vote").click()
    at.button(key="live-yes-Close the vote-1").click().run()
    assert {one.name: one.in_room for one in rows(held.store, Department)} == {
        "Water": 3,
        "Power": 3,
        "Roads": 6,
        "Mixed tables": 0,
    }


def test_people_who_keep_joining_do_not_keep_the_vote_open(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    at = press(as_host(LIVE), "Close the vote")
    for _ in range(6):
        held.join("Mixed tables", 2)
        press(at, "Close the vote")
    assert "So that you can close the vote, the numbers below no longer change." in words(at)
    assert at.number_input(key="live-in-room-Mixed tables").value == 10
    at.button(key="live-Close the vote").click()
    at.button(key="live-yes-Close the vote-5").click().run()
    assert held.view.phase is Phase.COUNTED
    assert {one.name: one.in_room for one in rows(held.store, Department)}["Mixed tables"] == 10


def test_the_close_names_groups_with_too_few_people_to_be_shown(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    for group, code in (("Rivers", "W1"), ("Rivers", "W1"), ("Rivers", "W1"), ("Grid", "P1")):
        held.say(held.join(group), **{code: 2})
    said = words(press(as_host(LIVE), "Close the vote"))
    assert "themes that only they score: Grid.  \nShown separately: Rivers." in said


def test_what_only_a_group_scores_that_is_left_out_is_not_asked_again(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    for group, code in (("Rivers", "W1"), ("Rivers", "W1"), ("Rivers", "W1"), ("Grid", "P1")):
        held.say(held.join(group), **{code: 2})
    held.move(rounds.close_vote, rounds.reveal)
    at = press(as_host(LIVE), "Vote again")
    offered = at.multiselect(key="live-again-asked").options
    assert [one.partition(" ")[0] for one in offered] == ["W1", "W2"]
    assert "Indicators scored only by a group that is not shown are not offered." in words(at)


def test_the_close_names_departments_that_are_shown_together(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    for name, sizes in {"Power": (None, None, None, None), "Roads": (6, None)}.items():
        for size in sizes:
            held.say(held.join(name, size), W1=2)
    said = words(press(as_host(LIVE), "Close the vote"))
    assert (
        "Shown separately: Power.  \nShown together as “Other departments”: Water, Roads.  \n"
        "Too few people to be shown separately: Roads. At least 3 people have to answer alone or, if nobody "
        "answers alone, at least 3 at tables.  \nCounted together with others although they have enough people, "
        "so that nobody can work out how a few people answered: Water." in said
    )
    held.move(rounds.close_vote)
    assert [unit.name for unit in rows(held.store, Unit) if unit.kind == "departments"] == [
        "Power",
        "Other departments",
    ]


def test_the_desk_waits_only_for_the_groups_that_a_later_vote_asks(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    rivers = [held.join("Rivers") for _ in range(3)]
    for who in rivers:
        held.say(who, W1=1, W2=1)
    held.join("Grid")
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in rivers:
        held.say(who, W1=2)
    at = as_host(LIVE)
    assert "Close the vote: everyone has answered everything" in buttons(at)
    assert "Later vote on 1 question" in words(at)
    assert " · 3 of 3 have finished · 1 group is not asked" in words(at)
    drawn = " ".join(block.proto.body for block in at.get("html"))
    assert re.findall(r"width:(\d+%)", drawn) == ["100%", "100%", "100%"]


def test_nobody_is_asked_for_a_department_without_people(workshop: Callable[..., Held]) -> None:
    held = workshop(departments={"Water": 0, "Power": 0})
    held.bring_to(Phase.VOTING)
    at = press(as_host(LIVE), "Close the vote")
    assert [one.label for one in at.number_input] == ["Water: people in the room"]
    assert "the expected number is proposed" not in words(at)


def test_later_closes_and_open_workshops_do_not_ask_who_was_there(
    workshop: Callable[..., Held],
) -> None:
    open_one = workshop(k=0)
    open_one.bring_to(Phase.VOTING)
    at = press(as_host(LIVE, open_one.code), "Close the vote")
    assert IN_ROOM not in words(at)
    for move in (rounds.open_vote, rounds.reopen_vote):
        held = workshop()
        held.bring_to(Phase.REVEALED)
        held.move(move)
        at = press(as_host(LIVE, held.code), "Close the vote")
        assert IN_ROOM not in words(at)
        say_yes(at, "Close the vote")
        assert held.view.phase == Phase.COUNTED


def thin_vote(held: Held) -> None:
    """A first vote of nine people, and a second one of three of them, closed."""
    held.move(rounds.open_vote)
    people = held.vote("Water", *[1] * 9)
    all_there = partial(rounds.close_vote, in_room={"Water": 9})
    held.move(all_there, rounds.reveal, rounds.open_vote)
    for one in people[:3]:
        held.say(one, W1=4)
    held.move(rounds.close_vote)


def test_without_small_groups_a_later_vote_replaces_all_it_asks(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(k=0)
    thin_vote(held)
    asks = words(press(as_host(LIVE, held.code), "Use the later vote"))
    assert "The later vote may give the result on W1, W2, P1, P2." in asks
    assert "It does so only where anyone has answered." in asks
    assert "third time" not in asks


@pytest.mark.parametrize(
    ("choice", "level"), [("Use the later vote", 100), ("Keep the earlier result", 25)]
)
def test_the_facilitator_chooses_what_becomes_of_a_thin_vote(
    held: Held, choice: str, level: float
) -> None:
    thin_vote(held)
    at = as_host(LIVE)
    assert (
        "3 of the 9 people counted in the first vote who were asked again can be counted in this vote: fewer than two thirds. The earlier result is kept until you choose."
        in words(at)
    )
    assert buttons(at) == ["Use the later vote", "Keep the earlier result", "Reopen the vote"]
    press(at, choice, sure=True)
    assert held.view.phase == Phase.REVEALED
    assert held.result().result.city["W1"].value == level


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((), "Nobody has answered yet, so there is nothing to reveal."),
        (
            (1, 2),
            "People who took part: 2. A result is shown only for 3 people or more, so that nobody's answer",
        ),
    ],
)
def test_a_reveal_with_too_few_people_is_refused_in_words(
    held: Held, people: tuple[int, ...], said: str
) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", *people)
    held.move(rounds.close_vote)
    at = press(as_host(LIVE), "Reveal the result", sure=True)
    assert len(at.error) == 1
    assert at.error[0].value.startswith(said)
    assert held.view.phase == Phase.COUNTED


def test_a_move_that_somebody_else_made_before_is_not_made_again(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    at = press(as_host(LIVE), "Close the vote")
    moved_elsewhere(held, rounds.close_vote, rounds.reveal)
    say_yes(at, "Close the vote")
    assert not at.exception
    assert held.view.phase == Phase.REVEALED
    assert NOW[Phase.REVEALED] in words(at)


def test_the_page_follows_moves_on_another_device(held: Held) -> None:
    at = as_host(LIVE)
    moved_elsewhere(held, rounds.open_vote)
    assert "The vote is open." in words(at.run())


@pytest.mark.parametrize("role", ["official", "lead"])
def test_readers_do_not_run_the_workshop(held: Held, role: str) -> None:
    assert words(as_staff(LIVE, held, role)).startswith(NOBODYS)
    at = as_staff(LIVE, held, role, held.code)
    assert [error.value for error in at.error] == [refusal(held)]
    assert buttons(at) == []


def refusal(held: Held) -> str:
    """What somebody reads who does not run the workshop."""
    return (
        f"This page is for the people who run the workshop {held.code}. "
        "Open it with the link that you were given."
    )


def test_neither_strangers_nor_participants_see_the_live_page(held: Held) -> None:
    held.bring_to(Phase.VOTING)
    for at in (as_stranger(LIVE, held.code), as_person(LIVE, token_in(held))):
        assert "Cascais" not in words(at)
        assert "Close the vote" not in words(at)
        assert buttons(at) == []


def test_the_link_of_another_workshop_runs_none_in_its_place(
    held: Held, workshop: Callable[..., Held]
) -> None:
    other = workshop()
    at = as_staff(LIVE, other, "facilitator", held.code)
    assert [error.value for error in at.error] == [refusal(held)]
    assert other.code not in words(at)
    assert buttons(at) == []


def test_the_host_chooses_among_workshops(held: Held, workshop: Callable[..., Held]) -> None:
    other = workshop()
    at = as_host(LIVE, held.code)
    assert held.code in pieces(at)
    box_of_workshops(at).select_index(0).run()
    assert other.code in pieces(at)
    assert at.query_params["workshop"] == other.code


def test_the_demo_is_over_and_marked(demo: DemoCodes) -> None:
    at = as_host(LIVE, demo[0])
    said = words(at)
    assert "Invented data: this city does not exist." in said
    assert "53 people answered (56 expected)" in said
    assert NOW[Phase.CLOSED] in said
    assert "table" not in kinds(at)


def test_strangers_do_not_run_the_demo(demo: DemoCodes) -> None:
    at = as_stranger(LIVE, demo[0])
    assert f"This page is for the people who run the workshop {demo[0]}." in words(at)


def test_an_address_for_this_computer_alone_is_pointed_out(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "this computer" not in words(as_host(LIVE))
    monkeypatch.setenv("RESILIENCE_PUBLIC_URL", "http://localhost:8501")
    st.cache_resource.clear()
    at = as_host(LIVE)
    assert "This address opens only on this computer." in words(at)
    assert ("Use an address that phones can open", f"links?workshop={held.code}") in pages_linked(
        at
    )
    helper = as_staff(LIVE, held, "cofacilitator")
    assert "This address opens only on this computer." in words(helper)
    assert "Use an address" not in str(pages_linked(helper))
    held.store.engine.dispose()


@pytest.mark.parametrize("listens_on", ["0.0.0.0", "127.0.0.1"])
def test_on_localhost_the_address_for_phones_is_the_network_s_where_the_server_listens_there(
    held: Held, store: Store, monkeypatch: pytest.MonkeyPatch, listens_on: str
) -> None:
    monkeypatch.delenv("RESILIENCE_PUBLIC_URL")
    st.cache_resource.clear()
    runtime.use_store(store, listens_on)
    said = words(as_host(LIVE))
    there = in_network("http://localhost:8501", listens_on)
    assert f"open {there or 'http://localhost:8501'}/join" in said
    assert ("Try it on a phone first." in said) is bool(there)
    assert ("This address opens only on this computer." in said) is (not there)


def test_another_vote_asks_what_the_room_differs_on_or_all(held: Held) -> None:
    reveal_all(held)
    at = as_staff(LIVE, held, "facilitator")
    at.button(key="live-Vote again").click().run()
    assert at.multiselect(key="live-again-asked").value == ["P1"]
    at.button(key="live-Vote again").click()
    at.button(key="live-again-some").click().run()
    assert not at.exception
    with held.store.read() as session:
        last = session.get_one(Round, max(r.id for r in rows(held.store, Round)))
    assert (last.number, last.asked) == (2, ["P1"])


def test_another_vote_proposes_what_was_discussed_without_an_agreed_level(held: Held) -> None:
    reveal_all(held)
    for code in ("W2", "W1"):
        show_topic(held.store, HOST, held.code, code)
    at = as_staff(LIVE, held, "facilitator")
    at.button(key="live-Vote again").click().run()
    assert at.multiselect(key="live-again-asked").value == ["W1", "W2"]
    agree(held.store, HOST, held.code, "W1", 3)
    at = as_staff(LIVE, held, "facilitator")
    at.button(key="live-Vote again").click().run()
    asked = at.multiselect(key="live-again-asked")
    assert asked.value == ["W2"]
    assert [one for one in asked.options if "agreed: 3" in one]
    assert "agreed level" not in words(at)
    asked.set_value(["W1", "W2"])
    assert "1 of these has an agreed level. That level counts instead of the vote" in words(
        at.run()
    )
    agree(held.store, HOST, held.code, "W1", "both")
    at = as_staff(LIVE, held, "facilitator")
    at.button(key="live-Vote again").click().run()
    assert at.multiselect(key="live-again-asked").value == ["W1", "W2"]
    assert "agreed level" not in words(at)


def test_a_new_vote_names_what_it_replaces_and_lists_agreed_levels_against_it(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(3)]
    for who in people:
        held.say(who, W1=1, W2=1)
    held.move(rounds.close_vote, rounds.reveal)
    agree(held.store, HOST, held.code, "W1", 0)
    rounds.open_vote(held.store, HOST, held.code, ["W1", "W2"])
    for who in people:
        held.say(who, W1=3, W2=3)
    rounds.close_vote(held.store, HOST, held.code)
    at = as_staff(LIVE, held, "facilitator")
    press(at, "Reveal the result")
    asks = words(at)
    assert "The later vote may give the result on W2. It does so only where" in asks
    assert "1 agreed level stays: withdraw it" in asks
    rounds.reveal(held.store, HOST, held.code, use_thin=True)
    at = as_staff(LIVE, held, "facilitator")
    assert "W1 (agreed: 0; most frequent in the later vote: 3)" in words(at)
    assert "Reopen the vote" not in buttons(at), "no answer would count"
    at.button(key="live-Vote again").click().run()
    assert [one[:2] for one in at.multiselect(key="live-again-asked").options] == ["P1", "P2"]
    assert "questions that were asked again are not offered" in words(at)
    take_back(held.store, HOST, held.code, "W1")
    assert "most frequent in the later vote" not in words(as_staff(LIVE, held, "facilitator"))
    agree(held.store, HOST, held.code, "W1", 0)
    assert "most frequent in the later vote" not in words(as_staff(LIVE, held, "facilitator")), (
        "the room knew the later vote when it agreed"
    )


def test_all_is_asked_again_where_the_facilitator_wants_it(held: Held) -> None:
    reveal_all(held)
    at = as_staff(LIVE, held, "facilitator")
    at.button(key="live-Vote again").click().run()
    at.button(key="live-again-all").click().run()
    assert [r.asked for r in rows(held.store, Round)] == [None], "nothing opens before it is asked"
    at.button(key="live-again-some").click().run()
    assert [r.asked for r in rows(held.store, Round)] == [None, None]


def test_after_a_reveal_the_desk_waits_for_replies_before_it_shows_the_result(held: Held) -> None:
    reply_first(held.store, HOST, held.code)
    reveal_all(held)
    reply(held, "Water", "Pumps.")
    at = as_host(LIVE)
    assert "Vote again" not in buttons(at)
    with pytest.raises(WrongTime, match="Departments are still replying"):
        rounds.open_vote(held.store, HOST, held.code)
    assert words(at).count("The department leads now read their department's result") == 2
    assert (
        "Department leads see their department's result first. The stage, the phones and this page"
        in words(at)
    )
    assert "of 100" not in words(at), "the room may see this page on the projector"
    assert "lowest" not in words(at)
    assert "Close the workshop" not in buttons(at)
    show = "Show the result: 1 of 2 departments replied"  # nobody of Roads took part
    assert buttons(at)[0] == show
    at = press(at, "Show the result", sure=True)
    assert str(held.view.replies) == "shown"
    assert "Look at the projector: after the countdown it shows this room's answers." in words(at)
    assert buttons(at)[0] == "Next: Discussion, 50 min"
    assert "The result is revealed." in words(at)
    assert "72 of 100" in words(at)


def test_before_any_reply_the_desk_counts_the_departments_that_took_part(held: Held) -> None:
    reply_first(held.store, HOST, held.code)
    reveal_all(held)
    at = as_host(LIVE)
    assert buttons(at)[0] == "Show the result: none of the 2 departments has replied"
    at.button(key="live-Show the result").click().run()
    assert "Departments that replied: 0 of 2." in words(at)


def revealed_on(held: Held, codes: Sequence[str]) -> list[Visitor]:
    """Three people who said level 1 to these indicators in a first vote that was revealed."""
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(3)]
    for who in people:
        held.say(who, **dict.fromkeys(codes, 1))
    held.reveal()
    return people


def test_the_desk_turns_the_pages_of_a_second_vote(store: Store) -> None:
    held = set_up(store, urban())
    codes = [one.code for one in held.view.asked]
    people = revealed_on(held, codes)
    for asked in (codes[6:8], codes[:6]):
        rounds.open_vote(held.store, HOST, held.code, asked)
        for who in people:
            held.say(who, **dict.fromkeys(asked, 2))
        held.reveal()
        at = as_host(LIVE)
        turned = [one.label for one in at.button if one.label.startswith("Questions ")]
        assert turned == (["Questions 1 to 3", "Questions 4 to 6"] if len(asked) > 5 else [])
    at.button(key="second-vote-1").click().run()
    assert at.button(key="second-vote-1").disabled
    place = view_desk(held.store, HOST, held.code)
    assert (place.screen, place.discussed) == ("second vote", ())
    assert place.topic in asked


def test_at_the_closing_words_the_desk_has_the_actions(held: Held) -> None:
    vote_all(held)
    held.move(rounds.close_vote, rounds.reveal)
    plan = ActionPlan("W1", "Dredge", held.department("Water"))
    add_action(held.store, HOST, held.code, plan)
    steps = view_run_sheet(held.store, HOST, held.code).steps
    assert "Dredge" not in words(as_host(LIVE))
    begin_step(held.store, HOST, held.code, len(steps) - 1, "closing")
    assert "Dredge" in words(as_host(LIVE))


def test_live_says_that_answers_of_a_reopened_vote_do_not_count(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 1, 1, 1)
    held.reveal()
    assert "does not count" not in words(as_host(LIVE, held.code))
    held.move(rounds.reopen_vote)
    for who, level in zip(people, (4, 1, 1, 1), strict=True):
        held.say(who, W1=level)
    held.reveal()
    at = as_host(LIVE, held.code)
    assert "Later votes change no score." in words(at)
    agree(held.store, HOST, held.code, "W1", 3)
    said = words(as_host(LIVE, held.code))
    assert "Later votes change no score" in said
    assert "earlier result counts" not in said, "the agreed level does"


def test_pages_of_a_later_vote_are_turned_only_where_the_stage_shows_them(store: Store) -> None:
    held = set_up(store, urban())
    codes = [one.code for one in held.view.asked]
    people = revealed_on(held, codes)
    held.move(rounds.reopen_vote)
    for who in people:
        held.say(who, **dict.fromkeys(codes, 1))
    held.reveal()
    assert [one.label for one in as_host(LIVE).button if one.label.startswith("Questions ")] == []


def test_live_names_the_lowest_theme_in_words(held: Held) -> None:
    held.move(rounds.open_vote)
    for who in held.vote("Water", 1, 1, 1):
        held.say(who, W2=1, P1=3, P2=9)
    held.reveal()
    assert "lowest: Water 25" in words(as_host(LIVE, held.code))


def test_the_reveal_of_a_reopened_vote_says_who_voted_again_and_what_it_replaces(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(4)]
    for who in people:
        held.say(who, W1=1)
    held.move(rounds.close_vote, rounds.reveal, rounds.reopen_vote)
    for who in people[1:]:
        held.say(who, W1=3)
    held.move(rounds.close_vote)
    at = as_staff(LIVE, held, "facilitator")
    press(at, "Reveal the result")
    asks = words(at)
    assert (
        "3 of the 4 people counted in the first vote who were asked again can be counted in this vote."
        in asks
    )
    assert "Scores by department and group stay as in the first vote." in asks
