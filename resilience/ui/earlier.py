"""What was said before: the own answer as a ghost until it is confirmed, the room's, last year's."""

from collections.abc import MutableMapping
from dataclasses import dataclass

import streamlit as st

from resilience.errors import ResilienceError
from resilience.framework import Indicator, Levels
from resilience.scoring.words import said_words
from resilience.services.responses import Answer, Ballot, keep_earlier, own_ballot
from resilience.text import Text
from resilience.ui import runtime
from resilience.watching import troubled

#: session_state keys of answers that were just kept with what was written to them
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The own earlier answer to an indicator, and how many answers each level had in the room.

    `agreed` is what the city's last workshop agreed on, in words, or "".
    """

    own: Answer | None = None
    room: tuple[int, ...] = ()
    agreed: str = ""


def second_vote_note(ballot: Ballot, answers: MutableMapping[str, Answer], text: Text) -> None:
    """That this is another vote, and one button that confirms all own answers of before."""
    left = [code for code in ballot.before if code not in answers or answers[code].said is None]
    st.info(
        text(
            "This is another vote. Your answers of before count in it once you confirm or change "
            "them."
        ),
        icon=":material/how_to_vote:",
    )
    label = text("Keep all my answers of before")
    if left and st.button(label, key="score-keep-all", icon=":material/done_all:"):
        with runtime.errors_shown():
            keep_earlier(runtime.store(), runtime.visitor())
            st.rerun()


def show_earlier(
    indicator: Indicator, earlier: Earlier, answers: MutableMapping[str, Answer], text: Text
) -> bool:
    """What was agreed last, the room's levels of before, and a button that keeps the own answer.

    Whether it shows the own answer of before, which goes with the first new one.
    """
    if earlier.agreed:
        st.caption(earlier.agreed)
    if isinstance(indicator.scale, Levels) and any(earlier.room):
        levels = (f"**{level}**: {n}" for level, n in enumerate(earlier.room))
        st.caption(text("The room before, answers per level: {levels}", levels=" · ".join(levels)))
    own, code = earlier.own, indicator.code
    if own is None or own.said is None or (code in answers and answers[code].said is not None):
        return False
    said, keep = st.columns([2, 1], vertical_alignment="center")
    words = said_words(own.said, text)
    said.caption(text("Your answer of before: **{answer}**", answer=words))
    keep.button(
        text("Keep it"),
        key=f"keep-{code}",
        width="stretch",
        on_click=_confirm,
        args=(code, answers),
    )
    return True


def _confirm(code: str, answers: MutableMapping[str, Answer]) -> None:
    """Keep one answer; where it is refused, the card says why."""
    st.session_state.pop(f"refused-{code}", None)
    try:
        keep_earlier(runtime.store(), runtime.visitor(), [code])
        answers.update(own_ballot(runtime.store(), runtime.visitor()).answers)
        mine = answers[code]
        st.session_state[f"{KEPT}-{code}"] = bool(mine.comment or mine.evidence or mine.confidence)
    except ResilienceError as error:
        troubled(error, "page")
        st.session_state[f"refused-{code}"] = error
