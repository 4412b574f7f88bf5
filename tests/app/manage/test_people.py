"""The pages of people and of the own account: made, changed, ended, and shown to whom."""

import base64
import time

from streamlit.testing.v1 import AppTest

from resilience.services.access.access import NOBODY
from resilience.services.accounts.password_links import look_at_link
from resilience.services.accounts.second_factor import offer_factor, set_up_factor
from resilience.services.accounts.sign_ins import sign_in
from resilience.services.accounts.totp import code_at
from resilience.store import Store
from resilience.store.tables import Account, SignIn
from resilience.ui.shared import menu
from resilience.ui.shared.runtime import TEST_TOKENS
from tests.app.seen import pages_linked, table, words
from tests.app.visit import ADDRESS, as_host, as_stranger, confirm, visit
from tests.services.held import KEY, Held, rows
from tests.services.staff import (
    HOURS,
    PASSWORD,
    account,
    entered,
    hired,
    seen,
    with_password,
)

NEW = "seven geese over the harbour"


def signed_in(page: str, token: str) -> AppTest:
    """Open a page as who is signed in by a token."""
    at = visit(page)
    at.session_state[TEST_TOKENS] = ((), "", token)
    return at.run()


def as_admin(store: Store, page: str) -> AppTest:
    """Open a page as the only admin."""
    return signed_in(page, entered(store, with_password(store, "ana", "admin")))


def link_in(at: AppTest) -> str:
    """The token of the link that a page shows."""
    (code,) = at.code
    assert code.value.startswith(f"{ADDRESS}/account/")
    return str(code.value).rpartition("/")[2]


def test_an_admin_adds_a_person_and_hands_a_link_on_once(held: Held) -> None:
    at = as_admin(held.store, menu.PEOPLE)
    at.text_input("people-new-0-name").input("Bo *Chen*")
    at.text_input("people-new-0-sign-in").input("BO@aba.example")
    at.selectbox("people-new-0-role").select("lead").run()
    at.selectbox("people-new-0-where-lead").select(f"lead in {held.code} / Power").run()
    at.button("people-new-0-add").click().run()
    assert look_at_link(held.store, link_in(at)).name == "Bo *Chen*"
    shown = {name.replace("\u2060", ""): row for name, row in table(at, "Account").items()}
    assert shown["bo@aba.example"] == [
        "Bo *Chen*",
        "has not signed in yet",
        f"Department lead · Cascais, Portugal · {held.code} · Power",
        "0",
    ]
    assert list(at.run().code) == []


def test_what_is_wrong_is_said_and_stays_typed(store: Store) -> None:
    at = as_admin(store, menu.PEOPLE)
    at.text_input("people-new-0-sign-in").input("ana").run()
    at.button("people-new-0-add").click().run()
    assert "The account ana already exists. Choose another name." in words(at)
    assert at.text_input("people-new-0-sign-in").value == "ana"
    at.selectbox("people-new-0-role").select("official").run()
    assert "no workshop yet" in words(at)


def test_roles_are_given_and_ended_and_the_last_admin_stays(held: Held) -> None:
    bo = hired(held.store, "bo")
    at = as_admin(held.store, menu.PEOPLE)
    at.selectbox("people-chosen").select(bo).run()
    at.selectbox(f"people-{bo}-role").select("facilitator").run()
    at.selectbox(f"people-{bo}-where-facilitator").select("facilitator in Cascais, Portugal").run()
    at.button(f"people-{bo}-give").click().run()
    (role,) = account(held.store, "bo").roles
    assert "Facilitator · all workshops of Cascais, Portugal" in words(at)
    ends = f"people-role-{role.id}-end"
    confirm(at, ends, f"{ends}-yes", "You can give it again.")
    assert account(held.store, "bo").roles == ()
    ana = account(held.store, "ana")
    at.selectbox("people-chosen").select(ana.id).run()
    ends = f"people-role-{ana.roles[0].id}-end"
    confirm(at, ends, f"{ends}-yes")
    assert "Nobody would be left to manage the accounts" in words(at)
    assert account(held.store, "ana") == ana


def test_an_account_is_signed_out_ended_and_opened_again(store: Store) -> None:
    bo = hired(store, "bo")
    token = entered(store, bo)
    at = as_admin(store, menu.PEOPLE)
    at.selectbox("people-chosen").select(bo).run()
    at.button(f"people-{bo}-out").click().run()
    assert seen(store, token) == NOBODY
    at.button(f"people-{bo}-link").click().run()
    assert look_at_link(store, link_in(at)).sign_in == "bo"
    at.button(f"people-{bo}-end").click().run()
    at.button(f"people-{bo}-end").click()  # the dialog is still open
    at.button(f"people-{bo}-end-yes").click().run()
    assert account(store, "bo").ended_at
    at.button(f"people-{bo}-open").click().run()
    assert account(store, "bo").ended_at is None


def test_people_are_for_admins_and_not_for_the_facilitator_link(store: Store) -> None:
    hired(store, "bo")
    for at in (as_host(menu.PEOPLE), as_stranger(menu.PEOPLE)):
        assert "Only an admin of this installation can manage its accounts." in words(at)
        assert "bo" not in words(at).split()


def test_the_menu_and_the_first_page_say_who_is_signed_in(held: Held) -> None:
    token = entered(held.store, hired(held.store, "ana", f"official in {held.code}"))
    assert "Signed in as ana." in words(signed_in(menu.HOME, token))
    assert 'action="/sign-in"' in "".join(e.proto.body for e in as_stranger(menu.HOME).get("html"))
    assert "You are not signed in" in words(as_stranger(menu.ACCOUNT))


def test_the_own_password_is_changed_on_the_own_page(store: Store) -> None:
    ana = with_password(store, "ana", "admin")
    at = signed_in(menu.ACCOUNT, entered(store, ana))
    assert "- Admin · the whole installation" in words(at)
    assert "2 other browsers" not in words(at)
    for n, typed in enumerate((PASSWORD, NEW, "another one")):
        at.text_input(f"account-password-{n}-0").input(typed)
    at.button("account-change").click().run()
    assert "The two passwords differ" in words(at)
    at.text_input("account-password-2-0").input(NEW).run()
    at.button("account-change").click().run()
    assert "Your password was changed" in words(at)
    assert at.text_input("account-password-0-1").value == ""
    assert sign_in(store, "ana", NEW, HOURS)


def test_signing_out_everywhere_is_seen_in_the_same_run(store: Store) -> None:
    ana = hired(store, "ana", "admin")
    other = entered(store, ana)
    at = signed_in(menu.ACCOUNT, entered(store, ana))
    assert "signed in on 1 other browser." in words(at)
    at.button("account-everywhere").click().run()
    assert "You are not signed in on this device." in words(at)
    assert seen(store, other) == NOBODY


def test_an_account_without_a_role_is_told_whom_to_ask(store: Store) -> None:
    at = signed_in(menu.ACCOUNT, entered(store, hired(store, "ana")))
    assert "You have no role here yet. Ask an admin of this installation." in words(at)


def test_the_first_page_leads_admins_to_the_accounts_and_coordinators_to_the_network(
    store: Store,
) -> None:
    assert ("Accounts and roles", "people") in pages_linked(as_admin(store, menu.HOME))
    kim = signed_in(menu.HOME, entered(store, hired(store, "kim", "coordinator")))
    assert ("Network", "network") in pages_linked(kim)
    for at in (as_host(menu.HOME), signed_in(menu.HOME, entered(store, hired(store, "bo")))):
        assert not {"people", "network"} & {page for _, page in pages_linked(at)}


def test_an_admin_with_a_second_factor_gives_a_code_before_what_is_dangerous(store: Store) -> None:
    token = entered(store, with_password(store, "ana", "admin"))
    who = seen(store, token)
    assert "someone who learns your password" in words(signed_in(menu.ACCOUNT, token))
    offered = offer_factor(store, KEY, who)
    code = code_at(base64.b32decode(offered.letters), int(time.time()) // 30)
    set_up_factor(store, KEY, who, offered.sealed, code, HOURS)
    assert "10 recovery codes are left" in words(signed_in(menu.ACCOUNT, token))
    assert "need a new code" not in words(signed_in(menu.PEOPLE, token))
    with store.write() as session:
        browser = session.get_one(SignIn, who.sign_in_id)
        browser.confirmed_at = None
        session.add(browser)
    at = signed_in(menu.PEOPLE, token)
    assert "' data" in words(at)
    at.text_input(key="people-new-0-sign-in").input("bo@x").run()
    at.button(key="people-new-0-add").click().run()
    assert "This needs a new code from your second factor, so nothing was done" in words(at)
    assert [one.sign_in for one in rows(store, Account)] == ["ana"]
