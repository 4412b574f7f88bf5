"""The list of a city's evidence: counters, filters that the address keeps, and rows by theme."""

import datetime
import html
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.framework import Framework
from resilience.services.evidence.entries import remove_evidence
from resilience.services.evidence.register import (
    EvidenceCount,
    EvidenceFilter,
    EvidencePage,
    EvidenceView,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.evidence.form import WANTED, change_dialog
from resilience.ui.evidence.marks import entry_row
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.asking import ask_first

#: rows of a part of the list
ROWS = 20
#: session_state key of no widget: the filters and the first row that is shown
PLACE = "evidence-place"
#: filter for the indicators of other versions, next to the themes
OTHER = "other"


def counters(counts: Mapping[str, EvidenceCount], text: Text) -> None:
    """How many indicators have valid evidence, only expired evidence, and none."""
    valid = sum(one.valid > 0 for one in counts.values())
    expired = sum(one.expired > 0 and not one.valid for one in counts.values())
    figures = (
        ("", valid, text("with valid evidence")),
        ("overdue" if expired else "", expired, text("with expired evidence only")),
        ("", len(counts) - valid - expired, text("without evidence")),
    )
    blocks.counters(figures, text)


def choose(
    counts: Mapping[str, EvidenceCount], framework: Framework, text: Text
) -> tuple[tuple[str, ...], str]:
    """The filters: the codes of a theme or of all, and "all", "valid", "expired" or "none"."""
    below = {t.code: tuple(i.code for i in t.indicators()) for t in framework.themes}
    titles = {code: framework.title(code, text.language) for code in below}
    if "" in counts:
        titles[OTHER] = text("Indicators of other versions")
    states = {
        "all": text("All evidence"),
        "valid": text("Valid"),
        "expired": text("Expired"),
        "none": text("No evidence"),
    }
    first, second = st.columns([2, 3], vertical_alignment="bottom")
    theme = _theme(first, titles, text)
    asked = st.query_params.get("state", "all")
    state = second.segmented_control(
        text("Show"),
        list(states),
        default=asked if asked in states else "all",
        required=True,
        format_func=states.__getitem__,
        key="evidence-state",
    )
    _keep("state", "" if state == "all" else str(state))
    codes = below.get(theme, ("",) if theme == OTHER else tuple(counts))
    return codes, str(state or "all")


def _theme(place: DeltaGenerator, titles: Mapping[str, str], text: Text) -> str:
    choices = ["", *titles]
    asked = st.query_params.get("theme", "")
    theme = place.selectbox(
        text("Theme"),
        choices,
        index=choices.index(asked) if asked in choices else 0,
        format_func=lambda code: titles.get(code, text("All themes")),
        key="evidence-theme",
    )
    _keep("theme", theme)
    return theme


def _keep(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def wanted_part(codes: tuple[str, ...], state: str, day: datetime.date) -> EvidenceFilter:
    """The part of the list that is on screen; other filters begin at its start."""
    chosen = (codes, state)
    if st.session_state.get(PLACE, ((), 0))[0] != chosen:
        st.session_state[PLACE] = (chosen, 0)
    valid = {"valid": True, "expired": False}.get(state)
    return EvidenceFilter(codes, day, valid, st.session_state[PLACE][1], ROWS)


def rows_by_theme(
    workshop: WorkshopView, page: EvidencePage, day: datetime.date, text: Text
) -> None:
    """The entries of a part of the list, under the titles of their themes."""
    framework = workshop.framework
    theme_of = {i.code: t.code for t in framework.themes for i in t.indicators()}
    for theme, entries in groupby(page.entries, lambda one: theme_of.get(one.about, "")):
        other = text("Indicators of other versions")
        st.subheader(framework.title(theme, text.language) if theme else other)
        for one in entries:
            _row(workshop, one, day, text)


def rows_without(workshop: WorkshopView, codes: Sequence[str], text: Text, *, adds: bool) -> None:
    """Indicators without evidence, each with a button that opens the form for it."""
    for code in codes:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            title = f"{code} · {workshop.framework.title(code, text.language)}"
            st.html(f'<div class="evidence"><p>{html.escape(title)}</p></div>')
            if adds and st.button(text("Add"), key=f"evidence-for-{code}", width="content"):
                st.session_state[WANTED] = code
                st.rerun()


def pager(total: int, skip: int, text: Text) -> None:
    """Which rows of how many are shown, and the way to the next ones."""
    if total <= ROWS:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="evidence-pager"):
        last = min(total, skip + ROWS)
        st.markdown(
            text(
                "{first} to {last} of {n}",
                first=text.number(skip + 1),
                last=text.number(last),
                n=text.number(total),
            )
        )
        for label, to, there, name in (
            (text("Previous"), skip - ROWS, skip > 0, "back"),
            (text("Next"), skip + ROWS, last < total, "on"),
        ):
            st.button(
                label, disabled=not there, on_click=_go_to, args=(to,), key=f"evidence-{name}"
            )


def _go_to(skip: int) -> None:
    chosen, _ = st.session_state[PLACE]
    st.session_state[PLACE] = (chosen, max(0, skip))


def _row(workshop: WorkshopView, entry: EvidenceView, day: datetime.date, text: Text) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.html(entry_row(entry, workshop.code, workshop.framework, day, text))
        if not entry.changes:
            return
        if st.button(text("Change"), key=f"evidence-change-{entry.id}", width="content"):
            change_dialog(workshop, entry, text)
        if st.button(
            text("Remove"), key=f"evidence-remove-{entry.id}", type="tertiary", width="content"
        ):
            words = text(
                "“{title}” is deleted, with its file if it has one. This cannot be undone.",
                title=entry.facts.title,
            )
            act = partial(
                remove_evidence, runtime.store(), runtime.visitor(), workshop.code, entry.id
            )
            ask_first(text("Remove"), words, act, "evidence-yes-remove")
