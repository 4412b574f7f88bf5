"""Right of reply: who waits, who sees what, and where a reply stands."""

import datetime
import io
from collections.abc import Callable

import openpyxl
import pytest

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.outputs.report import report_of
from resilience.outputs.workbook import results_workbook
from resilience.report import words_of
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.actions import actions_of, add_action
from resilience.services.results import replies, results
from resilience.services.results.replies import LedDepartment
from resilience.services.workshop import reply_step
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import Reply, StaffAct
from resilience.text import Text
from tests.services.held import HOST, Held, finish, rows
from tests.services.remembered import demo_in

TEXT = Text("en")
REPLYING = "Departments are replying first, until the facilitator shows the result."
WORDS = "Two of our pumps were not counted."


def first(held: Held) -> Held:
    """Departments reply first in this workshop."""
    reply_step.reply_first(held.store, HOST, held.code)
    return held


def show(held: Held, who: Visitor = HOST) -> None:
    """Officials see the result from now on."""
    reply_step.show_to_officials(held.store, who, held.code)


def reply(held: Held, department: str, words: str = WORDS, who: Visitor | None = None) -> None:
    """The lead of a department replies."""
    lead = who or held.staff("lead", department)
    replies.save_reply(held.store, lead, held.code, held.department(department), words)


def led(held: Held, department: str) -> LedDepartment:
    """The only department of its lead."""
    found = replies.admit_lead(held.store, held.staff("lead", department), held.code)
    (one,) = found.departments
    return one


@pytest.fixture
def awaited(held: Held) -> Held:
    """Water with three people at 1, 2 and 3, Power with three at 4, one of Roads; departments reply."""
    first(held)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    held.vote("Power", 4, 4, 4)
    held.move(rounds.close_vote, rounds.reveal)
    return held


def test_actions_wait_with_the_result(awaited: Held) -> None:
    plan = ActionPlan("W1", "Clean the drains.", awaited.department("Water"))
    add_action(awaited.store, HOST, awaited.code, plan)
    for role in ("official", "lead"):
        with pytest.raises(WrongTime, match=REPLYING):
            actions_of(awaited.store, awaited.staff(role), awaited.code)
    assert len(actions_of(awaited.store, awaited.staff("cofacilitator"), awaited.code)) == 1
    show(awaited)
    for role in ("official", "lead"):
        assert len(actions_of(awaited.store, awaited.staff(role), awaited.code)) == 1


def test_officials_wait_until_the_facilitator_shows_the_result(awaited: Held) -> None:
    for role in ("official", "lead"):
        with pytest.raises(WrongTime, match=REPLYING):
            awaited.result(awaited.staff(role))
    for role in ("facilitator", "cofacilitator"):
        assert awaited.result(awaited.staff(role)).people == 6
    show(awaited, awaited.staff("cofacilitator"))
    for role in ("official", "lead"):
        assert awaited.result(awaited.staff(role)).people == 6


def test_the_public_of_the_demo_waits_too(store: Store) -> None:
    code = demo_in(store)[0]
    results.admit(store, NOBODY, code)
    with pytest.raises(WrongTime):
        reply_step.reply_first(store, HOST, code)


def test_without_the_step_nobody_waits(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    assert str(held.view.replies) == "off"
    assert held.result(held.staff("official")).people == 3
    with pytest.raises(WrongTime, match="no longer accepted"):
        reply(held, "Water")
    with pytest.raises(WrongTime):
        show(held)


def test_a_lead_sees_the_own_departments_scores_and_no_others(awaited: Held) -> None:
    result = awaited.result()
    for department, value in (("Water", 50), ("Power", 100)):
        one = led(awaited, department)
        assert (one.name, one.unit, one.reply, one.open) == (department, department, "", True)
        scores = replies.own_scores(result, one)
        assert scores is not None
        assert scores["W1"].value == value
    roads = led(awaited, "Roads")
    assert (roads.unit, replies.own_scores(result, roads)) == (None, None)


def test_a_merged_department_sees_those_that_it_is_shown_with(
    workshop: Callable[..., Held],
) -> None:
    held = first(workshop(departments={"Water": 5, "Power": 5, "Roads": 5, "Parks": 2}))
    held.move(rounds.open_vote)
    for name, levels in (("Water", (1, 1, 1)), ("Power", (4, 4)), ("Roads", (4, 4))):
        held.vote(name, *levels)
    result = held.reveal()
    one = led(held, "Roads")
    scores = replies.own_scores(result, one)
    assert (one.name, one.unit) == ("Roads", "Other departments")
    assert scores is not None
    assert scores["W1"].value == 100
    reply(held, "Roads")
    (said,) = held.result().replies
    assert (said.department, said.unit, said.words) == ("Roads", "Other departments", WORDS)


def test_a_lead_of_two_departments_replies_for_each(awaited: Held) -> None:
    both = Visitor(awaited.staff("lead", "Water").grants + awaited.staff("lead", "Power").grants)
    found = replies.admit_lead(awaited.store, both, awaited.code)
    assert [one.name for one in found.departments] == ["Water", "Power"]
    reply(awaited, "Power", who=both)
    assert [one.department for one in awaited.result().replies] == ["Power"]


def test_a_reply_is_changed_and_taken_back_and_each_time_recorded(awaited: Held) -> None:
    for words in (WORDS, " We agree. ", "  "):
        reply(awaited, "Water", words)
    assert rows(awaited.store, Reply) == []
    acts = [one for one in rows(awaited.store, StaffAct) if one.act == "reply saved"]
    assert [(a.actor, a.before, a.after) for a in acts] == [
        ("lead", None, {"words": WORDS}),
        ("lead", {"words": WORDS}, {"words": "We agree."}),
        ("lead", {"words": "We agree."}, None),
    ]
    assert {one.thing for one in acts} == {"Water"}


def test_a_lead_does_not_reply_for_another_department(awaited: Held) -> None:
    with pytest.raises(NotAllowed):
        reply(awaited, "Power", who=awaited.staff("lead", "Water"))
    assert rows(awaited.store, Reply) == []


def test_a_reply_has_an_end(awaited: Held) -> None:
    with pytest.raises(InputError, match="2001 characters; at most 2000"):
        reply(awaited, "Water", "x" * 2001)


def test_nothing_is_seen_and_replied_before_the_reveal(held: Held) -> None:
    first(held)
    held.bring_to(Phase.COUNTED)
    with pytest.raises(WrongTime, match="before the reveal"):
        led(held, "Water")
    with pytest.raises(WrongTime, match="before the reveal"):
        reply(held, "Water")
    with pytest.raises(WrongTime):
        show(held)


def test_what_was_shown_is_not_replied_to_any_more(awaited: Held) -> None:
    reply(awaited, "Water")
    show(awaited)
    one = led(awaited, "Water")
    assert (one.reply, one.open) == (WORDS, False)
    with pytest.raises(WrongTime, match="no longer accepted"):
        reply(awaited, "Water", "On second thoughts")
    with pytest.raises(WrongTime):
        show(awaited)


def test_it_is_switched_on_and_off_before_the_reveal_alone(held: Held) -> None:
    for _ in range(2):
        first(held)
        assert held.view.replies == "awaited"
        with pytest.raises(WrongTime):
            first(held)
        reply_step.reply_never(held.store, HOST, held.code)
        assert str(held.view.replies) == "off"
    held.bring_to(Phase.REVEALED)
    with pytest.raises(WrongTime):
        first(held)


def test_no_other_vote_is_opened_before_officials_see_the_result(awaited: Held) -> None:
    with pytest.raises(WrongTime, match="still replying"):
        awaited.move(rounds.open_vote)
    with pytest.raises(WrongTime):
        reply_step.reply_never(awaited.store, HOST, awaited.code)
    show(awaited)
    awaited.move(rounds.open_vote)
    assert awaited.view.phase is Phase.VOTING


def test_a_workshop_is_not_closed_before_officials_see_it(awaited: Held) -> None:
    with pytest.raises(WrongTime, match="still replying"):
        awaited.move(finish)
    show(awaited)
    awaited.move(finish)
    assert awaited.view.phase is Phase.CLOSED


def test_the_facilitator_sees_who_replied(awaited: Held) -> None:
    reply(awaited, "Power")
    said = reply_step.view_replies(awaited.store, HOST, awaited.code)
    assert said == {"Water": "", "Power": WORDS}, "nobody of Roads answered"
    acts = [one.act for one in rows(awaited.store, StaffAct)]
    show(awaited)
    assert acts.count("replies switched") == 1
    last = rows(awaited.store, StaffAct)[-1]
    assert (last.act, last.before, last.after) == (
        "shown to officials",
        {"replies": "awaited"},
        {"replies": "shown"},
    )


def test_replies_stand_in_report_and_workbook(awaited: Held) -> None:
    reply(awaited, "Power")
    show(awaited)
    moment = datetime.datetime.now(datetime.UTC)
    result = awaited.result(awaited.staff("official"))
    assert f"Power · {WORDS}" in list(words_of(report_of(result, TEXT, moment)))
    made = openpyxl.load_workbook(io.BytesIO(results_workbook(result, TEXT, moment)))
    cells = [row[0] for row in made["Departments"].iter_rows(values_only=True)]
    assert cells[cells.index("Replies from departments") + 1] == f"Power · {WORDS}"


def test_a_lead_of_a_department_from_which_nobody_came_sees_no_others_result(held: Held) -> None:
    first(held)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    for name in ("Power", "Mixed tables"):
        held.say(held.join(name, size=3 if name == "Mixed tables" else None), W1=4)
    held.move(rounds.close_vote, rounds.reveal)
    assert led(held, "Roads").unit is None
    assert replies.own_scores(held.result(), led(held, "Roads")) is None
