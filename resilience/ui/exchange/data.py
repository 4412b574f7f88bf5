"""Cards of what others work with: the workbook, actions, counts, the data package and the UNDRR workbook."""

from functools import partial

import streamlit as st

from resilience.outputs.long_data import WITHOUT_AGREED, counts_csv, participants_csv
from resilience.outputs.workbook import results_filename
from resilience.services.access.access import FACILITATORS
from resilience.services.cities.publishing_key import publishing_key
from resilience.services.deciding.follow_up import plan_of, today_in
from resilience.services.frameworks.official_wording import FRAMEWORK
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import LANGUAGES, Text, mark
from resilience.ui.exchange.cards import MIMES, file_button, listed, reason
from resilience.ui.results.action_plan import plan_counters
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.downloads import table_buttons
from resilience.wording.planning.follow_up import plan_rows
from resilience.wording.privacy import OPEN_STAYS

SHEETS = (
    mark("Summary: the result on one page, to print or to forward"),
    mark("Themes and indicators, with formulas that update when you change a number"),
    mark(
        "Priorities, actions and targets, including actions from earlier workshops that you may read"
    ),
    mark("Trend and peers, with the same figures and wording as on screen"),
    mark("Departments; comments with the department or the level, never the person"),
    mark(
        "Statistics, on the last sheets: agreement, distribution, votes, and the counts "
        "behind every figure"
    ),
    mark("iData and iMeta: department scores for the R package COINr"),
)


def workbook(result: WorkshopResult, text: Text) -> None:
    """The workbook with its sheets."""
    listed([text(sheet) for sheet in SHEETS])
    st.caption(text("No macros. Opens in Excel, LibreOffice and WPS."))
    st.space("stretch")
    made = partial(cached.workbook, result.workshop.code, text.language)
    name = results_filename(result)
    file_button("workbook", text("Download the workbook"), made, name, MIMES["xlsx"], first=True)


def actions(workshop: WorkshopView, result: WorkshopResult, text: Text) -> None:
    """The actions of this workshop and of earlier ones as a table."""
    code, earlier = workshop.code, cached.earlier(workshop.code)
    plans = [plan_of(workshop, result.actions), *earlier.plans]
    every = [*result.actions, *earlier.actions]
    if not every and not earlier.unread:
        reason(text("No actions were written down."))
        return
    today = today_in(workshop)
    plan_counters(result.actions, earlier, today, text)
    st.space("stretch")
    if every:
        with st.container(horizontal=True, key="plan-files"):
            table_buttons("actions", lambda: plan_rows(plans, today, text), text)
    _page("pages/facilitate/actions.py", text("Actions"), ":material/task_alt:", code)


def counts(workshop: WorkshopView, result: WorkshopResult, text: Text) -> None:
    """The counts of every vote, and for the facilitator each answer of an open workshop."""
    code = workshop.code
    st.space("stretch")
    label = text("Download the counts (CSV)")
    file_button("counts", label, partial(counts_csv, result), f"counts-{code}.csv", "text/csv")
    if workshop.k or not runtime.visitor().may(workshop.id, FACILITATORS):
        return
    st.markdown(
        text("This workshop has no small-group protection, so you can also download every answer.")
    )
    made = partial(participants_csv, runtime.store(), runtime.visitor(), code)
    label = text("Download every answer (CSV)")
    file_button("answers", label, made, f"answers-{code}.csv", "text/csv")
    st.caption(text(WITHOUT_AGREED))


def package(workshop: WorkshopView, text: Text) -> None:
    """The way to the data package, and why it cannot be downloaded there."""
    said = _no_package(workshop, text)
    if said:
        reason(said)
    st.space("stretch")
    label = text("Go to the data package") if said else text("Choose a licence and download")
    _page("pages/exchange/package.py", label, ":material/dataset:", workshop.code)


def _no_package(workshop: WorkshopView, text: Text) -> str:
    if not workshop.k:
        return text(OPEN_STAYS)
    if workshop.phase != Phase.CLOSED:
        return text("Available once the workshop is closed.")
    if publishing_key(runtime.settings().data) is None:
        return text(
            "The data package cannot be signed: this installation has no publishing key yet."
        )
    if not runtime.visitor().may(workshop.id, FACILITATORS):
        return text("Only the facilitator of the workshop can download it.")
    return ""


def undrr(result: WorkshopResult, text: Text) -> None:
    """The way to fill the official workbook, or why it cannot be filled."""
    workshop = result.workshop
    if workshop.framework.id != FRAMEWORK:
        reason(
            text(
                "Only for workshops that used the UNDRR preliminary scorecard (undrr-preliminary)."
            )
        )
    elif workshop.language not in result.official:
        reason(
            text(
                "Not all votes showed the official wording in {language}, so the official workbook cannot be filled in.",
                language=LANGUAGES[workshop.language],
            )
        )
    else:
        st.space("stretch")
        label = text("Upload an empty workbook")
        _page("pages/exchange/undrr.py", label, ":material/upload:", workshop.code)


def _page(path: str, label: str, icon: str, code: str) -> None:
    st.page_link(path, label=label, icon=icon, query_params={"workshop": code})
