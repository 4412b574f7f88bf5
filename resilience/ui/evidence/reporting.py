"""The reporting sheet: what a city reports to networks of each indicator, with its evidence and actions."""

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import streamlit as st

from resilience.errors import Faults
from resilience.framework import Framework
from resilience.framework.suggested.actions import folder_of
from resilience.framework.suggested.reporting import ReportingForms, load_reporting
from resilience.outputs.digest_planned import (
    SettledLine,
    action_line,
    actions_over,
    first_actions,
    settled_lines,
)
from resilience.outputs.evidence import Evidence
from resilience.scoring.scores.score import Score
from resilience.services.deciding.follow_up import OpenAction
from resilience.services.evidence.register import EVERY, EvidenceFilter, EvidenceView, evidence_page
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.downloads import name_of
from resilience.watching.logs import logged
from resilience.wording.evidence import until_words
from resilience.wording.table_files import XLSX, origin_of, origin_words
from resilience.workbook.reporting import ReportingForm, ReportingLine, write_reporting
from resilience.workbook.sheets.figures import state_words

#: the forms by their names in reporting.yaml, and what their parts are called here
FORMS = {"track": "CDP-ICLEI Track", "mcr2030": "MCR2030"}
PARTS = {
    "governance": mark("Governance"),
    "risks": mark("Risk assessment"),
    "targets": mark("Targets"),
    "planning": mark("Plans"),
    "actions": mark("Actions"),
    "know": mark("Stage A: know the risk"),
    "plan": mark("Stage B: plan"),
    "act": mark("Stage C: act"),
}


def reporting_sheet(workshop: WorkshopView, text: Text) -> None:
    """A button for the sheet, where the framework says which part of a form each indicator belongs to."""
    forms = _loaded(workshop.framework.sha256, workshop.framework)
    if forms is None or not workshop.reveals or workshop.replies == "awaited":
        return
    st.subheader(text("Reporting sheet"))
    st.markdown(
        text(
            "For reports to CDP-ICLEI Track and Making Cities Resilient 2030: each indicator with "
            "its agreed level, score, evidence and actions, to copy from."
        )
    )
    st.download_button(
        text("Download the reporting sheet (Excel)"),
        runtime.when_asked(lambda: reporting_file(workshop, forms, text)),
        file_name=f"{name_of('reporting')}.xlsx",
        mime=XLSX,
        on_click="ignore",
        icon=":material/download:",
        key="reporting-download",
    )


def reporting_file(workshop: WorkshopView, forms: ReportingForms, text: Text) -> bytes:
    """The reporting sheet of a workshop's result as an Excel file."""
    found = cached.evidence(workshop.code)
    codes = tuple(one.code for one in workshop.asked)
    wanted = EvidenceFilter(codes, found.today, most=EVERY)
    entries = evidence_page(runtime.store(), runtime.visitor(), workshop.code, wanted).entries
    notes = (
        text(
            "This file does not have the questions of the form. Which part an indicator belongs to "
            "is our own reading: check it against this year's form, and enter its question numbers."
        ),
        text("Dropped actions are left out."),
    )
    return write_reporting(
        [
            ReportingForm(
                FORMS[form],
                tuple(_lines(parts, found, entries, text)),
                (*notes, *_left_out(parts, found, text)),
            )
            for form, parts in forms.parts.items()
        ],
        origin_words(origin_of(workshop), text),
        (text(workshop.invented_words),) if workshop.invented_words else (),
        text,
    )


def _lines(
    parts: Mapping[str, Sequence[str]],
    found: Evidence,
    entries: Iterable[EvidenceView],
    text: Text,
) -> Iterator[ReportingLine]:
    """The overall score, and a line for each indicator that the workshop asked, in the order of the parts."""
    result, titles = found.result, found.result.workshop.framework
    settled = {one.code: _settled(one, text) for one in settled_lines(result, text)}
    evidence, actions = _evidence(entries, found.today, text), _actions(found, text)
    asked = {one.code for one in result.workshop.asked}
    overall = result.result.city[titles.root.code]
    yield ReportingLine("", text("Overall score"), "", _score(overall, text), "", "")
    for part, codes in parts.items():
        for code in (one for one in codes if one in asked):
            yield ReportingLine(
                part=text(PARTS[part]),
                indicator=f"{code} · {titles.title(code, text.language)}",
                agreed=settled.get(code, ""),
                score=_score(result.result.city[code], text),
                evidence="\n".join(evidence[code]),
                actions="\n".join(actions[code]),
            )


def _settled(one: SettledLine, text: Text) -> str:
    """The outcome, the words of its level, and why the room agreed on it."""
    because = text("Because")
    reason = f"{because}: {one.reason}" if one.reason else ""
    return "\n".join(filter(None, (one.outcome, one.words, reason)))


def _score(score: Score, text: Text) -> float | str:
    return state_words(score.state, text) if score.value is None else score.value


def _evidence(
    entries: Iterable[EvidenceView], day: datetime.date, text: Text
) -> Mapping[str, list[str]]:
    """The entries in words, by their indicator."""
    found = defaultdict[str, list[str]](list)
    for one in entries:
        facts = one.facts
        dated = text.date(facts.dated) if facts.dated else ""
        said = (facts.title, dated, until_words(one, day, text), facts.link or facts.file_name)
        found[one.about].append(" · ".join(filter(None, said)))
    return found


def _planned(found: Evidence) -> Iterator[tuple[OpenAction, list[str]]]:
    """The actions of this workshop and of earlier ones, without dropped ones, with their indicators that mean the same here."""
    framework = found.result.workshop.framework
    for one in (*first_actions(found), *actions_over(found)):
        if one.action is None or one.action.state != "dropped":
            same = framework.comparable_with(one.framework)
            yield one, [code for code in one.indicators if code in same]


def _left_out(parts: Mapping[str, Sequence[str]], found: Evidence, text: Text) -> Iterator[str]:
    """That a form does not have some actions, where that is so."""
    asked = {one.code for one in found.result.workshop.asked}
    shown = asked.intersection(code for codes in parts.values() for code in codes)
    if found.earlier.unread:
        yield text(
            "There are more actions from earlier workshops. To read them, you need the links to "
            "those workshops."
        )
    if any(shown.isdisjoint(codes) for _, codes in _planned(found)):
        yield text("Actions on indicators that are not in this sheet are left out.")


def _actions(found: Evidence, text: Text) -> Mapping[str, list[str]]:
    """The actions of this workshop and of earlier ones in words, by each indicator that means the same here."""
    said = defaultdict[str, list[str]](list)
    for one, codes in _planned(found):
        line = action_line(one, found, text)
        for code in codes:
            said[code].append(" · ".join(filter(None, (line.what, line.charge, line.state))))
    return said


@st.cache_resource(max_entries=20, show_spinner=False)
def _loaded(sha256: str, _framework: Framework) -> ReportingForms | None:  # noqa: ARG001 - part of the cache's key
    """The forms of a framework; none where their file has faults, which stop no workshop."""
    folder = folder_of(runtime.settings().frameworks, _framework)
    try:
        return load_reporting(folder, _framework) if folder else None
    except Faults as error:
        logged("the reporting sheet is not offered", logging.WARNING, reason=str(error))
        return None
