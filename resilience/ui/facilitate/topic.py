"""One topic of a discussion: how the room answered an indicator."""

import html

import pandas as pd
import streamlit as st

from resilience.charts.figures import level_dots
from resilience.framework import IndicatorText
from resilience.scoring.notes.words import far_words, middle_words
from resilience.services.results.discussion import Topic, UsualAnswers
from resilience.services.workshop.plan import FIRST_VOTE
from resilience.text import Text
from resilience.ui.shared import blocks
from resilience.ui.shared.markup import plain
from resilience.wording.agreement import (
    LATER_VOTE,
    answer_rows,
    differ_words,
    together_words,
    unsaid_words,
)
from resilience.wording.chart_findings import answers_words


def topic_headline(topic: Topic, words: IndicatorText, place: str) -> None:
    """The indicator, with its place among the topics."""
    title, where = html.escape(f"{topic.code} · {words.title}"), html.escape(place)
    st.html(f'<h1 class="headline">{title} <small>{where}</small></h1>')


def topic_question(words: IndicatorText, text: Text) -> None:
    """What the room was asked."""
    with st.container(key="hall-question"):
        if "title" in words.lent:
            said = text("not yet translated")
            st.caption(f":material/translate: {said}")
        st.markdown(plain(words.question))


def topic_agreement(topic: Topic, text: Text) -> None:
    """How far the room agrees in words, and what those say who usually know."""
    if topic.agreement:
        answered = html.escape(_answered(topic, text))
        lines = [f"<b>{answered}</b>"] if answered else []
        if topic.apart:
            lines.append(html.escape(_apart_words(topic.apart, text)))
        st.html(f"<p>{'<br>'.join(lines)}</p>")


def topic_dots(topic: Topic, text: Text) -> None:
    """One dot per answer: a row per unit, a column per level; nothing for a measured indicator.

    For an indicator with a later vote, the whole room's answers before and after.
    """
    if topic.agreement is None:
        return
    again = bool(topic.first)
    rows = ({text(FIRST_VOTE): topic.first} if again else {}) | answer_rows(
        topic, together_words(topic.together, text), text
    )
    counts = pd.DataFrame(list(rows.values()), index=list(rows)).rename_axis(text("Department"))
    finding = _finding(topic, counts, text)
    if counts.to_numpy().any():
        figure = level_dots(counts, text)
        blocks.chart(figure, counts, text, "discuss-dots", finding=finding, wide=True)
    else:  # a chart would be two empty axes
        st.markdown(f"**{finding}**")
    if again:
        st.caption(text(LATER_VOTE))


def topic_levels(topic: Topic, words: IndicatorText, text: Text) -> None:
    """What each level means, and how many gave none."""
    with st.container(key="hall-levels"):
        levels = (f"**{n}**  {plain(level)}" for n, level in enumerate(words.levels))
        st.markdown("\n\n".join(levels))
        st.caption(unsaid_words(topic, text))


def _apart_words(apart: UsualAnswers, text: Text) -> str:
    """The middle answers of those who usually know and of all others, in words."""
    return text(
        "Middle answer of those who usually know: {usually}; of others: {others}",
        usually=middle_words(apart.usually, text),
        others=middle_words(apart.others, text),
    )


def _finding(topic: Topic, counts: pd.DataFrame, text: Text) -> str:
    """What the answers say: how a room is split, else the most frequent level, of the vote that counts."""
    if topic.agreement and topic.agreement.split:
        return differ_words(topic, text)
    return answers_words(counts.tail(1) if topic.first else counts, text)


def _answered(topic: Topic, text: Text) -> str:
    """How far the room agrees, in words; "" where the finding says how it is split."""
    found = topic.agreement
    if found is None or found.split:
        return ""
    middle = middle_words(topic.middle, text)
    said = [
        differ_words(topic, text, distance=True),
        text("middle answer: {middle}", middle=middle) if middle else "",
        far_words(found, text),
    ]
    return " · ".join(filter(None, said))
