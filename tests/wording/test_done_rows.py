"""The card on actions of earlier workshops that are done: no words that may not be read, no day that is not known."""

import datetime

from resilience.framework import Framework
from resilience.scoring.planning.actions import Feasible, PlannedAction
from resilience.services.deciding.follow_up import EarlierActions, WorkshopActions
from resilience.text import Text
from resilience.wording.planning.follow_up import MOST_DONE, done_rows

EN = Text("en")


def earlier(framework: Framework, year: int, *states: str) -> WorkshopActions:
    actions = tuple(
        PlannedAction(
            "W1", f"Action {n}.", state=state, id=n, department="Water", feasible=Feasible()
        )
        for n, state in enumerate(states)
    )
    return WorkshopActions("ABCDEF", datetime.date(year, 10, 13), framework, actions)


def test_actions_that_are_done_with_where_they_were_planned(framework: Framework) -> None:
    read = earlier(framework, 2025, "done", "open"), earlier(framework, 2024, "dropped", "done")
    heading, rows, note = done_rows(EarlierActions(read), EN)
    assert heading == "Done since October 13, 2024"
    assert rows == [
        ("Action 0.", "", "Water, from the workshop of October 13, 2025"),
        ("Action 1.", "", "Water, from the workshop of October 13, 2024"),
    ]
    assert note.startswith("Completion dates are not recorded")


def test_the_department_is_in_the_language_of_the_reader(framework: Framework) -> None:
    _, rows, _ = done_rows(EarlierActions((earlier(framework, 2025, "done"),)), Text("ja"))
    assert rows == [("Action 0.", "", "上下水道、2025年10月13日のワークショップ")]


def test_those_that_may_not_be_read_are_counted_alone(framework: Framework) -> None:
    read = (earlier(framework, 2025, "done"),)
    heading, rows, _ = done_rows(EarlierActions(read, unread=("done", "done", "open")), EN)
    assert heading == "Done since earlier workshops"
    assert rows[1:] == [("2 actions", "", "To read them, you need the links to their workshops.")]


def test_of_many_the_first_are_named(framework: Framework) -> None:
    states = ["done"] * (MOST_DONE + 2)
    _, rows, _ = done_rows(EarlierActions((earlier(framework, 2025, *states),)), EN)
    assert len(rows) == MOST_DONE + 1
    assert rows[-1] == ("2 more actions", "", "")


def test_none_is_done(framework: Framework) -> None:
    made = done_rows(EarlierActions((earlier(framework, 2025, "open"),)), EN)
    assert made == (
        "Done since earlier workshops",
        [],
        "No actions from earlier workshops are done yet.",
    )
