"""The desk's moves that fit the phase of a workshop, and what is asked before one is made."""

from collections.abc import Sequence

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.counting.consequences import consequences_of, may_reopen
from resilience.services.voting.turnout import Turnout, view_thin_turnout
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.facilitate.actions.votes import of_showing_votes, votes_to_show
from resilience.ui.facilitate.attendance import (
    confirm_in_room,
    forget_in_room,
    is_confirmed,
)
from resilience.ui.facilitate.consequences import (
    of_cards,
    of_deleting,
    of_finishing,
    of_missing,
    of_reopening,
    of_showing,
    say_counted,
)
from resilience.ui.facilitate.move_kinds import (
    AGAIN,
    CLOSE,
    DROP,
    END,
    FINISH,
    KEEP,
    MOVES,
    REHEARSE,
    REOPEN,
    REVEAL,
    SHOW,
    USE,
    VOTES,
    Move,
)
from resilience.ui.facilitate.second_vote import (
    ALL_ASKED,
    ask_again,
    nothing_left,
    of_new_vote,
    say_agreed_against,
    say_thin,
)
from resilience.ui.shared import cached, runtime
from resilience.wording.progress import DROPPED

#: session_state key, of no widget, of the workshop and the move that was pressed and is not made yet
PRESSED = "live-move"
#: session_state key, of no widget: a question was on screen
ASKED = "live-asked"
NOW: dict[Phase, str] = {
    Phase.PREPARING: mark("People can join now. Open the vote when the room is ready."),
    Phase.VOTING: mark("The vote is open."),
    Phase.COUNTED: mark("The vote is closed and counted. Nobody sees the result yet."),
    Phase.REVEALED: mark("The result is revealed."),
    Phase.CLOSED: mark("This workshop is closed. Its result is kept."),
}
#: the sentences from the first later vote on, while an earlier result counts
NOW_AGAIN: dict[Phase, str] = {
    Phase.VOTING: mark("The vote is open. The earlier result stays visible."),
    Phase.COUNTED: mark(
        "This vote is closed and counted. The earlier result is shown until you reveal the new one."
    ),
}
#: shown instead while the result of a vote that was reopened after its reveal is hidden
NOW_HIDDEN: dict[Phase, str] = {
    Phase.VOTING: mark(
        "The vote is open again. Its results are hidden until you reveal them again."
    ),
    Phase.COUNTED: mark(
        "The vote is closed and counted again. Its results are hidden until you reveal them again."
    ),
}
CLOSE_AGAIN = mark(
    "This vote counts only the answers that people have confirmed or changed. Say “one minute left” "
    "first: comments that people are still typing are lost. Close the vote?"
)
REVEAL_TO_LEADS = mark(
    "From now on, each department lead sees their own department's result, and the people who run "
    "the workshop see all of it. The room and officials see it when you press “Show the result”. "
    "Reveal it?"
)
#: what the desk reads between the reveal and the moment when it shows the result
AWAITED = mark(
    "Department leads see their department's result first. The stage, the phones and this page show the result "
    "when you press “Show the result”. You can already read it on Overview: do not project that page."
)


def is_awaited(workshop: WorkshopView) -> bool:
    """Whether a revealed result waits for the replies of departments."""
    return workshop.phase is Phase.REVEALED and workshop.replies == "awaited"


def thin_turnout_of(workshop: WorkshopView, visitor: Visitor) -> Turnout | None:
    """The turnout of a closed later vote that is too thin to replace the result by itself."""
    if workshop.phase != Phase.COUNTED or not (workshop.reveals or workshop.hidden):
        return None
    return view_thin_turnout(runtime.store(), visitor, workshop.code)


def say_now(workshop: WorkshopView, thin: Turnout | None, text: Text) -> None:
    """Say the current state of the workshop, and what has to be chosen."""
    if thin is None or not thin.refusal:
        st.markdown(f"**{text(_now(workshop))}**")
    if thin is not None:
        say_thin(thin, text)
    if workshop.phase is Phase.REVEALED and workshop.reveals > 1:
        say_agreed_against(workshop, text)


def moves(
    workshop: WorkshopView, visitor: Visitor, thin: Turnout | None, first: Move | None, text: Text
) -> None:
    """Offer all moves but the `first`, which the next button makes."""
    offered = _offered(workshop, thin)
    store, revealed = runtime.store(), workshop.phase is Phase.REVEALED
    if revealed and not may_reopen(store, visitor, workshop.code):
        offered = [move for move in offered if move is not REOPEN]
    others = [move for move in offered if move is not first]
    if votes_to_show(workshop):  # by the next button, or by the question before the sign-off
        offered = [*offered, VOTES]
    if AGAIN in others and nothing_left(workshop, visitor):
        others.remove(AGAIN)
        st.caption(text(ALL_ASKED))
    if REVEAL in others:  # as large as the button of a break before it
        _offer(REVEAL, workshop, text, wide=True)
    with st.container(horizontal=True, key="moves"):
        for move in others:
            if move is not REVEAL:
                _offer(move, workshop, text)
    _make_pressed(offered, workshop, visitor, text)


def _now(workshop: WorkshopView) -> str:
    """The current state of the workshop."""
    if is_awaited(workshop):
        return AWAITED
    if workshop.dropped and workshop.phase is Phase.REVEALED:
        return DROPPED
    instead = NOW_HIDDEN if workshop.hidden else NOW_AGAIN if workshop.reveals else {}
    return instead.get(workshop.phase) or NOW[workshop.phase]


def _offered(workshop: WorkshopView, thin: Turnout | None) -> Sequence[Move]:
    """The moves of the phase, or those between which a result has to be chosen."""
    if thin is not None:
        return (KEEP, REOPEN) if thin.refusal else (USE, KEEP, REOPEN)
    offered = MOVES[workshop.phase]
    if is_awaited(workshop):
        offered = (SHOW, *(move for move in offered if move not in (AGAIN, FINISH)))
    if workshop.phase == Phase.COUNTED and (workshop.reveals or workshop.hidden):
        offered = (*offered, DROP)
    if workshop.rehearses:
        return (END, *(move for move in offered if move not in (REHEARSE, FINISH)))
    return offered


def _offer(move: Move, workshop: WorkshopView, text: Text, *, wide: bool = False) -> None:
    st.button(
        text(move.label),
        icon=move.icon,
        width="stretch" if wide else "content",
        key=f"live-{move.label}",
        on_click=press_move,
        args=(workshop.code, move),
    )


def press_move(code: str, move: Move) -> None:
    """Have `moves` make a move of a workshop, or ask about it: also if the page starts again before it gets there."""
    st.session_state[PRESSED] = code, move.label


def _make_pressed(
    offered: Sequence[Move], workshop: WorkshopView, visitor: Visitor, text: Text
) -> None:
    """Make the move that was pressed; the question about one stays when the page runs again by itself."""
    pressed = st.session_state.get(PRESSED)
    move = next((one for one in offered if pressed == (workshop.code, one.label)), None)
    asks = move and (move is AGAIN or move.sure or move in (REOPEN, FINISH, SHOW, VOTES))
    if asks:
        st.session_state[ASKED] = True
    if move is AGAIN:
        ask_again(workshop, visitor, forget_pressed, text)
    elif move and asks:
        dialog = st.dialog(text(move.label), width="medium", on_dismiss=forget_pressed)
        dialog(_ask)(move, workshop, visitor, text)
    else:
        forget_pressed()
        if move:
            _do(move, workshop, visitor)


def forget_pressed() -> None:
    """Make no move any more."""
    st.session_state.pop(PRESSED, None)
    forget_in_room()


def was_answered() -> bool:
    """Whether a question was on screen and its answer is dealt with; true once for each question.

    Streamlit loses the end of a run when a timed part is due at that moment, and the browser then keeps the dialog
    on screen; another run of the page closes it.
    """
    return PRESSED not in st.session_state and st.session_state.pop(ASKED, False)


def _ask(move: Move, workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    with runtime.errors_shown():
        st.markdown(_sure(move, workshop, visitor, text))
        if move is FINISH:
            _offer_votes(workshop, text)
        if move is REOPEN and workshop.phase is Phase.REVEALED and workshop.k:
            say_counted(workshop, text, first=False)
        words, numbers, key = [], {}, f"live-yes-{move.label}"
        if move is CLOSE and not is_confirmed(workshop):
            given = confirm_in_room(workshop, visitor, text)
            numbers = {"in_room": given.in_room, "seen": given.seen}
            key += f"-{given.changes}" if given.changes else ""
        if move.asked:
            typed = f"live-words-{move.label}"
            words = [st.text_input(text(move.asked), max_chars=move.most, key=typed)]
        yes = text("Yes: {move}", move=text(move.label))
        if st.button(yes, key=key, type="primary"):
            _do(move, workshop, visitor, *words, **numbers)


def _offer_votes(workshop: WorkshopView, text: Text) -> None:
    """A button that asks about the votes on actions instead of the sign-off, which would lose them."""
    if votes_to_show(workshop) and st.button(
        text(VOTES.label), icon=VOTES.icon, key="live-votes-first"
    ):
        press_move(workshop.code, VOTES)
        st.rerun()


def _sure(move: Move, workshop: WorkshopView, visitor: Visitor, text: Text) -> str:
    """The confirmation question of a move in the current state."""
    if move in (REOPEN, FINISH, SHOW, VOTES):
        return _in_numbers(move, workshop, visitor, text)
    if move is CLOSE and (workshop.reveals or workshop.hidden):
        return f"{of_cards(workshop, text)} {text(CLOSE_AGAIN)}".strip()
    if move in (DROP, KEEP):
        return f"{of_deleting(workshop, text)} {text(move.sure)}"
    if move in (REVEAL, USE):
        to_leads = move is REVEAL and workshop.replies == "awaited"
        sure = text(REVEAL_TO_LEADS if to_leads else move.sure)
        first = of_new_vote(workshop, visitor, text) or of_missing(workshop, text)
        return f"{first} {sure}".strip()
    return text(move.sure)


def _in_numbers(move: Move, workshop: WorkshopView, visitor: Visitor, text: Text) -> str:
    """The question before a move that says in numbers what it ends, hides or shows."""
    if move is VOTES:
        return of_showing_votes(votes_to_show(workshop), text)
    seen = consequences_of(runtime.store(), visitor, workshop.code)
    if move is REOPEN:
        return of_reopening(workshop, seen, text)
    return of_finishing(seen, text) if move is FINISH else of_showing(seen, text)


def _do(
    move: Move, workshop: WorkshopView, visitor: Visitor, *words: str, **numbers: object
) -> None:
    with runtime.errors_shown():
        elsewhere = move.do(runtime.store(), visitor, workshop.code, *words, **numbers)
        cached.phase.clear()
        if elsewhere:
            st.switch_page("pages/facilitate/live.py", query_params={"workshop": elsewhere})
        st.rerun()
