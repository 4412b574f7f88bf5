"""Pieces that several pages show."""

import html
import re
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import segno
import streamlit as st
from pandas.api.types import is_float_dtype

from resilience.charts import CONFIG
from resilience.scoring import Score
from resilience.scoring.note import Passage, method_note
from resilience.services.results import WorkshopResult
from resilience.services.workshops import MIXED_TABLES, OTHER_DEPARTMENTS, WorkshopView
from resilience.text import Text

#: characters by which Streamlit reads markup out of words
MARKUP = re.compile(r"([\\`*_\[\]$<>~#:])")


def invented_mark(workshop: WorkshopView, text: Text) -> None:
    """Say that a city does not exist, wherever its data shows."""
    if workshop.invented:
        said = html.escape(text("Invented data: this city does not exist."))
        st.html(f'<div class="invented">{said}</div>')


def plain(words: str) -> str:
    """What people typed, as they typed it: no part of it is taken for markup, formula or picture."""
    kept = words.replace(":material/", ":\u2060material/")  # a word joiner: unseen, no icon
    return MARKUP.sub(r"\\\1", kept)


def two_events(probable: str, severe: str, text: Text) -> None:
    """The events that everybody has in mind, a line each."""
    for name, event in ((text("Most probable"), probable), (text("Most severe"), severe)):
        st.markdown(f"**{name}** · {plain(event) or '–'}")


def workshop_line(workshop: WorkshopView, text: Text) -> None:
    """Which workshop this is, on one line."""
    st.caption(
        f"{plain(workshop.city.name)} · {text.date(workshop.date)} · "
        + text("workshop {code}", code=workshop.code)
    )


def open_workshop_note(workshop: WorkshopView, text: Text) -> None:
    """Say on every page of an open workshop that small groups are shown too."""
    if workshop.k == 0:
        st.caption(text("Open workshop: everybody agreed that small groups are shown too."))


def plain_form(action: str, label: str, *, method: str = "post", fields: str = "") -> None:
    """A form that leaves the Streamlit page for a plain route, where cookies can be set."""
    quiet = "" if fields else " quiet"
    st.html(
        f'<form class="plain-form{quiet}" action="{action}" method="{method}" target="_self">'
        f"{fields}<button>{html.escape(label)}</button></form>"
    )


def qr(address: str, label: str, width: int = 260) -> None:
    """An address as a QR code."""
    image = segno.make(address, error="m").svg_data_uri(scale=8, border=2)
    st.html(f'<img src="{image}" alt="{html.escape(label)}" width="{width}">', width="content")


def chart(
    figure: go.Figure, table: pd.DataFrame, text: Text, key: str, *, wide: bool = False
) -> None:
    """A chart with its table below: the table is the chart's text for screen readers.

    A `wide` chart is pushed sideways on a phone instead of squeezed.
    """
    with st.container(key=f"{'wide' if wide else 'chart'}-{key}"):
        st.plotly_chart(figure, key=key, config=CONFIG, theme=None)
    with st.expander(text("The same as a table")):
        figures_table(table, text)


def figures_table(table: pd.DataFrame, text: Text) -> None:
    """A table for reading: figures at the right with one decimal, a dash where there is none."""
    shown: dict[Any, Any] = {
        name: partial(text.number, decimals=1 if is_float_dtype(table[name]) else 0)
        for name in table.select_dtypes("number").columns
    }
    st.table(table.style.format(shown, na_rep="–"))


def who_was_here(rows: pd.DataFrame, result: WorkshopResult, text: Text) -> None:
    """Who was in the room, and from which departments nobody had come at first."""
    figures_table(rows, text)
    if result.absent:
        names = text.listed(plain(text(name)) for name in result.absent)
        st.caption(
            text("Nobody had come from these when the first vote closed: {names}", names=names)
        )


def headline(result: WorkshopResult, overall: Score, text: Text) -> str:
    """The shape of every score: "58 of 100, from 39 of 45 indicators, 44 participants"."""
    asked = [s for s in _indicators(result) if s.state != "not applicable"]
    answered = [s for s in asked if s.state == "scored"]
    came = result.people
    expected = result.workshop.expected
    return text.listed(
        [
            score_words(overall, text),
            text("from {n} of {of} indicators", n=len(answered), of=len(asked)),
            _people_words(came, expected, text),
            _departments_words(result, text),
        ]
    )


def _departments_words(result: WorkshopResult, text: Text) -> str:
    """How many departments took part; of merged ones only the groups are known."""
    groups = sum(room.participants > 0 for room in result.room)
    if any(room.unit == OTHER_DEPARTMENTS for room in result.room):
        return text.plural("in {n} group of departments", "in {n} groups of departments", groups)
    asked = sum(d.name != MIXED_TABLES for d in result.workshop.departments)
    here = sum(room.participants > 0 and room.unit != MIXED_TABLES for room in result.room)
    return text("{n} of {of} departments", n=here, of=asked)


def score_words(score: Score, text: Text) -> str:
    """ "58 of 100", or why there is no score."""
    if score.value is None:
        share = text.percent(score.coverage)
        if score.state == "not enough answers":
            return text("not enough answers ({share})", share=share)
        return text(score.state)
    return text(
        "{value} of {maximum}", value=text.number(score.value), maximum=text.number(score.maximum)
    )


def range_words(overall: Score, text: Text) -> str:
    """What the unknown indicators could change, in words."""
    unknown = overall.unknown
    if not unknown:
        return text("every indicator asked has an answer")
    return text.plural(
        "between {low} and {high}, depending on {n} unknown indicator",
        "between {low} and {high}, depending on {n} unknown indicators",
        unknown,
        low=text.number(overall.low),
        high=text.number(overall.high),
    )


def method(result: WorkshopResult, text: Text) -> None:
    """How the numbers of a result were made, to be opened by who asks."""
    with st.expander(text("How this number was made")):
        st.html(f'<section class="note">{_passages(method_note(result.made, text))}</section>')


def _passages(note: tuple[Passage, ...]) -> str:
    return "".join(
        f"<h4>{html.escape(passage.heading)}</h4><p>{html.escape(passage.words)}</p>"
        + (f"<p><code>{html.escape(passage.formula)}</code></p>" if passage.formula else "")
        for passage in note
    )


def _people_words(came: int, expected: int, text: Text) -> str:
    if expected:
        return text(
            "{n} people ({expected} expected)", n=text.number(came), expected=text.number(expected)
        )
    return text.plural("{n} person", "{n} people", came)


def _indicators(result: WorkshopResult) -> list[Score]:
    return [result.result.city[code] for code in result.tallies.by_code]
