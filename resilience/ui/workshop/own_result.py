"""For participants: the revealed result as their room was shown it."""

import html

import streamlit as st

from resilience.scorecard.page import closed_words
from resilience.services.results.own_page import OwnPage
from resilience.text import Text
from resilience.ui.shared.markup import plain
from resilience.wording.own_result import (
    COMPARED,
    ThemeBar,
    agreement_words,
    apart_words,
    own_figures,
    theme_bars,
)
from resilience.wording.progress import not_counted_words


def show_result(own: OwnPage, text: Text) -> None:
    """The scores of the city, its themes and their department, and how often their answers agreed with the room.

    After a reveal, while they may not see it yet, when it comes.
    """
    result = own.result
    if result is None:
        if own.alike.workshop.reveals and not own.ballot.open:
            st.markdown(closed_words(own, text))
        return
    if not_counted := not_counted_words(result.not_shown, result.later, text):
        st.markdown(f"**{not_counted}**")
    city, *department = own_figures(result, own.alike.workshop.city.name, own.department, text)
    st.metric(plain(city[0]), city[1])
    bars = "".join(map(_bar, theme_bars(result.framework, result.scores, text)))
    st.html(f'<ol class="own-themes">{bars}</ol>')
    for name, score in department:
        st.metric(plain(name), score)
    if apart := apart_words(result, text):
        st.caption(plain(apart))
    if agreed := agreement_words(result, text):
        st.markdown(f"**{agreed}**")
        st.caption(text(COMPARED))


def _bar(theme: ThemeBar) -> str:
    """A theme with its score and, where it has one, its bar: the lowest as marked as on phones."""
    track = f'<i><i style="width:{theme.share:.0%}"></i></i>' if theme.scored else ""
    kind = ' class="lowest"' if theme.lowest else ""
    said = f"<span>{html.escape(theme.title)}</span> <b>{html.escape(theme.said)}</b>"
    return f"<li{kind}>{said}{track}</li>"
