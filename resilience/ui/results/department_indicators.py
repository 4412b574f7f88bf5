"""Indicators department by department: the answers to one, and a map of many."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from resilience.charts.diverging import INDICATOR_STEPS, with_ways
from resilience.charts.figures import indicator_heat, level_bars
from resilience.charts.template import colour_of, ink_on
from resilience.framework import IndicatorText
from resilience.scoring.scores.tables import indicator_matrix, indicator_table
from resilience.services.results.departments import DepartmentDifferences
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.ui.shared import blocks, cached
from resilience.ui.shared.address import chosen, write
from resilience.ui.shared.markup import plain
from resilience.wording.agreement import departments_words, level_notes, level_rows
from resilience.wording.beside.map import city_score_words, legend_words
from resilience.wording.chart_findings import cells_words
from resilience.wording.departments import no_score_words, pair_words
from resilience.wording.result import agreed_words
from resilience.wording.shares import in_shares

#: the value in the address for all themes
ALL = "all"


def indicators_by_unit(result: WorkshopResult, start: str, text: Text) -> None:
    """A map of the indicators of a theme, or of all, by department, or of one, beside the city.

    The theme of the code `start` is shown where the address names none.
    """
    framework, tree = result.workshop.framework, result.result
    titles = _titles(result, text)
    left, right = st.columns(2, gap="large")
    with left:
        theme = _theme(titles, start, text)
    with right:
        unit = _unit(tuple(tree.units), text)
    rows = indicator_table(framework, tree.city, text.language)
    rows = rows if theme == ALL else rows[rows["theme"] == theme]
    units = {unit: tree.units[unit]} if unit else tree.units
    scores = indicator_matrix(rows, {**units, text("The city"): tree.city}).rename(columns=text)
    scores = _highest_first(scores)
    names = rows["code"] + " · " + rows["title"]
    table = scores.set_axis(pd.Index(names, name=text("Indicator")))
    themes = rows["theme"].map(titles).tolist()
    title = text("Score by indicator, 0 to 100")
    apart = (scores.iloc[:, :-1].notna().any(axis=1) & scores.iloc[:, -1].isna()).any()
    none = text("not compared: the city has no score") if apart else ""
    legend = with_ways(legend_words(INDICATOR_STEPS, text, none, shares=in_shares(framework)))
    key = "departments-indicators"
    blocks.picture(
        indicator_heat(scores, names.tolist(), themes, title, text, legend),
        text,
        key,
        finding=cells_words(table, text),
        about=text("colour: difference from the city"),
        legend=legend,
    )
    blocks.same_as_table(table, text, title, key=key)
    notes = [no_score_words(result.workshop.k, text), *city_score_words(result, text)]
    st.caption(" ".join(notes))


def one_indicator(
    found: DepartmentDifferences, result: WorkshopResult, start: str, text: Text
) -> None:
    """Indicators of a theme, clear differences first, and the answers to the chosen one level by level.

    The theme of the code `start` is shown where the address names none and no indicator.
    """
    code = _indicator(found, result, start, text)
    topic = next(one for one in cached.topics(result.workshop.code) if one.code == code)
    words = result.workshop.framework.text(text.language).indicators[code]
    table, key = level_rows(topic, result, text), "departments-answers"
    named = {"na": text("not applicable"), "dk": text("don't know")}
    legend = {kind: said for kind, said in named.items() if kind in table.columns}
    title, levels = text("Answers by department and level"), table.drop(columns=list(legend))
    said = {str(n): f"{n} · {level}" for n, level in enumerate(words.levels)}
    left, right = st.columns([3, 2], gap="large")
    with left:
        pair, *verdict = pair_words(found, code, text)
        settled = agreed_words(topic.decision.outcome, text) if topic.decision else ""
        blocks.picture(
            level_bars(table, said | legend, title, text),
            text,
            key,
            finding=departments_words(levels, topic, result, text),
            about=" · ".join(filter(None, [f"{code} {words.title}", *verdict, settled])),
            legend=legend or None,
        )
        st.markdown(plain(pair))
        heads = {n: text("Level {level}", level=n) for n in levels.columns} | legend
        blocks.same_as_table(table.rename(columns=heads), text, title, key=key)
        for note in level_notes(table, topic, result, text):
            st.caption(note)
    with right:
        _levels(words)


def _indicator(found: DepartmentDifferences, result: WorkshopResult, start: str, text: Text) -> str:
    """The code of the indicator that is chosen, in its theme or in all."""
    framework = result.workshop.framework
    theme_of = {one.code: theme.code for theme in framework.themes for one in theme.indicators()}
    held = {theme_of[code] for code in found.order}
    titles = {code: title for code, title in _titles(result, text).items() if code in held}
    themes = {ALL: text("All themes"), **titles}
    asked = st.query_params.get("indicator", "")
    named = theme_of[asked] if asked in found.order else st.query_params.get("theme", start)
    start = named if named in themes else ALL
    left, right = st.columns(2, gap="large")
    theme = left.selectbox(
        text("Theme"),
        list(themes),
        index=list(themes).index(start),
        format_func=themes.__getitem__,
        key="departments-indicator-theme",
        on_change=write,
        args=("indicator", ""),
    )
    codes = [one for one in found.order if theme in (ALL, theme_of[one])]
    offered = {code: f"{code} · {framework.title(code, text.language)}" for code in codes}
    with right:
        return chosen(
            "indicator",
            text("Indicator"),
            offered,
            "departments-indicator",
            lambda asked: text(
                "Indicator “{code}” in the address has no answers to compare here; another is shown.",
                code=plain(asked),
            ),
        )


def _levels(words: IndicatorText) -> None:
    """What was asked, and the words of each level in the colour that it has in the chart."""
    top = max(1, len(words.levels) - 1)
    listed = "".join(
        f'<li><b style="background:{colour_of(100 * n / top)};color:{ink_on(100 * n / top)}">{n}</b>'
        f"<span>{html.escape(level)}</span></li>"
        for n, level in enumerate(words.levels)
    )
    st.markdown(f"**{plain(words.question)}**")
    st.html(f'<ul class="levels">{listed}</ul>')


def _titles(result: WorkshopResult, text: Text) -> dict[str, str]:
    """The titles of the themes that have scores, by code."""
    framework = result.workshop.framework
    return {
        theme.code: framework.title(theme.code, text.language)
        for theme in framework.themes
        if theme.code in result.result.city
    }


def _highest_first(scores: pd.DataFrame) -> pd.DataFrame:
    """Units by their mean difference from the city, which is the last column."""
    units, city = scores.iloc[:, :-1], scores.iloc[:, -1]
    means = units.sub(city, axis=0).mean().sort_values(ascending=False, kind="stable")
    return scores[[*means.index, city.name]]


def _theme(titles: Mapping[str, str], start: str, text: Text) -> str:
    return chosen(
        "theme",
        text("Theme"),
        {ALL: text("All themes"), **titles},
        "departments-theme",
        lambda asked: text(
            "Theme “{theme}” in the address is not in this workshop; another is shown.",
            theme=plain(asked),
        ),
        start=start,
    )


def _unit(units: Sequence[str], text: Text) -> str:
    return chosen(
        "unit",
        text("Department"),
        {"": text("All departments"), **{unit: text(unit) for unit in units}},
        "departments-unit",
        lambda asked: text(
            "Department “{unit}” in the address is not in this workshop; all are shown.",
            unit=plain(asked),
        ),
    )
