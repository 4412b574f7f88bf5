"""Under which names cookies are kept: over TLS those that this host alone can have set."""

import pytest

from resilience.services.access.tokens import ACCOUNT, OVER_TLS, PERSON, STAFF
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from tests.services.held import Held
from tests.services.staff import with_password
from tests.web import phone_steps as page
from tests.web.client import Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import form
from tests.web.joining.test_links import token
from tests.web.sign_in.test_sign_in import enter


@pytest.fixture
def secure(browser: Opens) -> Browser:
    """The browser of somebody new who came over TLS."""
    return browser(scheme="https")


@pytest.fixture
def joined_before(browser: Opens, held: Held) -> str:
    """The token of somebody from Power, who joined with an earlier version."""
    return page.joined(browser(), held, "Power").cookies[PERSON]


def test_over_tls_cookies_are_of_this_host_alone(secure: Browser, held: Held) -> None:
    with_password(held.store, "ana", "admin")
    kept = (
        secure.post("/join", form(held)).cookies
        | secure.get(f"/open/{token(held, 'official')}").cookies
        | enter(secure).cookies
    )
    assert {OVER_TLS + name for name in (PERSON, STAFF, ACCOUNT)} < kept.keys()
    for name, cookie in kept.items():
        assert name.startswith(OVER_TLS)
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert (cookie["httponly"], cookie["samesite"]) == (True, "lax")
    assert secure.get("/joined").status == 200
    assert secure.get(f"/paper?code={held.code}").status == 200


def test_on_plain_http_cookies_keep_their_names(phone: Browser, held: Held) -> None:
    with_password(held.store, "ana")
    page.joined(phone, held)
    phone.get(f"/open/{token(held, 'official')}")
    enter(phone)
    assert {PERSON, STAFF, ACCOUNT} < phone.cookies.keys()
    assert not any(name.startswith(OVER_TLS) for name in phone.cookies)


def test_a_cookie_that_was_planted_loses_against_that_of_this_host(
    secure: Browser, voting: Held, joined_before: str
) -> None:
    page.joined(secure, voting, "Water")
    mine = secure.cookies[OVER_TLS + PERSON]
    secure.cookies[PERSON] = joined_before
    (told,) = page.results(page.send(secure, page.sending()))
    assert told["state"] == "saved"
    assert f"/return/{mine}" in secure.get("/joined").body
    assert "Water" in secure.get("/joined").body


def test_the_cookie_of_an_earlier_version_counts_until_the_workshop_closes(
    secure: Browser, held: Held, joined_before: str
) -> None:
    secure.cookies[PERSON] = joined_before
    assert "Power" in secure.get("/joined").body
    assert secure.get("/m").status == 200
    held.bring_to(Phase.CLOSED)
    assert secure.get("/joined").location == "/join"
    assert secure.get("/m").location == "/join"
    assert secure.post(f"/return/{joined_before}").location == "/score"
    assert secure.get("/joined").status == 200


def test_on_plain_http_a_participant_stays_after_the_close(phone: Browser, held: Held) -> None:
    page.joined(phone, held)
    held.bring_to(Phase.CLOSED)
    assert phone.get("/joined").status == 200


def test_whoever_joins_over_tls_loses_the_cookie_of_an_earlier_version(
    secure: Browser, held: Held, joined_before: str
) -> None:
    secure.cookies[PERSON] = joined_before
    page.joined(secure, held, "Roads")
    assert PERSON not in secure.cookies
    assert "Roads" in secure.get("/joined").body


def test_leaving_ends_cookies_under_both_names(
    secure: Browser, held: Held, joined_before: str
) -> None:
    page.joined(secure, held)
    secure.cookies[PERSON] = joined_before
    answer = secure.post("/next")
    assert PERSON not in secure.cookies
    assert OVER_TLS + PERSON not in secure.cookies
    assert answer.cookies[OVER_TLS + PERSON]["secure"]  # else browsers keep it


def test_links_that_an_earlier_version_kept_count_until_they_are_kept_anew(
    secure: Browser, held: Held
) -> None:
    secure.cookies[STAFF] = token(held, "facilitator")
    assert secure.get(f"/paper?code={held.code}").status == 200
    secure.get(f"/open/{token(held, 'official')}")
    assert STAFF not in secure.cookies
    assert secure.get(f"/paper?code={held.code}").status == 200


def test_a_planted_account_is_nobody_over_tls(
    browser: Opens, secure: Browser, store: Store, held: Held
) -> None:
    with_password(store, "mallory", "admin")
    evil = browser()
    enter(evil, "mallory")
    secure.cookies[ACCOUNT] = evil.cookies[ACCOUNT]
    assert secure.get(f"/paper?code={held.code}").status == 403
    assert evil.get(f"/paper?code={held.code}").status == 200
