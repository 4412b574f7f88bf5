"""Actions in a real browser: two written down, voted on by phone, read and taken away as a file."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.live import People, Server

CLEAN = "Clean the drains before June."
RAISE = "Raise the sea wall by half a metre."


def add(page: Page, number: int, what: str, department: str) -> None:
    """The facilitator fills the form for a new action and sends it."""
    form = page.locator(f"[class*='st-key-actions-new-{number}-']")
    form.get_by_label("What will be done").fill(what)
    chosen = form.get_by_label("Responsible department")
    steps.choose(chosen, department)
    expect(chosen).to_have_value(department)
    page.get_by_role("button", name="Add the action").click()
    expect(page.locator(".action .what", has_text=what)).to_be_visible()


def vote(page: Page, what: str, said: str) -> None:
    """A participant says how feasible an action is, and waits until it is stored."""
    card = page.locator("[class*='st-key-feasible-']", has_text=what)
    card.get_by_text(said, exact=True).click()
    expect(card.get_by_text(f"saved: {said}")).to_be_visible()


def test_actions_are_written_voted_on_read_and_taken_away(
    server: Server, people: People, tmp_path: Path
) -> None:
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link)
    official_link = steps.role_link(facilitator, "official")
    steps.open_vote(facilitator, server.url, code)
    phone = people.person(width=360, height=740)
    steps.join(phone, server.url, code, "Water", table_of=4)
    steps.answer(phone, "INF10", 2)
    steps.move(facilitator, "Close the vote")
    steps.move(facilitator, "Reveal the result")
    expect(facilitator.get_by_text("The result is revealed.")).to_be_visible()

    facilitator.goto(f"{server.url}/actions?workshop={code}&indicator=INF5")
    add(facilitator, 0, CLEAN, "Water")
    add(facilitator, 1, RAISE, "Construction")
    assert (
        facilitator.locator(".action .about").all_inner_texts()
        == ["INF5 · Back-up power for pumps, control rooms and shelters"] * 2
    )

    phone.goto(f"{server.url}/answers")
    vote(phone, CLEAN, "Feasible")
    vote(phone, RAISE, "Hardly feasible")
    expect(facilitator.get_by_text("the vote on it is open · 4 people voted")).to_have_count(2)
    assert steps.fits(phone, 360)
    phone.reload()
    expect(phone.get_by_text("saved: Hardly feasible")).to_be_visible()

    official = people.person()
    official.goto(official_link)
    official.goto(f"{server.url}/actions?workshop={code}")
    expect(official.get_by_text("the vote on it is open")).to_have_count(2)
    expect(official.get_by_text("Hardly feasible")).to_have_count(0)
    expect(official.get_by_role("button", name="Add the action")).to_have_count(0)

    facilitator.get_by_role("button", name="Show the feasibility votes").click()
    facilitator.get_by_role("button", name="Yes: Show the feasibility votes").click()
    expect(
        facilitator.get_by_text(
            "4 people: 4 feasible, 0 feasible with difficulty, 0 hardly feasible"
        )
    ).to_be_visible()

    official.reload()
    expect(
        official.get_by_text("4 people: 0 feasible, 0 feasible with difficulty, 4 hardly feasible")
    ).to_be_visible()
    departments = official.locator(".st-key-actions-department").get_by_role("combobox")
    steps.choose(departments, "Construction")
    expect(official.locator(".action")).to_have_count(1)
    assert "department=Construction" in official.url
    steps.settled(official)  # the file follows last
    official.get_by_role("button", name="Download").click()
    with official.expect_download() as started:
        official.get_by_role("button", name="CSV").click()
    started.value.save_as(tmp_path / "actions.csv")
    written = (tmp_path / "actions.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    (_, row) = written.decode("utf-8-sig").splitlines()
    assert row.partition(",")[2].startswith(
        f'INF5,"Back-up power for pumps, control rooms and shelters",{RAISE},Construction,,,,0.0,'
    )
