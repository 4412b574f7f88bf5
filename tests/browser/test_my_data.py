"""On a phone: take the own data as a file, erase it, and find nothing of it any more."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from resilience.services.counting import rounds
from resilience.store import Store
from resilience.store.tables import Participant, Response
from tests.browser.steps import join
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.held import Held, rows, set_up


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A workshop in its first vote on a running server."""
    store = Store(f"sqlite:///{server.database}")
    held = set_up(store, shipped(URBAN), tier="quick")
    held.move(rounds.open_vote)
    yield held
    store.engine.dispose()


def file_of(page: Page) -> dict[str, list[dict[str, object]]]:
    """What is kept, by the file that the phone downloads."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download my data as a file").click()
    kept = json.loads(waiting.value.path().read_bytes())["kept"]
    return {name: table["rows"] for name, table in kept.items()}


def test_somebody_takes_the_own_data_and_erases_it(
    server: Server, people: People, room: Held
) -> None:
    page = people.person(width=360, height=740)
    link = join(page, server.url, room.code, "Water")
    page.goto(f"{server.url}/m")
    page.locator(".level").nth(2).click()
    expect(page.locator("#status")).to_have_text("saved")
    page.get_by_role("link", name="Download or erase my data").click()
    kept = file_of(page)
    assert [row["level"] for row in kept["response"]] == [2]
    assert len(kept["delivery"]) == 1
    page.get_by_role("link", name="Erase my data").click()
    page.get_by_role("button", name="Yes: erase my data").click()
    expect(page.get_by_role("heading", name="Your data is erased")).to_be_visible()
    assert not rows(room.store, Participant)
    assert not rows(room.store, Response)
    page.goto(link)
    expect(page.get_by_role("alert")).to_contain_text("If its data was erased")
    page.goto(f"{server.url}/m")
    expect(page.locator(".level")).to_have_count(0)
