"""The sheet "Actions": a row per action as the page shows it, and words that are only words."""

import datetime

from resilience.framework import Framework
from resilience.outputs.workbook import results_workbook
from resilience.scoring.planning.actions import Feasible, PlannedAction
from resilience.text import Text
from tests.scoring.build import framework, indicator, person, theme
from tests.workbook.conftest import MADE_AT, Demo
from tests.workbook.sheets import book, cell, opened, rows, sheet, sheets, words


def day_of(cell: object) -> datetime.date | None:
    """The day in a cell that a program reads as one; words are none."""
    return cell.date() if isinstance(cell, datetime.datetime) else None


def small() -> Framework:
    """One theme with one indicator."""
    return framework(theme("A", indicator("A1")))


def test_every_action_of_the_demo_stands_in_a_row(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "Actions"), "Code")
    assert [row["Code"] for row in found] == [a.indicator for a in demo.result.actions]
    assert len(found) == 4
    for row, action in zip(found, demo.result.actions, strict=True):
        assert row["What will be done"] == action.what
        assert row["Responsible department"] == action.department
        assert day_of(row["By when"]) == action.by_when
        assert abs(row["Feasibility (0 to 1)"] - (action.feasible.value or -1)) < 1e-9
        assert row["What became of it"] == (action.note or None)
    assert {row["How far it is"] for row in found} == {"under way", "still open"}


def test_what_is_not_said_is_an_empty_cell_and_formulas_are_words() -> None:
    action = PlannedAction(
        1, "A1", "=1+1", "Water", None, None, "open", "@SUM(A1)", Feasible("few")
    )
    dated = PlannedAction(
        2, "A1", "Go", "Water", datetime.date(2027, 5, 1), "high", "done", "", Feasible()
    )
    made = sheets(book(small(), [person("Water", A1=1)], actions=(action, dated)), values=False)
    found = sheet(made, "Actions")
    first, second = rows(found, "Code")
    assert (first["By when"], first["Cost"], first["Feasibility (0 to 1)"]) == (None, None, None)
    assert first["Feasibility in words"] == "too few votes: not counted"
    assert (day_of(second["By when"]), second["Cost"]) == (datetime.date(2027, 5, 1), "high cost")
    assert found["E3"].is_date
    assert cell(found, "What will be done", Code="A1").data_type == "s"
    assert first["What will be done"] == "=1+1"


def test_without_actions_the_sheet_says_so() -> None:
    made = sheets(book(small(), [person("Water", A1=1)]))
    assert "No actions were written down." in words(sheet(made, "Actions"))


def test_the_sheet_speaks_the_language_of_its_reader(demo: Demo) -> None:
    written = results_workbook(demo.result, Text("ko"), MADE_AT)
    found = words(sheet(opened(written), "실행 과제"))
    assert "담당 부서" in found
    assert "진행 중" in found
