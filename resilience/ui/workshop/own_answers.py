"""On the page My answers: what a participant answered before, indicator by indicator."""

from collections.abc import Sequence

import streamlit as st

from resilience.framework import AnswerValue
from resilience.scoring.notes.words import said_words
from resilience.services.voting.own_votes import CastBallot
from resilience.services.voting.responses import Answer, own_history
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain

#: replaced answers on the page
SHOWN = 200


def what_i_changed(workshop: WorkshopView, votes: Sequence[CastBallot], text: Text) -> None:
    """Show the participant's replaced answers next to the current ones; nothing if there are none."""
    history = own_history(runtime.store(), runtime.visitor(), most=SHOWN)
    if not history:
        return
    words = workshop.framework.text(text.language)
    order = [indicator.code for indicator in workshop.framework.root.indicators()]
    by_indicator = sorted(history, key=lambda answer: order.index(answer.indicator))
    with st.expander(text("Your changes")):
        st.caption(text("Only you see what you answered before."))
        if len(history) == SHOWN:
            st.caption(
                text("The {n} most recent are shown. Earlier ones are in your data file.", n=SHOWN)
            )
        st.table(
            [
                {
                    text("Indicator"): plain(
                        f"{answer.indicator} · {words.indicators[answer.indicator].title}"
                    ),
                    text("Earlier answer"): _with_remark(answer, text),
                    text("Saved"): text.moment(answer.saved_at, workshop.timezone),
                    text("Now"): _now(answer, votes, text),
                }
                for answer in by_indicator
            ]
        )


def _with_remark(answer: Answer, text: Text) -> str:
    said = _answer(answer.said, text)
    return f"{said} — “{plain(answer.comment)}”" if answer.comment else said


def _now(answer: Answer, votes: Sequence[CastBallot], text: Text) -> str:
    """The answer of the same vote that counts now; "–" where there is none any more."""
    for vote in votes:
        if vote.round_id == answer.round_id and answer.indicator in vote.answers:
            return _answer(vote.answers[answer.indicator].said, text)
    return "–"


def _answer(said: AnswerValue | None, text: Text) -> str:
    return text("not answered") if said is None else said_words(said, text)
