"""The votes on how feasible actions are, at the desk: how far they are, showing them, and opening them again."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from resilience.scoring.planning.actions import PlannedAction
from resilience.services.deciding.feasibility import (
    OpenVote,
    reopen_feasibility,
    show_feasibility,
    votes_waiting,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.watch import spread

#: open votes on actions by the actions' ids
Waiting = Mapping[int, OpenVote]


def votes_to_show(workshop: WorkshopView) -> Waiting:
    """The open votes on actions if any of them can be shown now, for those who run the workshop."""
    if workshop.phase is not Phase.REVEALED or workshop.replies == "awaited":
        return {}
    waiting = votes_waiting(runtime.store(), runtime.visitor(), workshop.code)
    return waiting if _can_show(waiting) else {}


def ask_to_show_votes(workshop: WorkshopView, waiting: Waiting, text: Text, key: str) -> None:
    """Open a dialog that shows the votes; `key` is the session_state key of its button."""
    ask_first(
        text("Show the feasibility votes"),
        of_showing_votes(waiting, text),
        lambda: show_feasibility(runtime.store(), runtime.visitor(), workshop.code),
        key,
    )


def show_votes(workshop: WorkshopView, read: Callable[[], Waiting], text: Text) -> None:
    """How far the votes on actions are, and a way to show them once enough people have voted; `read` gives them."""
    waiting = read()
    if not waiting:
        return
    st.markdown(
        text(
            "People are now voting on their phones on how feasible each action is. Nobody sees "
            "the votes until you show them."
        )
    )
    st.fragment(in_turn(_follow), run_every=spread(2))(read, waiting, text)
    label = text("Show the feasibility votes")
    if any(one.shows for one in waiting.values()) and st.button(
        label, key="actions-show", icon=":material/visibility:"
    ):
        ask_to_show_votes(workshop, waiting, text, "actions-yes-show")


def reopen_votes(workshop: WorkshopView, actions: Sequence[PlannedAction], text: Text) -> None:
    """Offer to open the votes again of which nothing was shown, as too few people had voted."""
    closed = [one for one in actions if one.feasible.state in ("few", "nobody")]
    if not closed or workshop.phase == Phase.CLOSED:
        return
    st.markdown(
        text.plural(
            "The vote on {n} action was closed when too few people had voted, so its result was not shown.",
            "The votes on {n} actions were closed when too few people had voted, so their results were not shown.",
            len(closed),
        )
    )
    label = text("Reopen the feasibility votes")
    if st.button(label, key="actions-reopen", icon=":material/lock_open:"):
        words = text.plural(
            "People can vote again on {n} action on their phones. Votes given before still count. "
            "Nobody sees the votes until you show them.",
            "People can vote again on {n} actions on their phones. Votes given before still count. "
            "Nobody sees the votes until you show them.",
            len(closed),
        )
        ask_first(
            label,
            words,
            lambda: reopen_feasibility(runtime.store(), runtime.visitor(), workshop.code),
            "actions-yes-reopen",
        )


def _follow(read: Callable[[], Waiting], drawn: Waiting, text: Text) -> None:
    """How many have voted; runs again by itself, and the page with it once the button has to come or go."""
    waiting = drawn
    with runtime.or_whole_page():
        waiting = read()
    if not waiting or _can_show(waiting) != _can_show(drawn):
        st.rerun(scope="app")
    said = [_turnout(waiting, text)]
    if not _can_show(waiting):
        said.append(_wait_words(waiting, text))
    st.markdown(" ".join(said))


def _can_show(waiting: Waiting) -> bool:
    return any(one.shows for one in waiting.values())


def _turnout(waiting: Waiting, text: Text) -> str:
    """How many of those who joined have voted."""
    people = [one.people for one in waiting.values()]
    joined = text.number(max(one.joined for one in waiting.values()))
    least, most = (text.number(n) for n in (min(people), max(people)))
    if len(people) == 1:
        return text("{n} of {of} people have voted.", n=most, of=joined)
    if least == most:
        return text(
            "{n} of {of} people have voted on each of {actions} actions.",
            n=most,
            of=joined,
            actions=text.number(len(people)),
        )
    return text(
        "{least} to {most} of {of} people have voted on each of {actions} actions.",
        least=least,
        most=most,
        of=joined,
        actions=text.number(len(people)),
    )


def _wait_words(waiting: Waiting, text: Text) -> str:
    """Why nothing can be shown yet, and when it can."""
    least = max(one.least for one in waiting.values())
    return text(
        "That is too few to show anything: someone's choice could be worked out. Wait for "
        "more votes. You can show an action's votes once at least {least} people have voted "
        "alone or, if nobody has voted alone, at least {least} at tables.",
        least=least,
    )


def of_showing_votes(waiting: Waiting, text: Text) -> str:
    """What showing the votes does, in numbers."""
    shown = sum(one.shows for one in waiting.values())
    few = len(waiting) - shown
    said = [
        _turnout(waiting, text),
        text.plural(
            "Everyone who can see the result will see how many people chose each answer on {n} action. Nobody can vote on it any more.",
            "Everyone who can see the result will see how many people chose each answer on {n} actions. Nobody can vote on these any more.",
            shown,
        ),
    ]
    if few:
        said.append(
            text.plural(
                "Too few people have voted on {n} other action: its votes are not shown, and you can reopen its vote.",
                "Too few people have voted on {n} other actions: their votes are not shown, and you can reopen their votes.",
                few,
            )
        )
    said.append(text("Actions that you add later are voted on separately."))
    return " ".join(said)
