"""The page Priorities: what adds most stands on top, what nobody knows below."""

import pytest

from resilience.services.actions import ActionPlan, add_action
from resilience.services.phase import Phase
from resilience.ui.menu import PRIORITIES
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import figures, table, words
from tests.app.visit import as_host, as_staff, as_stranger
from tests.services.held import HOST, Held


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_nothing_is_shown_before_the_reveal(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_staff(PRIORITIES, held, "official", held.code)
    assert "No results are shown before the reveal." in words(at)
    assert figures(at) == set()


def test_others_see_nothing(held: Held) -> None:
    reveal_all(held)
    assert figures(as_stranger(PRIORITIES, held.code)) == set()


def test_what_adds_most_stands_on_top_with_what_is_planned(held: Held) -> None:
    reveal_all(held)
    plan = ActionPlan("P1", "Bury the cables.", held.department("Power"), None, "low")
    add_action(held.store, HOST, held.code, plan)
    at = as_staff(PRIORITIES, held, "official", held.code)
    said = words(at)
    assert "adds up to" in said
    assert "Nobody voted on how feasible anything is" in said
    assert "plotly_chart" not in figures(at)  # all would stand on one line
    assert "Low cost" in said
    assert "Bury the cables." in said
    rows = table(at, "Adds up to")
    assert rows["P1 · Grid"][-1] == "Bury the cables."


def test_the_demo_city_has_an_order_and_things_to_find_out(demo: DemoCodes) -> None:
    at = as_host(PRIORITIES, demo[0])
    assert "plotly_chart" in figures(at)
    said = words(at)
    assert (
        "NBS2 · Green and blue infrastructure required in policy and projects adds up to 1.9 points"
        in said
    )
    assert "Find out first" in said
    assert "Invented data" in said
