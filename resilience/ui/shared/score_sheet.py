"""The scorecard as a component of a Streamlit page."""

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from resilience.scorecard import SCRIPT, STYLE
from resilience.scorecard.cards import Room
from resilience.scorecard.page import scorecard
from resilience.scorecard.place import person_key, watched
from resilience.services.results.own_page import OwnPage
from resilience.text import Text
from resilience.ui.shared import runtime

#: the distribution, and the component that its pyproject.toml declares
NAME = "urban-resilience-dashboard.sheet"
#: what the script fills; below the header of the app, which stays in sight
BODY = '<div class="scorecard" style="--above: 3.75rem"></div>'


def score_sheet(own: OwnPage, room: Room, text: Text) -> None:
    """Draw a participant's scorecard; the page runs again when the workshop has moved on."""
    person = person_key(runtime.tokens().person)
    data = scorecard(own, person, text, key=runtime.settings().key, room=room) | {"own": person}
    _component()(key="scorecard", data=data, on_moved_change=lambda: None)


def watch_sheet(code: str, revision: int) -> None:
    """Show the clock, and run the page again when the workshop is no longer at this revision, or gone."""
    person = runtime.tokens().person
    data = watched(runtime.settings().key, code, revision, person, runtime.text())
    _component()(key=f"watch-{code}", data=data, on_moved_change=lambda: None)


@cache
def _component() -> ComponentRenderer:
    """What mounts the component; made once, since it looks for its files."""
    return st.components.v2.component(NAME, html=BODY, css=STYLE.name, js=SCRIPT.name)
