"""The official UNDRR workbook is brought empty and taken away filled, in a real browser."""

from pathlib import Path

from playwright.sync_api import expect

from resilience.services.counting import rounds
from resilience.store import Store
from resilience.workbook.undrr import CODES, read_filled
from tests.browser.test_screenshots import picture
from tests.live import People, Server
from tests.services.held import Held
from tests.services.undrr.shown import official_vote
from tests.workbook.undrr.official import Book


def held_on(server: Server) -> Held:
    """A revealed workshop on the items of the official workbook, in the server's database."""
    store = Store(f"sqlite:///{server.database}")
    held = official_vote(store)
    for department, level in (("Water", 1), ("Power", 2)):
        for _ in range(3):
            held.say(held.join(department), **{"P1.1": float(level), "P1.2": 3.0})
    held.move(rounds.close_vote, rounds.reveal)
    store.engine.dispose()
    return held


def test_an_empty_workbook_comes_back_filled(
    server: Server, people: People, tmp_path: Path
) -> None:
    held = held_on(server)
    page = people.person()
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/undrr?workshop={held.code}")
    expect(page.get_by_text("Upload an empty copy of the official workbook")).to_be_visible()
    empty = tmp_path / "official.xlsm"
    empty.write_bytes(Book(CODES).written())
    page.locator("input[type=file]").set_input_files(empty)
    expect(page.get_by_text("2 answers were entered.")).to_be_visible()
    picture(page, "undrr")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the filled-in workbook").click()
    taken = tmp_path / "taken.xlsm"
    download.value.save_as(taken)
    assert download.value.suggested_filename == f"undrr-{held.code}-2026-10-13.xlsm"
    assert read_filled(taken.read_bytes()).levels == {"P1.1": 1, "P1.2": 3}
