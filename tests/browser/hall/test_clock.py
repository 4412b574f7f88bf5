"""The clock of the run sheet: one press at the desk, and every screen of the workshop counts the same seconds."""

import re

from playwright.sync_api import Locator, expect

from tests.browser import steps
from tests.browser.hall.test_stage import box, room_of
from tests.live import People, Server

#: a device whose own clock is an hour ahead
AHEAD = "const real = Date.now; Date.now = () => real() + 3600e3;"


#: what a clock shows, and when: the same for all pages of a browser, whatever a device calls the time
SHOWN = "clock => [clock.innerText, performance.timeOrigin + performance.now()]"


def end_of(clock: Locator) -> float:
    """When a clock will be at zero, in seconds; two are the same even where one is read later."""
    shown, at = clock.evaluate(SHOWN)
    minutes, rest = re.findall(r"\d+", shown)[-2:]
    return float(at / 1000 + 60 * int(minutes) + int(rest))


def test_a_step_of_the_run_sheet_runs_on_every_screen(server: Server, people: People) -> None:
    room = room_of(server)
    desk, phone = people.person(width=1280, height=720), people.person(width=360, height=740)
    phone.add_init_script(AHEAD)
    steps.join(phone, server.url, room.code, "Water")
    phone.goto(f"{server.url}/m")
    desk.goto(server.facilitator_link)
    desk.goto(f"{server.url}/live?workshop={room.code}")
    stage = desk.context.new_page()
    stage.goto(f"{server.url}/stage/{room.code}")
    on_stage, on_phone = stage.locator("#clock"), phone.locator(".clock")
    on_desk = desk.locator(".st-key-clock .clock")
    expect(on_stage).to_be_empty()
    start = desk.locator(".st-key-live-next button")
    expect(start).to_contain_text("Next: Welcome")
    start.click()
    expect(on_stage).to_have_text(re.compile(r"^Welcome(10:00|9:\d\d)$"))
    expect(on_phone).to_have_text(re.compile(r"^Welcome (10:00|9:\d\d)$"))
    expect(on_desk).to_have_text(re.compile(r"^Welcome (10:00|9:\d\d)$"))
    assert abs(end_of(on_stage) - end_of(on_phone)) <= 2
    expect(desk.locator(".script")).to_be_visible()
    assert box(desk, ".run-sheet .end")["y"] < 720, "all of it is in sight without scrolling"

    for page, clock in ((desk, on_desk), (stage, on_stage), (phone, on_phone)):
        page.reload()
        expect(clock).to_have_text(re.compile(r"9:\d\d$"))
    desk.get_by_role("button", name="\N{MINUS SIGN}5").click()
    desk.get_by_role("button", name="\N{MINUS SIGN}5").click()
    expect(on_phone).to_have_text(re.compile(r"^Welcome 0:\d\d over$"))
    expect(on_stage).to_have_text(re.compile(r"^Welcome0:\d\d over$"))
    desk.get_by_role("button", name="End step").click()
    expect(on_stage).to_be_empty()
    expect(on_phone).to_be_empty()
