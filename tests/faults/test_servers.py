"""Two servers behind nginx on one PostgreSQL: they agree, and one may go away while people vote."""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from resilience.services.accounts.host_links import replace_host_link
from tests.faults.database import Database
from tests.faults.people import Hall
from tests.faults.proxy import Nginx
from tests.live import Server, free_port
from tests.services.held import Held
from tests.services.staff import ADMIN

PHONES, TIMES = 10, 20
#: where the live page says how many came and how much was answered, and what it says of 3 in 4
COUNTED, THREE_OF_FOUR = (
    "p.hall:has(b)",
    re.compile(r"10 of 15 people joined · 75\s?% of all answers are in"),
)


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[list[Server]]:
    """Two processes on one database, with one folder for what the installation keeps."""
    started = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        env = {"RESILIENCE_DATABASE_URL": database.url, "RESILIENCE_DATA": str(tmp_path)}
        started.append(Server(tmp_path / name, free_port(), env).start())
    yield started
    for server in started:
        server.stop()


@pytest.fixture
def nginx(servers: list[Server], tmp_path: Path) -> Iterator[Nginx]:
    """The sample before them."""
    started = Nginx(tmp_path, [server.port for server in servers]).write().start()
    yield started
    started.stop()


def live_page(browser: Browser, nginx: Nginx, held: Held, link: str) -> tuple[Page, str]:
    """A projector, and the server that its pages come from."""
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.goto(f"{nginx.url}/open/{link}")
    page.goto(f"{nginx.url}/live?workshop={held.code}")
    expect(page.locator(COUNTED)).to_be_visible()
    machine = next(c["value"] for c in context.cookies() if c["name"] == "machine")
    return page, nginx.seats()[machine][-1]


def projectors(browser: Browser, nginx: Nginx, held: Held, link: str) -> dict[str, Page]:
    """A projector on each server, by server."""
    shown: dict[str, Page] = {}
    while len(shown) < 2:
        page, server = live_page(browser, nginx, held, link)
        shown.setdefault(server, page)
    return shown


def test_two_servers_agree_and_one_may_go_away(
    servers: list[Server], nginx: Nginx, voting: Held, browser: Browser, tmp_path: Path
) -> None:
    hall = Hall.joined(voting, nginx.port, PHONES, secure=True)
    key = (tmp_path / "secret").read_bytes().strip()
    link = replace_host_link(voting.store, key, ADMIN)
    shown = projectors(browser, nginx, voting, link)
    for one in hall.answer(3):
        one.result()
    start = time.monotonic()
    for page in shown.values():  # 3 of the 4 indicators
        expect(page.locator(COUNTED)).to_have_text(THREE_OF_FOUR)
    sys.stdout.write(f"\nboth live pages agree after {time.monotonic() - start:.1f} s\n")
    reached = [servers_of[-1] for servers_of in nginx.seats().values()]
    assert set(reached) == {f"127.0.0.1:{server.port}" for server in servers}
    assert all(len(servers_of) == 1 for servers_of in nginx.seats().values())

    hall.go_through(servers[0].kill, TIMES)
    away, here = (f"127.0.0.1:{server.port}" for server in servers)
    moved = [came for came in nginx.seats().values() if came[0] == away]
    assert moved
    assert all(came[-1] == here for came in nginx.seats().values() if len(came) > 1)
    page = shown[away]
    page.reload()
    expect(page.locator(COUNTED)).to_have_text(THREE_OF_FOUR)
