"""The overview: where the city stands, how sure that is, strong, weak and unknown."""

import html

import streamlit as st

from resilience.charts.figures import theme_bars, theme_radar
from resilience.scoring.scores.tables import (
    Extremes,
    indicator_table,
    least_known,
    strongest,
    theme_table,
    weakest,
)
from resilience.ui.facilitate.action_list import short_actions
from resilience.ui.results.by_catalogue import other_catalogues
from resilience.ui.results.page import indicator_rows, pick_result, shown_table, take_away
from resilience.ui.results.what_if import most_disputed, what_if_panel
from resilience.ui.shared import blocks, cached, runtime
from resilience.wording.agreement import add_agreement
from resilience.wording.chart_findings import apart_words, themes_words
from resilience.wording.framework import with_theme_names
from resilience.wording.result import (
    counting_words,
    coverage_words,
    headline,
    unit_of_answers,
    weakest_theme,
    weights_words,
)
from resilience.wording.result_tables import (
    agreed_rows,
    blank_words,
    comparable_rows,
    equals_words,
    few_answers_words,
    range_words,
    too_few_words,
)

text = runtime.text()
workshop = pick_result(text, "overview-workshop")
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
result = cached.result(workshop.code)
framework = workshop.framework
overall = result.result.city[framework.root.code]
themes = theme_table(framework, result.result.city, text.language)
topics = cached.topics(workshop.code)
themes = add_agreement(themes, framework, topics, text)
indicators = indicator_table(framework, result.result.city, text.language)

blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
lines = [range_words(result, text), *weakest_theme(result, text)]
st.html(
    f'<h1 class="headline">{html.escape(headline(result, overall, text))}</h1>'
    f"<p>{html.escape(' · '.join(lines))}</p>"
)
st.caption(coverage_words(overall, text))
for sentence in counting_words(result, text):
    st.info(sentence)
for sentence in weights_words(result, text):
    st.caption(blocks.plain(sentence))
blocks.open_workshop_note(workshop, text)

bars, radar = st.columns(2, gap="large")
with bars:
    finding = themes_words(themes, text)
    blocks.picture(theme_bars(themes, text), text, "overview-bars", finding=finding)
with radar:
    finding = apart_words(themes, text)
    blocks.picture(theme_radar(themes, text), text, "overview-radar", finding=finding)
blocks.same_as_table(shown_table(themes, text), text, key="overview-themes")


def short_list(title: str, found: Extremes, key: str, *, states: bool = False) -> None:
    st.subheader(title)
    if not found.alike:
        blocks.figures_table(indicator_rows(result, found.rows, text, states=states), text, key=key)
    for words in [*equals_words(found, text), *too_few_words(result, found.rows, text)]:
        st.caption(words)


ranked = comparable_rows(result, indicators)
first, second = st.columns(2, gap="large")
with first:
    short_list(text("Five strongest indicators"), strongest(ranked), "overview-strongest")
with second:
    short_list(text("Five weakest indicators"), weakest(ranked), "overview-weakest")
for sentence in few_answers_words(result, indicators, text):
    st.caption(sentence)
most_disputed(topics, workshop, text)
least = least_known(indicators, again=result.asked_again)
short_list(text("Least known indicators"), least, "overview-least-known", states=True)
for sentence in blank_words(result, least.rows, text):
    st.caption(sentence)
st.caption(unit_of_answers(text))

if result.agreed:
    st.header(text("What the room agreed"))
    blocks.figures_table(agreed_rows(result, text), text, key="overview-agreed")
short_actions(workshop, result.actions, text)
st.header(text("Who was in the room"))
blocks.who_was_here(result, text)
with st.expander(text("All indicators: answered, unknown, not applicable")):
    blocks.figures_table(
        indicator_rows(result, indicators, text, states=True), text, key="overview-indicators"
    )
    notes = (too_few_words, blank_words)
    for sentence in [words for note in notes for words in note(result, indicators, text)]:
        st.caption(sentence)
what_if_panel(result, cached.what_ifs(workshop.code, text.language), text)
other_catalogues(result, text)
blocks.method(result, text)
take_away(workshop, text)
