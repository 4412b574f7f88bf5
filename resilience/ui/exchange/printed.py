"""Cards of what others read: the brief, the slides and the report."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.outputs.brief import brief_filename
from resilience.outputs.report import report_filename
from resilience.outputs.slides import slides_filename
from resilience.report import unprintable, words_of
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.ui.exchange import files
from resilience.ui.exchange.cards import MIMES, file_button, in_own_template, listed, picture
from resilience.ui.exchange.making import made_in_sight
from resilience.ui.shared import blocks


def brief(result: WorkshopResult, text: Text) -> None:
    """The brief with its page."""
    code, language = result.workshop.code, text.language
    said = files.brief(code, language)
    alt = text("Preview of the brief: {finding}", finding=said.title)
    picture("brief", files.brief_preview(code, language), alt)
    blocks.unprintable_note(tuple(unprintable(words_of(said))), text)
    st.space("stretch")
    made = partial(files.brief_pdf, code, language)
    file_button(
        "brief",
        text("Download the brief"),
        made,
        brief_filename(result),
        "application/pdf",
        first=True,
    )


def slides(result: WorkshopResult, text: Text) -> None:
    """The slides with the title of each, that of the title slide first."""
    code, language, name = result.workshop.code, text.language, slides_filename(result)
    deck = files.deck(code, language)
    listed([deck.title, *(slide.title for slide in deck.slides)], numbered=True)
    st.space("stretch")
    made = partial(files.slides, code, language)
    file_button("slides", text("Download the slides"), made, name, MIMES["pptx"], first=True)
    make = partial(files.slides_in, code=code, language=language)
    label = text("Download the slides in your template")
    in_own_template("slides", label, "pptx", make, name, text)


def report(result: WorkshopResult, text: Text) -> DeltaGenerator:
    """The report with its cover; returns the place of its files, which take seconds to make."""
    code, language = result.workshop.code, text.language
    alt = text("Preview of the report's cover")
    picture("report", files.cover_preview(code, language), alt)
    st.space("stretch")
    place = st.container()
    make = partial(files.report_in, code=code, language=language)
    label, name = text("Download the report in your template"), report_filename(result, "docx")
    in_own_template("document", label, "docx", make, name, text)
    return place


def report_files(result: WorkshopResult, text: Text) -> None:
    """The files of the report, with a bar while they are made."""
    made = made_in_sight(files.report(result.workshop.code, text.language), text)
    blocks.unprintable_note(made.unprintable, text)
    pdf, word = report_filename(result), report_filename(result, "docx")
    file_button("report", text("Download the report"), made.pdf, pdf, "application/pdf", first=True)
    label = text("Download the report for Word")
    file_button("document", label, made.docx, word, MIMES["docx"])
