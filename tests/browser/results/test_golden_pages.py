"""Every results page of the workshop that was worked by hand shows the figures of worked/pages.yaml."""

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect

from resilience.store import Store, migrate
from tests.browser import steps
from tests.golden.workshop import PAGES, add_otherton, hold_golden
from tests.live import People, Server, free_port

#: a row of a table as it is read, its minus signs as hyphens: its name, then its cells
Row = list[str]
READ = """() => [...document.querySelectorAll('[data-testid=stMain] tbody tr')].map(
    row => [...row.querySelectorAll('th, td')].map(
        cell => cell.textContent.trim().replace(/\\s/g, ' ').replace('−', '-')))"""


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server with the workshop, and the code of it."""
    folder = tmp_path_factory.mktemp("golden")
    stores = [Store(f"sqlite:///{folder / name}.db") for name in ("city", "elsewhere")]
    for store in stores:
        migrate(store)
    code = hold_golden(stores[0]).code
    add_otherton(*stores)
    for store in stores:
        store.engine.dispose()
    server = Server(folder, free_port()).start()
    yield server, code
    server.stop()


@pytest.fixture
def opened(golden: tuple[Server, str], people: People) -> "Opened":
    """Opens pages of the workshop as the host."""
    server, code = golden
    page = people.person()
    page.goto(server.facilitator_link)
    return Opened(page, server, code)


class Opened:
    """A browser that goes from page to page of the workshop."""

    def __init__(self, page: Page, server: Server, code: str) -> None:
        self.page, self.server, self.code = page, server, code

    def rows(self, address: str) -> list[Row]:
        """All rows of all tables of a page, those in panels and tabs too."""
        self.page.goto(f"{self.server.url}/{address}?workshop={self.code}")
        expect(self.page.locator(".result-line")).to_be_visible()
        steps.settled(self.page)
        found = self._rows_in_sight()
        for tab in self.page.get_by_role("tab").all():
            tab.click()
            found += self._rows_in_sight()
        return found

    def _rows_in_sight(self) -> list[Row]:
        steps.open_all(self.page)
        steps.settled(self.page)
        # tables come when in sight
        expect(self.page.locator("[data-testid=stSkeleton]:visible")).to_have_count(0)
        return list(self.page.evaluate(READ))


def shown(rows: Sequence[Row], name: str, *cells: str) -> bool:
    """Whether a table has a row whose name begins so, with these cells side by side in it."""
    wanted = list(cells)
    return any(
        row[0].startswith(name)
        and any(row[at : at + len(wanted)] == wanted for at in range(1, len(row)))
        for row in rows
    )


def test_the_overview(opened: Opened) -> None:
    expected = PAGES["overview"]
    rows = opened.rows("overview")
    expect(opened.page.locator("h1.headline")).to_contain_text(expected["headline"])
    for part in ("themes", "strongest", "weakest", "least known"):
        for name, figure in expected[part].items():
            assert shown(rows, name, figure), (part, name)
    for name, (overall, move) in expected["what if"].items():
        assert shown(rows, name, overall, move), name


def test_departments(opened: Opened) -> None:
    rows = opened.rows("departments")
    for unit, themes in PAGES["departments"].items():
        assert shown(rows, unit, *themes.values()), unit


def test_peers(opened: Opened) -> None:
    rows = opened.rows("peers")
    for name, cells in PAGES["peers"].items():
        assert shown(rows, name, *cells), name


def test_priorities(opened: Opened) -> None:
    rows = opened.rows("priorities")
    for code, gain in PAGES["priorities"]["gains"].items():
        assert shown(rows, code, gain), code


def test_the_trend(opened: Opened) -> None:
    expected = PAGES["trend"]
    rows = opened.rows("trend")
    expect(opened.page.get_by_text(expected["overall"])).to_be_visible()
    for year, figures in expected["themes"].items():
        assert shown(rows, year, *figures), year
    for theme, said in expected["moved"].items():
        assert any(row[0] == theme and row[1].startswith(said) for row in rows), theme
    for code, cells in expected["indicators"].items():
        assert shown(rows, code, *cells), code
