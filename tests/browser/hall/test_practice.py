"""The step of practice: its question comes to stage, phone and laptop by itself, is answered there and leaves no trace."""

from playwright.sync_api import Page, Request, expect

from resilience.services.voting.progress import snapshot
from resilience.services.workshop.run_sheet import begin_step, end_step
from tests.browser import steps
from tests.browser.hall.test_stage import fits, room_of
from tests.live import People, Server
from tests.services.held import HOST


def test_the_practice_question_comes_and_leaves_and_nothing_is_sent(
    server: Server, people: People
) -> None:
    room = room_of(server)
    desk, phone, laptop = (people.person(width=width, height=740) for width in (1280, 360, 1280))
    desk.goto(server.facilitator_link)
    stage = desk.context.new_page()
    stage.goto(f"{server.url}/stage/{room.code}")
    expect(stage.locator(".events")).to_contain_text(room.view.severe)
    fits(stage)
    steps.join(laptop, server.url, room.code, "Finance")
    steps.join(phone, server.url, room.code, "Water")
    phone.goto(f"{server.url}/m")
    expect(phone.locator(".line")).to_contain_text("No. 2")
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method != "GET":
            sent.append(request.url)

    for page in (phone, laptop):
        expect(page.locator(".events[open]")).to_contain_text(room.view.probable)
        page.on("request", note)
    begin_step(room.store, HOST, room.code, 1, "practice")
    expect(stage.get_by_role("heading")).to_have_text(
        "All trains and buses stop at six this evening. How would you get home?"
    )
    fits(stage)
    for page in (phone, laptop):
        try_out(page)
    assert [url for url in sent if "/m/" in url] == []
    assert snapshot(room.store, room.id).answered == 0
    end_step(room.store, HOST, room.code)
    for page in (phone, laptop):
        expect(page.locator(".practice")).to_have_count(0)
        assert page.evaluate("() => JSON.stringify(localStorage).includes('practice')") is False


def try_out(page: Page) -> None:
    """Choose a level, and another one instead."""
    level = page.locator(".practice .level")
    for n in (2, 3):
        level.nth(n).click()
        expect(level.nth(n)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".practice [aria-pressed=true]")).to_have_count(1)
