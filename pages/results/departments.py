"""Departments beside one another: who sees the city differently."""

import streamlit as st

from resilience.charts.figures import unit_heat
from resilience.scoring.comparison.units import partial_scores
from resilience.scoring.scores.tables import unit_matrix, unit_table
from resilience.services.workshop.workshops import WorkshopView
from resilience.ui.results.department_map import ALL, indicators_by_unit, one_indicator
from resilience.ui.results.page import pick_result
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.chart_findings import cells_words, heat_title
from resilience.wording.departments import (
    GROUPS_SCORED,
    apart_headline,
    dash_words,
    group_rows,
    marked,
    merged_words,
    partial_words,
    reply_words,
    spot_words,
    theme_names,
    with_questions,
)
from resilience.wording.framework import with_theme_names

text = runtime.text()
workshop = pick_result(text, "departments-workshop")
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
result = cached.result(workshop.code)


def by_group(workshop: WorkshopView) -> None:
    """Which group scored what; nothing by department."""
    st.title(text("Groups"))
    blocks.open_workshop_note(workshop, text)
    st.info(text(GROUPS_SCORED), icon=":material/info:")
    st.dataframe(group_rows(result, text), width="stretch")


def by_department(workshop: WorkshopView) -> None:
    """Scores by theme and indicator, blind spots, and differences that are clear."""
    long = unit_table(workshop.framework, result.result, text.language)
    long["unit"] = long["unit"].map(text)
    matrix = unit_matrix(long).rename_axis(index=text("Department"))
    found = cached.apart(workshop.code)
    names = theme_names(long, matrix)
    partial = partial_scores(workshop.framework, result.result.units)
    marks = marked(partial, names, text)
    headline = apart_headline(found.widest, names, text, plain)
    st.title(headline or text("Departments"))
    blocks.open_workshop_note(workshop, text)
    blocks.chart(
        unit_heat(matrix, heat_title(workshop.framework.themes, text), text, marks),
        with_questions(matrix, partial, names, text),
        text,
        "departments-heat",
        finding=cells_words(matrix, text, marks),
        wide=True,
    )
    st.caption(dash_words(workshop.k, text))
    for sentence in [*partial_words(marks, text), *merged_words(result, text)]:
        st.caption(plain(sentence))
    indicators_by_unit(result, found.widest[0].theme if found.widest else ALL, text)
    st.header(text("Blind spots"))
    spots = spot_words(found, workshop.framework, text)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in spots))
    if found.order:
        one_indicator(found, cached.topics(workshop.code), workshop, text)


blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
if workshop.by_theme:
    by_group(workshop)
else:
    by_department(workshop)
replies = reply_words(result.replies, text)
if replies:
    st.header(text("Replies from departments"))
for who, said in replies:
    st.markdown(f"**{plain(who)}** · {plain(said)}")
st.header(text("Who was in the room"))
blocks.who_was_here(result, text)
blocks.method(result, text)
