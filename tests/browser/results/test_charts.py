"""How charts behave on a page: one script for all, the width of their place, and what remains when they go."""

import re

from playwright.sync_api import Page, expect

from resilience.ui.frontend.bundle import ADDRESS
from tests.browser import steps
from tests.live import People, Server

#: whether a chart is drawn as wide as its place
FILLED = (
    "one => one?.clientWidth > 0 && one.querySelector('.main-svg')?.clientWidth === one.clientWidth"
)

#: notes that the page has run: a run may be over before anybody looks
RUNS = """app => new MutationObserver(() => {
  window.ran ||= app.dataset.testScriptState !== "notRunning";
}).observe(app, { attributes: true })"""


def drawn(page: Page, key: str) -> None:
    """Wait until a chart is as wide as its place."""
    page.wait_for_function(
        f"key => [document.querySelector(`.chart[data-chart='${{key}}']`)].every({FILLED})", arg=key
    )


def test_all_charts_of_a_page_are_drawn_by_one_script(demo_server: Server, people: People) -> None:
    page, asked = people.person(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo_server.url}/priorities")
    expect(page.locator(".js-plotly-plot:visible").first).to_be_visible()
    steps.settled(page)
    assert page.locator(".chart").count() > 1
    assert [one for one in asked if "lotly" in one] == [f"{demo_server.url}{ADDRESS}"]


def test_a_chart_keeps_to_its_place_and_is_left_alone_by_a_rerun(
    demo_server: Server, people: People
) -> None:
    page = people.person()
    page.goto(f"{demo_server.url}/overview")
    drawn(page, "overview-themes")
    page.set_viewport_size({"width": 900, "height": 900})
    drawn(page, "overview-themes")
    steps.settled(page)  # a page that runs is not run again by its key
    first = page.locator(".js-plotly-plot .main-svg").first.element_handle()
    page.get_by_test_id("stApp").evaluate(RUNS)
    page.keyboard.press("r")
    page.wait_for_function("() => window.ran")
    steps.settled(page)
    assert first.evaluate("one => one.isConnected")


def test_a_chart_whose_figure_changes_is_drawn_on_in_the_same_place(
    demo_server: Server, people: People
) -> None:
    page = people.person()
    page.goto(f"{demo_server.url}/departments")
    drawn(page, "departments-answers")
    steps.settled(page)
    chart = page.locator(".chart[data-chart=departments-answers]").element_handle()
    before = chart.get_attribute("data-figure")
    steps.choose(page.get_by_label("Indicator", exact=True), re.compile("^PLN17 "))
    page.wait_for_function(
        "([one, was]) => one.dataset.figure !== was && one.data === one.figure.data",
        arg=[chart, before],
    )
    steps.settled(page)
    assert chart.evaluate("one => one.isConnected")
    drawn(page, "departments-answers")


def test_a_chart_of_a_closed_tab_is_drawn_when_the_tab_opens(
    demo_server: Server, people: People
) -> None:
    page = people.person()
    page.goto(f"{demo_server.url}/priorities")
    expect(page.locator(".js-plotly-plot:visible").first).to_be_visible()
    steps.choose_tab(page, "Targets")
    drawn(page, "targets-way")


def test_nothing_of_a_chart_is_kept_when_its_page_is_left(
    demo_server: Server, people: People
) -> None:
    page = people.person()
    page.goto(f"{demo_server.url}/overview")
    drawn(page, "overview-themes")
    chart = page.locator(".js-plotly-plot").first.element_handle()
    assert chart.evaluate("one => Boolean(one.data)")
    page.evaluate(
        "history.pushState({}, '', '/downloads'); dispatchEvent(new PopStateEvent('popstate'))"
    )
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    page.wait_for_function("one => !one.data && !one.figure && !one.isConnected", arg=chart)


def test_a_chart_whose_script_does_not_come_says_so_and_tries_again(
    demo_server: Server, people: People
) -> None:
    page = people.person()
    page.route(f"**{ADDRESS}", lambda route: route.abort())
    page.goto(f"{demo_server.url}/overview")
    chart = page.locator(".chart[data-chart=overview-themes]")
    expect(chart).to_have_text("The chart could not be loaded. Trying again.")
    page.unroute(f"**{ADDRESS}")
    drawn(page, "overview-themes")
    expect(chart).not_to_contain_text("could not be loaded")
    expect(chart).to_have_attribute("role", "img")
