"""Scorecards that come back: typed in from paper, and a zip that was filled in, in a real browser."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from resilience.services.counting import rounds
from resilience.store import Store
from resilience.store.tables import Participant, Response
from tests.browser import steps
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.cards import filled
from tests.services.held import Held, rows, set_up

#: a key for each of the 20 indicators; x says nothing and goes nowhere, - is not applicable
KEYS = "0123x?-n" + "1" * 11


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A workshop in its first vote, on the quick tier."""
    store = Store(f"sqlite:///{server.database}")
    room = set_up(store, shipped(URBAN), tier="quick")
    room.move(rounds.open_vote)
    yield room
    store.engine.dispose()


def test_a_paper_card_is_typed_in_by_keys_alone(server: Server, people: People, room: Held) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/key?code={room.code}")
    expect(page.get_by_role("combobox", name="Department")).to_be_focused()
    page.keyboard.type("Power")
    page.keyboard.press("Enter")
    page.keyboard.type("17")
    page.keyboard.press("Enter")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    page.keyboard.type(KEYS)
    expect(page.locator("#count")).to_have_text("18")
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")  # back to the one that was left out
    page.keyboard.type("33")
    save = page.get_by_role("button", name="Save this scorecard")
    expect(save).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Scorecard 17 is saved: 20 answers.")).to_be_visible()
    expect(page.get_by_label("Card no.")).to_have_value("18")
    expect(page.get_by_label("Number of people answering")).to_be_focused()  # of a table
    said = [r.level if r.state == "level" else r.state for r in rows(room.store, Response)]
    assert said == [0, 1, 2, 3, "dk", "na", "na", *[1] * 11, 3, 3]
    assert [p.size for p in rows(room.store, Participant)] == [6]
    page.get_by_role("button", name="Undo this scorecard").click()
    expect(page.get_by_text("The previous scorecard was undone.")).to_be_visible()
    assert rows(room.store, Response) == []


def test_after_a_card_of_one_person_the_next_one_is_typed_at_once(
    server: Server, people: People, room: Held
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/key?code={room.code}")
    page.keyboard.type("Power")
    for typed in ("", "17", "1", "3" * 20):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    expect(page.get_by_text("Scorecard 17 is saved: 20 answers.")).to_be_visible()
    first = page.locator("input[data-answer]").first
    expect(first).to_be_focused()
    page.keyboard.type("2")
    expect(first).to_have_value("2")
    expect(page.get_by_label("Number of people answering")).to_have_value("1")


def test_files_go_out_and_come_back(
    server: Server, people: People, room: Held, tmp_path: Path
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/scorecards?workshop={room.code}")
    page.get_by_role("spinbutton", name="Files").first.fill("2")
    page.get_by_role("spinbutton", name="Files").first.press("Enter")
    expect(page.get_by_text("12 files to make")).to_be_visible()  # five of two others each
    steps.settled(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the files (zip)").click()
    started.value.save_as(tmp_path / "cards.zip")
    with zipfile.ZipFile(tmp_path / "cards.zip") as packed:
        for name, level in zip(packed.namelist()[:2], (3, "seven"), strict=True):
            answers: dict[str, dict[str, object]] = {
                "INF10": {"answer": level},
                "INF11": {"answer": "?"},
            }
            (tmp_path / name).write_bytes(filled(packed.read(name), answers))
    steps.choose_tab(page, "Import")
    files = sorted(tmp_path.glob("*.xlsx"))
    with page.expect_response(re.compile("/_stcore/upload_file/")) as sent:
        page.locator("input[type=file]").set_input_files(files)
    assert sent.value.status == 204  # past the gate, by Streamlit's own route
    expect(page.get_by_text("Not imported")).to_be_visible()
    expect(page.get_by_text("row 6, column D (INF10)")).to_be_visible()
    page.get_by_role("button", name="Import 3 answers").click()
    expect(page.get_by_text("2 scorecards (Water 2) · 3 answers")).to_be_visible()
    assert len(rows(room.store, Response)) == 3
    steps.settled(page)
    page.get_by_role("button", name="Undo import").click()
    page.get_by_role("button", name="Yes: Undo import").click()
    expect(page.get_by_text("3 answers · undone")).to_be_visible()
    assert rows(room.store, Response) == []


def test_files_that_belong_elsewhere_are_told_with_what_they_are(
    server: Server, people: People, room: Held
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/scorecards?workshop={room.code}")
    steps.choose_tab(page, "Import")
    pdf = FilePayload(name="card.xlsx", mimeType="application/pdf", buffer=b"%PDF-1.7")
    page.locator("input[type=file]").set_input_files(pdf)
    expect(page.get_by_text("card.xlsx: This is a PDF. Expected here: filled")).to_be_visible()
    expect(page.get_by_text("Nothing in these files can be imported.")).to_be_visible()
