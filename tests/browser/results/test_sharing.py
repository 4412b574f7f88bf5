"""A facilitator shares a page and a chart; strangers open both on a real server, until they are revoked."""

import http.server
import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from functools import partial
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text as sql

from resilience.framework import Framework
from resilience.services.cities.publications import show_to_network, take_from_network
from resilience.services.cities.shares import PAGES
from resilience.store import Store
from tests.app.rooms import reveal_all
from tests.browser import steps
from tests.live import People, Server, free_port
from tests.services.held import KEY, Held, finish, reopen, set_up
from tests.web.test_embed import ALT, FINDING, GONE

#: pages of which a link opens one, and others that it does not open
PLACES = (*PAGES, "peers", "trend", "network", "actions", "workbook", "report", "package")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server with the key of the tests."""
    started = Server(tmp_path, free_port(), {"RESILIENCE_SECRET": KEY.decode()}).start()
    yield started
    started.stop()


@pytest.fixture
def room(server: Server, framework: Framework) -> Iterator[Held]:
    """A closed workshop whose result cities here see."""
    store = Store(f"sqlite:///{server.database}")
    held = set_up(store, framework)
    reveal_all(held)
    held.move(finish, show_to_network)
    yield held
    store.engine.dispose()


@pytest.fixture
def facilitator(server: Server, room: Held, people: People) -> Page:
    """The overview of somebody who may share it, with the dialog open."""
    page = people.person()
    page.goto(f"{server.url}/open/{room.link('facilitator').token}")
    page.goto(f"{server.url}/overview?workshop={room.code}")
    page.get_by_role("button", name="Share").click()
    return page


def made(page: Page, button: str, count: int = 1) -> list[str]:
    """The addresses that a button of the dialog makes, the first ones there."""
    page.get_by_role("dialog").get_by_role("button", name=button).click()
    expect(page.get_by_test_id("stCode")).to_have_count(count)
    return [steps.written(one) for one in page.get_by_test_id("stCode").all()]


@contextmanager
def elsewhere(folder: Path, frame: str) -> Iterator[str]:
    """A page of another site, at another address and port, with a frame."""
    (folder / "other.html").write_text(f"<!doctype html><title>Town</title>{frame}")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}/other.html"
        site.shutdown()


def asked(address: str) -> tuple[int, Message, str]:
    """Status, headers and words of an address, for somebody without a cookie."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_a_link_opens_its_page_alone_until_it_ends(
    server: Server,
    room: Held,
    people: People,
    facilitator: Page,
) -> None:
    (link,), stranger = made(facilitator, "Create link"), people.person()
    stranger.goto(link)
    expect(stranger).to_have_url(re.compile("/overview"))
    expect(stranger.locator(".headline")).to_have_text(FINDING)
    stranger.get_by_role("navigation").get_by_role("button", name="Results").click()
    expect(stranger.get_by_test_id("stTopNavDropdownLink")).to_have_text([re.compile("Overview$")])
    stranger.get_by_test_id("stPopover").get_by_role("button").click()
    expect(stranger.get_by_role("button", name="CSV").first).to_be_visible()
    expect(stranger.get_by_text("Download workbook (Excel)")).to_have_count(0)
    expect(stranger.get_by_role("button", name="Share")).to_have_count(0)
    for other in PLACES[1:]:
        stranger.goto(f"{server.url}/{other}?workshop={room.code}")
        expect(
            stranger.get_by_text(re.compile("are only for people with|can see the network"))
        ).to_be_visible()
        assert FINDING not in stranger.content(), other
    with room.store.write() as session:
        session.connection().execute(sql("UPDATE share SET ends_at = made_at"))
    stranger.goto(f"{server.url}/overview?workshop={room.code}")
    expect(stranger.get_by_text("are only for people with its link")).to_be_visible()
    stranger.goto(link)
    expect(stranger.get_by_text("it may have expired")).to_be_visible()


def test_a_revoked_link_opens_nothing(
    server: Server,
    people: People,
    facilitator: Page,
) -> None:
    (link,), stranger = made(facilitator, "Create link"), people.person()
    facilitator.get_by_role("button", name="Revoke").click()
    expect(facilitator.get_by_role("button", name="Revoke")).to_have_count(0)
    assert asked(link)[0] == 404
    stranger.goto(link)
    expect(stranger.get_by_text("It may have been revoked or replaced")).to_be_visible()


def test_a_chart_stands_on_another_site_until_it_is_hidden(
    server: Server,
    room: Held,
    people: People,
    facilitator: Page,
    tmp_path: Path,
) -> None:
    frame, picture = made(facilitator, "Create address", 2)
    address = picture.removesuffix(".svg")
    for one in (address, picture):
        status, headers, _ = asked(one)
        assert status == 200
        assert headers["Set-Cookie"] is None
        assert headers["X-Frame-Options"] is None
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "frame-ancestors *" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "public, max-age=300"
    with elsewhere(tmp_path, frame) as site:
        visitor = people.person()
        visitor.goto(site)
        inside = visitor.frame_locator("iframe")
        expect(inside.get_by_role("heading", name=FINDING)).to_be_visible()
        expect(inside.get_by_alt_text(ALT)).to_be_visible()
        assert inside.locator("img").evaluate("one => one.naturalWidth") > 0
        visitor.set_viewport_size({"width": 360, "height": 800})
        page = inside.locator("html")
        assert page.evaluate("one => one.scrollHeight <= one.clientHeight"), "all is seen"
        assert (
            visitor.locator("iframe").evaluate("one => getComputedStyle(one).borderWidth") == "0px"
        )
        assert visitor.context.cookies() == []
    room.move(take_from_network)
    assert GONE in asked(address)[2]
    room.move(show_to_network)
    assert asked(address)[0] == 200
    room.move(reopen)
    for one in (address, picture):
        status, headers, said = asked(one)
        assert (status, headers["Cache-Control"]) == (404, "no-store")
        assert GONE in said
