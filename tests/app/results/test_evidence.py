"""The page Evidence, and evidence on the run sheet and next to a question."""

import datetime
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.framework import Framework
from resilience.framework.suggested.reporting import REPORTING
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.follow_up import today_in
from resilience.services.evidence.entries import add_evidence
from resilience.services.evidence.facts import EvidenceFacts
from resilience.store import Store
from resilience.store.tables import EvidenceEntry
from resilience.ui.shared.menu import DISCUSS, EVIDENCE, RUN_SHEET, SCORE
from tests.app.rooms import reveal_all
from tests.app.seen import words
from tests.app.visit import as_host, as_person, as_staff, confirm, token_in, visit
from tests.conftest import STRUCTURE, WORDS
from tests.framework.small import written
from tests.services.held import HOST, Held, host_link, rows, set_up
from tests.services.planned import follow_up

FORMS = """\
track: {governance: [P1], actions: [W2, W1, P2]}
mcr2030: {know: [P1, P2, W2], act: [W1]}
"""

LINK = "https://example.org/plan?a=1&b=<2>"


def entry(held: Held, title: str = "Flood plan", days: int | None = 30) -> EvidenceFacts:
    """An entry that is valid for so many days from today."""
    today = today_in(held.view)
    until = None if days is None else today + datetime.timedelta(days=days)
    return EvidenceFacts("W1", title, today - datetime.timedelta(days=400), until, LINK)


def two(held: Held) -> None:
    """A valid and an expired entry, on two indicators."""
    add_evidence(held.store, HOST, held.code, entry(held))
    old = replace(entry(held, "Old map <b>", -1), indicator="P1")
    add_evidence(held.store, HOST, held.code, old)


def fill_in(at: AppTest, held: Held, link: str) -> AppTest:
    """Fill in the form for a new entry and send it."""
    key = f"evidence-new-0-{held.code}-"
    at.selectbox(key=f"{key}-indicator").set_value("W1")
    at.text_input(key=f"{key}-title").set_value("Flood plan")
    at.date_input(key=f"{key}-dated").set_value(datetime.date(2026, 1, 31))
    at.text_input(key=f"{key}-link").set_value(link)
    return at.button(key="evidence-add").click().run()


def test_evidence_is_added_and_a_wrong_link_keeps_what_was_typed(held: Held) -> None:
    at = as_staff(EVIDENCE, held, "lead")
    assert "0 of 4 indicators have valid evidence" in words(at)
    fill_in(at, held, "javascript:alert(1)")
    assert "is not a web address" in at.error[0].value
    assert at.text_input(key=f"evidence-new-0-{held.code}--title").value == "Flood plan"
    fill_in(at, held, "http://example.org/plan")
    assert "1 of 4 indicators have valid evidence" in words(at)
    (row,) = rows(held.store, EvidenceEntry)
    assert (row.link, row.role) == ("http://example.org/plan", "lead")


def test_the_list_is_filtered_and_officials_by_link_only_read(held: Held) -> None:
    two(held)
    at = as_staff(EVIDENCE, held, "official")
    assert "Flood plan" in words(at) and "Old map <b>" in words(at)
    source = "".join(node.proto.body for node in at.get("html"))
    assert 'href="https://example.org/plan?a=1&amp;b=&lt;2&gt;"' in source
    assert "Old map &lt;b&gt;" in source
    assert not [one for one in at.button if one.key and one.key.startswith("evidence-change")]
    at = visit(EVIDENCE, links=[host_link(held.store)], code=held.code, asked={"state": "expired"})
    assert "Flood plan" not in words(at) and "expired, was valid until" in words(at)
    at = visit(EVIDENCE, links=[host_link(held.store)], code=held.code, asked={"state": "none"})
    assert {one.key for one in at.button} >= {"evidence-for-W2", "evidence-for-P2"}
    at.button(key="evidence-for-W2").click().run()
    assert at.selectbox(key=f"evidence-new-0-{held.code}-W2-indicator").value == "W2"


def test_only_what_the_workshop_asks_is_counted(store: Store, framework: Framework) -> None:
    held = set_up(store, framework, tier="quick")
    two(held)
    add_evidence(store, HOST, held.code, replace(entry(held, "Map of wells"), indicator="W2"))
    said = words(visit(EVIDENCE, links=[host_link(store)], code=held.code))
    assert "1 of 2 indicators have valid evidence" in said
    assert "Map of wells" in said, "evidence on others is listed"
    at = visit(EVIDENCE, links=[host_link(store)], code=held.code, asked={"state": "none"})
    assert not [one.key for one in at.button if (one.key or "").startswith("evidence-for-")]


def test_an_entry_is_changed_and_removed(held: Held) -> None:
    add_evidence(held.store, HOST, held.code, entry(held))
    (row,) = rows(held.store, EvidenceEntry)
    at = as_host(EVIDENCE, held.code)
    at.button(key=f"evidence-change-{row.id}").click().run()
    at.text_input(key=f"evidence-{row.id}-title").set_value("Flood plan 2026")
    at.button(key=f"evidence-change-{row.id}").click()  # the dialog is still open
    at.button(key="evidence-keep").click().run()
    assert "Flood plan 2026" in words(as_host(EVIDENCE, held.code))
    at = as_host(EVIDENCE, held.code)
    confirm(at, f"evidence-remove-{row.id}", "evidence-yes-remove", "“Flood plan 2026” is deleted")
    assert rows(held.store, EvidenceEntry) == []


def test_a_long_list_comes_in_parts(held: Held) -> None:
    for n in range(21):
        add_evidence(held.store, HOST, held.code, entry(held, f"Plan {n}."))
    at = as_host(EVIDENCE, held.code)
    assert "1 to 20 of 21" in words(at) and "Plan 20." in words(at) and "Plan 0." not in words(at)
    at.button(key="evidence-on").click().run()
    assert "21 to 21 of 21" in words(at) and "Plan 0." in words(at)


def test_the_run_sheet_says_which_indicators_have_none(held: Held) -> None:
    two(held)
    said = words(as_staff(RUN_SHEET, held, "facilitator"))
    assert "Only expired evidence: P1." in said and "No evidence: W2, P2." in said


def test_evidence_is_next_to_the_question_at_the_desk_and_on_no_participants_page(
    held: Held,
) -> None:
    two(held)
    reveal_all(held)
    at = visit(DISCUSS, links=[host_link(held.store)], code=held.code, asked={"topic": "W1"})
    assert "Flood plan" in words(at) and "valid until" in words(at)
    assert "Flood plan" not in words(as_person(SCORE, token_in(held)))


def test_the_reporting_sheet_has_level_score_evidence_and_actions(
    held: Held,
    tmp_path: Path,
    frameworks_in: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: dict[str, Any] = {}
    monkeypatch.setattr(st, "download_button", lambda _, data, key, **__: made.update({key: data}))
    files = {"framework.yaml": STRUCTURE, "text.en.yaml": WORDS, REPORTING: FORMS}
    written(tmp_path / "two-themes", files)
    frameworks_in(tmp_path)
    two(held)
    before = set_up(held.store, held.view.framework, date=datetime.date(2025, 10, 13))
    reveal_all(before)
    for code, state in (("W1", "open"), ("P1", "done")):
        works = before.department("Roads")
        plan = ActionPlan(code, f"Earlier, {state}.", works, datetime.date(2026, 5, 1))
        number = add_action(held.store, HOST, before.code, plan)
        follow_up(held.store, HOST, before.code, number, state=state, note="")
    as_host(EVIDENCE, held.code)
    assert "reporting-download" not in made, "before the reveal"
    reveal_all(held)
    agree(held.store, HOST, held.code, "W1", 2, "It floods.")
    roads = held.department("Roads")
    for state in ("open", "dropped"):
        plan = ActionPlan("W1", f"Dig, {state}.", roads, also=("P1",), state=state)
        add_action(held.store, HOST, held.code, plan)
    as_host(EVIDENCE, held.code)
    book = openpyxl.load_workbook(io.BytesIO(made["reporting-download"]()))
    assert book.sheetnames == ["CDP-ICLEI Track", "MCR2030"]
    track, stages = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    (p1,) = (row for row in track if str(row[2]).startswith("P1 "))
    (w1,) = (row for row in stages if str(row[2]).startswith("W1 "))
    assert (p1[1], w1[1]) == ("Governance", "Stage C: act")
    assert w1[0] is None and str(w1[3]).startswith("level 2 of 4\n")
    assert str(w1[3]).endswith("\nBecause: It floods.")
    (head,) = (row for row in stages if row[2] == "Indicator")
    (overall,) = (row for row in stages if row[2] == "Overall score")
    assert head[4] == "Score, 0 to 100" and float(str(overall[4])) > 0
    assert "Flood plan" in str(w1[5]) and "valid until" in str(w1[5]) and LINK in str(w1[5])
    assert "expired, was valid until" in str(p1[5])
    for row in (p1, w1):
        assert "Dig, open." in str(row[6]) and "dropped" not in str(row[6])
    assert "Earlier, open." in str(w1[6]) and "overdue" in str(w1[6])
    assert "Earlier, done." in str(p1[6]) and "Earlier" not in str(p1[6]).replace("Earlier, d", "")
    as_staff(EVIDENCE, held, "official", held.code)
    book = openpyxl.load_workbook(io.BytesIO(made["reporting-download"]()))
    track, stages = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    (w1,) = (row for row in stages if str(row[2]).startswith("W1 "))
    assert "Open action from an earlier workshop" in str(w1[6]) and "Earlier," not in str(w1[6])
    assert "There are more actions from earlier workshops." in str(track)
    order = [str(row[2])[:2] for row in track if row[1] in ("Governance", "Actions")]
    assert order == ["P1", "W2", "W1", "P2"]
