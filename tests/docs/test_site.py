"""The site of docs/: it builds without a warning, runs under the product's headers and finds what people look for."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Literal
from urllib.parse import quote_plus

import pytest
import uvicorn
from playwright.sync_api import Page, Response, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware

from resilience.settings import ROOT
from resilience.web.guard.shield import Shield, inline_scripts, policy
from resilience.web.handbook import FIRST, Handbook
from tests.browser.test_accessibility import COLOURS, faults
from tests.docs.search_queries import ANALYSTS, CITIES, FIRST_DAY, IT
from tests.live import People, free_port, wait_for
from tools.reference import pages

#: what somebody types, and a page that answers it
TASKS = {
    "how do I back up": "backup",
    "restore a backup": "backup",
    "add a language": "translator",
    "what does coverage mean": "official",
    "join by phone": "tour",
    "import Excel": "reference/commands",
    "print paper scorecards": "tour",
    "small groups": "groups",
    "change k": "facilitator",
    "behind a proxy": "deploy",
    "reset a password": "reference/commands",
    "upgrade to a new version": "upgrades",
    "retention days": "reference/settings",
    "避難経路": "glossary",
}


def build(docs: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Build as `make docs` does."""
    words = [sys.executable, "-m", "sphinx", "-qWE", "--keep-going", "-d", f"{site}.read"]
    return subprocess.run([*words, docs, site], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "site"
    done = build(ROOT / "docs", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with the headers of the product."""
    shield = Middleware(Shield, policy=policy([]), public_url="")
    app = Starlette(routes=Handbook(site).routes(), middleware=[shield])
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started, "the site is not served")
    yield f"http://localhost:{port}/docs"
    server.should_exit = True
    thread.join()


def missing(page: Page) -> list[str]:
    """A list to which comes what the page asks for and does not get."""
    found: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            found.append(answer.url)

    page.on("response", note)
    return found


def first_three(page: Page, address: str, words: str) -> list[str]:
    """The pages of the first three results of a search."""
    page.goto(f"{address}/search.html?q={quote_plus(words)}")
    expect(page.locator(".search-summary")).to_contain_text(re.compile("finished|did not match"))
    links = page.locator("ul.search > li > a").evaluate_all("all => all.map(a => a.pathname)")
    return [one.removeprefix("/docs/").removesuffix(".html") for one in links[:3]]


def test_the_reference_is_that_of_the_code() -> None:
    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, f"run python -m tools.reference: {path}"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[there](there.md)", "there.md"),
        ("[there](README.md#there)", "'there'"),
        ("Lost.\n\n# Two\n\n### Three", "header level"),
    ],
)
def test_what_is_wrong_with_a_page_ends_the_build(line: str, why: str, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    shutil.copy(ROOT / "docs/conf.py", docs)
    shutil.copytree(ROOT / "docs/_static", docs / "_static")
    (docs / "README.md").write_text("# Tour\n\nAll is well.\n", encoding="utf-8")
    assert build(docs, tmp_path / "well").returncode == 0
    (docs / "README.md").write_text(f"# Tour\n\n{line}\n", encoding="utf-8")
    done = build(docs, tmp_path / "wrong")
    assert done.returncode != 0
    assert why in done.stderr


def test_every_page_may_run_its_scripts(site: Path) -> None:
    allowed = set(inline_scripts((site / FIRST).read_text(encoding="utf-8")))
    assert allowed
    for path in site.rglob("*.html"):
        assert set(inline_scripts(path.read_text(encoding="utf-8"))) <= allowed, path


def test_a_reader_walks_through_the_site(address: str, people: People) -> None:
    page = people.person()
    lost = missing(page)
    page.goto(address)
    page.get_by_role("link", name="Settings", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")
    page.get_by_placeholder("Search").fill("RESILIENCE_BACKUPS")
    page.keyboard.press("Enter")
    page.locator("ul.search").get_by_role("link", name="Settings").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")
    page.get_by_role("button", name="Toggle Light / Dark / Auto color theme").last.click()
    expect(page.locator("body")).to_have_attribute("data-theme", "dark")
    assert lost == []


def test_the_search_finds_what_people_look_for(address: str, people: People) -> None:
    page = people.person()
    found = {words: first_three(page, address, words) for words in TASKS}
    assert {words: found[words] for words in TASKS if TASKS[words] not in found[words]} == {}


@pytest.mark.parametrize(("queries", "most"), [(FIRST_DAY, 1), (CITIES | IT | ANALYSTS, 4)])
def test_the_search_finds_what_newcomers_type(
    address: str, people: People, queries: dict[str, tuple[str, ...]], most: int
) -> None:
    """Almost all: a page that is changed for another reason need not know these words."""
    page = people.person()
    found = {words: first_three(page, address, words) for words in queries}
    missed = {
        words: found[words] for words in queries if not set(queries[words]) & set(found[words])
    }
    assert len(missed) <= most, missed


@pytest.mark.parametrize(("scheme", "rules"), [("light", ()), ("dark", COLOURS)])
def test_pages_fit_a_phone_and_axe_finds_nothing_grave(
    address: str, people: People, scheme: Literal["light", "dark"], rules: Sequence[str]
) -> None:
    page = people.person(360, 740)
    page.emulate_media(color_scheme=scheme)
    for path in ("index", "reference/settings", "deploy", "search"):
        page.goto(f"{address}/{path}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert faults(page, path, rules) == []
