"""Scoring: one theme at a time, a card per indicator, each click stored at once."""

import zlib

import streamlit as st

from resilience.services.participants import view_participant
from resilience.services.responses import own_ballot
from resilience.services.workshops import view_workshop
from resilience.ui import blocks, runtime
from resilience.ui.card import indicator_card, progress_bar
from resilience.ui.look import scroll_to_top
from resilience.ui.watch import watch_phase

text = runtime.text()
me = view_participant(runtime.store(), runtime.visitor())
workshop = view_workshop(runtime.store(), me.code)
ballot = own_ballot(runtime.store(), runtime.visitor())
words = workshop.framework.text(text.language)
watch_phase(workshop.code)

blocks.invented_mark(workshop, text)
if not ballot.open:
    st.title(blocks.plain(workshop.city.name))
    if ballot.asked:
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
    st.stop()

themes = [
    (theme, [i for i in theme.indicators() if i.code in ballot.asked])
    for theme in workshop.framework.themes
]
themes = [(theme, indicators) for theme, indicators in themes if indicators]
answers = dict(ballot.answers)


def theme_label(position: int) -> str:
    """The theme's name; how far it is for all but the one on the page, whose cards show it."""
    theme, indicators = themes[position]
    name = f"{position + 1}. {words.titles[theme.code]}"
    if position == at:
        return name
    given = sum(i.code in answers and answers[i.code].said is not None for i in indicators)
    return f"{name} ({given}/{len(indicators)})"


def go_to(position: int) -> None:
    st.session_state["score-at"] = codes[position]


def go_to_chosen(key: str) -> None:
    go_to(st.session_state[key])


slot = st.empty()
progress_bar(slot, answers, len(ballot.asked), text)
codes = [theme.code for theme, _ in themes]
shown = st.session_state.get("score-at")
at = codes.index(shown) if shown in codes else 0
theme, indicators = themes[at]
labels = [theme_label(position) for position in range(len(themes))]
# a browser names an option by its label: with other labels it is another widget
key = f"score-theme-{zlib.crc32(repr(labels).encode())}"
st.selectbox(
    text("Theme {n} of {of}", n=at + 1, of=len(themes)),
    range(len(themes)),
    index=at,
    format_func=labels.__getitem__,
    key=key,
    on_change=go_to_chosen,
    args=(key,),
)
if st.session_state.setdefault("score-shown", theme.code) != theme.code:
    st.session_state["score-shown"] = theme.code
    scroll_to_top(theme.code)
if ballot.rehearsal:
    st.warning(
        text("Rehearsal: these answers are wiped when the real vote starts."),
        icon=":material/science:",
    )
if workshop.probable or workshop.severe:
    with st.expander(text("The two events to have in mind")):
        st.markdown(f"**{text('Most probable')}** · {blocks.plain(workshop.probable)}")
        st.markdown(f"**{text('Most severe')}** · {blocks.plain(workshop.severe)}")
st.title(words.titles[theme.code])
blocks.open_workshop_note(workshop, text)

for indicator in indicators:
    indicator_card(
        indicator,
        words.indicators[indicator.code],
        answers,
        slot,
        len(ballot.asked),
        workshop.timezone,
    )

back, on = st.columns(2)
if at > 0:
    back.button(
        text("Previous theme"),
        icon=":material/arrow_back:",
        on_click=go_to,
        args=(at - 1,),
        width="stretch",
        key="score-back",
    )
if at + 1 < len(themes):
    on.button(
        text("Next theme"),
        icon=":material/arrow_forward:",
        type="primary",
        on_click=go_to,
        args=(at + 1,),
        width="stretch",
        key="score-on",
    )
else:
    on.page_link("pages/workshop/answers.py", label=text("Look over my answers"))
st.divider()
st.caption(text("Shared device? The next person starts fresh; these answers stay stored."))
blocks.plain_form("/next", text("Next person"))
