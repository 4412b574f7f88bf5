"""Indicators department by department: a map of many, and the answers to one."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from resilience.charts.figures import indicator_heat
from resilience.scoring.scores.tables import indicator_matrix, indicator_table
from resilience.services.results.departments import DepartmentDifferences
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.topic import topic_dots
from resilience.ui.shared import blocks
from resilience.ui.shared.address import chosen
from resilience.ui.shared.markup import plain
from resilience.wording.chart_findings import cells_words
from resilience.wording.departments import pair_words

#: what stands in the address for all themes
ALL = "all"


def indicators_by_unit(result: WorkshopResult, start: str, text: Text) -> None:
    """A map of the indicators of a theme, or of all, by department, or of one beside the city.

    The theme of the code `start` is shown where the address names none.
    """
    framework, tree = result.workshop.framework, result.result
    titles = {
        theme.code: framework.title(theme.code, text.language)
        for theme in framework.themes
        if theme.code in tree.city
    }
    st.header(text("Indicator by indicator"))
    left, right = st.columns(2, gap="large")
    with left:
        theme = _theme(titles, start, text)
    with right:
        unit = _unit(tuple(tree.units), text)
    rows = indicator_table(framework, tree.city, text.language)
    rows = rows if theme == ALL else rows[rows["theme"] == theme]
    shown = {unit: tree.units[unit], text("The city"): tree.city} if unit else tree.units
    scores = indicator_matrix(rows, shown).rename(columns=text)
    names = rows["code"] + " · " + rows["title"]
    table = scores.set_axis(pd.Index(names, name=text("Indicator")))
    themes = rows["theme"].map(titles).tolist()
    title = text("Score by indicator, 0 to 100")
    blocks.chart(
        indicator_heat(scores, names.tolist(), themes, title, text),
        table,
        text,
        "departments-indicators",
        finding=cells_words(table, text),
        wide=theme != ALL,
    )


def one_indicator(
    found: DepartmentDifferences, topics: Sequence[Topic], workshop: WorkshopView, text: Text
) -> None:
    """A list of the indicators, clear differences first, and the answers of the chosen one."""
    st.header(text("One indicator, department by department"))
    titles = {
        code: f"{code} · {workshop.framework.title(code, text.language)}" for code in found.order
    }
    code = chosen(
        "indicator",
        text("Indicator"),
        titles,
        "departments-indicator",
        lambda asked: text(
            "Indicator '{code}' in the address has no answers to compare here; another is shown.",
            code=plain(asked),
        ),
    )
    said, *verdict = pair_words(found, code, text)
    st.markdown(plain(said))
    for words in verdict:
        st.caption(words[:1].upper() + words[1:])
    topic_dots(next(topic for topic in topics if topic.code == code), text, departments=True)


def _theme(titles: Mapping[str, str], start: str, text: Text) -> str:
    return chosen(
        "theme",
        text("Theme"),
        {ALL: text("All themes"), **titles},
        "departments-theme",
        lambda asked: text(
            "Theme '{theme}' in the address is not in this workshop; another is shown.",
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
            "Department '{unit}' in the address is not in this workshop; all are shown.",
            unit=plain(asked),
        ),
    )
