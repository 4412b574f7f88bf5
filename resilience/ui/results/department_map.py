"""Parts of the page on departments: the map of themes, blind spots, and the tabs below."""

from collections.abc import Sequence

import streamlit as st

from resilience.charts.diverging import with_ways
from resilience.charts.figures import unit_heat
from resilience.framework import Framework
from resilience.scoring.comparison.units import partial_scores
from resilience.scoring.scores.tables import unit_matrix, unit_table
from resilience.services.results.departments import DepartmentDifferences
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.ui.results.department_indicators import ALL, indicators_by_unit, one_indicator
from resilience.ui.shared import blocks
from resilience.ui.shared.markup import plain
from resilience.wording.beside.apart import apart_headline, spot_words
from resilience.wording.beside.map import (
    city_map,
    city_score_words,
    colour_words,
    differences_table,
    differences_title,
    differences_words,
    map_legend,
    under_scores,
)
from resilience.wording.chart_findings import heat_title
from resilience.wording.departments import (
    fixed_words,
    marked,
    merged_words,
    no_score_words,
    partial_words,
    reply_words,
    theme_names,
    with_questions,
)
from resilience.wording.result import base_words
from resilience.wording.shares import in_shares

#: in session_state, used by no widget: the tab that is open at first
TAB = "departments_tab"


def theme_map(found: DepartmentDifferences, result: WorkshopResult, text: Text) -> list[str]:
    """Departments by theme in the colours of their difference from the city; return what the method says of it."""
    framework = result.workshop.framework
    long = unit_table(framework, result.result, text.language)
    long["unit"] = long["unit"].map(text)
    matrix = unit_matrix(long).rename_axis(index=text("Department"))
    names = theme_names(long, matrix)
    partial = partial_scores(framework, result.result.units)
    marks = marked(partial, names, text)
    headline = apart_headline(found.widest, names, text, shares=in_shares(framework))
    blocks.title(headline or text("Departments"))
    city = city_map(matrix, found.from_city, names, result, text)
    under = under_scores(city, marks, text)
    title, legend = heat_title(framework.themes, text), with_ways(map_legend(city, framework, text))
    key, people = "departments-heat", base_words(result, text)[1]
    blocks.picture(
        unit_heat(city.scores, city.differences, title, text, legend, under, city.said),
        text,
        key,
        finding=differences_words(city, framework, text),
        about=f"{colour_words(text)} · {people}",
        legend=legend,
        headline=headline,
    )
    for said in city_score_words(result, text):
        st.caption(plain(said))
    _blind_spots(found, framework, text)
    with st.expander(text("Show the data")):
        blocks.figures_table(
            with_questions(city.scores, partial, names, text), text, title, key=key
        )
        name = differences_title(framework, text)
        st.markdown(plain(name))
        table = differences_table(city, text)
        blocks.figures_table(table, text, name, key="departments-differences")
    meant, *compared = partial_words(marks, text) or [""]
    dashes = no_score_words(result.workshop.k, text) if matrix.isna().to_numpy().any() else ""
    for said in filter(None, [dashes, meant, *merged_words(result, text)]):
        st.caption(plain(said))
    return [*compared, *fixed_words(result.workshop.k, text)]


def _blind_spots(found: DepartmentDifferences, framework: Framework, text: Text) -> None:
    """The themes that a department sees differently from every other one, or why there are none."""
    said = spot_words(found, framework, text)
    if found.spots:
        blocks.card(text("Blind spots"), [(one, "", "") for one in said], kind="low")
    else:
        blocks.card(text("Blind spots"), [], " ".join(said))


def more_tabs(
    found: DepartmentDifferences, result: WorkshopResult, notes: Sequence[str], text: Text
) -> None:
    """One indicator, all of them, what departments replied, who was there, and the method with `notes` on the map."""
    replies = reply_words(result.replies, text)
    names = {
        "one": text("One indicator") if found.order else "",
        "indicators": text("Indicator by indicator"),
        "replies": text("Replies") if replies else "",
        "room": text("Who was in the room"),
        "method": text("Method"),
    }
    names = {name: words for name, words in names.items() if words}
    asked = "indicators" if st.query_params.get("unit") else next(iter(names))
    first = st.session_state.setdefault(TAB, asked)
    panels = st.tabs(list(names.values()), default=names.get(first), key="departments-tabs")
    tabs = dict(zip(names, panels, strict=True))
    start = found.widest[0].theme if found.widest else ALL
    if "one" in tabs:
        with tabs["one"]:
            one_indicator(found, result, start, text)
    with tabs["indicators"]:
        indicators_by_unit(result, start, text)
    for who, said in replies:
        tabs["replies"].markdown(f"**{plain(who)}** · {plain(said)}")
    with tabs["room"]:
        blocks.who_was_here(result, text)
    with tabs["method"]:
        st.markdown(plain(" ".join(notes)))
        blocks.method_note(result, text)
