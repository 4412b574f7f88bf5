"""The scorecard as a component of a Streamlit page."""

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from resilience.scorecard import SCRIPT, STYLE
from resilience.scorecard.cards import Room
from resilience.scorecard.page import scorecard, watch_by_topic
from resilience.scorecard.place import BY_REVISION, person_key, watch_query, watched
from resilience.services.results.own_page import OwnPage
from resilience.text import Text
from resilience.ui.shared import runtime

#: the distribution, and the component that its pyproject.toml declares
NAME = "urban-resilience-dashboard.sheet"
#: what the script fills; below the header of the app, which stays in sight
BODY = '<div class="scorecard" style="--above: 3.75rem"></div>'


def score_sheet(own: OwnPage, room: Room, text: Text) -> None:
    """Draw a participant's scorecard; the page runs again when the workshop has moved on.

    A page with a result hands the device on itself, below that.
    """
    person = person_key(runtime.tokens().person)
    data = scorecard(own, person, text, key=runtime.settings().key, room=room)
    data |= {"own": person, "leaves": own.result is None}
    _component()(key="scorecard", data=data, on_moved_change=lambda: None)


def watch_sheet(code: str, revision: int) -> None:
    """Show the clock, and run the page again when the workshop is no longer at this revision, or gone."""
    watch = watch_query(runtime.settings().key, code) + BY_REVISION
    _watch(code, {"watch": watch, "state": str(revision)})


def watch_after_vote(own: OwnPage) -> None:
    """`watch_sheet` for a participant's page while no vote is open; it runs again with the topic before them too."""
    _watch(own.alike.workshop.code, watch_by_topic(own, runtime.settings().key))


def _watch(code: str, moves: dict[str, str]) -> None:
    data = watched(moves, runtime.tokens().person, runtime.text())
    _component()(key=f"watch-{code}", data=data, on_moved_change=lambda: None)


@cache
def _component() -> ComponentRenderer:
    """What mounts the component; made once, since it looks for its files."""
    return st.components.v2.component(NAME, html=BODY, css=STYLE.name, js=SCRIPT.name)
