"""Every kind of page in a real browser, which reports what the Content-Security-Policy shut out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser import steps
from tests.browser.test_downloads import taken
from tests.live import People, Server, free_port

#: pages of a result, and what shows that they are whole
RESULTS = {
    "overview": "Who was in the room",
    "departments": "Who was in the room",
    "peers": "Context, not a self-assessment",
    "trend": "Asked again",
    "priorities": "Find out first",
    "network": "Who takes part",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the demo city, beside which the test sets a workshop up."""
    started = Server(tmp_path_factory.mktemp("policy"), free_port()).start("--demo")
    yield started
    started.stop()


class Watched:
    """Browsers whose complaints are gathered."""

    def __init__(self, people: People) -> None:
        self._people = people
        self.complaints: list[str] = []

    def person(self, width: int = 1280) -> Page:
        page = self._people.person(width=width)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def _hear(self, said: ConsoleMessage) -> None:
        if re.search("Content.Security.Policy|violates|Refused to", said.text, re.IGNORECASE):
            self.complaints.append(said.text)


@pytest.fixture
def watched(people: People) -> Iterator[Watched]:
    """Browsers that may have nothing to complain of at the end."""
    here = Watched(people)
    yield here
    assert here.complaints == []


def test_a_browser_complains_of_a_script_that_is_not_ours(server: Server, people: People) -> None:
    here = Watched(people)
    page = here.person()
    page.goto(server.url)
    steps.settled(page)
    page.evaluate(
        "() => { const one = document.createElement('script');"
        " one.textContent = 'window.stolen = true'; document.body.append(one); }"
    )
    page.wait_for_function("() => !window.stolen")
    assert any("script-src" in said for said in here.complaints)


def test_results_charts_tables_and_downloads(server: Server, watched: Watched) -> None:
    page = watched.person()
    for path, whole in RESULTS.items():
        page.goto(f"{server.url}/{path}")
        expect(page.get_by_text(whole).first).to_be_visible()
        steps.settled(page)
    page.goto(f"{server.url}/departments")
    expect(page.locator(".js-plotly-plot .annotation").first).to_be_visible()
    assert taken(page, "Download the chart as SVG").stat().st_size > 1000
    assert taken(page, "Download the chart as PNG").read_bytes().startswith(b"\x89PNG")
    page.get_by_text("The same as a table").first.click()
    assert taken(page, "Excel").read_bytes().startswith(b"PK")
    for path in ("workbook", "report"):
        page.goto(f"{server.url}/{path}")
        button = page.get_by_test_id("stDownloadButton").first.get_by_role("button")
        with page.expect_download():
            button.click()


def test_the_language_of_the_page_is_still_said(server: Server, watched: Watched) -> None:
    page = watched.person()
    page.goto(server.url)
    expect(page.locator("html[lang=en]")).to_have_count(1)
    page.locator(".st-key-language-switch").get_by_role("combobox").click()
    page.get_by_role("option", name="日本語").click()
    expect(page.locator("html[lang=ja]")).to_have_count(1)
    page.goto(f"{server.url}/join")
    expect(page.locator("html[lang=ja]")).to_have_count(1)


def test_a_workshop_from_its_start(server: Server, watched: Watched, tmp_path: Path) -> None:
    facilitator = watched.person()
    code = steps.set_up(facilitator, server.facilitator_link)
    for path in ("live", "discuss", "scorecards", "frameworks", "peer-cities", "actions"):
        facilitator.goto(f"{server.url}/{path}?workshop={code}")
        steps.settled(facilitator)
    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()

    person = watched.person(width=360)
    steps.join(person, server.url, code, "Housing")
    steps.answer(person, "INF1", 2)
    person.goto(f"{server.url}/m?at=INF2")
    person.locator("section:not([hidden]) button.level").first.click()
    expect(person.get_by_text("2 of 20 answered")).to_be_visible()
    for path, said in (("answers", "2 of 20 answered"), ("receipt", code), ("joined", "return")):
        person.goto(f"{server.url}/{path}")
        expect(person.get_by_text(said).first).to_be_visible()

    bring(facilitator, server, code, tmp_path)
    facilitator.goto(f"{server.url}/key?code={code}")
    expect(facilitator.get_by_role("button", name="Keep this card")).to_be_visible()


def bring(page: Page, server: Server, code: str, folder: Path) -> None:
    """Upload a file, which passes the gate before Streamlit's own route."""
    file = folder / "responses.csv"
    file.write_text("unit,department,participant,indicator,answer\n", encoding="utf-8")
    page.goto(f"{server.url}/scorecards?workshop={code}")
    with page.expect_response(re.compile("/_stcore/upload_file/")) as sent:
        page.locator("input[type=file]").first.set_input_files(file)
    assert sent.value.status == 204
    steps.settled(page)
