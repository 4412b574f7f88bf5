"""For participants: how feasible each action is, stored at each click."""

from collections.abc import Sequence

import streamlit as st

from resilience.errors import ResilienceError
from resilience.framework import Framework
from resilience.scoring.planning.actions import FEASIBLE, charge_words, feasible_words
from resilience.services.deciding.feasibility import OwnVote, own_feasibility, vote_feasibility
from resilience.text import Text
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.watching import troubled

CHOICES = tuple(sorted(FEASIBLE, reverse=True))


def feasibility_votes(framework: Framework, text: Text) -> bool:
    """The actions of the own workshop with three choices each; whether there are any yet."""
    votes = own_feasibility(runtime.store(), runtime.visitor())
    if not votes:
        return False
    if not any(vote.open for vote in votes):
        st.header(text("Actions: how feasible the room finds them"))
    else:
        st.header(text("Actions: how feasible is each?"))
        st.markdown(text("Each click is saved immediately. Nobody sees who chose what."))
    _cards(votes, framework)
    return True


@st.fragment
@in_turn
def _cards(votes: Sequence[OwnVote], framework: Framework) -> None:
    """All actions; a click runs these again and nothing else.

    Streamlit knows a fragment by its place: one for each action would lose the click on an action whose place changes.
    """
    text = runtime.text()
    for vote in votes:
        if vote.open:
            _vote_card(vote, framework, text)
        else:
            _closed_card(vote, framework, text)


def _vote_card(vote: OwnVote, framework: Framework, text: Text) -> None:
    key = f"vote-{vote.action.id}"
    with st.container(border=True, key=f"feasible-{vote.action.id}"):
        _words(vote, framework, text)
        st.radio(
            text("How feasible is it?"),
            CHOICES,
            index=None if vote.said is None else CHOICES.index(vote.said),
            format_func=lambda choice: text(FEASIBLE[choice]),
            key=key,
            label_visibility="collapsed",
            on_change=_keep,
            args=(vote, key),
            width="stretch",
        )
        refused = st.session_state.get(f"{key}-refused")
        if refused is not None:
            st.error(text.error(refused), icon=":material/error:")
        elif st.session_state[key] is not None:
            said = text("saved: {answer}", answer=text(FEASIBLE[st.session_state[key]]))
            st.caption(f":material/check: {said}")
        else:
            st.empty()


def _keep(vote: OwnVote, key: str) -> None:
    st.session_state.pop(f"{key}-refused", None)
    try:
        vote_feasibility(runtime.store(), runtime.visitor(), vote.action.id, st.session_state[key])
    except ResilienceError as error:
        troubled(error, "page")
        st.session_state[f"{key}-refused"] = error
        st.session_state[key] = vote.said


def _closed_card(vote: OwnVote, framework: Framework, text: Text) -> None:
    with st.container(border=True, key=f"feasible-{vote.action.id}"):
        _words(vote, framework, text)
        st.markdown(f"**{feasible_words(vote.action.feasible, text)}**")
        if vote.said is None:
            st.caption(text("The vote on this action has closed."))
        else:
            mine = text(FEASIBLE[vote.said])
            st.caption(text("The vote on this action has closed. You chose: {answer}", answer=mine))


def _words(vote: OwnVote, framework: Framework, text: Text) -> None:
    action = vote.action
    title = f"{action.indicator} · {framework.title(action.indicator, text.language)}"
    st.markdown(f"**{plain(action.what)}**")
    st.caption(plain(" · ".join([*charge_words(action, text), title])))
