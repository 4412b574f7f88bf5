"""Pieces that several pages show."""

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import pandas as pd
import plotly.graph_objects as go
import segno
import streamlit as st

from resilience.charts import in_order, title_of
from resilience.scoring.notes.passage import Passage
from resilience.scoring.notes.significance import whole_note
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.frontend.plot import plot
from resilience.ui.shared.downloads import files_are_invented, offer_chart, offer_table
from resilience.ui.shared.markup import isolated, plain
from resilience.ui.shared.table import table_html
from resilience.wording.closing import closing_words
from resilience.wording.privacy import EVERY_GROUP
from resilience.wording.result import missing_words, unprintable_words
from resilience.wording.result_tables import SCORECARDS, room_rows

#: rows of a long table that are seen at once
FIRST_ROWS = 10


def invented_mark(workshop: WorkshopView, text: Text) -> None:
    """Say that data are invented, wherever they show."""
    if workshop.invented:
        _invented(text(workshop.invented_words))


def invented_cities_mark(text: Text) -> None:
    """Say that none of several cities exists."""
    files_are_invented()
    _invented(text("Invented data: these cities do not exist."))


def _invented(said: str) -> None:
    st.html(f'<div class="invented">{html.escape(said)}</div>')


def fingerprint(key: str) -> None:
    """The fingerprint of a publisher's key, large enough to be compared over the telephone."""
    st.html(f'<p class="fingerprint">{html.escape(key)}</p>')


def workshop_line(workshop: WorkshopView, text: Text) -> None:
    """Which workshop this is, on one line; below, who signed it off and why it was reopened."""
    st.caption(
        f"{plain(workshop.city.name)} · {text.date(workshop.date)} · "
        + text("workshop {code}", code=workshop.code)
    )
    for sentence in closing_words(workshop, text):
        st.caption(plain(sentence))


def result_line(workshop: WorkshopView, text: Text) -> None:
    """City, date and who signed a result off on one line, with the marks that must not be overlooked."""
    said = [text.date(workshop.date), text("workshop {code}", code=workshop.code)]
    said += closing_words(workshop, text)
    marks = [text(workshop.invented_words)] if workshop.invented else []
    if workshop.k == 0:
        marks.append(text(EVERY_GROUP))
    city = f"<strong>{html.escape(isolated(workshop.city.name))}</strong>"
    line = " · ".join([city, *map(html.escape, said)])
    st.html(
        f'<p class="result-line">{line} '
        + " ".join(f'<span class="mark">{html.escape(one)}</span>' for one in marks)
        + "</p>"
    )


def title(finding: str, below: Sequence[str] = ()) -> None:
    """The finding of a page as its title, with short lines below it."""
    said = " · ".join(filter(None, below))
    more = f"<p>{html.escape(said)}</p>" if said else ""
    st.html(f'<h1 class="headline">{html.escape(finding)}</h1>{more}')


def card(
    heading: str, rows: Sequence[tuple[str, str, str]], note: str = "", kind: str = ""
) -> None:
    """A bordered list: in each row words, a figure at the right, and small words below; `kind` is "good", "low" or ""."""
    listed = "".join(
        f"<li><span>{html.escape(words)}{_small(below)}</span><b>{html.escape(figure)}</b></li>"
        for words, figure, below in rows
    )
    more = f"<p>{html.escape(note)}</p>" if note else ""
    with st.container(border=True, height="stretch"):
        st.html(
            f'<section class="card {kind}"><h3>{html.escape(heading)}</h3><ul>{listed}</ul>{more}</section>'
        )


def _small(words: str) -> str:
    return f"<small>{html.escape(words)}</small>" if words else ""


def open_workshop_note(workshop: WorkshopView, text: Text) -> None:
    """Say on every page of an open workshop that small groups are shown too."""
    if workshop.k == 0:
        st.caption(text(EVERY_GROUP))


def plain_form(action: str, label: str, *, method: str = "post", fields: str = "") -> None:
    """A form that leaves the Streamlit page for a plain route, where cookies can be set."""
    quiet = "" if fields else " quiet"
    st.html(
        f'<form class="plain-form{quiet}" action="{action}" method="{method}" target="_self">'
        f"{fields}<button>{html.escape(label)}</button></form>"
    )


def join_form(text: Text) -> None:
    """The field for a join code."""
    label = html.escape(text("The code that the facilitator shows"))
    plain_form(
        "/join",
        text("Join"),
        method="get",
        fields=f'<label>{label}<input type="text" name="code" maxlength="12" '
        'autocomplete="off" autocapitalize="characters" required></label>',
    )


def link_form(text: Text) -> None:
    """The field for a link that somebody was given, at whatever address it was made."""
    label = html.escape(text("The link that you were given"))
    plain_form(
        "/open",
        text("Open the link"),
        fields=f'<label>{label}<input class="as-typed" type="text" name="link" maxlength="500" '
        'autocomplete="off" autocapitalize="off" spellcheck="false" required></label>',
    )


def code_field(workshop: WorkshopView) -> str:
    """The unseen field of a plain form that says which workshop it is about."""
    return f'<input type="hidden" name="code" value="{workshop.code}">'


def qr(address: str, label: str, width: int = 260) -> None:
    """An address as a QR code."""
    image = segno.make(address, error="m").svg_data_uri(scale=8, border=2, light="white")
    st.html(f'<img src="{image}" alt="{html.escape(label)}" width="{width}">', width="content")


def chart(
    figure: go.Figure,
    table: pd.DataFrame,
    text: Text,
    key: str,
    *,
    finding: str,
    wide: bool = False,
) -> None:
    """A chart with its table below: the table is the chart's text for screen readers.

    `finding` states in a sentence what the chart shows. A `wide` chart is pushed sideways on a phone instead of squeezed. The menu of downloads
    offers both under a name that ends with `key`.
    """
    picture(figure, text, key, finding=finding, phone="swipe" if wide else None)
    same_as_table(table, text, title_of(figure), key=key)


def picture(
    figure: go.Figure,
    text: Text,
    key: str,
    *,
    finding: str,
    about: str = "",
    legend: Mapping[str, str] | None = None,
    headline: str = "",
    phone: go.Figure | Literal["swipe"] | None = None,
) -> None:
    """A chart alone, where one table says what several charts show: see `same_as_table`.

    Where the title of the page says what the chart shows, it is the `headline` of files, and the finding is for screen
    readers alone.
    `legend` has what each kind of mark means; look.css has how it is drawn. Traces have the same names, which a
    file of the chart shows. A narrow screen shows the figure for a `phone` instead, or pushes this one sideways.
    """
    said = " · ".join(filter(None, [title_of(figure), about]))
    offer_chart(key, title_of(figure), headline or finding, said)
    with st.container(key=f"picture-{key}", gap="xsmall"):
        above = (
            f'<h2 class="finding">{html.escape(finding)}</h2>' if finding and not headline else ""
        )
        st.html(f'{above}<p class="about">{html.escape(said)}</p>')
        if legend:
            show_legend(legend)
            in_order(figure, [*legend.values()])
        if phone == "swipe":
            swipe = html.escape(text("Swipe the picture sideways to see all of it."))
            st.html(f'<p class="swipe">{swipe}</p>')
        with st.container(key=f"{'wide' if phone == 'swipe' else 'chart'}-{key}"):
            plot(figure, key, finding or said, text)
        if isinstance(phone, go.Figure):
            with st.container(key=f"phone-{key}"):
                plot(phone, f"{key}-phone", finding or said, text)


def show_legend(legend: Mapping[str, str]) -> None:
    """What each kind of mark means; look.css has how it is drawn."""
    keys = (f'<li class="key {kind}">{html.escape(words)}</li>' for kind, words in legend.items())
    st.html(f'<ul class="legend">{"".join(keys)}</ul>')


def same_as_table(table: pd.DataFrame, text: Text, title: str, *, key: str = "") -> None:
    """What charts show as a table, to be opened; `title` names it in the menu of downloads."""
    with st.expander(text("Show the data")):
        figures_table(table, text, title, key=key)


def figures_table(
    table: pd.DataFrame, text: Text, title: str = "", *, key: str = "", caution: str = ""
) -> None:
    """A table for reading: figures at the right with one decimal, a dash where there is none.

    No word in it is taken for markup. With a `key`, which ends the name of the file, the menu of downloads offers
    it under its `title`, and its files say the `caution`. A table without rows is a sentence.
    """
    if not len(table):
        st.caption(text("Nothing to show."))
        return
    st.html(table_html(table, title, text))
    if key:
        offer_table(key, title, lambda: table, caution)


def first_rows(table: pd.DataFrame, text: Text, title: str, key: str, caution: str) -> None:
    """The first ten indicators of a long table, and all of it to be opened; its files say the `caution`."""
    if len(table) <= FIRST_ROWS:
        figures_table(table, text, title, key=key, caution=caution)
        return
    figures_table(table.head(FIRST_ROWS), text)
    with st.expander(text("All {n} in “{group}”", n=text.number(len(table)), group=plain(title))):
        figures_table(table, text, title, key=key, caution=caution)


def who_was_here(result: WorkshopResult, text: Text) -> None:
    """Who was in the room, whose answers do not count, and which departments had not come at first."""
    figures_table(room_rows(result, text), text, text("Who was in the room"), key="room")
    st.caption(text(SCORECARDS))
    for sentence in missing_words(result, text):
        st.caption(plain(sentence))


def unprintable_note(signs: Sequence[str], text: Text) -> None:
    """Say before printing which characters the fonts do not have; nothing where they have all."""
    for sentence in unprintable_words(signs, text):
        st.warning(plain(sentence), icon=":material/print_disabled:")


def method_note(result: WorkshopResult, text: Text) -> None:
    """How the numbers of a result were made."""
    st.html(f'<section class="note">{_passages(whole_note(result.made, text))}</section>')


def _passages(note: tuple[Passage, ...]) -> str:
    return "".join(
        f"<h4>{html.escape(passage.heading)}</h4><p>{html.escape(passage.words)}</p>"
        + (f"<p><code>{html.escape(passage.formula)}</code></p>" if passage.formula else "")
        for passage in note
    )


def counters(figures: Iterable[tuple[str, int, str]], text: Text) -> None:
    """Draw numbers as a row of cards, each with its kind ("" for a plain one) and its words."""
    cards = "".join(
        f'<li class="{kind}"><b>{text.number(n)}</b>{html.escape(words)}</li>'
        for kind, n, words in figures
    )
    st.html(f'<ul class="counters">{cards}</ul>')


def other_key(text: Text) -> None:
    """Say why an address is not shown: it was created with another key."""
    st.markdown(
        text(
            "This link still works, but cannot be shown: it was created with a different key. To see a link, create a new one."
        )
    )
