"""The own answers, the own return link, and a change of department until the first close."""

import html
from functools import partial

import streamlit as st

from resilience.scoring.notes.words import said_words
from resilience.services.voting.own_votes import own_votes
from resilience.services.workshop.participants import move, view_participant
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.ui.facilitate.weighing import weights_link
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.markup import plain
from resilience.ui.shared.watch import watch_own
from resilience.ui.workshop.feasibility import feasibility_votes
from resilience.ui.workshop.own_answers import what_i_changed
from resilience.ui.workshop.own_result import show_result
from resilience.wording.framework import with_theme_names
from resilience.wording.progress import answer_words, given_words

text = runtime.text()
visitor = runtime.visitor()
me = view_participant(runtime.store(), visitor)
own = runtime.own_page(text.language)
workshop, ballot = own.alike.workshop, own.ballot
text = with_theme_names(workshop.framework, text)
words = workshop.framework.text(text.language)
watch_own(own)

with st.container():  # one part of the page, so that what follows keeps its place when this changes
    blocks.invented_mark(workshop, text)
    st.title(text("My answers"))
    blocks.workshop_line(workshop, text)
    show_result(own, text)
    votes = own_votes(runtime.store(), visitor)
    if votes:
        st.markdown(given_words(votes, text))
    if ballot.open:
        st.page_link(
            "pages/workshop/score.py", label=text("Continue scoring"), icon=":material/edit_note:"
        )
    weights_link(own.points, text)
if feasibility_votes(workshop.framework, text):
    st.header(text("Your answers"))


def named(code: str) -> str:
    given = [vote.answers[code].comment for vote in votes if code in vote.answers]
    remark = next((one for one in reversed(given) if one), "")
    return f"{code} · {plain(words.indicators[code].title)}" + (
        f" — “{plain(remark)}”" if remark else ""
    )


asked = {code for vote in votes for code in (*vote.asked, *vote.answers)}
rows = [
    {
        text("Indicator"): named(one.code),
        text("Answer"): " · ".join(
            answer_words(votes, one.code, partial(said_words, text=text), text)
        ),
    }
    for one in workshop.framework.root.indicators()
    if one.code in asked
]
if rows:
    st.table(rows)
else:
    st.info(text("The vote has not started yet."), icon=":material/hourglass_top:")

if any(vote.given for vote in votes):
    # a plain page in the same tab: it prints as it is, without the menu
    blocks.plain_form("/receipt", text("Receipt to print or save"), method="get")

blocks.plain_form("/my-data", text("Download or erase my data"), method="get")

what_i_changed(workshop, votes, text)

token = runtime.tokens().person
link = f"{runtime.base_url()}/return/{token}"
st.header(text("Your own return link"))
st.markdown(text("Use it to return to these answers on any device. Do not share it."))
blocks.qr(link, text("Your own return link as a QR code"))
st.html(f'<p id="return-link" style="overflow-wrap:anywhere">{html.escape(link)}</p>')

st.header(text(workshop.unit_name))
names = {d.id: text(d.name) for d in workshop.departments if me.is_table or d.name != MIXED_TABLES}
if me.may_move:
    current = next(d.id for d in workshop.departments if d.name == me.department)
    chosen = st.selectbox(
        text("You answer for"),
        list(names),
        index=list(names).index(current),
        format_func=lambda department: names[department],
        key="answers-department",
    )
    if chosen != current and workshop.by_theme:
        st.caption(
            text("Your answers to indicators that this group does not score will be deleted.")
        )
    if chosen != current and st.button(
        text("Move me and my answers to that department"), key="answers-move"
    ):
        with runtime.errors_shown():
            move(runtime.store(), visitor, chosen)
            st.rerun()
else:
    st.markdown(plain(text(me.department)))
st.divider()
st.caption(text("Shared device? The next person starts fresh; these answers stay stored."))
blocks.plain_form("/next", text("Next person"))
