"""Suggestions in the form of an action: shown for the chosen indicator, and one press fills the form."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from resilience.framework import load_source
from resilience.framework.suggested.actions import SuggestedAction
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.own_suggestions import own_suggestions, suggest_later
from resilience.services.results.suggested_actions import next_step
from resilience.store.tables import Action
from resilience.ui.facilitate.actions import suggestions
from resilience.ui.shared.menu import ACTIONS
from tests.app.rooms import reveal_all
from tests.app.seen import words
from tests.app.suggestions import with_suggestions
from tests.app.visit import as_host, as_staff, visit
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import HOST, HOST_LINK, Held, present, rows, set_up

FORM = "actions-new-0-1-W1"
HEAD = "Suggestions from other cities"
FILLED = "Map the drains: List each drain."
DIG = """\
  dig:
    indicator: W1
    step: {step}
    lead: [water]
    cost: high
    months: [24, 66]
"""
DUG = """\
  dig:
    title: Dig a drain
    what: Dig it along the road.
"""


@pytest.fixture
def suggesting(
    held: Held, tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> tuple[Held, str]:
    """A revealed workshop whose framework has a suggestion for the next step of W1, and that step's button."""
    reveal_all(held)
    step = present(next_step(held.result(), "W1"))
    frameworks_in(with_suggestions(tmp_path, step=step))
    return held, f"{FORM}-use-{step}-0"


def test_the_chosen_indicator_shows_what_others_did(suggesting: tuple[Held, str]) -> None:
    held, _ = suggesting
    said = words(visit(ACTIONS, links=[HOST_LINK], code=held.code, asked={"indicator": "W1"}))
    for part in (
        HEAD,
        "Map the drains",
        "List each drain.",
        "Usually led by: Water, Emergency management · medium cost · 2 to 6 months",
        "Other benefits: fewer floods",
        "Example: Haven",
        "Drew up its list.",
        "Source: City of Haven (2020), Drains",
    ):
        assert part in said
    other = words(visit(ACTIONS, links=[HOST_LINK], code=held.code, asked={"indicator": "W2"}))
    assert HEAD not in words(as_host(ACTIONS))
    assert HEAD not in other


def test_another_framework_has_its_own(suggesting: tuple[Held, str]) -> None:
    held, _ = suggesting
    structure = STRUCTURE.replace('version: "1"', 'version: "2"')
    newer = load_source({"framework.yaml": structure, "text.en.yaml": WORDS})
    other = set_up(held.store, newer)
    reveal_all(other)
    for one, offered in ((held, True), (other, False)):
        at = visit(ACTIONS, links=[HOST_LINK], code=one.code, asked={"indicator": "W1"})
        assert (HEAD in words(at)) == offered


def test_one_press_fills_the_form_and_adds_nothing(suggesting: tuple[Held, str]) -> None:
    held, button = suggesting
    at = visit(ACTIONS, links=[HOST_LINK], code=held.code, asked={"indicator": "W1"})
    at.button(key=button).click().run()
    assert not at.exception
    assert at.text_area(key=f"{FORM}-what").value == FILLED
    assert at.selectbox(key=f"{FORM}-cost").value == "medium"
    due = at.date_input(key=f"{FORM}-when").value
    assert isinstance(due, datetime.date)
    assert due >= held.view.date
    assert rows(held.store, Action) == []
    at.text_area(key=f"{FORM}-what").set_value("Map the drains by June.")
    at.selectbox(key=f"{FORM}-department").set_value(held.department("Water"))
    at.button(key="actions-add").click().run()
    (row,) = rows(held.store, Action)
    assert (row.what, row.cost, row.by_when) == ("Map the drains by June.", "medium", due)


def test_cost_and_date_that_were_chosen_stay(suggesting: tuple[Held, str]) -> None:
    held, button = suggesting
    at = visit(ACTIONS, links=[HOST_LINK], code=held.code, asked={"indicator": "W1"})
    day = datetime.date(2027, 5, 1)
    at.date_input(key=f"{FORM}-when").set_value(day)
    at.selectbox(key=f"{FORM}-cost").set_value("low")
    at.button(key=button).click().run()
    chosen = at.date_input(key=f"{FORM}-when").value, at.selectbox(key=f"{FORM}-cost").value
    assert chosen == (day, "low")
    assert at.text_area(key=f"{FORM}-what").value == FILLED


def test_the_next_suggestion_replaces_what_the_last_one_filled(
    held: Held, tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> None:
    reveal_all(held)
    step = present(next_step(held.result(), "W1"))
    folder = with_suggestions(tmp_path, step=step) / "two-themes"
    for name, more in (("actions.yaml", DIG.format(step=step)), ("actions.en.yaml", DUG)):
        (folder / name).write_text((folder / name).read_text("utf-8") + more, "utf-8")
    frameworks_in(tmp_path)
    at = visit(ACTIONS, links=[HOST_LINK], code=held.code, asked={"indicator": "W1"})
    first, second = (f"{FORM}-use-{step}-{n}" for n in range(2))
    at.button(key=first).click().run()
    soon = at.date_input(key=f"{FORM}-when").value
    at.button(key=second).click().run()
    late = at.date_input(key=f"{FORM}-when").value
    assert isinstance(soon, datetime.date)
    assert isinstance(late, datetime.date)
    assert (at.selectbox(key=f"{FORM}-cost").value, late.year - soon.year) == ("high", 5)
    at.selectbox(key=f"{FORM}-cost").set_value("low")
    at.button(key=first).click().run()
    assert at.selectbox(key=f"{FORM}-cost").value == "low", "what a person entered stays"
    at.selectbox(key=f"{FORM}-cost").set_value("medium")
    at.button(key=first).click().run()
    at.button(key=second).click().run()
    assert at.selectbox(key=f"{FORM}-cost").value == "medium", (
        "also where a suggestion says the same"
    )
    at.button(key=first).click().run()
    assert at.date_input(key=f"{FORM}-when").value == soon


@pytest.mark.parametrize(("months", "filled"), [(119, True), (120, False), (240, False)])
def test_a_date_beyond_ten_years_is_left_to_the_person(
    held: Held, months: int, filled: bool
) -> None:
    reveal_all(held)
    one = SuggestedAction("W1", 1, ("water",), "high", (1, months), "Build.", "Build it.")
    assert (suggestions.due_date(held.view, one) is not None) == filled


def test_faulty_files_offer_none_and_stop_nothing(
    held: Held, tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> None:
    reveal_all(held)
    frameworks_in(with_suggestions(tmp_path, step=9))
    at = visit(ACTIONS, links=[HOST_LINK], code=held.code, asked={"indicator": "W1"})
    assert HEAD not in words(at)
    assert not at.error
    assert at.text_area(key=f"{FORM}-what").value == ""


def test_readers_have_no_suggestions_to_use(suggesting: tuple[Held, str]) -> None:
    held, _ = suggesting
    at = as_staff(ACTIONS, held, "official", held.code)
    assert HEAD not in words(at)
    assert at.button.len == 0


def test_an_action_is_kept_in_its_dialog_and_used_a_year_later(
    workshop: Callable[..., Held],
) -> None:
    then = workshop(date=datetime.date(2025, 10, 14))
    reveal_all(then)
    plan = ActionPlan("W1", "Dig the ditch.", then.department("Water"), None, "low")
    number = add_action(then.store, HOST, then.code, plan)
    at = as_host(ACTIONS, then.code)
    at.button(key=f"actions-Change-{number}").click().run()
    at.checkbox(key=f"actions-{number}-suggested").check()
    at.button(key="actions-keep").click().run()
    assert not at.error
    later = workshop()
    reveal_all(later)
    assert len(own_suggestions(later.store, HOST, later.code, "W1")) == 1
    at = visit(ACTIONS, links=[HOST_LINK], code=later.code, asked={"indicator": "W1"})
    said = words(at)
    assert "Suggestions from your city's earlier workshops" in said
    assert "Water · low cost · workshop of October 14, 2025" in said
    form = f"actions-new-0-{later.id}-W1"
    at.button(key=f"{form}-own-{number}").click().run()
    assert at.text_area(key=f"{form}-what").value == "Dig the ditch."
    at.button(key=f"{form}-drop-{number}").click().run()
    assert own_suggestions(later.store, HOST, later.code, "W1") == ()
    assert "Suggestions from your city's earlier workshops" not in words(at)
    suggest_later(then.store, HOST, then.code, number, suggested=True)
    assert len(own_suggestions(later.store, HOST, later.code, "W1")) == 1
