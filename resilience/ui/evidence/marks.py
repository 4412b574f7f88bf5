"""An entry of evidence as HTML, and the evidence next to a question and before a workshop."""

import datetime
import html

import streamlit as st

from resilience.framework import Framework
from resilience.services.deciding.follow_up import today_in
from resilience.services.evidence.register import EvidenceView, evidence_counts, evidence_on
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import isolated
from resilience.wording.evidence import (
    about_words,
    adder_words,
    missing_lines,
    size_words,
    until_words,
    valid_words,
)


def entry_row(
    entry: EvidenceView, code: str, framework: Framework, day: datetime.date, text: Text
) -> str:
    """An entry as a row: indicator, title with link or file, dates, who added it."""
    about = html.escape(about_words(entry, framework, text))
    adder = html.escape(adder_words(entry, text))
    return (
        f'<div class="evidence"><p>{about}</p>'
        f"<p>{_title(entry, code, text)}<small>{adder}</small></p>"
        f"<p>{_dates(entry, day, text)}</p></div>"
    )


def evidence_beside(workshop: WorkshopView, indicator: str, text: Text) -> None:
    """The evidence on an indicator next to its question, for those who run the discussion."""
    found = evidence_on(runtime.store(), runtime.visitor(), workshop.code, indicator)
    day, heading = today_in(workshop), html.escape(text("Evidence"))
    items = "".join(
        f"<li>{_title(one, workshop.code, text)} · {_dates(one, day, text)}</li>" for one in found
    )
    none = html.escape(text("No evidence was collected for this indicator."))
    said = f"<ul>{items}</ul>" if found else f"<p>{none}</p>"
    st.html(f'<section class="evidence-list"><h3>{heading}</h3>{said}</section>')


def evidence_before(workshop: WorkshopView, text: Text) -> None:
    """How many of the indicators that a workshop asks have evidence that is valid on its day, and which have none."""
    day = max(today_in(workshop), workshop.date)
    counts = evidence_counts(runtime.store(), runtime.visitor(), workshop.code, day)
    asked = {one.code: counts[one.code] for one in workshop.asked}
    said = text("{n}, as of {date}.", n=valid_words(asked.values(), text), date=text.date(day))
    with st.expander(said, icon=":material/inventory_2:", key="run-sheet-evidence"):
        for line in missing_lines(asked, text):
            st.markdown(line)
        st.page_link(
            "pages/results/evidence.py",
            label=text("Evidence"),
            icon=":material/inventory_2:",
            query_params={"workshop": workshop.code},
        )


def _title(entry: EvidenceView, code: str, text: Text) -> str:
    """The title as a link, or with a link to save the file."""
    title, facts = html.escape(isolated(entry.facts.title)), entry.facts
    if facts.link:
        address = html.escape(facts.link)
        return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{title}</a>'
    size = html.escape(size_words(entry.file_bytes, text))
    kind = html.escape(facts.file_name.rpartition(".")[2].upper())
    return f'<a href="/evidence-file/{code}/{entry.id}" download>{title}</a> ({kind}, {size})'


def _dates(entry: EvidenceView, day: datetime.date, text: Text) -> str:
    """The date of the document, and until when it is valid."""
    dated = html.escape(text.date(entry.facts.dated)) if entry.facts.dated else ""
    until = html.escape(until_words(entry, day, text))
    return f"{dated} · " + (f'<b class="late">{until}</b>' if entry.expired(day) else until)
