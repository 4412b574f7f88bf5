"""The chart of a published result for other sites: what the page and the picture say, and keep to themselves."""

import re
from html import unescape

import pytest

from resilience.services.cities.publications import show_to_network
from resilience.services.cities.shares import embed_chart, end_share, shares_of
from resilience.services.deciding.targets import set_target
from resilience.web.guard.refusals import MOST_WRONG_LINKS
from tests.app.rooms import reveal_all
from tests.services.held import HOST, KEY, Held, finish
from tests.web.client import Browser

#: water 81.25 and power 62.5 make 71.875: see tests/app/rooms.py
FINDING = "Cascais scores 72 of 100; lowest: Power 63"
ALT = "Score by theme, 0 to 100: Water 81.3; Power 62.5"
#: the colour in which a target is drawn
TARGET = "#e69f00"
GONE = (
    "There is no chart at this address, or it is no longer shown. Ask the "
    "person who sent it for a new address."
)


@pytest.fixture
def address(held: Held) -> str:
    """The address of the chart of a published result."""
    reveal_all(held)
    set_target(held.store, HOST, held.code, "WAT", 90)
    held.move(finish, show_to_network)
    return f"/embed/{embed_chart(held.store, KEY, HOST, held.code, 'en')}"


def test_the_page_says_finding_values_and_source(phone: Browser, address: str) -> None:
    answer = phone.get(address)
    said = unescape(answer.body)
    assert answer.status == 200
    assert f"<h1>{FINDING}</h1>" in said
    assert f'alt="{ALT}"' in said
    assert "Cascais · Source: self-assessment in a workshop, October 13, 2026" in said
    assert "Two themes 1 · 6 people answered" in said
    for hidden in ("target", "Roads", "Lisboa", "<script", "<a ", "http:"):
        assert hidden not in re.sub(r'"data:[^"]*"', "", said), hidden


def test_the_picture_says_the_same(phone: Browser, address: str) -> None:
    answer = phone.get(f"{address}.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert f"<title>{FINDING}. {ALT} Cascais" in answer.body
    assert "<text" not in answer.body
    assert TARGET not in answer.body
    assert "<script" not in answer.body


def test_it_may_stand_in_frames_and_knows_no_cookie(phone: Browser, address: str) -> None:
    phone.cookies["language"] = "ja"
    for one in (address, f"{address}.svg", f"{address}?language=ja", "/embed/unknown"):
        answer = phone.get(one)
        policy = answer.headers["content-security-policy"].split("; ")
        assert answer.cookies == {}
        assert "default-src 'none'" in policy
        assert "frame-ancestors *" in policy
        assert not any(part.startswith(("script-src", "connect-src")) for part in policy)
        kept = "no-store" if answer.status == 404 else "public, max-age=300"
        assert answer.headers["cache-control"] == kept
        assert "スコア" not in answer.body


def test_an_unknown_a_revoked_and_a_foreign_token_say_the_same(
    phone: Browser, held: Held, address: str
) -> None:
    (share,) = shares_of(held.store, KEY, HOST, held.code)
    end_share(held.store, HOST, held.code, share.id)
    for one in (
        address,
        f"{address}.svg",
        "/embed/unknown",
        f"/embed/{held.link('official').token}",
    ):
        answer = phone.get(one)
        assert answer.status == 404
        assert f"<p>{GONE}</p>" in answer.body


def test_guessing_is_slowed_down_and_right_addresses_work(phone: Browser, address: str) -> None:
    for n in range(MOST_WRONG_LINKS):
        assert phone.get(f"/embed/{n}").status == 404
    assert phone.get("/embed/one-more").status == 429
    assert phone.get(address).status == 200
