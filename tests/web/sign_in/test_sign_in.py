"""The plain pages on which staff sign in with a password, out again, and by links that work once."""

import re

import pytest

from resilience.services.access.access import NOBODY, identify
from resilience.services.access.tokens import ACCOUNT, OVER_TLS
from resilience.services.accounts.accounts import end_account
from resilience.services.accounts.grants import end_role
from resilience.services.accounts.password_links import first_admin_link, make_password_link
from resilience.store import Store
from resilience.store.tables import SignIn
from resilience.web.guard.cookies import DEVICE
from resilience.web.sign_in import tries
from tests.services.held import KEY, Held, rows
from tests.services.staff import ADMIN, PASSWORD, account, hired, seen, with_password
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens
from tests.web.guard.test_safety import OTHER_SITE
from tests.web.joining.test_join import error_in

WRONG = "The name or the password is incorrect."
FIRST: dict[str, object] = {"name": "Ana Sousa", "sign_in": "ana@cascais.pt"}
TWICE: dict[str, object] = {"password": PASSWORD, "again": PASSWORD}


def enter(phone: Browser, name: str = "ana", password: str = PASSWORD) -> Answer:
    """Somebody sends the form to sign in."""
    return phone.post("/sign-in", {"name": name, "password": password})


def test_signing_in_keeps_a_cookie_that_scripts_do_not_see(phone: Browser, store: Store) -> None:
    ana = with_password(store, "ana", "admin")
    assert 'action="/sign-in"' in phone.get("/sign-in").body
    answer = enter(phone)
    assert (answer.status, answer.location) == (303, "/")
    cookie = answer.cookies[ACCOUNT]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    assert (cookie["max-age"], cookie["secure"]) == (str(12 * 3600), "")
    assert seen(store, cookie.value).account_id == ana


def test_the_cookie_is_secure_where_the_page_is(browser: Opens, store: Store) -> None:
    with_password(store, "ana")
    assert enter(browser(scheme="https")).cookies[OVER_TLS + ACCOUNT]["secure"]


@pytest.mark.parametrize(
    ("roles", "address"),
    [
        (("facilitator in {}",), "/live?workshop={}"),
        (("lead in {} / Water",), "/overview?workshop={}"),
        (("official in Cascais, Portugal",), "/overview?workshop={}"),
        (("coordinator",), "/network"),
        (("admin",), "/"),
        ((), "/"),
    ],
)
def test_somebody_lands_where_the_role_works(
    phone: Browser, held: Held, roles: tuple[str, ...], address: str
) -> None:
    with_password(held.store, "ana", *(role.format(held.code) for role in roles))
    assert enter(phone).location == address.format(held.code)


def test_a_wrong_password_is_told_as_an_unknown_name_is(phone: Browser, store: Store) -> None:
    with_password(store, "ana")
    told = [enter(phone, *wrong) for wrong in (("ana", "wrong"), ("nobody", PASSWORD), ("", ""))]
    assert {(answer.status, error_in(answer).startswith(WRONG)) for answer in told} == {(403, True)}
    assert 'value="ana"' in told[0].body
    assert PASSWORD not in "".join(answer.body for answer in told)
    assert phone.cookies == {}


def test_signing_out_ends_the_token_and_the_cookie(phone: Browser, store: Store) -> None:
    with_password(store, "ana")
    enter(phone)
    token = phone.cookies[ACCOUNT]
    answer = phone.post("/sign-out")
    assert (answer.status, answer.location, list(phone.cookies)) == (303, "/", [DEVICE])
    assert seen(store, token) == NOBODY
    enter(phone)
    token = phone.cookies[ACCOUNT]
    phone.post("/leave")
    assert (phone.cookies, seen(store, token)) == ({}, NOBODY)


def test_signing_in_anew_ends_what_was_signed_in_here(phone: Browser, store: Store) -> None:
    with_password(store, "ana")
    with_password(store, "bo")
    enter(phone)
    before = phone.cookies[ACCOUNT]
    enter(phone, "bo")
    assert seen(store, before) == NOBODY
    assert seen(store, phone.cookies[ACCOUNT]).account == "bo"


@pytest.mark.parametrize("way", ["role", "account", "hours"])
def test_plain_pages_see_at_once_that_a_role_is_over(phone: Browser, held: Held, way: str) -> None:
    ana = with_password(held.store, "ana", f"facilitator in {held.code}")
    enter(phone)
    paper = f"/paper?code={held.code}"
    assert phone.get(paper).status == 200
    if way == "role":
        end_role(held.store, ADMIN, account(held.store, "ana").roles[0].id)
    elif way == "account":
        end_account(held.store, ADMIN, ana)
    else:
        with held.store.write() as session:
            for row in rows(held.store, SignIn):
                row.expires_at = row.made_at
                session.merge(row)
    assert phone.get(paper).status == 403
    assert identify(held.store, KEY, account_token=phone.cookies[ACCOUNT]).grants == ()


@pytest.mark.parametrize("post", ["/sign-in", "/sign-out", "/account/x"])
def test_a_post_of_another_site_is_refused(phone: Browser, store: Store, post: str) -> None:
    with_password(store, "ana")
    enter(phone)
    kept = dict(phone.cookies)
    for headers in ({"origin": "https://evil.example"}, {"sec_fetch_site": "cross-site"}):
        answer = phone.post(post, {"name": "ana", "password": PASSWORD}, **headers)
        assert (answer.status, error_in(answer)) == (403, OTHER_SITE)
    assert phone.cookies == kept
    assert seen(store, phone.cookies[ACCOUNT]).account == "ana"


def test_many_tries_for_one_name_are_stopped_whether_it_is_known_or_not(
    browser: Opens, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "MOST_OF_ACCOUNT", 2)
    with_password(store, "ana")
    for name in ("ana", "nobody"):
        told = [enter(browser(), name, "wrong").status for _ in range(4)]
        assert told == [403, 403, 429, 429]
    answer = enter(browser(), "ANA")
    assert (answer.status, answer.cookies) == (429, {})
    assert "for this name" in error_in(answer)


def test_many_tries_of_one_network_are_stopped(
    browser: Opens, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "MOST_SIGN_INS", 3)
    told = [enter(browser(), f"name{n}", "wrong").status for n in range(5)]
    assert told == [403, 403, 403, 429, 429]
    assert enter(browser(address="10.0.0.9"), "name", "wrong").status == 403


def test_the_first_admin_is_made_once(phone: Browser, store: Store) -> None:
    way = f"/account/{first_admin_link(store, KEY)}"
    assert "The first admin" in phone.get(way).body
    for wrong, said in (
        ({**FIRST, "password": "short", "again": "short"}, "12 to 200"),
        ({**FIRST, "password": PASSWORD, "again": "other"}, "differ"),
        ({**FIRST, "sign_in": "", **TWICE}, "Enter the name"),
    ):
        answer = phone.post(way, wrong)
        assert (answer.status, said in error_in(answer)) == (400, True)
        assert 'value="Ana Sousa"' in answer.body
        assert not re.search(r'type="password"[^>]*value=', answer.body)
    answer = phone.post(way, FIRST | TWICE)
    assert (answer.status, answer.location) == (303, "/")
    assert seen(store, phone.cookies[ACCOUNT]).is_admin
    for again in (phone.get(way), phone.post(way, FIRST | TWICE)):
        assert (again.status, "has been used" in error_in(again)) == (404, True)


def test_a_link_sets_the_password_of_its_account_alone(phone: Browser, store: Store) -> None:
    bo = hired(store, "bo", "coordinator")
    way = f"/account/{make_password_link(store, KEY, ADMIN, bo)}"
    assert "The first admin" not in phone.get(way).body
    answer = phone.post(way, FIRST | TWICE)
    assert answer.location == "/network"
    assert seen(store, phone.cookies[ACCOUNT]).account == "bo"
    assert enter(phone, "bo").status == 303


@pytest.mark.parametrize("link", ["unknown", "%00", "%C3%A9", "a" * 5000])
def test_a_link_that_is_not_known_is_refused_in_a_sentence(phone: Browser, link: str) -> None:
    for answer in (phone.get(f"/account/{link}"), phone.post(f"/account/{link}", TWICE)):
        assert (answer.status, "has been used or has expired" in error_in(answer)) == (404, True)


def test_without_a_provider_there_is_no_way_to_one(phone: Browser) -> None:
    assert "/sign-in/oidc" not in phone.get("/sign-in").body
    for way in ("/sign-in/oidc", "/sign-in/oidc/back?code=1&state=2"):
        answer = phone.get(way)
        assert (answer.status, "No identity provider" in error_in(answer)) == (404, True)
