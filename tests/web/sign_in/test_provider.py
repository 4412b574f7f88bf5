"""Signing in by an identity provider, which answers over HTTP: strict, wrong and hostile ones."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey

from resilience.errors import CannotRun
from resilience.services.access.access import NOBODY
from resilience.services.access.tokens import ACCOUNT
from resilience.settings import Settings
from resilience.store import Store
from resilience.store.tables import Account
from resilience.web.guard.cookies import SENT
from resilience.web.routes import Web
from resilience.web.sign_in.provider import Provider, provider_found
from tests.live import free_port
from tests.services.held import KEY, rows
from tests.services.staff import hired, seen
from tests.web.client import Answer, Browser
from tests.web.conftest import app_of
from tests.web.identity import CLIENT, SECRET, Identity, served
from tests.web.joining.test_join import error_in

MAYOR = "mayor@cascais.pt"


@pytest.fixture(scope="module")
def made() -> RSAKey:
    """A key takes a while to be made."""
    return RSAKey.generate_key()


@pytest.fixture
def identity(made: RSAKey) -> Iterator[Identity]:
    """A provider that knows Ana."""
    ana = {
        "email": "ana@cascais.pt",
        "email_verified": True,
        "name": "Ana Sousa",
        "groups": ["it"],
    }
    with served(Identity(key=made, claims=ana)) as up:
        yield up


@pytest.fixture
def phone(store: Store, identity: Identity) -> Iterator[Browser]:
    """A browser on an installation that has this provider."""
    web = Web(store, settings(identity.issuer))
    yield Browser(app_of(web))
    web.close()


def settings(issuer: str, **changes: Any) -> Settings:
    """Those of an installation with a provider."""
    provided = {"oidc_issuer": issuer, "oidc_client": CLIENT, "oidc_secret": SECRET}
    return Settings(**{"secret": KEY.decode(), **provided, "oidc_groups": "it = admin", **changes})


def test_doctor_looks_whether_the_provider_answers(identity: Identity) -> None:
    assert provider_found(Settings(oidc_issuer="")).well
    found = provider_found(settings(identity.issuer))
    assert found.well
    assert identity.issuer in found.found
    for wrong, why in (
        (settings(f"http://localhost:{free_port()}"), "did not respond as expected"),
        (settings("http://sign-in.example"), "https://"),
        (settings(identity.issuer, oidc_client=""), "RESILIENCE_OIDC_CLIENT"),
        (settings(identity.issuer, oidc_groups="it admin"), "RESILIENCE_OIDC_GROUPS"),
    ):
        found = provider_found(wrong)
        assert not found.well
        assert why in found.found
        assert "RESILIENCE_OIDC_*" in found.mend


def come_back(phone: Browser, identity: Identity) -> Answer:
    """Somebody goes to the provider, signs in there, and is sent back."""
    there = phone.get("/sign-in/oidc")
    assert there.status == 303
    return phone.get(identity.enter(there.location).removeprefix("http://testserver"))


def refused(answer: Answer, reason: str) -> bool:
    """Whether somebody was refused in a sentence with this reason, and is not signed in."""
    assert ACCOUNT not in answer.cookies
    return answer.status == 403 and reason in error_in(answer)


def test_whom_the_provider_vouches_for_is_signed_in(
    phone: Browser, identity: Identity, store: Store
) -> None:
    assert 'href="/sign-in/oidc"' in phone.get("/sign-in").body
    sent = phone.get("/sign-in/oidc").cookies[SENT]
    assert (sent["httponly"], sent["samesite"], sent["max-age"]) == (True, "lax", "600")
    answer = come_back(phone, identity)
    assert (answer.status, answer.location) == (303, "/")
    assert SENT not in phone.cookies
    who = seen(store, phone.cookies[ACCOUNT])
    assert (who.account, who.is_admin) == ("Ana Sousa (ana@cascais.pt)", True)
    (account,) = rows(store, Account)
    assert account.subject == f"{identity.issuer} 7"


def test_what_the_token_leaves_out_is_asked_of_the_provider(
    phone: Browser, identity: Identity, store: Store
) -> None:
    identity.more, identity.claims = identity.claims, {}
    come_back(phone, identity)
    assert seen(store, phone.cookies[ACCOUNT]).account == "Ana Sousa (ana@cascais.pt)"
    identity.more = {**identity.more, "sub": "8"}  # of somebody else: it counts for nothing
    assert refused(come_back(phone, identity), "no role here")


@pytest.mark.parametrize(
    ("claims", "more"),
    [
        ({"email": MAYOR}, {}),
        ({"email": MAYOR, "email_verified": False}, {"email": MAYOR, "email_verified": True}),
        ({"email": MAYOR}, {"email": "own@cascais.pt", "email_verified": True}),
        ({"email_verified": True}, {"email": MAYOR}),
        ({"preferred_username": MAYOR}, {}),
        ({"preferred_username": MAYOR, "email_verified": True}, {}),
        ({"email": "own@cascais.pt", "email_verified": True, "preferred_username": MAYOR}, {}),
    ],
)
def test_nobody_takes_the_account_of_an_address_that_is_not_known_to_be_theirs(
    phone: Browser, identity: Identity, store: Store, claims: dict[str, Any], more: dict[str, Any]
) -> None:
    hired(store, MAYOR, "admin")
    identity.claims, identity.more = claims, more
    answer = come_back(phone, identity)
    assert (answer.status, ACCOUNT in answer.cookies) == (403, False)
    assert [one.subject for one in rows(store, Account)] == [None]


@pytest.mark.parametrize(
    ("claims", "more", "trusted"),
    [
        ({"email": MAYOR, "email_verified": True}, {}, False),
        ({"email": MAYOR, "email_verified": "true"}, {}, False),
        ({"email": MAYOR}, {"email": MAYOR, "email_verified": True}, False),
        ({}, {"email": MAYOR, "email_verified": True}, False),
        ({"email": MAYOR}, {}, True),
    ],
)
def test_the_account_of_an_address_is_its_owners(
    identity: Identity,
    store: Store,
    claims: dict[str, Any],
    more: dict[str, Any],
    trusted: bool,
) -> None:
    mayor = hired(store, MAYOR, "admin")
    identity.claims, identity.more = claims, more
    web = Web(store, settings(identity.issuer, oidc_trust_addresses=trusted))
    phone = Browser(app_of(web))
    come_back(phone, identity)
    assert seen(store, phone.cookies[ACCOUNT]).account_id == mayor
    identity.claims, identity.more = {"email": "other@cascais.pt"}, {}
    come_back(phone, identity)  # known by the provider's own name for them from now on
    assert seen(store, phone.cookies[ACCOUNT]).account_id == mayor
    web.close()


def test_a_trusted_provider_that_denies_an_address_is_believed(
    identity: Identity, store: Store
) -> None:
    hired(store, MAYOR, "admin")
    identity.claims = {"email": MAYOR, "email_verified": False}
    web = Web(store, settings(identity.issuer, oidc_trust_addresses=True))
    assert refused(come_back(Browser(app_of(web)), identity), "does not confirm that the address")
    web.close()


def test_a_code_of_another_browser_is_refused(
    phone: Browser, identity: Identity, store: Store
) -> None:
    back = identity.enter(phone.get("/sign-in/oidc").location).removeprefix("http://testserver")
    other = Browser(phone.app)
    assert refused(other.get(back), "state")
    other.get("/sign-in/oidc")
    assert refused(other.get(back), "state")
    assert refused(phone.get(back.replace("state=", "state=x")), "state")
    assert rows(store, Account) == []


def test_a_code_works_once(phone: Browser, identity: Identity) -> None:
    back = identity.enter(phone.get("/sign-in/oidc").location).removeprefix("http://testserver")
    kept = dict(phone.cookies)
    assert phone.get(back).status == 303
    phone.cookies = kept
    assert refused(phone.get(back), "invalid_grant")


def test_a_refusal_of_the_provider_is_told(phone: Browser) -> None:
    there = phone.get("/sign-in/oidc").location
    state = there.partition("&state=")[2].partition("&")[0]
    assert refused(
        phone.get(f"/sign-in/oidc/back?state={state}&error=access_denied"), "access_denied"
    )


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"aud": "another client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"nonce": "another browser's"},
        {"exp": -600},
        {"iat": 600},
        {"sub": ""},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_here_and_now_is_refused(
    phone: Browser, identity: Identity, store: Store, claims: dict[str, Any]
) -> None:
    moment = int(time.time()) if {"exp", "iat"} & claims.keys() else 0
    identity.claims |= {name: moment + said if moment else said for name, said in claims.items()}
    assert refused(come_back(phone, identity), "did not sign you in")
    assert rows(store, Account) == []


def test_a_token_that_another_signed_is_refused(phone: Browser, identity: Identity) -> None:
    identity.signer = RSAKey.generate_key()
    assert refused(come_back(phone, identity), "did not sign you in")
    identity.signer = OctKey.import_key(SECRET)
    identity.header = {"alg": "HS256"}
    assert refused(come_back(phone, identity), "did not sign you in")


def test_an_answer_of_another_issuer_is_refused(phone: Browser, identity: Identity) -> None:
    back = identity.enter(phone.get("/sign-in/oidc").location).removeprefix("http://testserver")
    assert refused(phone.get(f"{back}&iss=https://other.example"), "iss")


def test_a_wrong_secret_is_told(store: Store, identity: Identity) -> None:
    web = Web(store, settings(identity.issuer, oidc_secret="another"))
    assert refused(come_back(Browser(app_of(web)), identity), "invalid_client")
    web.close()


def test_a_provider_that_does_not_answer_is_told(
    phone: Browser, identity: Identity, store: Store
) -> None:
    identity.metadata = {"issuer": "https://other.example"}
    answer = phone.get("/sign-in/oidc")
    assert (answer.status, "(issuer)" in error_in(answer)) == (503, True)
    web = Web(store, settings(f"http://localhost:{free_port()}"))
    answer = Browser(app_of(web)).get("/sign-in/oidc")
    assert (answer.status, "did not respond as expected" in error_in(answer)) == (503, True)
    web.close()


@pytest.mark.parametrize(
    ("issuer", "changes", "said"),
    [
        ("https://id.example", {"oidc_client": ""}, "RESILIENCE_OIDC_CLIENT"),
        ("http://id.example", {}, "begin with https"),
        ("https://id.example", {"oidc_groups": "it"}, "no equals sign"),
    ],
)
def test_settings_that_are_wrong_are_told_at_the_start(
    issuer: str, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(CannotRun, match=said):
        Provider(settings(issuer, **changes))


def test_nobody_is_signed_in_by_a_made_up_cookie(phone: Browser, store: Store) -> None:
    phone.cookies[ACCOUNT] = "made up"
    assert seen(store, phone.cookies[ACCOUNT]) == NOBODY
