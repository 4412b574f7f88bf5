"""The sheet "Actions": a row per action, of earlier workshops too, and words that are only words."""

import datetime

from resilience.outputs.workbook import results_workbook
from resilience.scoring.planning.actions import (
    OVER,
    STATES,
    Feasible,
    PlannedAction,
    action_cells,
    is_overdue,
)
from resilience.services.deciding.follow_up import plan_of, today_in
from resilience.text import LANGUAGES, Text
from resilience.wording.planning.follow_up import plan_rows
from resilience.workbook.book import SheetFinding
from tests.scoring.build import framework, indicator, person, theme
from tests.workbook.conftest import MADE_AT, Demo
from tests.workbook.sheets import book, cell, opened, rows, sheet, sheets, words

SMALL = framework(theme("A", indicator("A1")))
DAY = datetime.date(2026, 10, 13)


def day_of(cell: object) -> datetime.date | None:
    """The day in a cell that a program reads as one; words are none."""
    return cell.date() if isinstance(cell, datetime.datetime) else None


def planned(*actions: PlannedAction) -> SheetFinding:
    """These actions as the sheet has them."""
    cells = [action_cells(one, SMALL, DAY, Text("en")) for one in actions]
    return SheetFinding(rows=tuple({"workshop": DAY, **one} for one in cells))


def test_actions_of_this_and_of_earlier_workshops_each_have_a_row(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "Actions"), "No.")
    (before,) = demo.earlier.plans
    own = {action.what: (demo.result.workshop.date, action) for action in demo.result.actions}
    every = own | {action.what: (before.date, action) for action in before.actions}
    assert len(found) == len(every) == 9
    for row in found:
        day, action = every[row["What will be done"]]
        assert (day_of(row["Workshop"]), day_of(row["Due date"])) == (day, action.by_when)
        assert (row["Code"], row["Responsible department"]) == (action.indicator, action.department)
        assert abs(row["Feasibility (0 to 1)"] - (action.feasible.value or -1)) < 1e-9
        assert row["Progress note"] == (action.note or None)
        assert row["Status"] == STATES[action.state]


def test_those_still_to_be_done_come_first_as_in_brief_and_slides(demo: Demo) -> None:
    found = [
        row["What will be done"] for row in rows(sheet(opened(demo.written), "Actions"), "No.")
    ]
    ahead = [one.what for one in demo.digest.actions]
    assert found[: len(ahead)] == ahead
    plans = [plan_of(demo.result.workshop, demo.result.actions), *demo.earlier.plans]
    offered = plan_rows(plans, DAY, Text("en"))["What will be done"].tolist()
    assert found == offered, "as in the plan that is offered as CSV"
    every = [*demo.result.actions, *demo.earlier.actions]
    # of six, the first five are told; one of this workshop's and both of the earlier one's have no cost that counts
    assert demo.digest.actions_in_all == sum(one.state not in OVER for one in every) == 6
    assert len(ahead) == 5
    assert "6 open actions" in words(sheet(opened(demo.written), "Actions"))


def test_sheets_say_which_actions_are_overdue_on_the_day_of_the_file(demo: Demo) -> None:
    made = opened(demo.written)
    today = today_in(demo.result.workshop)
    every = [*demo.result.actions, *demo.earlier.actions]
    late = {one.what for one in every if is_overdue(one, today)}
    assert late
    listed = rows(sheet(made, "Actions"), "No.")
    marks = {row["What will be done"]: row["Overdue"] for row in listed}
    assert marks == {one.what: "overdue" if one.what in late else None for one in every}
    assert f"due before {Text().date(today)}" in words(sheet(made, "Actions"))
    first = {one.what: one for one in demo.digest.actions}
    told = [[cell.value for cell in row if cell.value] for row in sheet(made, "Summary").rows]
    states = {row[0]: row[-1] for row in told if row and row[0] in first}
    assert states == {what: one.progress for what, one in first.items()}
    assert {what for what, said in states.items() if str(said).startswith("overdue · ")} == late


def test_who_may_not_read_earlier_actions_gets_none(demo: Demo) -> None:
    written = results_workbook(demo.result, Text("en"), MADE_AT)
    found = rows(sheet(opened(written), "Actions"), "No.")
    assert {day_of(row["Workshop"]) for row in found} == {demo.result.workshop.date}


def test_how_far_it_is_can_be_chosen_in_each_language(demo: Demo) -> None:
    for language in LANGUAGES:
        text = Text(language)
        found = sheet(opened(demo.in_language(language)), text("Actions"))
        (rule,) = found.data_validations.dataValidation
        states = [text(state) for state in STATES.values()]
        assert (rule.type, rule.formula1) == ("list", f'"{",".join(states)}"')
        (chosen,) = rule.sqref.ranges
        head = found.cell(chosen.min_row - 1, chosen.min_col).value
        assert head == text("Status")
        told = [row[0].value for row in found[chosen.coord]]
        assert len(told) == 9
        assert set(told) <= set(states)


def test_what_is_not_said_is_an_empty_cell_and_formulas_are_words() -> None:
    action = PlannedAction(
        "A1", "=1+1", note="@SUM(A1)", id=1, department="Water", feasible=Feasible("few")
    )
    dated = PlannedAction(
        "A1",
        "Go",
        by_when=datetime.date(2027, 5, 1),
        cost="high",
        state="done",
        id=2,
        department="Water",
        feasible=Feasible(),
    )
    findings = {"Actions": planned(action, dated)}
    made = sheets(book(SMALL, [person("Water", A1=1)], findings=findings), values=False)
    found = sheet(made, "Actions")
    first, second = rows(found, "No.")
    assert (first["Due date"], first["Cost"]) == (None, None)
    assert {"Feasibility (0 to 1)", "Budget", "Steps"}.isdisjoint(first), "no action has these"
    assert first["Feasibility in words"] == "too few votes to show: not counted"
    assert (day_of(second["Due date"]), second["Cost"]) == (datetime.date(2027, 5, 1), "high cost")
    assert cell(found, "What will be done", Code="A1").data_type == "s"
    assert first["What will be done"] == "=1+1"


def test_without_actions_there_is_no_such_sheet() -> None:
    assert "Actions" not in sheets(book(SMALL, [person("Water", A1=1)])).sheetnames


def test_the_sheet_speaks_the_language_of_its_reader(demo: Demo) -> None:
    found = words(sheet(opened(demo.in_language("ko")), "실행 과제"))
    assert "담당 부서" in found
    assert "진행 중" in found
