"""Scoring: one theme at a time, a card per indicator, each click stored at once."""

import streamlit as st

from resilience.services.in_words import last_agreed_words
from resilience.services.phase import Phase
from resilience.ui import blocks, cached, runtime
from resilience.ui.card import indicator_card, not_translated
from resilience.ui.earlier import Earlier, second_vote_note
from resilience.ui.lines import place_of
from resilience.ui.look import scroll_to_top
from resilience.ui.sheet import Sheet, given_of
from resilience.ui.theme_picker import go_to, pick_theme
from resilience.ui.watch import watch_phase
from resilience.ui.weighing import weights_link

text = runtime.text()
who = runtime.visitor()
own = runtime.own_page(text.language)
workshop, official, last, ballot = (
    own.alike.workshop,
    own.alike.official,
    own.alike.last,
    own.ballot,
)
words = workshop.framework.text(text.language)
watch_phase(workshop.code, (workshop.phase, workshop.revision))

blocks.invented_mark(workshop, text)
if not ballot.open:
    st.title(blocks.plain(workshop.city.name))
    if workshop.phase == Phase.CLOSED:
        st.info(text("This workshop is closed. Its result stays."), icon=":material/lock:")
        st.page_link("pages/workshop/answers.py", label=text("My answers"))
    elif workshop.reveals and workshop.phase == Phase.REVEALED:
        st.info(
            text("The result is revealed: look at the projector, or ask the facilitator for it."),
            icon=":material/visibility:",
        )
        st.page_link("pages/workshop/answers.py", label=text("My answers"))
    elif ballot.asked:
        st.info(
            text("The vote is closed. What you saved is kept; see it under My answers."),
            icon=":material/lock:",
        )
        st.page_link("pages/workshop/answers.py", label=text("My answers"))
    else:
        st.info(
            text("You are in. The vote has not started yet; this page changes by itself."),
            icon=":material/hourglass_top:",
        )
    weights_link(who, text)
    st.stop()

themes = [
    (theme, [i for i in theme.indicators() if i.code in ballot.asked])
    for theme in workshop.framework.themes
]
themes = [(theme, indicators) for theme, indicators in themes if indicators]
answers = dict(ballot.answers)
room = cached.room_said() if ballot.number > 1 else {}

blocks.plain_form("/m", text("The light page, for phones and weak networks"), method="get")
bar = st.progress(*given_of(answers, len(ballot.asked), text))
sheet = Sheet(who, answers, len(ballot.asked), workshop.timezone, text, place_of(bar))
at = pick_theme(themes, words.titles, answers, text)
theme, indicators = themes[at]
if st.session_state.setdefault("score-shown", theme.code) != theme.code:
    st.session_state["score-shown"] = theme.code
    scroll_to_top(theme.code)
if ballot.rehearsal:
    st.warning(
        text("Rehearsal: these answers are wiped when the real vote starts."),
        icon=":material/science:",
    )
if room:
    second_vote_note(ballot, answers, text)
if workshop.probable or workshop.severe:
    with st.expander(text("The two events to have in mind")):
        blocks.two_events(workshop.probable, workshop.severe, text)
st.title(blocks.plain(words.titles[theme.code]))
if theme.code in workshop.framework.untranslated(text.language):
    not_translated(text)
blocks.open_workshop_note(workshop, text)

for indicator in indicators:
    indicator_card(
        indicator,
        words.indicators[indicator.code],
        sheet,
        Earlier(
            ballot.before.get(indicator.code) if room else None,
            room.get(indicator.code, ()),
            last_agreed_words(last, indicator.code, text),
        ),
        official.get(indicator.code),
    )

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
st.divider()
st.caption(text("Shared device? The next person starts fresh; these answers stay stored."))
blocks.plain_form("/next", text("Next person"))
