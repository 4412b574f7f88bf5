"""The theme on the page Scoring, a part of the page: who goes on to the next waits for nothing else."""

from collections.abc import Mapping, Sequence

import streamlit as st

from resilience.errors import ResilienceError
from resilience.framework import Indicator, Theme
from resilience.services.in_words import last_agreed_words
from resilience.services.own_page import OwnPage
from resilience.text import Text
from resilience.ui import blocks, cached, runtime
from resilience.ui.at_once import nothing_offered
from resilience.ui.card import indicator_card, not_translated
from resilience.ui.earlier import Earlier, second_vote_note
from resilience.ui.lines import place_of, runs_alone
from resilience.ui.look import scroll_to_top
from resilience.ui.sheet import Sheet, given_of
from resilience.ui.theme_picker import Asked, go_to, pick_theme

#: session_state key that no widget uses: the code of the theme that was drawn last
DRAWN = "score-shown"


@st.fragment
def theme_part(drawn: OwnPage, text: Text) -> None:
    """How far the person is, the theme that was chosen last with its cards, and the ways on.

    It runs alone when another theme is chosen, with the answers as they stand then. Where the workshop is
    not as it was `drawn` any more, the whole page runs.
    """
    with runtime.one_visitor():
        own = drawn
        if runs_alone():
            own = _as_it_stands(drawn, text)
            nothing_offered()
        themes, sheet = _asked(own), _sheet(own, text)
        titles = own.alike.workshop.framework.text(text.language).titles
        at = pick_theme(themes, titles, sheet.answers, text)
        theme, indicators = themes[at]
        room = cached.room_said() if own.ballot.number > 1 else {}
        _before_the_cards(own, theme, sheet, again=bool(room))
        _cards(own, indicators, sheet, room)
        _ways_on(themes, at, text)
        # last, so that it moves nothing: parts of the page are known by where they stand
        if st.session_state.setdefault(DRAWN, theme.code) != theme.code:
            st.session_state[DRAWN] = theme.code
            scroll_to_top(theme.code)


def _as_it_stands(drawn: OwnPage, text: Text) -> OwnPage:
    """The page as it is now; runs the whole page where it is about something else by now."""
    try:
        own = runtime.own_page(text.language)
    except ResilienceError:  # the whole page says why
        st.rerun(scope="app")
    if own.alike.workshop.revision != drawn.alike.workshop.revision:
        st.rerun(scope="app")
    return own


def _asked(own: OwnPage) -> Asked:
    """The themes in which something is asked, with what is asked."""
    themes = [
        (theme, [i for i in theme.indicators() if i.code in own.ballot.asked])
        for theme in own.alike.workshop.framework.themes
    ]
    return [(theme, indicators) for theme, indicators in themes if indicators]


def _sheet(own: OwnPage, text: Text) -> Sheet:
    """What the cards share, beginning with the bar that says how far the person is."""
    answers, asked = dict(own.ballot.answers), len(own.ballot.asked)
    zone = own.alike.workshop.timezone
    bar = st.progress(*given_of(answers, asked, text))
    return Sheet(runtime.visitor(), answers, asked, zone, text, place_of(bar))


def _before_the_cards(own: OwnPage, theme: Theme, sheet: Sheet, *, again: bool) -> None:
    """The name of the theme, and what to know before an answer; `again` where there was a vote before."""
    workshop, text = own.alike.workshop, sheet.text
    if own.ballot.rehearsal:
        st.warning(
            text("Rehearsal: these answers are wiped when the real vote starts."),
            icon=":material/science:",
        )
    if again:
        second_vote_note(own.ballot, sheet.answers, text)
    if workshop.probable or workshop.severe:
        with st.expander(text("The two events to have in mind")):
            blocks.two_events(workshop.probable, workshop.severe, text)
    st.title(blocks.plain(workshop.framework.title(theme.code, text.language)))
    if theme.code in workshop.framework.untranslated(text.language):
        not_translated(text)
    blocks.open_workshop_note(workshop, text)


def _cards(
    own: OwnPage, indicators: Sequence[Indicator], sheet: Sheet, room: Mapping[str, tuple[int, ...]]
) -> None:
    """A card for each indicator, with what was said of it before, by oneself and in the `room`."""
    alike, text = own.alike, sheet.text
    words = alike.workshop.framework.text(text.language)
    for indicator in indicators:
        code = indicator.code
        indicator_card(
            indicator,
            words.indicators[code],
            sheet,
            Earlier(
                own.ballot.before.get(code) if room else None,
                room.get(code, ()),
                last_agreed_words(alike.last, code, text),
            ),
            alike.official.get(code),
        )


def _ways_on(themes: Asked, at: int, text: Text) -> None:
    """The buttons to the theme before and to the next; after the last one to the own answers."""
    back, on = st.columns(2)
    if at > 0:
        back.button(
            text("Previous theme"),
            icon=":material/arrow_back:",
            on_click=go_to,
            args=(themes[at - 1][0].code,),
            width="stretch",
            key="score-back",
        )
    if at + 1 < len(themes):
        on.button(
            text("Next theme"),
            icon=":material/arrow_forward:",
            type="primary",
            on_click=go_to,
            args=(themes[at + 1][0].code,),
            width="stretch",
            key="score-on",
        )
    else:
        on.page_link("pages/workshop/answers.py", label=text("Look over my answers"))
