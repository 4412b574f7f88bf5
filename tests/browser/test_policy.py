"""A browser says what the Content-Security-Policy shut out, and that fails whichever test saw it."""

from tests.browser import steps
from tests.live import People, Server


def test_a_browser_complains_of_a_script_that_is_not_ours(
    demo_server: Server, people: People
) -> None:
    page = people.person()
    page.goto(demo_server.url)
    steps.settled(page)
    page.evaluate(
        "() => { const one = document.createElement('script');"
        " one.textContent = 'window.stolen = true'; document.body.append(one); }"
    )
    page.wait_for_function("() => !window.stolen")
    assert any("script-src" in said for said in people.complaints)
    people.complaints.clear()


def test_a_browser_complains_of_a_script_that_fails(demo_server: Server, people: People) -> None:
    page = people.person()
    address = f"{demo_server.url}/join"
    page.goto(address)
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('a fault') }) }")
    assert people.complaints == [f"{address}: a fault"]
    people.complaints.clear()
