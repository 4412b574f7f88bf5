"""Parts of the page Trend: the answer, the lines, the cards below them, and pages with nothing to compare."""

import streamlit as st

from resilience.charts.figures import line_rows, theme_lines
from resilience.framework import Framework
from resilience.scoring.comparison.comparability import ROUNDED
from resilience.services.deciding.follow_up import EarlierActions
from resilience.services.results.trend import Trend
from resilience.services.results.years import hidden_before
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.results.overview import large_number
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.chart_findings import themes_unit
from resilience.wording.planning.follow_up import done_rows
from resilience.wording.years.covered import chart_words, common_words
from resilience.wording.years.lines import (
    axis_words,
    line_frame,
    score_lines,
    verdict_cards,
    year_legend,
)
from resilience.wording.years.overall import (
    FIRST_YEAR,
    more_words,
    trend_headline,
)
from resilience.wording.years.trend import compared_lines, trend_finding


def over_years(trend: Trend, framework: Framework, text: Text) -> None:
    """The answer, and the overall and the themes as lines over the workshops that compare."""
    overall, *more = more_words(trend, text) or [""]
    headline = trend_headline(trend, text)
    blocks.title(headline, [overall])
    frame = line_frame(trend, framework, text)
    lines = [*score_lines(trend, framework, text).values()]
    days = [point.date for point in trend.compared]
    shown = (
        [str(one) for one in frame.index],
        year_legend(trend, lines, text),
        themes_unit(framework, text),
    )
    blocks.picture(
        theme_lines(lines, *shown, text, days),
        text,
        "trend-years",
        finding=trend_finding(trend, framework, text),
        about=" · ".join(filter(None, (axis_words(lines, text), chart_words(trend, text)))),
        legend=shown[1],
        headline=headline,
        phone=line_rows(lines, *shown, text, days),
    )
    blocks.same_as_table(frame, text, shown[2], key="trend-years")
    for sentence in [*more, common_words(trend, framework, text), text(ROUNDED)]:
        st.caption(plain(sentence))


def cards(trend: Trend, framework: Framework, earlier: EarlierActions, text: Text) -> None:
    """The themes by verdict, and what was done of what earlier workshops planned."""
    made = verdict_cards(trend.steps[-1], list(trend.common), framework, text)
    if earlier.states:
        made.append((*done_rows(earlier, text), ""))
    for column, one in zip(st.columns(max(1, len(made)), gap="medium"), made, strict=False):
        with column:
            blocks.card(*one)


def nothing_to_compare(workshop: WorkshopView, trend: Trend, text: Text) -> None:
    """The result from which a trend will start, and why nothing is compared with it."""
    if len(trend.points) > 1:
        blocks.title(text("No earlier workshop of this city can be compared with this one"))
        compared_days(trend, text)
    else:
        hidden = hidden_before(runtime.store(), runtime.visitor(), workshop.code)
        said = (
            text(
                "An earlier workshop of this city is not shown here: it had no small-group protection, or departments are still replying to it."
            )
            if hidden
            else text(FIRST_YEAR[not workshop.k])
        )
        finding = text("No earlier result of {city} to compare with", city=workshop.city.name)
        blocks.title(finding, [said])
    large_number(cached.digest(workshop.code, text.language), text)


def compared_days(trend: Trend, text: Text) -> None:
    """Every earlier workshop: what is compared with it, or in grey why nothing is."""
    for day, line, comparable in compared_lines(trend, text):
        said = f"**{day}** · {plain(line)}"
        if comparable:
            st.markdown(said)
        else:
            st.caption(said)
