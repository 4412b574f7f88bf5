"""The tabs of the page Trend: what moved, what became of actions, vote by vote, what is compared, the method."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from resilience.charts.figures import level_dots, line_rows
from resilience.charts.lines import ScoreLine, sorted_lines
from resilience.framework import Framework
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.planning.actions import tally_words
from resilience.services.deciding.follow_up import EarlierActions, plan_of, today_in
from resilience.services.results.between_votes import BetweenVotes
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend
from resilience.text import Text
from resilience.ui.results.trend import compared_days
from resilience.ui.shared import blocks, cached
from resilience.ui.shared.markup import plain
from resilience.wording.chart_findings import again_words, moves_words, themes_unit
from resilience.wording.planning.follow_up import followed_rows, links_words, overdue_words
from resilience.wording.result import not_shown_words
from resilience.wording.shares import in_shares
from resilience.wording.years.lines import line_legend, step_rows
from resilience.wording.years.trend import CHANGES, apart_words, moved_rows, moved_words
from resilience.wording.years.votes import (
    again_counts,
    again_rows,
    changes_rows,
    votes_finding,
    votes_frame,
    votes_said,
    votes_themes,
    votes_ways,
)


def more_tabs(result: WorkshopResult, trend: Trend, earlier: EarlierActions, text: Text) -> None:
    """What is second on the page; what is about two workshops only where two compare."""
    framework = result.workshop.framework
    names = {
        "moved": text("Indicators that moved"),
        "actions": text("Outcomes of the actions"),
        "votes": text("Vote by vote"),
        "compared": text("What is compared"),
        "method": text("Method"),
    }
    if not trend.steps:
        names = {key: name for key, name in names.items() if key not in ("moved", "compared")}
    tabs = dict(zip(names, st.tabs(list(names.values()), key="trend-tabs"), strict=True))
    if trend.steps:
        with tabs["moved"]:
            _what_moved(trend, framework, text)
        with tabs["compared"]:
            _what_compares(trend, framework, text)
    with tabs["actions"]:
        _what_became(result, earlier, text)
    with tabs["votes"]:
        _vote_by_vote(cached.votes(result.workshop.code), result, text)
    with tabs["method"]:
        blocks.method_note(result, text)


def _what_moved(trend: Trend, framework: Framework, text: Text) -> None:
    """The indicators that moved most between the last two workshops."""
    st.markdown(moved_words(trend, text))
    if trend.moved:
        rows = moved_rows(trend, framework, text)
        blocks.figures_table(rows, text, text("Indicators that moved"), key="trend-moved")
    st.caption(text(CAUTION))


def _what_compares(trend: Trend, framework: Framework, text: Text) -> None:
    """Every earlier workshop, and from each to the next what judges the change of each theme."""
    compared_days(trend, text)
    rows = step_rows(trend, framework, text).T.rename_axis(index=text("Theme"))
    blocks.figures_table(rows, text, text("Changes by theme"), key="trend-steps")
    for sentence in apart_words(trend, framework, text):
        st.caption(plain(sentence))
    st.caption(text(CHANGES[in_shares(framework)]))


def _what_became(result: WorkshopResult, earlier: EarlierActions, text: Text) -> None:
    """How far the actions of this and of earlier workshops are, with the words of those to be read."""
    states = [*earlier.states, *(action.state for action in result.actions)]
    if not states:
        st.info(text("No actions were written down."), icon=":material/info:")
        return
    told = text.plural("{n} action", "{n} actions", len(states))
    st.markdown(f"{told}: {tally_words(states, text)}")
    if late := overdue_words(result, earlier, text):
        st.markdown(f"**{late}**")
    plans = [*earlier.plans, plan_of(result.workshop, result.actions)]
    rows = followed_rows(plans, today_in(result.workshop), text)
    if not rows.empty:
        blocks.figures_table(rows, text, text("Outcomes of the actions"), key="trend-actions")
    if earlier.unread:
        st.caption(links_words(text))


def _vote_by_vote(found: BetweenVotes, result: WorkshopResult, text: Text) -> None:
    """The themes from vote to vote, and what became of agreement on what was asked again."""
    framework, hidden = result.workshop.framework, not_shown_words(result, text)
    if len(found.scores) < 2 and hidden:
        st.info(hidden, icon=":material/how_to_vote:")
        return
    if len(found.scores) < 2:
        st.info(
            text(
                "There was only one vote. After a later vote, you see here how scores and "
                "answers changed."
            ),
            icon=":material/how_to_vote:",
        )
        return
    _vote_lines(found, framework, text)
    if hidden:
        st.caption(hidden)
    if found.people:
        changes = changes_rows(found, framework, text).T
        blocks.figures_table(changes, text, text("Vote by vote"), key="trend-changes")
        st.caption(
            text(
                "Verdicts cover the repeated indicators of a theme and the people who gave a level "
                "on all of them in both votes."
            )
        )
    if found.again:
        _asked_again(found, framework, text, whole=not hidden)


def _asked_again(found: BetweenVotes, framework: Framework, text: Text, *, whole: bool) -> None:
    """The room's answers to what was asked again; `whole`: of all that was."""
    st.subheader(text("Asked again"))
    _before_and_after(found, text)
    rows = again_rows(found, framework, text)
    blocks.figures_table(rows, text, text("Asked again"), key="trend-again")
    if not whole:
        st.caption(
            text(
                "Only questions whose later vote is shown are listed, so this is not how "
                "far answers shifted in the whole vote."
            )
        )
    st.caption(
        text(
            "Suggestion, unless the room has recorded an outcome or the workshop is signed off: stop if the room agrees; record both views if it is split and answers shifted by less than 15 %; otherwise continue. Shift of answers: if the same people gave a level in both votes, at least this share of them changed their level."
        )
    )


def _vote_lines(found: BetweenVotes, framework: Framework, text: Text) -> None:
    """A row for each theme, with the words on the segment that they are about."""
    frame = votes_frame(found, framework, text)
    lines = []
    for theme, (name, column) in zip(votes_themes(found, framework), frame.items(), strict=True):
        scores = [None if pd.isna(score) else float(score) for score in column]
        ways, said = votes_ways(found, theme, scores), votes_said(found, theme, text)
        lines.append(ScoreLine(str(name), scores, ways, said=said))
    lines, legend = sorted_lines(lines), line_legend(lines, text)
    title = themes_unit(framework, text)
    blocks.picture(
        line_rows(lines, [str(one) for one in frame.index], legend, title, text),
        text,
        "trend-votes",
        finding=votes_finding(found, framework, text) or moves_words(frame, text),
        about=" · ".join(_votes_about(found, text)),
        legend=legend,
    )
    blocks.same_as_table(frame, text, title, key="trend-votes")
    st.caption(
        text(
            "A question that a vote did not ask, or that is not shown, keeps its "
            "latest vote that is shown."
        )
    )


def _votes_about(found: BetweenVotes, text: Text) -> Iterator[str]:
    """What the lines are about that the scores of the result are not."""
    if found.by_people:
        yield text(
            "each person counts once in every vote, so these are not the scores of the result"
        )
    if found.people:
        yield text("verdicts cover only people who answered both times")


def _before_and_after(found: BetweenVotes, text: Text) -> None:
    """The whole room's answers on all that was asked again, as dots in two rows."""
    counts = again_counts(found, text)
    if counts.empty:
        return
    finding = again_words(counts, len(found.again), text)
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
