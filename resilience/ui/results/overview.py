"""Parts of the overview: the large number, the plot of the themes, three cards, and the tabs below."""

import html
from functools import partial

import pandas as pd
import streamlit as st

from resilience.charts.figures import theme_dots
from resilience.charts.rows import both_forms
from resilience.outputs.digest import Digest, plot_legend
from resilience.outputs.digest_scores import IndicatorFinding, ThemeLine
from resilience.scoring.scores.tables import indicator_table, least_known, theme_table
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.ui.facilitate.actions.cards import short_actions
from resilience.ui.results.by_catalogue import other_catalogues
from resilience.ui.results.page import indicator_rows, shown_table
from resilience.ui.results.what_if import most_disputed, what_if_panel
from resilience.ui.shared import blocks, cached
from resilience.ui.shared.downloads import offer_table
from resilience.ui.shared.markup import plain
from resilience.wording.agreement import add_agreement
from resilience.wording.result import base_line, counts_words, coverage_words
from resilience.wording.result_tables import (
    agreed_rows,
    blank_words,
    not_applying_words,
    too_few_words,
)

#: how the frame in the band of the score begins
FRAME = "<i"


def large_number(digest: Digest, text: Text) -> None:
    """The score, what unanswered indicators could change, its change and its basis."""
    overall, base = digest.overall, base_line(digest.base, text)
    of = text("of {maximum}", maximum=text.number(overall.maximum))
    number = (
        f'<p class="number"><b>{text.number(overall.value)}</b> {html.escape(of)}</p>'
        if overall.value is not None
        else ""
    )
    band = _band(digest)
    range_ = _line(digest.range, "range" if FRAME in band else "")
    lines = (
        _line(digest.change) + _judged(digest, text) + range_ + _line(digest.decided) + _line(base)
    )
    st.html(f'<section class="hero">{number}<div>{band}{lines}</div></section>')


def _line(words: str, kind: str = "") -> str:
    """A line below the number, "" without words; that of the range has the frame of the band before it."""
    return f'<p class="{kind}">{html.escape(words[:1].upper() + words[1:])}</p>' if words else ""


def _judged(digest: Digest, text: Text) -> str:
    """By which votes the change is judged, to be opened."""
    if not digest.change_basis:
        return ""
    head = html.escape(text("How this is judged"))
    return f"<details><summary>{head}</summary>{_line(digest.change_basis)}</details>"


def _band(digest: Digest) -> str:
    """The score as a bar, with a frame around what unknowns leave open."""
    overall = digest.overall
    if digest.percent is None or overall.low is None or overall.high is None:
        return ""
    whole = overall.maximum or 100.0
    low, high = 100 * overall.low / whole, 100 * overall.high / whole
    frame = f'{FRAME} style="left:{low:.1f}%;width:{high - low:.1f}%"></i>' if high > low else ""
    return f'<div class="band"><span style="width:{digest.percent:.1f}%"></span>{frame}</div>'


def theme_plot(digest: Digest, result: WorkshopResult, text: Text) -> None:
    """The themes by score, with the last workshop, targets and peers beside, and all of it as a table."""
    shares = ["score", "low", "high", "previous", "target", "median"]
    columns = ["title", "shown", "lowest", *shares]
    rows = pd.DataFrame(
        [[getattr(one, name) for name in columns] for one in digest.themes], columns=columns
    ).astype(dict.fromkeys(shares, float))
    rows["shown"] = [_whole_words(one, text) for one in digest.themes]
    legend = plot_legend(digest, digest.themes, text)
    figure, phone = both_forms(partial(theme_dots, rows, legend, digest.plot))
    people = digest.base[1]
    blocks.picture(
        figure,
        text,
        "overview-themes",
        finding=digest.themes_finding,
        about=people,
        legend=legend,
        headline=digest.finding,
        phone=phone,
    )
    framework = result.workshop.framework
    table = theme_table(framework, result.result.city, text.language)
    city, topics = result.result.city, cached.topics(result.workshop.code)
    applying = [one for one in topics if city[one.code].state != "not applicable"]
    table = add_agreement(table, framework, applying, text)
    blocks.same_as_table(shown_table(table, text), text, digest.plot, key="overview-themes")


def _whole_words(theme: ThemeLine, text: Text) -> str:
    """The score of a theme in whole points, as stage and phones print it; tables have a decimal."""
    return theme.shown if theme.score is None or theme.shares else text.number(theme.score)


def three_cards(digest: Digest, text: Text) -> None:
    """What is strong, what is weak and who acts on it, and what to find out first."""
    named = digest.indicators
    strong, weak, unknown = st.columns(3, gap="medium")
    with strong:
        rows = [(one.title, text.number(one.score), "") for one in named.strengths]
        blocks.card(text("Strengths"), rows, named.strengths_note, "good")
    with weak:
        rows = [(one.title, text.number(one.score), one.action) for one in named.gaps]
        blocks.card(text("Gaps"), rows, named.gaps_note, "low")
    with unknown:
        blocks.card(
            text("Find out first"),
            [(one, "?", "") for one in named.find_out],
            _unknown_note(named, text),
        )


def _unknown_note(named: IndicatorFinding, text: Text) -> str:
    """Below what to find out: how many more there are, and why, or that there is nothing."""
    if not named.find_out:
        return text("Every indicator that counts has a score.")
    why = text("Too few people could answer these to estimate their gain. Highest weight first.")
    return " · ".join(filter(None, [named.find_out_note, why]))


def more_tabs(result: WorkshopResult, text: Text) -> None:
    """All indicators, what was agreed, where opinions differ, other ways to count, people, and the method."""
    names = {
        "indicators": text("All indicators"),
        "agreed": text("Agreed levels and actions"),
        "opinions": text("Where opinions differ"),
        "what-if": text("What if"),
        "room": text("Who was in the room"),
        "method": text("Method"),
    }
    first = names["what-if"] if "weights" in st.query_params else None
    panels = st.tabs(list(names.values()), default=first, key="overview-tabs")
    tabs = dict(zip(names, panels, strict=True))
    with tabs["indicators"]:
        _all_indicators(result, text)
    with tabs["agreed"]:
        _agreed(result, text)
    with tabs["opinions"]:
        _opinions(result, text)
    with tabs["what-if"]:
        what_if_panel(result, cached.what_ifs(result.workshop.code, text.language), text)
    with tabs["room"]:
        blocks.who_was_here(result, text)
    with tabs["method"]:
        _method(result, text)


def _all_indicators(result: WorkshopResult, text: Text) -> None:
    """Every indicator, folded theme by theme."""
    framework = result.workshop.framework
    rows = indicator_table(framework, result.result.city, text.language)
    table = indicator_rows(result, rows, text)
    st.caption(counts_words(text))
    with st.container(key="overview-rows"):
        for theme in rows["theme"].unique():
            own = table[(rows["theme"] == theme).to_numpy()]
            count = text.plural("{n} indicator", "{n} indicators", len(own))
            with st.expander(f"{plain(framework.title(theme, text.language))} · {count}"):
                blocks.figures_table(own, text)
    offer_table("overview-indicators", text("All indicators"), lambda: table)
    _notes(result, rows, text)
    other_catalogues(result, text)


def _agreed(result: WorkshopResult, text: Text) -> None:
    name = text("What the room agreed")
    if result.agreed:
        blocks.figures_table(agreed_rows(result, text), text, name, key="overview-agreed")
    else:
        st.caption(text("The room has not agreed on any level."))
    short_actions(result.workshop.code, text)


def _opinions(result: WorkshopResult, text: Text) -> None:
    rows = indicator_table(result.workshop.framework, result.result.city, text.language)
    most_disputed(cached.topics(result.workshop.code), result, text)
    name = text("Indicators most often not known")
    st.subheader(name)
    least = least_known(rows, again=result.asked_again)
    if not least.alike:
        st.caption(counts_words(text))
        table = indicator_rows(result, least.rows, text)
        blocks.figures_table(table, text, name, key="overview-least-known")
    _notes(result, least.rows, text)


def _notes(result: WorkshopResult, rows: pd.DataFrame, text: Text) -> None:
    """Why counts or scores of some rows are missing."""
    for note in (not_applying_words, too_few_words, blank_words):
        for sentence in note(result, rows, text):
            st.caption(sentence)


def _method(result: WorkshopResult, text: Text) -> None:
    overall = result.result.city[result.workshop.framework.root.code]
    st.markdown(coverage_words(overall, text))
    blocks.method_note(result, text)
