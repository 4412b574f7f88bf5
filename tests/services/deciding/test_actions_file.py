"""Actions as CSV: what a spreadsheet shows, and what it must not take for a formula."""

import csv
import datetime
import io
from dataclasses import replace

import pytest

from resilience.exchange.inert import inert
from resilience.framework import Framework
from resilience.scoring.planning.actions import Feasible, PlannedAction
from resilience.services.deciding.follow_up import WorkshopActions
from resilience.text import Text
from resilience.wording.planning.follow_up import plan_rows
from resilience.wording.table_files import Origin, table_csv

TODAY = datetime.date(2027, 5, 1)
ACTION = PlannedAction(
    id=1,
    indicator="W1",
    what='Clean the drains,\n"twice".',
    department="Water",
    by_when=datetime.date(2027, 5, 1),
    cost="low",
    state="under way",
    note="Half is done.",
    feasible=Feasible("voted", 1 / 3, 6),
)


def read(framework: Framework, *actions: PlannedAction, language: str = "en") -> list[list[str]]:
    """The rows of the file, without the mark that tells Excel of UTF-8."""
    plan = WorkshopActions("K7MPQ3", datetime.date(2026, 10, 13), framework, actions)
    text = Text(language)
    written = table_csv(plan_rows([plan], TODAY, text), Origin(), text)
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))


def test_a_row_says_all_of_an_action(framework: Framework) -> None:
    head, row = read(framework, ACTION)
    assert dict(zip(head, row, strict=True)) == {
        "No.": "1",
        "Code": "W1",
        "Indicator": "Drains",
        "What will be done": 'Clean the drains,\n"twice".',
        "Responsible department": "Water",
        "Due date": "2027-05-01",
        "Overdue": "",
        "Cost": "low cost",
        "Feasibility (0 to 1)": "0.3",
        "Feasibility in words": "Feasible with difficulty (6 people)",
        "Status": "under way",
        "Progress note": "Half is done.",
        "Further indicators": "",
        "Contact role": "",
        "Partners": "",
        "Start date": "",
        "Budget": "",
        "Currency": "",
        "Source of the budget": "",
        "Steps": "",
        "Evidence links": "",
        "Workshop date": "2026-10-13",
    }


def test_a_row_says_that_an_action_is_overdue_once_its_day_is_over(framework: Framework) -> None:
    late = replace(ACTION, by_when=TODAY - datetime.timedelta(days=1))
    rows = read(framework, ACTION, late, replace(late, state="done"))
    assert [dict(zip(rows[0], row, strict=True))["Overdue"] for row in rows[1:]] == [
        "overdue",
        "",
        "",
    ]


def test_actions_of_all_workshops_are_sorted_overdue_first_then_by_date(
    framework: Framework,
) -> None:
    """Those without a date come after them, and what is over last."""
    day = datetime.timedelta(days=1)
    own = [
        replace(ACTION, what="done", state="done", by_when=TODAY - 9 * day),
        replace(ACTION, what="undated", by_when=None),
        replace(ACTION, what="next week", by_when=TODAY + 7 * day),
    ]
    before = [
        replace(ACTION, what="tomorrow", by_when=TODAY + day),
        replace(ACTION, what="overdue", by_when=TODAY - day),
        replace(ACTION, what="dropped", state="dropped", by_when=None),
    ]
    days = datetime.date(2026, 10, 13), datetime.date(2025, 10, 13)
    plans = [
        WorkshopActions(str(date), date, framework, tuple(actions))
        for date, actions in zip(days, (own, before), strict=True)
    ]
    text = Text("en")
    found = plan_rows(plans, TODAY, text)["What will be done"].tolist()
    assert found == ["overdue", "tomorrow", "next week", "undated", "done", "dropped"]


def test_the_file_speaks_the_language_of_its_reader(framework: Framework) -> None:
    head, row = read(framework, ACTION, language="ja")
    assert head[4] == "担当部局"
    assert (row[4], row[10]) == ("上下水道", "進行中")


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n-"]
)
def test_no_cell_starts_a_formula(start: str, framework: Framework) -> None:
    said = f"{start}cmd|' /C calc'!A0"
    assert inert(said) == f"'{said}"
    _, row = read(framework, replace(ACTION, what=said, note=said, department=said))
    assert [cell for cell in row if cell.startswith(start)] == []


@pytest.mark.parametrize("said", ["", "Clean =1", "'=1", "1 + 1", "é"])
def test_other_words_stay_as_they_are(said: str) -> None:
    assert inert(said) == said


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Clean;=1+1", "Clean;'=1+1"),
        ("Clean; @SUM(1)", "Clean; '@SUM(1)"),
        ("Clean\n=HYPERLINK(1)", "Clean\n'=HYPERLINK(1)"),
        ("=1;=2", "'=1;'=2"),
        ("Clean; then plant", "Clean; then plant"),
    ],
)
def test_no_part_is_a_formula_where_semicolons_part_cells(said: str, kept: str) -> None:
    assert inert(said) == kept
