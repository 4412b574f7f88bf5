"""Discuss first: where a room differs, and what it agrees on; the stage follows the topic."""

import streamlit as st

from resilience.services.access.access import DESKS, RUNNERS
from resilience.services.access.tokens import tidy_code
from resilience.services.frameworks.official_wording import in_official_words
from resilience.services.results.discussion import own_topics
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import view_run_sheet
from resilience.ui.evidence.marks import evidence_beside
from resilience.ui.facilitate.decision import decide, decision_words
from resilience.ui.facilitate.desk import choose_stage, desk_bar, topic_of_desk
from resilience.ui.facilitate.groups.desks import (
    agreed_by_groups,
    group_stage,
    pick_desk,
    say_left_out,
)
from resilience.ui.facilitate.next_step import next_elsewhere
from resilience.ui.facilitate.run_sheet.side import clock_buttons, follow_run_sheet, topics_that_fit
from resilience.ui.facilitate.topic import (
    topic_agreement,
    topic_dots,
    topic_headline,
    topic_levels,
    topic_question,
)
from resilience.ui.facilitate.voices.comments import topic_comments
from resilience.ui.facilitate.voices.questions import later_panel, question_panel
from resilience.ui.results.page import awaited_words
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.inputs import held_by, pick_workshop
from resilience.ui.shared.markup import plain
from resilience.ui.shared.watch import watch_phase
from resilience.wording.departments import topic_reply_words
from resilience.wording.framework import with_theme_names
from resilience.wording.result import last_agreed_words

text = runtime.text()
mine = held_by(DESKS)
named = tidy_code(st.query_params.get("workshop", ""))
awaited = next((w for w in mine if w.code == named and not w.reveals), None)
if awaited is not None:  # the desk goes on by itself once the vote is revealed, also again
    blocks.workshop_line(awaited, text)
    watch_phase(awaited)
    st.info(awaited_words(awaited, text), icon=":material/hourglass_top:")
    st.stop()
discussed = [w for w in mine if w.reveals]
marks = st.container()
where, clock, stage, time, live, following = st.columns(
    [5, 2, 5, 3, 2, 5], vertical_alignment="center"
)
chooser = where.container(key="discuss-where")
with chooser if len(discussed) > 1 else marks:
    workshop = pick_workshop(
        discussed,
        text,
        "discuss-workshop",
        text(
            "Nothing to discuss yet. Topics appear here after you reveal a result on the Live page."
        ),
        cached.result,
    )
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
with chooser:
    if len(discussed) < 2:
        blocks.workshop_line(workshop, text)
    group = pick_desk(workshop, text)
topics = own_topics(cached.topics(workshop.code), group, workshop.framework)
if not topics:
    st.info(text("No vote included an indicator from this group's themes."), icon=":material/info:")
    st.stop()
words = workshop.framework.text(text.language).indicators
official = cached.official(workshop.framework.id, text.language)
agenda = view_run_sheet(runtime.store(), runtime.visitor(), workshop.code)
follow_run_sheet(workshop, agenda)

at = topic_of_desk(workshop, topics, group)
topic = topics[at]
said = in_official_words(words[topic.code], official.get(topic.code))

with marks:
    blocks.invented_mark(workshop, text)
with clock:
    watch_phase(workshop)
with stage:
    if group is None:
        choose_stage(workshop, topic.code, text)
    else:
        group_stage(workshop, group, text)
with time.popover(text("Time"), icon=":material/timer:", width="stretch"):
    if agenda.running and group is None:
        clock_buttons(workshop, text)
    fit = topics_that_fit(agenda, topics, text)
if runtime.visitor().may(workshop.id, RUNNERS):
    with live:
        st.page_link(
            "pages/facilitate/live.py",
            icon=":material/groups:",
            query_params={"workshop": workshop.code},
        )
    with following:
        next_elsewhere(workshop, agenda, text)
elif group is not None:
    st.title(plain(text(group.name)))
desk_bar(workshop, group, topics, [f"{t.code} · {words[t.code].title}" for t in topics], at, text)

place = text("Topic {n} of {of}", n=at + 1, of=len(topics))
if at >= fit:
    beyond = text("there is time for {of}", of=fit)
    place = f"{place} · {beyond}"
topic_headline(topic, said, place)
if group is not None:
    say_left_out(group, cached.result(workshop.code), text)
left, right = st.columns([3, 2], gap="large")
with left:
    topic_dots(topic, text)
    topic_agreement(topic, text)
    before = last_agreed_words(cached.last_agreed(workshop.id), topic.code, text)
    if before:
        st.caption(before)
    for reply in topic_reply_words(topic, text):
        st.markdown(f":material/reply: {plain(reply)}")
    if workshop.phase == Phase.REVEALED:
        decide(topic, workshop, text)
    else:
        if topic.decision:
            st.success(decision_words(topic.decision, workshop.timezone, text))
        st.caption(
            text("Levels can be agreed while no vote is open and the workshop is not closed.")
        )
with right:
    topic_question(said, text)
    topic_levels(topic, said, text)
    if not workshop.rehearses:
        evidence_beside(workshop, topic.code, text)
topic_comments(topic, workshop, text)
if group is None:
    agreed_by_groups(workshop, text)
    asked, kept = st.columns([3, 2], gap="large")
    with asked:
        question_panel(workshop, text)
    with kept:
        later_panel(workshop, text)
blocks.open_workshop_note(workshop, text)
