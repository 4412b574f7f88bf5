"""Questions from the room as those who run the workshop see them, and the list of things for later."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.voting.questions import (
    LONGEST_QUESTION,
    QuestionState,
    RoomQuestion,
    hide_questions,
    keep_for_later,
    questions_of,
    set_question,
)
from resilience.services.workshop.desk import DeskPlace, end_questions, show_questions, view_desk
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Store
from resilience.text import Text
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.ui.shared.watch import spread

#: open questions that are listed before the others are in a part to open
LISTED = 5
#: questions of a state that are drawn at most
DRAWN = 50


def question_panel(workshop: WorkshopView, text: Text) -> None:
    """The questions, most up-votes first, with what can be done with each; follows the phones."""
    st.fragment(in_turn(_questions), run_every=spread(3))(workshop, text)


def later_panel(workshop: WorkshopView, text: Text) -> None:
    """The list of things for later; it changes until the workshop is closed."""
    st.fragment(in_turn(_later), run_every=spread(3))(workshop, text)


def _questions(workshop: WorkshopView, text: Text) -> None:
    asked, place = _read(workshop)
    waiting = [one for one in asked if one.state == "open"]
    with st.container(border=True, gap="small"):
        title = text("Questions from the room")
        st.markdown(f"**{title}** · " + text("{n} open", n=len(waiting)))
        if not waiting:
            st.caption(
                text("Questions that people ask on their phones appear here, without names.")
            )
        _stage_button(workshop, place, waiting, text)
        for one in waiting[:LISTED]:
            _waiting(one, workshop, place, text)
        if len(waiting) > LISTED:
            with st.expander(text("More questions"), key="questions-more"):
                _act(
                    text("Hide all open questions"),
                    "hide-all",
                    partial(hide_questions, *_here(), workshop.code),
                )
                for one in waiting[LISTED:DRAWN]:
                    _waiting(one, workshop, place, text)
                _rest(len(waiting), text)
        done = [one for one in asked if one.state in ("answered", "hidden")]
        if done:
            with st.expander(text("Answered or hidden"), key="questions-done"):
                for one in done[:DRAWN]:
                    _done(one, workshop, text)
                _rest(len(done), text)


def _rest(found: int, text: Text) -> None:
    """How many more there are than are drawn."""
    if found > DRAWN:
        st.caption(text("and {n} more", n=found - DRAWN))


def _later(workshop: WorkshopView, text: Text) -> None:
    asked, _ = _read(workshop)
    kept = [one for one in asked if one.state == "later"]
    still = workshop.phase is not Phase.CLOSED
    with st.container(border=True, gap="small"):
        title = text("For later")
        st.markdown(f"**{title}**")
        if not kept:
            st.caption(
                text("Anything the room has no time for now is listed here and in the report.")
            )
        for one in kept:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(plain(one.words), width="stretch")
                after: QuestionState = "answered" if one.by_staff else "open"
                if still:
                    label = text("Remove from list")
                    _act(label, f"off-{one.id}", partial(_set, workshop, one, after))
        if still:
            with st.form("later-add", clear_on_submit=True, border=False):
                words = st.text_input(
                    text("Item for later"), max_chars=LONGEST_QUESTION, key="later-words"
                )
                if st.form_submit_button(text("Add"), key="later-put"):
                    _do(partial(keep_for_later, *_here(), workshop.code, words))


def _read(workshop: WorkshopView) -> tuple[Sequence[RoomQuestion], DeskPlace]:
    store, visitor = _here()
    with runtime.or_whole_page():
        return (
            questions_of(store, visitor, workshop.code),
            view_desk(store, visitor, workshop.code),
        )


def _stage_button(
    workshop: WorkshopView, place: DeskPlace, waiting: Sequence[RoomQuestion], text: Text
) -> None:
    if place.screen == "questions":
        label = text("Take questions off the stage")
        _act(label, "end", partial(end_questions, *_here(), workshop.code), kind="secondary")
    elif waiting:
        label = text("Show the top five on the stage")
        _act(label, "five", partial(show_questions, *_here(), workshop.code), kind="secondary")


def _waiting(one: RoomQuestion, workshop: WorkshopView, place: DeskPlace, text: Text) -> None:
    """An open question with its buttons; the one on the stage is marked."""
    here = place.screen == "questions" and place.question == one.id
    shown = [f"**▲ {one.votes}** {plain(one.words)}", *([text("on the stage")] if here else [])]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(" · ".join(shown), width="stretch")
        with st.container(horizontal=True, gap="small", width="content"):
            _act(text("Mark answered"), f"done-{one.id}", partial(_set, workshop, one, "answered"))
            show = partial(show_questions, *_here(), workshop.code, one.id)
            _act(text("Show on stage"), f"stage-{one.id}", show)
            if workshop.phase is not Phase.CLOSED:
                _act(
                    text("Keep for later"), f"later-{one.id}", partial(_set, workshop, one, "later")
                )
            _act(text("Hide"), f"hide-{one.id}", partial(_set, workshop, one, "hidden"))


def _done(one: RoomQuestion, workshop: WorkshopView, text: Text) -> None:
    state = text("Answered") if one.state == "answered" else text("Hidden")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{state} · {plain(one.words)}", width="stretch")
        _act(text("Reopen"), f"again-{one.id}", partial(_set, workshop, one, "open"))


def _set(workshop: WorkshopView, one: RoomQuestion, state: QuestionState) -> None:
    set_question(*_here(), workshop.code, one.id, state)


def _act(
    label: str,
    key: str,
    do: Callable[[], None],
    kind: Literal["secondary", "tertiary"] = "tertiary",
) -> None:
    if st.button(label, key=f"questions-{key}", type=kind):
        _do(do)


def _do(do: Callable[[], None]) -> None:
    with runtime.errors_shown():
        do()
        st.rerun(scope="fragment")


def _here() -> tuple[Store, Visitor]:
    return runtime.store(), runtime.visitor()
