"""Staff links, leaving, cookies, and the poster."""

import pytest

from resilience.services.access.access import Visitor, identify
from resilience.services.access.links import replace_link
from resilience.services.access.tokens import MOST_LINKS, PERSON, STAFF, split_tokens
from resilience.services.cities.coordinators import invite_coordinator
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.routes import Web
from tests.pdf import read_pdf
from tests.services.held import HOST, KEY, Held, host_link
from tests.web.client import Browser
from tests.web.conftest import Opens, app_of
from tests.web.joining.test_join import Sets, error_in, form

DAY = 24 * 3600


def token(held: Held, role: str, department: str | None = None) -> str:
    """The token of a role's link."""
    return held.link(role, department).token or ""


def visitor(held: Held, browser: Browser) -> Visitor:
    """Who a browser's links say it is."""
    links = split_tokens(browser.cookies[STAFF])
    return identify(held.store, KEY, staff_tokens=links)


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("facilitator", "/live"),
        ("cofacilitator", "/live"),
        ("official", "/overview"),
        ("lead", "/overview"),
    ],
)
def test_a_link_opens_where_its_role_works(
    phone: Browser, held: Held, role: str, page: str
) -> None:
    answer = phone.get(f"/open/{token(held, role)}")
    assert (answer.status, answer.location) == (303, f"{page}?workshop={held.code}")
    assert visitor(held, phone).may(held.id, [role])  # type: ignore[list-item]


def test_a_leads_link_opens_the_reply_while_it_is_awaited(phone: Browser, held: Held) -> None:
    reply_first(held.store, HOST, held.code)
    held.bring_to(Phase.REVEALED)
    answer = phone.get(f"/open/{token(held, 'lead')}")
    assert answer.location == f"/reply?workshop={held.code}"


def test_the_installations_link_opens_the_first_page(phone: Browser, held: Held) -> None:
    answer = phone.get(f"/open/{host_link(held.store)}")
    assert (answer.status, answer.location) == (303, "/")
    assert visitor(held, phone).is_host


def test_a_coordinators_link_opens_the_network(phone: Browser, held: Held) -> None:
    link = invite_coordinator(held.store, KEY, HOST, "ICLEI")
    answer = phone.get(f"/open/{link}")
    assert (answer.status, answer.location) == (303, "/network")
    assert visitor(held, phone).is_coordinator


def test_a_further_link_keeps_the_earlier_ones(phone: Browser, held: Held, workshop: Sets) -> None:
    other = workshop()
    for link in (token(held, "facilitator"), token(other, "official"), token(held, "facilitator")):
        phone.get(f"/open/{link}")
    assert split_tokens(phone.cookies[STAFF]) == (
        token(held, "facilitator"),
        token(other, "official"),
    )
    assert visitor(held, phone).may(held.id, ["facilitator"])
    assert visitor(held, phone).may(other.id, ["official"])


def test_a_browser_keeps_the_newest_links_alone(phone: Browser, workshop: Sets) -> None:
    opened = [token(workshop(), "official") for _ in range(MOST_LINKS + 1)]
    for link in opened:
        phone.post(f"/open/{link}")
    assert split_tokens(phone.cookies[STAFF]) == tuple(reversed(opened[1:]))


@pytest.mark.parametrize("link", ["unknown", "%C3%A9", "a" * 5000, "%00"])
def test_an_unknown_link_is_refused_in_a_sentence(phone: Browser, held: Held, link: str) -> None:
    phone.get(f"/open/{token(held, 'official')}")
    mine = dict(phone.cookies)
    answer = phone.get(f"/open/{link}")
    assert answer.status == 404
    assert error_in(answer) == (
        "This link is not valid. It may have been revoked or replaced, or it may have expired. Ask the person "
        "who gave it to you for a new one."
    )
    assert phone.cookies == mine


def test_a_replaced_link_is_refused_and_its_cookie_counts_for_nothing(
    browser: Opens, held: Held
) -> None:
    old, link = token(held, "facilitator"), held.link("facilitator")
    before = browser()
    before.get(f"/open/{old}")
    replace_link(held.store, KEY, HOST, held.code, link.id)
    assert browser().get(f"/open/{old}").status == 404
    assert not visitor(held, before).may(held.id, ["facilitator"])
    assert browser().get(f"/open/{token(held, 'facilitator')}").status == 303


def test_leaving_ends_links_and_participant(phone: Browser, held: Held) -> None:
    phone.post("/join", form(held))
    phone.get(f"/open/{token(held, 'official')}")
    answer = phone.post("/leave")
    assert (answer.status, answer.location) == (303, "/")
    assert phone.cookies == {}
    for name in (PERSON, STAFF):
        ended = answer.cookies[name]
        assert (ended["path"], ended["httponly"], ended["samesite"]) == ("/", True, "lax")


def test_cookies_are_kept_from_scripts_and_other_sites(phone: Browser, held: Held) -> None:
    person = phone.post("/join", form(held)).cookies[PERSON]
    staff = phone.get(f"/open/{token(held, 'official')}").cookies[STAFF]
    back = phone.get(f"/return/{person.value}").cookies[PERSON]
    for cookie, days in ((person, 30), (back, 30), (staff, 14)):
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "lax"
        assert cookie["path"] == "/"
        assert cookie["secure"] == ""
        assert cookie["max-age"] == str(days * DAY)
        assert cookie["domain"] == ""


def test_the_poster_says_where_and_with_which_code(phone: Browser, held: Held) -> None:
    answer = phone.get(f"/poster?code={held.code.lower()}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'inline; filename="join-{held.code}.pdf"'
    said = read_pdf(answer.content).words
    for words in ("Cascais", "Two themes", "October 13, 2026", "http://testserver/join"):
        assert words in said
    assert held.code in said.replace(" ", "")
    assert "/open/" not in said


def test_the_poster_speaks_the_language_that_its_address_names(phone: Browser, held: Held) -> None:
    answer = phone.get(f"/poster?code={held.code}&language=ja", accept_language="ko")
    read = read_pdf(answer.content)
    assert read.language == "ja"
    assert "2026年10月13日" in read.words.replace(" ", "")


def test_the_poster_and_return_links_carry_the_public_address(browser: Opens, held: Held) -> None:
    phone = browser(public_url="https://city.example/")
    poster = phone.get(f"/poster?code={held.code}")
    assert "https://city.example/join" in read_pdf(poster.content).words
    phone.post("/join", form(held))
    assert f"https://city.example/return/{phone.cookies[PERSON]}" in phone.get("/joined").body


def test_behind_a_proxy_the_addresses_are_those_of_the_proxy(browser: Opens, held: Held) -> None:
    phone = browser(host="city.example", scheme="https")
    poster = phone.get(f"/poster?code={held.code}")
    assert "https://city.example/join" in read_pdf(poster.content).words


@pytest.mark.parametrize("address", ["/poster", "/poster?code=NOSUCH"])
def test_the_poster_of_an_unknown_workshop_is_refused_in_a_sentence(
    phone: Browser, address: str
) -> None:
    answer = phone.get(address)
    assert answer.status == 404
    assert error_in(answer).startswith("There is no workshop with the code ")


def test_the_hosts_link_ends_by_the_settings_and_those_of_workshops_stay(
    store: Store, held: Held
) -> None:
    web = Web(store, Settings(secret=KEY.decode(), facilitator_link=False))
    phone = Browser(app_of(web))
    host = host_link(store)
    assert phone.get(f"/open/{host}").status == 404
    phone.cookies[STAFF] = host
    assert phone.get(f"/paper?code={held.code}").status == 403
    assert phone.get(f"/key?code={held.code}").status == 403
    phone.get(f"/open/{token(held, 'facilitator')}")
    assert phone.get(f"/paper?code={held.code}").status == 200
    web.close()


@pytest.mark.parametrize("address", ["http://localhost:8501", "https://elsewhere.example/city", ""])
def test_a_pasted_link_opens_here_whatever_its_address(
    phone: Browser, held: Held, address: str
) -> None:
    link = f"/open/{token(held, 'official')}"
    answer = phone.post("/open", {"link": f"  {address}{link} "})
    assert (answer.status, answer.location) == (303, link)


def test_what_is_no_link_is_refused_in_words(phone: Browser) -> None:
    for pasted in ("K7MPQ3", "https://elsewhere.example/live", ""):
        answer = phone.post("/open", {"link": pasted})
        assert answer.status == 400
        assert "This is not a workshop link." in error_in(answer)
