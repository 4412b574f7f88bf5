"""Actions: who writes down what and when, and what became of those of earlier workshops."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from resilience.errors import InputError, NotAllowed, NotFound, ResilienceError, WrongTime
from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan, Feasible, PlannedAction, feasible_words
from resilience.services.access.access import Visitor, identify
from resilience.services.cities.shares import share_page
from resilience.services.counting import rounds
from resilience.services.deciding.action_facts import LONGEST_ACTION, LONGEST_NOTE
from resilience.services.deciding.actions import actions_of, add_action, remove_action
from resilience.services.deciding.feasibility import show_feasibility, vote_feasibility
from resilience.services.deciding.follow_up import (
    NO_EARLIER,
    EarlierActions,
    earlier_to_read,
    states_of_earlier,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.services.workshop.profile import CityProfile
from resilience.store import Store, now
from resilience.store.tables import Action, ReplyStep, StaffAct
from resilience.store.workshops import workshop_by_id
from resilience.text import Text
from tests.services.held import HOST, KEY, Held, finish, rows, set_up
from tests.services.planned import change_action, follow_up
from tests.services.remembered import urban

MAY = datetime.date(2027, 5, 1)
Set = Callable[..., Held]


def planned(held: Held, **changes: Any) -> ActionPlan:
    """A plan with nothing wrong in it, but for the changes."""
    good = {"indicator": "W1", "what": "Clean the drains.", "department_id": None, **changes}
    department = good.pop("department_id") or held.department("Water")
    return ActionPlan(department_id=department, **good)


def add(held: Held, **changes: Any) -> int:
    """The host writes an action down."""
    return add_action(held.store, HOST, held.code, planned(held, **changes))


def read(held: Held, who: Visitor = HOST) -> tuple[PlannedAction, ...]:
    """The actions as somebody reads them."""
    return actions_of(held.store, who, held.code)


def acts(held: Held, kind: str) -> list[StaffAct]:
    """What the history says of one kind of act."""
    return [act for act in rows(held.store, StaffAct) if act.act == kind]


def test_an_action_is_read_as_it_was_written_in_the_order_of_the_framework(revealed: Held) -> None:
    add(revealed, indicator="P1", what=" Turn on. ", by_when=MAY, cost="high")
    add(revealed, what="Clean.", department_id=revealed.department("Roads"))
    for role in ("facilitator", "official", "lead"):
        first, second = read(revealed, revealed.staff(role))
        assert (first.indicator, first.what, first.department) == ("W1", "Clean.", "Roads")
        assert (first.by_when, first.cost, first.state, first.note) == (None, None, "open", "")
        assert (second.what, second.by_when, second.cost) == ("Turn on.", MAY, "high")
        assert second.feasible == Feasible(assumed=True)
    assert revealed.result().actions == read(revealed)


def test_whoever_writes_is_recorded_and_viewers_look_again(revealed: Held) -> None:
    before = revealed.view.revision
    who = revealed.staff("cofacilitator")
    number = add_action(
        revealed.store, who, revealed.code, planned(revealed, by_when=MAY, cost="low")
    )
    (act,) = acts(revealed, "action added")
    assert (act.actor, act.workshop, act.thing) == (
        "cofacilitator",
        revealed.code,
        str(number),
    )
    assert act.after == {
        "indicator": "W1",
        "what": "Clean the drains.",
        "department": "Water",
        "by_when": "2027-05-01",
        "cost": "low",
        "state": "open",
        "note": "",
    }
    assert revealed.view.revision == before + 1


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_actions_are_written_from_the_reveal_on(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    with pytest.raises(WrongTime, match="once the result has been revealed"):
        add(held)
    assert rows(held.store, Action) == []


def test_in_a_second_vote_they_are_written_on(revealed: Held) -> None:
    revealed.move(rounds.open_vote)
    add(revealed)
    assert len(read(revealed)) == 1


def test_before_the_reveal_and_when_the_only_vote_is_reopened_nobody_reads_them(
    revealed: Held,
) -> None:
    add(revealed)
    revealed.move(rounds.reopen_vote)
    for who in (HOST, revealed.staff("official")):
        with pytest.raises(WrongTime, match="once the result has been revealed"):
            read(revealed, who)
    with pytest.raises(WrongTime):
        add(revealed)
    revealed.move(rounds.close_vote, rounds.drop_vote)
    assert len(read(revealed)) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": " \n"}, "Describe what will be done"),
        ({"what": "a" * (LONGEST_ACTION + 1)}, f"{LONGEST_ACTION + 1} characters"),
        ({"indicator": "W9"}, "does not ask about the indicator W9"),
        ({"department_id": 10_000}, "Choose a department"),
        ({"cost": "cheap"}, "low, medium or high"),
    ],
)
def test_what_is_wrong_is_refused(revealed: Held, changes: dict[str, Any], said: str) -> None:
    number = add(revealed)
    with pytest.raises(InputError, match=said):
        add(revealed, **changes)
    with pytest.raises(InputError, match=said):
        change_action(revealed.store, HOST, revealed.code, number, planned(revealed, **changes))
    assert [row.what for row in rows(revealed.store, Action)] == ["Clean the drains."]


def test_only_a_department_of_the_workshop_is_responsible(revealed: Held, workshop: Set) -> None:
    for department in (revealed.department(MIXED_TABLES), workshop().department("Water")):
        with pytest.raises(InputError, match="Choose a department"):
            add(revealed, department_id=department)


def test_an_indicator_that_the_tier_leaves_out_has_no_actions(workshop: Set) -> None:
    held = workshop(tier="quick")
    held.bring_to(Phase.REVEALED)
    with pytest.raises(InputError, match="W2"):
        add(held, indicator="W2")


def test_what_cannot_be_stored_is_left_out_and_the_longest_is_kept(revealed: Held) -> None:
    add(revealed, what="Cle\0an \ud800")
    add(revealed, what="é" * LONGEST_ACTION)
    assert [action.what for action in read(revealed)] == ["Clean ?", "é" * LONGEST_ACTION]


def test_a_change_is_recorded_with_before_and_after(revealed: Held) -> None:
    number = add(revealed, cost="low")
    change = planned(revealed, what="Clean twice.", by_when=MAY)
    change_action(revealed.store, HOST, revealed.code, number, change)
    (act,) = acts(revealed, "action changed")
    was, now = act.before or {}, act.after or {}
    assert (was["what"], was["cost"], was["by_when"]) == ("Clean the drains.", "low", None)
    assert (now["what"], now["cost"], now["by_when"]) == ("Clean twice.", None, "2027-05-01")
    (row,) = rows(revealed.store, Action)
    assert row.changed_at > row.made_at


def test_a_change_that_changes_nothing_is_none(revealed: Held) -> None:
    number = add(revealed)
    before = revealed.view.revision
    change_action(revealed.store, HOST, revealed.code, number, planned(revealed))
    follow_up(revealed.store, HOST, revealed.code, number, state="open", note=" ")
    assert revealed.view.revision == before
    assert acts(revealed, "action changed") == acts(revealed, "action followed up") == []


def test_a_removed_action_is_gone_and_the_record_keeps_it(revealed: Held) -> None:
    number = add(revealed)
    before = revealed.view.revision
    remove_action(revealed.store, HOST, revealed.code, number)
    assert read(revealed) == ()
    assert revealed.view.revision == before + 1
    (act,) = acts(revealed, "action removed")
    assert (act.before or {})["what"] == "Clean the drains."
    gone: tuple[Callable[[], object], ...] = (
        lambda: remove_action(revealed.store, HOST, revealed.code, number),
        lambda: change_action(revealed.store, HOST, revealed.code, number, planned(revealed)),
        lambda: follow_up(revealed.store, HOST, revealed.code, number, state="done", note=""),
    )
    for call in gone:
        with pytest.raises(NotFound, match="has been removed"):
            call()


def test_what_became_of_it_is_noted_after_the_close_too(revealed: Held) -> None:
    number = add(revealed)
    revealed.move(finish)
    before = revealed.view.revision
    who = revealed.staff("cofacilitator")
    follow_up(revealed.store, who, revealed.code, number, state="under way", note=" Half. ")
    (action,) = read(revealed)
    assert (action.state, action.note) == ("under way", "Half.")
    assert revealed.view.revision == before + 1
    (act,) = acts(revealed, "action followed up")
    assert ((act.before or {})["state"], (act.after or {})["state"]) == ("open", "under way")
    with pytest.raises(WrongTime, match="dropped"):
        remove_action(revealed.store, HOST, revealed.code, number)


@pytest.mark.parametrize(
    ("state", "note", "said"),
    [("forgotten", "", "done or dropped"), ("done", "n" * (LONGEST_NOTE + 1), "characters")],
)
def test_what_became_of_it_has_a_state_that_is_known_and_a_note_of_a_length(
    revealed: Held, state: str, note: str, said: str
) -> None:
    number = add(revealed)
    with pytest.raises(InputError, match=said):
        follow_up(revealed.store, HOST, revealed.code, number, state=state, note=note)
    assert read(revealed)[0].state == "open"


@pytest.fixture
def years(store: Store, framework: Framework) -> dict[str, Held]:
    """Workshops of one city in several years, and one of another city, each with an action."""
    told: dict[str, dict[str, Any]] = {
        "2024": {"date": datetime.date(2024, 10, 1)},
        "2025": {"date": datetime.date(2025, 10, 1)},
        "same day": {"date": datetime.date(2026, 10, 13)},
        "2027": {"date": datetime.date(2027, 10, 1)},
        "other city": {
            "date": datetime.date(2025, 9, 1),
            "city": CityProfile("Lisbon", "Portugal"),
        },
        "hidden": {"date": datetime.date(2025, 8, 1)},
    }
    found = {name: set_up(store, framework, **changes) for name, changes in told.items()}
    for name, held in found.items():
        held.bring_to(Phase.REVEALED)
        add(held, what=f"Of {name}.")
    found["hidden"].move(rounds.reopen_vote)
    return {**found, "now": set_up(store, framework)}


def test_a_later_workshop_of_the_city_sees_the_actions_of_earlier_ones(
    years: dict[str, Held],
) -> None:
    now = years["now"]
    found = earlier_to_read(now.store, now.staff("cofacilitator"), now.code)
    assert [(one.code, [a.what for a in one.actions]) for one in found.plans] == [
        (years["2025"].code, ["Of 2025."]),
        (years["2024"].code, ["Of 2024."]),
    ]
    assert (found.open_on, found.unread, found.states) == ((), (), ("open", "open"))
    first = years["2024"]
    assert earlier_to_read(now.store, first.staff("facilitator"), first.code) == NO_EARLIER


def test_what_earlier_actions_say_is_for_who_runs_the_later_one_or_reads_the_earlier(
    years: dict[str, Held],
) -> None:
    then, now = years["2025"], years["now"]
    now.bring_to(Phase.REVEALED)

    def codes(who: Visitor) -> list[str]:
        return [one.code for one in known_to(now, who).plans]

    assert codes(now.staff("cofacilitator")) == [then.code, years["2024"].code]
    official = now.staff("official")
    assert codes(official) == []
    both = Visitor((*official.grants, *then.staff("official").grants))
    assert codes(both) == [then.code]
    assert known_to(now, both).open_on == (("W1",),), "that of 2024"
    with pytest.raises(NotAllowed):
        codes(then.staff("facilitator"))


def test_votes_on_actions_of_an_open_workshop_stay_in_its_room(
    store: Store, framework: Framework
) -> None:
    then = set_up(store, framework, k=0, date=datetime.date(2025, 10, 1))
    then.bring_to(Phase.REVEALED)
    number = add(then)
    for who in [then.join("Water") for _ in range(3)]:
        vote_feasibility(store, who, number, 0.0)
    show_feasibility(store, HOST, then.code)
    held = set_up(store, framework)

    def votes(who: Visitor) -> Feasible:
        (plan,) = known_to(held, who).plans
        return plan.actions[0].feasible

    assert votes(HOST) == votes(held.staff("cofacilitator")) == Feasible("room")
    (own,) = actions_of(store, HOST, then.code)
    assert own.feasible.choices == (3, 0, 0)
    add(then)
    (plan,) = known_to(held, HOST).plans
    assert [one.feasible for one in plan.actions] == [Feasible("room")] * 2, (
        "nor whether any was held"
    )


def test_an_earlier_action_without_votes_counts_for_nothing_in_a_later_workshop(
    years: dict[str, Held],
) -> None:
    then = years["2025"]
    show_feasibility(then.store, HOST, then.code)
    (latest, _) = known_to(years["now"], HOST).plans
    assert feasible_words(latest.actions[0].feasible, Text("en")) == "no votes: not counted"


def known_to(held: Held, who: Visitor) -> EarlierActions:
    """What somebody may know of the actions of workshops before this one."""
    return earlier_to_read(held.store, who, held.code)


def test_others_know_the_indicators_of_open_actions_and_guests_nothing_more(
    years: dict[str, Held],
) -> None:
    held, then = years["now"], years["2024"]
    held.settle()
    (row,) = rows(then.store, Action, workshop_id=then.id)
    follow_up(held.store, HOST, held.code, row.id, state="under way", note="Half.")
    official = known_to(held, held.staff("official"))
    assert official == EarlierActions((), (("W1",), ("W1",)), ("open", "under way"))
    then.move(finish)
    day = now().date() + datetime.timedelta(days=1)
    tokens = [share_page(one.store, KEY, HOST, one.code, "priorities", day) for one in (held, then)]
    guest = identify(held.store, KEY, staff_tokens=tokens, page="priorities")
    assert known_to(held, guest) == EarlierActions((), (("W1",), ("W1",))), "of both pages too"


def test_actions_of_a_workshop_whose_departments_still_reply_are_not_known_to_others(
    years: dict[str, Held],
) -> None:
    held, then = years["now"], years["2024"]
    held.settle()
    with then.store.write() as session:
        session.add(ReplyStep(workshop_id=then.id))
    assert known_to(held, held.staff("official")).open_on == (("W1",),), "that of 2025"
    assert [one.code for one in known_to(held, held.staff("facilitator")).plans] == [
        years["2025"].code
    ]
    assert len(known_to(held, HOST).plans) == 2
    with held.store.read() as session:
        assert states_of_earlier(session, workshop_by_id(session, held.id)) == ("open",)


def test_an_unread_action_names_no_indicator_of_another_framework(years: dict[str, Held]) -> None:
    later = set_up(years["now"].store, urban(), date=datetime.date(2026, 10, 20))
    later.move(rounds.open_vote)
    for _ in range(3):
        later.say(later.join(), INF1=2)
    later.reveal()
    assert known_to(later, later.staff("official")).open_on == ((), (), ())


def test_a_workshop_without_actions_is_not_among_the_earlier_ones(years: dict[str, Held]) -> None:
    (row,) = rows(years["2025"].store, Action, workshop_id=years["2025"].id)
    remove_action(years["2025"].store, HOST, years["2025"].code, row.id)
    now = years["now"]
    assert [one.code for one in known_to(now, HOST).plans] == [years["2024"].code]


def test_a_later_workshop_notes_what_became_of_an_earlier_action(years: dict[str, Held]) -> None:
    now, then = years["now"], years["2025"]
    then.move(finish)
    (row,) = rows(then.store, Action, workshop_id=then.id)
    before = then.view.revision
    who = now.staff("cofacilitator")
    follow_up(now.store, who, now.code, row.id, state="done", note="It is clean.")
    assert [(a.state, a.note) for a in read(then)] == [("done", "It is clean.")]
    assert then.view.revision == before + 1
    (act,) = acts(now, "action followed up")
    assert (act.workshop, act.actor, act.thing) == (now.code, "cofacilitator", str(row.id))
    now.bring_to(Phase.REVEALED)
    official = known_to(now, now.staff("official"))
    assert official == EarlierActions((), (("W1",),), ("done", "open"))


def test_nobody_else_follows_up_an_action_while_departments_reply(years: dict[str, Held]) -> None:
    now, then = years["now"], years["2025"]
    (row,) = rows(then.store, Action, workshop_id=then.id)
    with then.store.write() as session:
        session.add(ReplyStep(workshop_id=then.id))
    with pytest.raises(NotFound):
        follow_up(now.store, now.staff("cofacilitator"), now.code, row.id, state="done", note="")
    assert [one.state for one in read(then)] == ["open"]
    follow_up(now.store, HOST, now.code, row.id, state="done", note="")
    assert [one.state for one in read(then)] == ["done"]


@pytest.mark.parametrize("name", ["same day", "2027", "other city", "hidden"])
def test_no_other_workshops_action_is_within_reach(years: dict[str, Held], name: str) -> None:
    now, away = years["now"], years[name]
    (row,) = rows(away.store, Action, workshop_id=away.id)
    number = row.id
    calls: tuple[Callable[[], object], ...] = (
        lambda: follow_up(now.store, HOST, now.code, number, state="done", note=""),
        lambda: change_action(now.store, HOST, now.code, number, planned(now)),
        lambda: remove_action(now.store, HOST, now.code, number),
    )
    for call in calls:
        with pytest.raises(ResilienceError):
            call()
    assert rows(away.store, Action, workshop_id=away.id) == [row]


def test_a_later_workshop_changes_no_words_of_an_earlier_action(years: dict[str, Held]) -> None:
    now, then = years["now"], years["2025"]
    now.bring_to(Phase.REVEALED)
    (row,) = rows(then.store, Action, workshop_id=then.id)
    with pytest.raises(NotAllowed):
        change_action(now.store, HOST, now.code, row.id, planned(now))
    with pytest.raises(NotFound):
        remove_action(now.store, HOST, now.code, row.id)
    assert [a.what for a in read(then)] == ["Of 2025."]
