"""Parts of the page Trend: over the years, what compares, what moved, actions, vote by vote."""

import html

import pandas as pd
import streamlit as st

from resilience.charts.figures import level_dots, theme_lines
from resilience.framework import Framework
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.planning.actions import tally_words
from resilience.services.deciding.follow_up import earlier_to_read
from resilience.services.results.between_votes import BetweenVotes
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend
from resilience.text import Text
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.chart_findings import answers_words, themes_unit
from resilience.wording.follow_up import followed_rows
from resilience.wording.years.trend import (
    VERDICTS,
    apart_words,
    common_words,
    compared_lines,
    end_words,
    line_frame,
    moved_rows,
    moved_words,
    step_rows,
    trend_finding,
)
from resilience.wording.years.votes import (
    again_counts,
    again_rows,
    changes_rows,
    votes_ends,
    votes_finding,
    votes_frame,
)


def headline(words: str) -> None:
    """The answer of the page, on top."""
    st.html(f'<h1 class="headline">{html.escape(words)}</h1>')


def nothing_yet(text: Text, *, hidden: bool) -> None:
    """What to do where there is no earlier result to be set beside this one."""
    if hidden:
        said = text(
            "An earlier workshop of this city is not shown here: too few people answered in it, or "
            "departments are still replying to it."
        )
    else:
        said = text("The next workshop of this city will show here what changed.")
    st.info(said, icon=":material/trending_up:")


def _wide(table: pd.DataFrame, key: str, text: Text) -> None:
    """A table that is pushed sideways on a phone instead of squeezed."""
    with st.container(key=f"wide-trend-{key}"):
        blocks.figures_table(table, text, key=f"trend-{key}")


def over_years(trend: Trend, framework: Framework, text: Text) -> None:
    """The themes as lines over the workshops that compare, with what judges each change."""
    frame = line_frame(trend, framework, text)
    days = [point.date for point in trend.compared]
    figure = theme_lines(frame, end_words(trend, text), themes_unit(framework, text), text, days)
    finding = trend_finding(trend, framework, text)
    blocks.chart(figure, frame, text, "trend-years", finding=finding, wide=True)
    st.caption(common_words(trend, framework, text))
    for sentence in apart_words(trend, framework, text):
        st.caption(plain(sentence))
    _wide(step_rows(trend, framework, text), "steps", text)
    st.caption(text(VERDICTS))


def what_compares(trend: Trend, text: Text) -> None:
    """Every earlier workshop: what is compared with it, or in grey why nothing is."""
    st.header(text("What is compared"))
    for day, line, comparable in compared_lines(trend, text):
        said = f"**{day}** · {plain(line)}"
        if comparable:
            st.markdown(said)
        else:
            st.caption(said)


def what_moved(trend: Trend, framework: Framework, text: Text) -> None:
    """The indicators that moved most between the last two workshops."""
    st.header(text("Indicators that moved"))
    st.markdown(moved_words(trend, text))
    if trend.moved:
        _wide(moved_rows(trend, framework, text), "moved", text)
    st.caption(text(CAUTION))


def what_became(result: WorkshopResult, text: Text) -> None:
    """How far the actions of this and of earlier workshops are, with the words of those to be read."""
    code = result.workshop.code
    earlier = cached.earlier_states(code)
    states = [*earlier, *(action.state for action in result.actions)]
    st.header(text("What became of the actions"))
    if not states:
        st.info(text("No actions were written down."), icon=":material/info:")
        return
    told = text.plural("{n} action", "{n} actions", len(states))
    st.markdown(f"{told}: {tally_words(states, text)}")
    read = earlier_to_read(runtime.store(), runtime.visitor(), code)
    rows = followed_rows(result, read, text)
    if not rows.empty:
        _wide(rows, "actions", text)
    if sum(len(one.actions) for one in read) < len(earlier):
        st.caption(
            text(
                "Actions from earlier workshops are counted here. To read them, you need the "
                "links to those workshops."
            )
        )


def vote_by_vote(found: BetweenVotes, framework: Framework, text: Text) -> None:
    """The themes from vote to vote, and what became of agreement on what was asked again."""
    st.header(text("Vote by vote in this workshop"))
    if len(found.scores) < 2:
        st.info(
            text(
                "There was only one vote. After another vote, on what the room disputes, this "
                "shows how the same people's answers changed."
            ),
            icon=":material/how_to_vote:",
        )
        return
    frame = votes_frame(found, framework, text)
    figure = theme_lines(
        frame, votes_ends(found, framework, text), themes_unit(framework, text), text
    )
    finding = votes_finding(found, framework, text)
    blocks.chart(figure, frame, text, "trend-votes", finding=finding, wide=True)
    st.caption(text("An indicator that was not asked again keeps its latest vote."))
    if found.by_people:
        st.caption(text("To make votes comparable, each person counts once here in every vote."))
    _wide(changes_rows(found, framework, text), "changes", text)
    st.caption(
        text(
            "Verdicts cover the repeated indicators of a theme and the people who gave a level "
            "on all of them in both votes. They are not shown where they could reveal an "
            "individual answer."
        )
    )
    if found.again:
        st.subheader(text("Asked again"))
        _before_and_after(found, text)
        _wide(again_rows(found, framework, text), "again", text)
        st.caption(
            text(
                "Suggestion: stop if the room agrees; record both views if it is split and "
                "hardly anyone changed their answer; otherwise continue."
            )
        )


def _before_and_after(found: BetweenVotes, text: Text) -> None:
    """The whole room's answers on all that was asked again, as dots in two rows."""
    counts = again_counts(found, text)
    if counts.empty:
        return
    finding = answers_words(counts.tail(1), text)
    blocks.chart(
        level_dots(counts, text),
        counts,
        text,
        "trend-before-after",
        finding=finding,
        wide=True,
    )
    if found.by_people:
        st.caption(
            text(
                "In the later vote, all answers are counted together. Scores by department and "
                "group stay as in the first vote."
            )
        )
    else:
        st.caption(text("The later vote replaces the first one in every department."))
