"""The scorecard as a component of a Streamlit page."""

from functools import cache

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from resilience.scorecard import ASSETS, SCRIPT, STYLE
from resilience.scorecard.cards import Room
from resilience.scorecard.page import scorecard
from resilience.scorecard.place import person_key, watched
from resilience.services.results.own_page import OwnPage
from resilience.text import Text
from resilience.ui import runtime

PRODUCT, SHEET = "resilience", "sheet"
NAME = f"{PRODUCT}.{SHEET}"
#: what the script fills; below the header of the app, which stays in sight
BODY = '<div class="scorecard" style="--above: 3.75rem"></div>'


def score_sheet(own: OwnPage, room: Room, text: Text) -> None:
    """Draw a participant's scorecard; the page runs again when the workshop has moved on."""
    _declare()
    person = person_key(runtime.tokens().person)
    data = scorecard(own, person, text, key=runtime.settings().key, room=room)
    _component()(key="scorecard", data=data, on_moved_change=lambda: None)


def watch_sheet(code: str, revision: int) -> None:
    """Run the page again when the workshop is no longer at this revision, or gone."""
    _declare()
    data = watched(runtime.settings().key, code, revision)
    _component()(key=f"watch-{code}", data=data, on_moved_change=lambda: None)


@cache
def _component() -> ComponentRenderer:
    """What mounts the component; made once, since it looks for its files."""
    return st.components.v2.component(NAME, html=BODY, css=STYLE.name, js=SCRIPT.name)


def _declare() -> None:
    """Say where the component's files lie.

    Streamlit finds them by itself only where the distribution is named as its package.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        component = ComponentConfig(SHEET, ASSETS.name)
        manager.register_from_manifest(ComponentManifest(PRODUCT, "0", [component]), ASSETS.parent)
