"""Everything that can be taken away from a result, with previews."""

import streamlit as st

from resilience.ui.exchange import data, printed
from resilience.ui.exchange.cards import cards
from resilience.ui.results.page import pick_result
from resilience.ui.shared import blocks, cached, runtime

text = runtime.text()
workshop = pick_result(text, "downloads-workshop", menu=False)
if workshop is None:
    st.stop()
result = cached.result(workshop.code)
blocks.title(
    text("Downloads"),
    [text("Files are made from the current result, in the language of this page.")],
)
brief, slides, report = cards(
    text("To read and present"),
    (
        (text("Brief"), text("The result on one A4 page (PDF), to hand out or to forward.")),
        (
            text("Slides"),
            text(
                "For PowerPoint or LibreOffice. You can edit charts and tables; the speaker "
                "notes hold all values."
            ),
        ),
        (
            text("Report"),
            text(
                "The whole result with comments, actions and the method, as a PDF (A4) or as a "
                "Word document that you can edit."
            ),
        ),
    ),
)
workbook, actions, counts = cards(
    text("To edit and analyse"),
    (
        (text("Excel workbook"), text("All figures with their formulas, on these sheets:")),
        (
            text("Action plan"),
            text(
                "What will be done, by whom, by when and at low, medium or high cost, as a table."
            ),
        ),
        (
            text("Counts and answers"),
            text(
                "The counts of every vote by department and indicator, with agreed levels, weights "
                "and rules, as CSV. Anyone can compute the same scores from them."
            ),
        ),
    ),
)
package, undrr = cards(
    text("For other cities and UNDRR"),
    (
        (
            text("Data package"),
            text(
                "The result as open data in one signed file, which other cities can add as a "
                "peer. You can also publish the result to other cities on this server."
            ),
        ),
        (
            text("UNDRR workbook"),
            text("Your own copy of the official workbook, filled in from this workshop."),
        ),
    ),
)
with workbook:
    data.workbook(result, text)
with actions:
    data.actions(workshop, result, text)
with counts:
    data.counts(workshop, result, text)
with package:
    data.package(workshop, text)
with undrr:
    data.undrr(result, text)
with brief:
    printed.brief(result, text)
with slides:
    printed.slides(result, text)
with report:
    place = printed.report(result, text)
with place:  # last: this takes seconds
    printed.report_files(result, text)
