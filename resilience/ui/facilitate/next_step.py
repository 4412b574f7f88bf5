"""The one button at the top of Live: what happens next, and to whom."""

from collections.abc import Callable

import streamlit as st

from resilience.errors import ResilienceError
from resilience.services.access.access import Visitor
from resilience.services.voting.progress import ProgressSnapshot
from resilience.services.voting.turnout import Turnout
from resilience.services.workshop.desk import show_discussion
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.moves import CLOSE, MOVES, OPEN, REVEAL, Move, make_move
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.watch import spread

#: session_state key, of no widget, of the move that was pressed, until the page has asked about it
PRESSED = "live-pressed"
#: the key of a clicker that presses the button, where it does nothing without asking
CLICKER = "PageDown"


def next_step(workshop: WorkshopView, visitor: Visitor, thin: Turnout | None, text: Text) -> None:
    """The button; while a choice between two results waits there is none."""
    if workshop.phase in (Phase.REVEALED, Phase.CLOSED):
        _after_reveal(workshop, visitor, text)
    elif thin is None:
        move = MOVES[workshop.phase][0]
        if st.session_state.pop(PRESSED, "") == move.label:
            make_move(move, workshop, visitor, text)
        st.fragment(_draw, run_every=spread(1.8))(workshop, move, text)


def _draw(workshop: WorkshopView, move: Move, text: Text) -> None:
    """The button with its count; drawn again every two seconds."""
    try:
        label = _label(move, workshop, cached.live(workshop.code), text)
    except ResilienceError:
        return  # the page says why
    _button(label, move.icon, move.label, lambda: _press(move), clicker=move is not OPEN)
    if PRESSED in st.session_state:
        st.rerun(scope="app")


def _press(move: Move) -> None:
    st.session_state[PRESSED] = move.label


def _label(move: Move, workshop: WorkshopView, now: ProgressSnapshot, text: Text) -> str:
    """What happens next, and to how many people."""
    if move is OPEN:
        return text.plural(
            "Open the vote: {n} person is here", "Open the vote: {n} people are here", now.people
        )
    if move is CLOSE:
        return _close_label(now, text)
    if move is REVEAL and workshop.replies != "awaited":
        return text.plural(
            "Reveal the result: {n} person has answered",
            "Reveal the result: {n} people have answered",
            now.answered,
        )
    return text(move.label)


def _close_label(now: ProgressSnapshot, text: Text) -> str:
    if not now.people:
        return text("Close the vote: nobody has joined yet")
    if not now.unfinished:
        return text("Close the vote: everyone has answered everything")
    return text.plural(
        "Close the vote: {n} person is still answering",
        "Close the vote: {n} people are still answering",
        now.unfinished,
    )


def _after_reveal(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    """On to the discussion, which the stage shows from then on; the result once all is closed."""
    if workshop.phase is Phase.CLOSED:
        page, label, icon = (
            "pages/results/overview.py",
            text("See the result"),
            ":material/dashboard:",
        )
    else:
        page, label, icon = (
            "pages/facilitate/discuss.py",
            text("Discuss with the room"),
            ":material/forum:",
        )
    if not _button(label, icon, "next", None, clicker=True):
        return
    with runtime.errors_shown():
        if workshop.phase is Phase.REVEALED:
            show_discussion(runtime.store(), visitor, workshop.code)
        st.switch_page(page, query_params={"workshop": workshop.code})


def _button(
    label: str, icon: str, name: str, pressed: Callable[[], None] | None, *, clicker: bool
) -> bool:
    return st.button(
        label,
        icon=icon,
        type="primary",
        key=f"live-{name}",
        width="stretch",
        on_click=pressed,
        shortcut=CLICKER if clicker else None,
    )
