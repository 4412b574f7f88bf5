"""On the page Peers: for the largest gains, what cities that are a level or more higher published about them."""

import html

import streamlit as st

from resilience.exchange.package import Practice
from resilience.services.cities.choice import Choice
from resilience.services.cities.lessons import Lesson, PeerAhead
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import cached_cities
from resilience.ui.shared.downloads import offer_table
from resilience.ui.shared.markup import isolated, plain
from resilience.wording.peers.lessons import (
    action_facts,
    lesson_rows,
    lesson_title,
    lessons_empty,
    own_level_words,
    peer_level_words,
    without_words,
)

#: the field of the address that opens the tab
ASKED = "learn"
#: cities with words shown for an indicator, the most alike first
MOST = 5


def are_lessons_asked() -> bool:
    """Whether the address asks for the tab."""
    return ASKED in st.query_params


def lessons_panel(workshop: WorkshopView, choice: Choice, text: Text) -> None:
    """The indicators with words of peers, to be opened one by one, and why others have none."""
    lessons = cached_cities.lessons(workshop.code)
    st.markdown(
        text(
            "For the largest gains on Priorities (up to ten): comparable cities that are at least "
            "one level higher, the most similar first, why their room agreed on its level, and "
            "what they do. Each city published these words itself, in its own language. Nobody "
            "here has checked them."
        )
    )
    told = [one for one in lessons if one.told]
    if empty := lessons_empty(lessons, choice, text):
        st.info(empty, icon=":material/school:")
    with st.container(key="peers-lessons", gap="xsmall"):
        for at, lesson in enumerate(told):
            label = plain(lesson_title(lesson, workshop.framework, text))
            with st.expander(label, expanded=at == 0):
                _lesson(lesson, text)
    if told or not empty:
        for sentence in without_words(lessons, text):
            st.caption(plain(sentence))
    if told:
        offer_table(
            "peers-lessons",
            text("Learn from peers"),
            lambda: lesson_rows(told, workshop.framework, text),
        )


def _lesson(lesson: Lesson, text: Text) -> None:
    """What the most alike cities do about an indicator."""
    st.markdown(plain(own_level_words(lesson, text)))
    for peer in lesson.told[:MOST]:
        st.html(_card(peer, lesson, text))
    if more := [one.name for one in lesson.told[MOST:]]:
        names = text.listed(more)
        st.caption(plain(text("Also published, in the menu Download: {names}.", names=names)))


def _card(peer: PeerAhead, lesson: Lesson, text: Text) -> str:
    """A city with its words as HTML; every word of it is escaped."""
    about = peer_level_words(peer, lesson, text)
    return (
        f'<section class="suggestion"><p class="title">{_safe(peer.name)}</p>'
        f'<div class="about"><p>{html.escape(about)}</p></div>'
        f"{_words(peer.practice or Practice(), text)}</section>"
    )


def _words(practice: Practice, text: Text) -> str:
    said = []
    if practice.reason:
        head = html.escape(text("Why this level was agreed"))
        said.append(f"<p><b>{head}</b>: <q>{_safe(practice.reason)}</q></p>")
    if practice.actions:
        rows = "".join(
            f"<li>{_safe(one.what)} <small>{html.escape(action_facts(one.state, one.cost, text))}</small></li>"
            for one in practice.actions
        )
        head = html.escape(text("Actions"))
        said.append(f"<p><b>{head}</b></p><ul>{rows}</ul>")
    return "".join(said)


def _safe(words: str) -> str:
    return html.escape(isolated(words))
