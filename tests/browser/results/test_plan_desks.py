"""Two desks change the plan of a closed workshop at once: nothing is overwritten silently, no typed text is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.counting import rounds
from resilience.services.deciding.actions import actions_of, add_action
from resilience.store import Store
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.held import HOST, Held, finish, set_up

WHAT = "Clean the drains before June."


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A closed workshop with one action on a running server."""
    store = Store(f"sqlite:///{server.database}")
    held = set_up(store, shipped(URBAN), tier="quick")
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Water"), INF10=2)
    held.move(rounds.close_vote, rounds.reveal)
    add_action(store, HOST, held.code, ActionPlan("INF5", WHAT, held.department("Water")))
    held.move(finish)
    yield held
    store.engine.dispose()


def opened(page: Page, server: Server, room: Held) -> Locator:
    """The dialog of the action at one desk."""
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/actions?workshop={room.code}")
    page.get_by_role("button", name="Change", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="Progress note")).to_be_visible()
    return dialog


def note(room: Held) -> str:
    """The progress note that is stored."""
    return actions_of(room.store, HOST, room.code)[0].note


def test_what_another_desk_saved_is_shown_and_what_was_typed_stays(
    server: Server, people: People, room: Held
) -> None:
    first, second = people.person(), people.person()
    mine, theirs = opened(first, server, room), opened(second, server, room)
    mine.get_by_role("textbox", name="Contact role").fill("Head of drainage")
    mine.get_by_role("textbox", name="Progress note").fill("Half of the drains are clean.")
    theirs.get_by_role("textbox", name="Progress note").fill("The tender is out.")
    theirs.get_by_role("button", name="Save the change").click()
    expect(theirs).to_have_count(0)
    expect(second.locator(".action", has_text="The tender is out.")).to_have_count(1)
    expect(mine.get_by_role("textbox", name="Progress note")).to_have_value(
        "Half of the drains are clean."
    )
    expect(mine.get_by_role("textbox", name="Contact role")).to_have_value("Head of drainage")

    mine.get_by_role("button", name="Save the change").click()
    expect(mine.get_by_text("Progress note: The tender is out.")).to_be_visible()
    assert note(room) == "The tender is out."
    mine.get_by_role("button", name="Save mine").click()
    expect(mine).to_have_count(0)
    action = actions_of(room.store, HOST, room.code)[0]
    assert (action.note, action.contact) == ("Half of the drains are clean.", "Head of drainage")
