"""Staff sign in: by the city's identity provider, and by a link of an admin; and are out at once."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from resilience.services.access.role_plan import read_role
from resilience.services.access.tokens import ACCOUNT
from resilience.services.accounts.grants import end_role, give_role
from resilience.store import Store
from tests.browser import steps
from tests.live import People, Server, free_port, wait_for
from tests.services.staff import ADMIN, PASSWORD, account, hired

ANA = "ana@testhaven.pt"
#: the provider's own pages ask for a style sheet there, in vain
STYLE_OF_PROVIDER = "https://cdn.jsdelivr.net/"
NOT_THEIRS = "This page is for the people who run the workshop"
GROUPS = "halls = facilitator in Testhaven, Portugal; desks = official in Testhaven, Portugal"


@dataclass(frozen=True)
class Provider:
    """An identity provider of another make, as a process of its own."""

    url: str

    def knows(self, *groups: str, **claims: object) -> None:
        """Ana is in these groups from now on."""
        ana = {
            "email": ANA,
            "email_verified": True,
            "name": "Ana Sousa",
            "groups": groups,
            **claims,
        }
        request = urllib.request.Request(
            f"{self.url}/users/7",
            json.dumps(ana).encode(),
            {"content-type": "application/json"},
            method="PUT",
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status < 300

    def up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/.well-known/openid-configuration"):
                return True
        except OSError:
            return False


@pytest.fixture
def provider() -> Iterator[Provider]:
    """The provider while it is up."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "-n", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = Provider(f"http://localhost:{port}")
    wait_for(found.up, "the identity provider")
    yield found
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def provided(tmp_path: Path, provider: Provider) -> Iterator[Server]:
    """A server that knows the provider."""
    env = {
        "RESILIENCE_OIDC_ISSUER": provider.url,
        "RESILIENCE_OIDC_CLIENT": "dashboard",
        "RESILIENCE_OIDC_SECRET": "of the dashboard",
        "RESILIENCE_OIDC_GROUPS": GROUPS,
    }
    started = Server(tmp_path, free_port(), env).start()
    yield started
    started.stop()


def test_the_citys_account_opens_the_right_page_until_the_role_is_over(
    provided: Server, provider: Provider, people: People
) -> None:
    code = steps.set_up(people.person(), provided.facilitator_link)
    provider.knows("halls")
    ana = people.person()
    ana.goto(provided.url)
    ana.get_by_text("Sign in, or open a link").click()
    ana.get_by_role("button", name="Sign in with an account").click()
    expect(ana).to_have_url(f"{provided.url}/sign-in?")
    sign_in(ana, provided)
    expect(ana).to_have_url(re.compile(rf"/live\?workshop={code}$"))
    expect(ana.get_by_role("button", name="Open the vote")).to_be_visible()
    expect(ana.get_by_text(f"Ana Sousa ({ANA})").first).to_be_visible()

    store = Store(f"sqlite:///{provided.database}")
    ana.goto(f"{provided.url}/links?workshop={code}")
    steps.settled(ana)
    end_role(store, ADMIN, account(store, ANA).roles[0].id)
    ana.get_by_role("button", name="New link").first.click()  # one rerun
    expect(ana.get_by_text(NOT_THEIRS)).to_be_visible()
    give_role(store, ADMIN, account(store, ANA).id, read_role(f"cofacilitator in {code}"))
    ana.goto(f"{provided.url}/live?workshop={code}")
    expect(ana.get_by_role("button", name="Open the vote")).to_be_visible()
    end_role(store, ADMIN, account(store, ANA).roles[0].id)
    expect(ana.get_by_text(NOT_THEIRS)).to_be_visible()  # the page looks by itself

    provider.knows("desks")
    sign_in(ana, provided)
    expect(ana).to_have_url(re.compile(rf"/overview\?workshop={code}$"))
    ana.goto(f"{provided.url}/live?workshop={code}")
    expect(ana.get_by_text(NOT_THEIRS)).to_be_visible()
    provider.knows()
    ask_provider(ana, provided)
    expect(ana.get_by_text("have no role here")).to_be_visible()
    only_the_style_was_asked(people)


def test_an_account_made_for_an_address_opens_once_the_provider_confirms_it(
    provided: Server, provider: Provider, people: People
) -> None:
    store = Store(f"sqlite:///{provided.database}")
    hired(store, ANA, "admin")
    ana = people.person()
    for claims in ({"email_verified": False}, {"email": "x@y", "preferred_username": ANA}):
        provider.knows(**claims)
        ask_provider(ana, provided)
        expect(ana.get_by_role("alert")).to_be_visible()
        assert account(store, ANA).signed_in == ()
    provider.knows()
    sign_in(ana, provided)
    ana.goto(f"{provided.url}/people")
    expect(ana.get_by_role("heading", name="Add a person")).to_be_visible()
    assert len(account(store, ANA).signed_in) == 1
    store.engine.dispose()
    only_the_style_was_asked(people)


def test_signing_out_ends_an_open_page_and_a_copied_cookie(
    provided: Server, provider: Provider, people: People
) -> None:
    code = steps.set_up(people.person(), provided.facilitator_link)
    provider.knows("halls")
    ana = people.person()
    sign_in(ana, provided)
    left_open = ana.context.new_page()
    left_open.goto(f"{provided.url}/live?workshop={code}")
    expect(left_open.get_by_role("button", name="Open the vote")).to_be_visible()
    kept = [cookie for cookie in ana.context.cookies() if cookie.get("name") == ACCOUNT]
    assert [cookie.get("httpOnly") for cookie in kept] == [True]

    sign_out(ana, provided)
    expect(left_open.get_by_text(NOT_THEIRS)).to_be_visible()  # the page looks by itself
    ana.context.add_cookies(kept)  # type: ignore[arg-type]
    ana.goto(f"{provided.url}/live?workshop={code}")
    expect(ana.get_by_text(NOT_THEIRS)).to_be_visible()
    only_the_style_was_asked(people)


def test_the_first_admin_adds_somebody_who_sets_a_password(server: Server, people: People) -> None:
    code = steps.set_up(people.person(), server.facilitator_link)
    admin = people.person()
    found = re.search(r"http\S+/account/\S+", server.printed)
    assert found
    admin.goto(found.group())
    admin.get_by_label("Your name").fill("Ana Sousa")
    admin.get_by_label("E-mail address or name to sign in with").fill(ANA)
    set_password(admin)
    expect(admin.get_by_role("heading", name="Urban resilience dashboard")).to_be_visible()
    admin.goto(f"{server.url}/people")
    admin.get_by_role("textbox", name="Name of the person", exact=True).fill("Bo Chen")
    admin.get_by_role("textbox", name="E-mail address").fill("bo@testhaven.pt")
    steps.choose(admin.get_by_role("combobox", name="Role").first, "Official")
    steps.choose(admin.get_by_role("combobox", name="Where").first, re.compile(code))
    admin.get_by_role("button", name="Add this person").click()
    link = steps.written(admin.get_by_test_id("stCode"))

    bo = people.person()
    bo.goto(link)
    set_password(bo)
    expect(bo.get_by_text(f"The facilitator of {code} reveals them")).to_be_visible()
    bo.goto(f"{server.url}/people")
    expect(bo.get_by_text("Only an admin of this installation")).to_be_visible()

    steps.choose(admin.get_by_role("combobox", name="Person").first, re.compile("Bo Chen"))
    admin.get_by_role("button", name="Deactivate account").click()
    admin.get_by_role("button", name="Yes: Deactivate account").click()
    expect(admin.get_by_text("ended on").first).to_be_visible()
    bo.goto(f"{server.url}/overview?workshop={code}")
    expect(bo.get_by_text("are only for people with its link")).to_be_visible()


def ask_provider(page: Page, server: Server) -> None:
    """To the provider, where Ana says that it is she."""
    page.goto(f"{server.url}/sign-in")
    page.get_by_role("link", name="Sign in with the city's account").click()
    page.get_by_placeholder("sub").fill("7")
    page.get_by_role("button", name="Authorize", exact=True).click()


def sign_in(page: Page, server: Server) -> None:
    """Ana signs in anew by the provider."""
    ask_provider(page, server)
    page.wait_for_url(f"{server.url}/*")
    steps.settled(page)


def sign_out(page: Page, server: Server) -> None:
    """Somebody signs out on the page of the own account."""
    page.goto(f"{server.url}/my-account")
    steps.settled(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("Sign in, or open a link")).to_be_visible()


def set_password(page: Page) -> None:
    """Somebody sets the password on the page of a link that works once."""
    for label in ("Password, at least 12 characters", "Repeat the password"):
        page.get_by_label(label).fill(PASSWORD)
    page.get_by_role("button", name="Set the password and sign in").click()
    steps.settled(page)


def only_the_style_was_asked(people: People) -> None:
    """Nothing but the provider asked the internet, and that in vain."""
    assert all(url.startswith(STYLE_OF_PROVIDER) for url in people.outside)
    people.outside.clear()
