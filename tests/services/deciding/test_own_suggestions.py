"""Actions that a city suggests to its own later workshops: who keeps them, who sees them."""

import datetime
from collections.abc import Callable

import pytest

from resilience.errors import NotAllowed, NotFound
from resilience.framework import load_source
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.deciding.actions import actions_of, add_action, remove_action
from resilience.services.deciding.own_suggestions import (
    OwnSuggestion,
    own_suggestions,
    suggest_later,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.profile import CityProfile
from resilience.store import Store
from resilience.store.tables import Action, ReplyStep, StaffAct
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import HOST, Held, finish, rows, set_up

THEN = datetime.date(2025, 10, 14)
Set = Callable[..., Held]


@pytest.fixture
def then(workshop: Set) -> Held:
    """Last year's workshop of the city."""
    held = workshop(date=THEN)
    held.bring_to(Phase.REVEALED)
    return held


@pytest.fixture
def later(then: Held, workshop: Set) -> Held:
    """This year's workshop of the city."""
    return workshop()


def keep(held: Held, who: Visitor = HOST, *, indicator: str = "W1") -> int:
    """Write an action down in the workshop and suggest it."""
    plan = ActionPlan(indicator, "Clean the drains.", held.department("Water"), None, "low")
    number = add_action(held.store, HOST, held.code, plan)
    suggest_later(held.store, who, held.code, number, suggested=True)
    return number


def seen(held: Held, who: Visitor = HOST, indicator: str = "W1") -> tuple[OwnSuggestion, ...]:
    """What is suggested to a workshop about an indicator."""
    return own_suggestions(held.store, who, held.code, indicator)


def acts(held: Held) -> list[StaffAct]:
    """What the history says of suggestions."""
    return [act for act in rows(held.store, StaffAct) if "suggested" in act.act]


def test_a_later_workshop_of_the_city_sees_what_was_kept(then: Held, later: Held) -> None:
    assert seen(later) == ()
    number = keep(then, then.staff("cofacilitator"))
    assert seen(later) == (
        OwnSuggestion(number, "Clean the drains.", "Water", "low", THEN, removable=True),
    )
    assert seen(later, indicator="W2") == seen(then) == ()
    (own,) = actions_of(then.store, HOST, then.code)
    assert own.suggested


def test_an_action_that_nobody_kept_is_not_suggested(then: Held, later: Held) -> None:
    number = keep(then)
    suggest_later(then.store, HOST, then.code, number, suggested=False)
    assert seen(later) == ()


def test_both_acts_are_in_the_history_once(then: Held, later: Held) -> None:
    number = keep(then)
    suggest_later(then.store, HOST, then.code, number, suggested=True)
    suggest_later(later.store, later.staff("cofacilitator"), later.code, number, suggested=False)
    kept, dropped = acts(then)
    assert (kept.act, kept.workshop, kept.thing) == ("action suggested", then.code, str(number))
    assert kept.after is not None
    assert kept.after["what"] == "Clean the drains."
    assert (dropped.act, dropped.workshop) == ("action no longer suggested", later.code)
    assert dropped.actor == "cofacilitator"


def test_it_can_be_kept_after_the_close_and_goes_with_its_action(then: Held, later: Held) -> None:
    number = keep(then)
    remove_action(then.store, HOST, then.code, number)
    assert seen(later) == ()
    plan = ActionPlan("W1", "Widen them.", then.department("Water"))
    number = add_action(then.store, HOST, then.code, plan)
    then.move(finish)
    suggest_later(then.store, HOST, then.code, number, suggested=True)
    assert [one.what for one in seen(later)] == ["Widen them."]


def test_another_city_never_sees_it(then: Held, workshop: Set) -> None:
    number = keep(then)
    other = workshop(city=CityProfile("Sintra", "Portugal"))
    assert seen(other) == ()
    with pytest.raises(NotFound):
        suggest_later(other.store, HOST, other.code, number, suggested=False)
    (row,) = rows(then.store, Action, workshop_id=then.id)
    assert row.suggested


def test_an_indicator_that_means_something_else_now_has_none(then: Held, store: Store) -> None:
    keep(then)
    structure = STRUCTURE.replace('version: "1"', 'version: "2"')
    listed = load_source(
        {"framework.yaml": f'{structure}comparable: {{"1": [W2]}}\n', "text.en.yaml": WORDS}
    )
    assert seen(set_up(store, listed)) == ()
    same = load_source({"framework.yaml": structure, "text.en.yaml": WORDS})
    assert len(seen(set_up(store, same))) == 1


@pytest.mark.parametrize("role", ["official", "lead"])
def test_readers_neither_keep_nor_see_it(then: Held, later: Held, role: str) -> None:
    number = keep(then)
    names = ("Water",) if role == "lead" else ()
    with pytest.raises(NotAllowed):
        suggest_later(then.store, then.staff(role, *names), then.code, number, suggested=False)
    with pytest.raises(NotAllowed):
        seen(later, later.staff(role, *names))


def test_a_group_keeps_and_sees_what_is_about_its_own_themes(workshop: Set) -> None:
    then = workshop(date=THEN)
    then.group("discusses", Rivers="WAT", Lines="PWR")
    then.bring_to(Phase.REVEALED)
    rivers, lines = then.desk("Rivers")[0], then.desk("Lines")[0]
    number = keep(then, rivers)
    with pytest.raises(NotAllowed):
        suggest_later(then.store, lines, then.code, number, suggested=False)
    later = workshop()
    later.group("discusses", Rivers="WAT", Lines="PWR")
    (one,) = seen(later, later.desk("Rivers")[0])
    assert not one.removable
    with pytest.raises(NotAllowed):
        seen(later, later.desk("Lines")[0])
    with pytest.raises(NotFound):
        suggest_later(later.store, later.desk("Rivers")[0], later.code, number, suggested=False)


def test_it_waits_until_the_departments_have_replied(then: Held, later: Held) -> None:
    keep(then)
    with then.store.write() as session:
        session.add(ReplyStep(workshop_id=then.id))
    assert seen(later) == ()
