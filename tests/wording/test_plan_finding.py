"""The title of Actions: how many there are, how far they are, and when they are due."""

import datetime

import pytest

from resilience.scoring.planning.actions import Feasible, PlannedAction
from resilience.services.deciding.follow_up import NO_EARLIER
from resilience.text import Text
from resilience.wording.planning.follow_up import plan_finding, timeline_rows

TODAY, DUE = datetime.date(2026, 11, 30), datetime.date(2027, 6, 1)


def finding(*states: str, due: datetime.date | None = None) -> str:
    """The title above actions in these states, all with the same due date."""
    actions = [
        PlannedAction(
            "W1", "Do it.", by_when=due, state=state, id=n, department="Water", feasible=Feasible()
        )
        for n, state in enumerate(states)
    ]
    return plan_finding(actions, NO_EARLIER, TODAY, Text("en"))


@pytest.mark.parametrize(
    ("states", "undated", "dated"),
    [
        ("open", "1 action, not started, no due date", "1 action, not started, due June 1, 2027"),
        (
            "under way",
            "1 action, under way, no due date",
            "1 action, under way, due June 1, 2027",
        ),
        ("done", "1 action, done", "1 action, done"),
        (
            "open|open",
            "2 not started; none has a due date",
            "2 not started; none overdue",
        ),
        (
            "open|under way",
            "1 under way, 1 not started; none has a due date",
            "1 under way, 1 not started; none overdue",
        ),
        (
            "open|done",
            "1 done, 1 not started; the remaining action has no due date",
            "1 done, 1 not started; none overdue",
        ),
        (
            "open|done|open",
            "1 done, 2 not started; the remaining actions have no due date",
            "1 done, 2 not started; none overdue",
        ),
        ("done|done", "2 actions: 2 done", "2 actions: 2 done"),
    ],
)
def test_actions_remain_only_where_others_are_over(states: str, undated: str, dated: str) -> None:
    assert finding(*states.split("|")) == undated
    assert finding(*states.split("|"), due=DUE) == dated


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ("open|done", "The only open action is overdue"),
        ("open|under way|dropped", "All 2 open actions are overdue"),
    ],
)
def test_overdue_actions_are_counted_among_those_still_to_be_done(states: str, said: str) -> None:
    assert finding(*states.split("|"), due=datetime.date(2026, 11, 29)) == said


def test_a_timeline_names_an_action_whole() -> None:
    what = "Give pumping station 4 a second pump, and keep its spare parts in store."
    action = PlannedAction("W1", what, by_when=DUE, id=1, department="Water", feasible=Feasible())
    rows = timeline_rows([action], TODAY, Text("en"))
    assert list(rows["what"]) == [what]
    assert list(rows["when"].str.partition(" ")[0]) == ["due"], "no day on which it was done"
