"""The one button at the top of Live: what happens next, and to whom."""

from dataclasses import dataclass

import streamlit as st

from resilience.errors import ResilienceError
from resilience.services.access.access import Visitor
from resilience.services.voting.progress import ProgressSnapshot
from resilience.services.voting.turnout import Turnout
from resilience.services.workshop.agenda import Agenda, Step
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import view_replies
from resilience.services.workshop.run_sheet import begin_step
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.actions.votes import ask_to_show_votes, votes_to_show
from resilience.ui.facilitate.move_kinds import (
    AGAIN,
    CLOSE,
    FINISH,
    KEEP,
    LEADS_ON,
    OPEN,
    REVEAL,
    SHOW,
    VOTES,
    Move,
)
from resilience.ui.facilitate.moves import (
    is_awaited,
    press_move,
    thin_turnout_of,
    was_answered,
)
from resilience.ui.facilitate.run_sheet.side import PAGES, step_name
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.watch import spread

#: the page of the button, and of steps that take place nowhere else
LIVE = "pages/facilitate/live.py"
#: session_state key, of no widget, of the step that was pressed, until the page has asked about it
PRESSED = "live-pressed"
#: the key of a clicker that presses the button, where it moves nothing without asking
CLICKER = "PageDown"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A move of the workshop, or a step of the run sheet at a position."""

    move: Move | None
    step: Step | None = None
    position: int = -1

    @property
    def key(self) -> str:
        """What the button is called in the page."""
        return self.move.label if self.move else "next"


def next_of(workshop: WorkshopView, agenda: Agenda, thin: Turnout | None = None) -> NextStep:
    """What comes next by the run sheet; the move of the phase where that comes first.

    Votes on actions that can be shown come before what follows their step. Nothing after the last step of a
    rehearsal, which is never closed, and where a result has to be chosen.
    """
    if workshop.phase is Phase.CLOSED:
        return NextStep(None)
    if thin is not None:
        return NextStep(KEEP if thin.refusal else None)
    own = LEADS_ON[workshop.phase]
    position = agenda.following(workshop.phase)
    if is_awaited(workshop) and (position is None or agenda.steps[position].kind != "replies"):
        return NextStep(SHOW)
    if _votes_come_next(workshop, agenda):
        return NextStep(VOTES)
    if position is None:
        return NextStep(None if workshop.rehearses and own is FINISH else own)
    step = agenda.steps[position]
    moves = {"vote": own, "reveal": REVEAL, "second vote": AGAIN}
    if workshop.phase is Phase.COUNTED:
        moves["replies"] = REVEAL  # to department leads, who then reply
    return NextStep(moves.get(step.kind), step, position)


def _votes_come_next(workshop: WorkshopView, agenda: Agenda) -> bool:
    """Whether votes on actions can be shown, and no step of the run sheet that is for them is still ahead."""
    ahead = any(
        step.kind in ("actions", "feasibility") and not agenda.is_over(n)
        for n, step in enumerate(agenda.steps)
    )
    return not ahead and bool(votes_to_show(workshop))


def next_step(
    workshop: WorkshopView, agenda: Agenda, following: NextStep, visitor: Visitor, text: Text
) -> None:
    """The button; once the workshop is closed it leads to the result."""
    pressed = st.session_state.pop(PRESSED, "") == following.key
    if workshop.phase is Phase.CLOSED:
        _button(text("See the result"), ":material/dashboard:", following, clicker=True)
        if pressed:
            _open("pages/results/overview.py", workshop)
        return
    if pressed:
        if following.move:
            press_move(workshop.code, following.move)
        else:
            _begin(workshop, following, visitor)
    st.fragment(in_turn(_draw), run_every=spread(1.8))(workshop, agenda, following, text)


def next_elsewhere(workshop: WorkshopView, agenda: Agenda, text: Text) -> None:
    """The same button on another page of the desk; Live asks about a move, except about the votes on actions.

    None once the workshop is closed.
    """
    following = next_of(workshop, agenda, thin_turnout_of(workshop, runtime.visitor()))
    shows = following.move is VOTES
    now = cached.live(workshop.code)
    label = text(VOTES.label) if shows else _label(following, workshop, now, text)
    icon = VOTES.icon if shows else ":material/play_arrow:"
    if not label or not st.button(label, icon=icon, key="next-elsewhere"):
        return
    if shows:
        ask_to_show_votes(workshop, votes_to_show(workshop), text, "next-yes-show")
    elif following.move:
        press_move(workshop.code, following.move)
        _open(LIVE, workshop)
    else:
        _begin(workshop, following, runtime.visitor(), LIVE)


def _draw(workshop: WorkshopView, agenda: Agenda, following: NextStep, text: Text) -> None:
    """The button with its count; drawn again every two seconds, and the page with it once votes can be shown."""
    move = following.move
    try:
        if (move is VOTES) is not _votes_come_next(workshop, agenda):
            st.rerun(scope="app")
        label = _label(following, workshop, cached.live(workshop.code), text)
    except ResilienceError:
        return  # the page says why
    if not label:
        return
    icon = move.icon if move else ":material/play_arrow:"
    _button(label, icon, following, clicker=move is not OPEN)
    if PRESSED in st.session_state or was_answered():
        st.rerun(scope="app")


def _press(key: str) -> None:
    st.session_state[PRESSED] = key


def _begin(
    workshop: WorkshopView, following: NextStep, visitor: Visitor, otherwise: str = ""
) -> None:
    """Begin a step that needs no move, on the page where it takes place, or on the page `otherwise` ("": this one)."""
    store, code, step = runtime.store(), workshop.code, following.step
    if step is None:
        return
    with runtime.errors_shown():
        begin_step(store, visitor, code, following.position, step.kind)
        if page := PAGES.get(step.kind, otherwise):
            _open(page, workshop)
        st.rerun()


def _open(page: str, workshop: WorkshopView) -> None:
    st.switch_page(page, query_params={"workshop": workshop.code})


def _label(
    following: NextStep, workshop: WorkshopView, progress: ProgressSnapshot, text: Text
) -> str:
    """What happens next, and to how many people."""
    move, step = following.move, following.step
    if step and move is None:
        return text("Next: {step}", step=step_name(step, text))
    if step and move is AGAIN:
        return text("{step}, {minutes} min", step=text(move.label), minutes=step.minutes)
    if move is CLOSE:
        return _close_label(progress, text)
    if move is SHOW:
        return _show_label(workshop, text)
    return _counted(move, workshop, progress, text) if move else ""


def _counted(move: Move, workshop: WorkshopView, progress: ProgressSnapshot, text: Text) -> str:
    """A move with the people or devices whom it concerns, where they are counted."""
    if move is OPEN:
        return text.plural(
            "Open the vote: {n} person is here",
            "Open the vote: {n} people are here",
            progress.people,
        )
    if move is REVEAL and workshop.replies != "awaited":
        return text.plural(
            "Reveal the result: {n} person has answered",
            "Reveal the result: {n} people have answered",
            progress.answered,
        )
    if move is VOTES:
        return text.plural(
            "Show the feasibility votes: {n} person has voted",
            "Show the feasibility votes: {n} people have voted",
            max((vote.people for vote in votes_to_show(workshop).values()), default=0),
        )
    return text(move.label)


def _show_label(workshop: WorkshopView, text: Text) -> str:
    replies = view_replies(runtime.store(), runtime.visitor(), workshop.code)
    replied = sum(bool(words) for words in replies.values())
    if not replies:
        return text(SHOW.label)
    if not replied:
        return text.plural(
            "Show the result: {n} department has not replied",
            "Show the result: none of the {n} departments has replied",
            len(replies),
        )
    return text.plural(
        "Show the result: {replied} of {n} department replied",
        "Show the result: {replied} of {n} departments replied",
        len(replies),
        replied=replied,
    )


def _close_label(now: ProgressSnapshot, text: Text) -> str:
    if not now.people:
        return text("Close the vote: nobody has joined yet")
    if not now.unfinished:
        return text("Close the vote: everyone has answered everything")
    if now.unfinished == now.absent:
        return text.plural(
            "Close the vote: the card of {n} person has not been entered",
            "Close the vote: the cards of {n} people have not been entered",
            now.absent,
        )
    return text.plural(
        "Close the vote: {n} person has not finished",
        "Close the vote: {n} people have not finished",
        now.unfinished,
    )


def _button(label: str, icon: str, following: NextStep, *, clicker: bool) -> None:
    st.button(
        label,
        icon=icon,
        type="primary",
        key=f"live-{following.key}",
        width="stretch",
        on_click=_press,
        args=(following.key,),
        shortcut=CLICKER if clicker else None,
    )
