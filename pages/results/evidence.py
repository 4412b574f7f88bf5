"""The evidence of a city for the indicators of its scorecard, kept all year."""

from functools import partial

import streamlit as st
from pandas import DataFrame

from resilience.services.access.access import READERS
from resilience.services.deciding.follow_up import today_in
from resilience.services.evidence.register import (
    EVERY,
    EvidenceFilter,
    evidence_counts,
    evidence_page,
)
from resilience.ui.evidence.form import add_form
from resilience.ui.evidence.list import (
    choose,
    counters,
    pager,
    rows_by_theme,
    rows_without,
    wanted_part,
)
from resilience.ui.evidence.reporting import reporting_sheet
from resilience.ui.results.page import pick_in_head
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.downloads import offer_table
from resilience.ui.shared.inputs import held_by
from resilience.wording.evidence import evidence_rows, valid_words

text = runtime.text()
store, visitor = runtime.store(), runtime.visitor()
workshop = pick_in_head(
    held_by(READERS),
    text,
    "evidence-workshop",
    text("The evidence of a city is for people with a role in one of its workshops."),
    partial(evidence_counts, store, visitor),
    menu=False,
)
if workshop is None:
    st.stop()
code, framework, today = workshop.code, workshop.framework, today_in(workshop)
counts = evidence_counts(store, visitor, code, today)
indicators = {one.code: counts[one.code] for one in workshop.asked}
blocks.title(
    valid_words(indicators.values(), text),
    [
        framework.title(framework.root.code, text.language),
        text("as of {date}", date=text.date(today)),
    ],
)
if workshop.rehearses:
    st.info(
        text("A rehearsal has no evidence. Open the workshop {code}.", code=workshop.rehearses),
        icon=":material/info:",
    )
    st.stop()
counters(indicators, text)
adding = st.container()
codes, state = choose(counts, framework, text)
wanted = wanted_part(codes, state, today)
page = evidence_page(store, visitor, code, wanted)
with adding:
    if page.adds:
        add_form(workshop, text, empty=not any(one.valid or one.expired for one in counts.values()))
if state == "none":
    asked = (one for one in codes if one in indicators)
    without = [one for one in asked if not counts[one].valid and not counts[one].expired]
    total = len(without)
    rows_without(workshop, without[wanted.skip : wanted.skip + wanted.most], text, adds=page.adds)
else:
    total = page.total
    rows_by_theme(workshop, page, today, text)
if not total:
    st.info(text("Nothing matches these filters."), icon=":material/filter_alt_off:")
pager(total, wanted.skip, text)


def every_row() -> DataFrame:
    """All entries that fit the filters, for a file."""
    whole = EvidenceFilter(wanted.codes, today, wanted.valid, most=EVERY)
    return evidence_rows(evidence_page(store, visitor, code, whole).entries, framework, today, text)


if state != "none" and total:
    offer_table("evidence", text("Evidence"), runtime.when_asked(every_row))
reporting_sheet(workshop, text)
