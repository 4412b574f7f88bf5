"""Suggestions in a real browser: on a phone, one press fills the form of a new action."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.indicators import URBAN
from tests.live import People, Server, free_port

ACTIONS = """\
actions:
  check:
    indicator: INF10
    step: 3
    lead: [water]
    cost: medium
    months: [6, 18]
    source: "City of Haven (2020), Dikes"
"""
TEXTS = """\
language: en
actions:
  check: {title: Check the dikes, what: Survey each section., place: Haven, did: Surveyed all of them}
"""


@pytest.fixture
def suggesting(tmp_path: Path) -> Iterator[Server]:
    """A server whose framework suggests one action for the step from level 2 to 3 of INF10."""
    folder = tmp_path / "indicators" / URBAN.name
    shutil.copytree(URBAN, folder, ignore=shutil.ignore_patterns("actions*.yaml"))
    (folder / "actions.yaml").write_text(ACTIONS, encoding="utf-8")
    (folder / "actions.en.yaml").write_text(TEXTS, encoding="utf-8")
    env = {"RESILIENCE_FRAMEWORKS": str(folder.parent)}
    (tmp_path / "server").mkdir()
    started = Server(tmp_path / "server", free_port(), env).start()
    yield started
    started.stop()


def test_use_this_fills_the_form_on_a_phone(suggesting: Server, people: People) -> None:
    desk = people.person()
    code = steps.set_up(desk, suggesting.facilitator_link)
    steps.open_vote(desk, suggesting.url, code)
    phone = people.person(width=360, height=740)
    steps.join(phone, suggesting.url, code, "Water", table_of=4)
    steps.answer(phone, "INF10", 2)
    steps.move(desk, "Close the vote")
    steps.move(desk, "Reveal the result")
    expect(desk.get_by_text("The result is revealed.")).to_be_visible()

    desk.set_viewport_size({"width": 360, "height": 740})
    desk.goto(f"{suggesting.url}/actions?workshop={code}&indicator=INF10")
    desk.get_by_text("1 suggestion for this indicator").click()
    card = desk.locator(".suggestion")
    expect(card).to_contain_text("Usually led by: Water · medium cost · 6 to 18 months")
    expect(card.get_by_text("Surveyed all of them")).to_be_hidden()
    card.get_by_text("Example: Haven").click()
    expect(card.get_by_text("Source: City of Haven (2020), Dikes")).to_be_visible()
    assert steps.fits(desk, 360)

    desk.get_by_role("button", name="Use this").click()
    what = desk.get_by_label("What will be done")
    expect(what).to_have_value("Check the dikes: Survey each section.")
    expect(desk.get_by_role("combobox", name="Cost")).to_have_value("medium cost")
    expect(desk.get_by_text("No actions yet.")).to_be_visible()
    what.fill("Check the dikes before June.")
    steps.choose(desk.get_by_label("Responsible department"), "Water")
    desk.get_by_role("button", name="Add the action").click()
    expect(desk.locator(".action .what")).to_have_text("Check the dikes before June.")
    assert steps.fits(desk, 360)
