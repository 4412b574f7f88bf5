"""Departments beside one another: who sees the city differently."""

import streamlit as st

from resilience.charts.figures import unit_heat
from resilience.scoring.scores.tables import furthest_apart, unit_matrix, unit_table
from resilience.ui.results.apart import ALL, indicators_by_unit, one_indicator
from resilience.ui.results.page import pick_result
from resilience.ui.shared import blocks, cached, runtime
from resilience.wording.chart_findings import cells_words
from resilience.wording.departments import merged_words, spot_words
from resilience.wording.result import dash_words, heat_title, reply_words

text = runtime.text()
workshop = pick_result(text, "departments-workshop")
if workshop is None:
    st.stop()
result = cached.result(workshop.code)
long = unit_table(workshop.framework, result.result, text.language)
long["unit"] = long["unit"].map(text)
matrix = unit_matrix(long).rename_axis(index=text("Department"))

blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
apart = furthest_apart(matrix)
if apart:
    theme, low, high = apart
    st.title(
        text(
            "{low} and {high} see {theme} most differently: {a} and {b}",
            low=blocks.plain(low),
            high=blocks.plain(high),
            theme=blocks.plain(theme),
            a=text.number(matrix[theme][low]),
            b=text.number(matrix[theme][high]),
        )
    )
else:
    st.title(text("Departments"))
blocks.open_workshop_note(workshop, text)
blocks.chart(
    unit_heat(matrix, heat_title(workshop.framework.themes, text), text),
    matrix,
    text,
    "departments-heat",
    finding=cells_words(matrix, text),
    wide=True,
)
st.caption(dash_words(workshop.k, text))
for sentence in merged_words(result, text):
    st.caption(blocks.plain(sentence))
codes = dict(zip(matrix.columns, long["code"].unique(), strict=True))
indicators_by_unit(result, codes[apart[0]] if apart else ALL, text)
st.header(text("Blind spots"))
found = cached.apart(workshop.code)
spots = spot_words(found, workshop.framework, text)
st.markdown("\n".join(f"- {blocks.plain(sentence)}" for sentence in spots))
if found.order:
    one_indicator(found, cached.topics(workshop.code), workshop, text)
replies = reply_words(result, text)
if replies:
    st.header(text("What departments reply"))
for who, said in replies:
    st.markdown(f"**{blocks.plain(who)}** · {blocks.plain(said)}")
st.header(text("Who was in the room"))
blocks.who_was_here(result, text)
blocks.method(result, text)
