"""The accounts of an installation: all of them, one with what can be done to it, and a new one."""

import pandas as pd
import streamlit as st

from resilience.services.access.roles import RoleView
from resilience.services.accounts.accounts import (
    LONGEST_NAME,
    LONGEST_SIGN_IN,
    AccountView,
    end_account,
    make_account,
    open_account_again,
)
from resilience.services.accounts.grants import change_role_end, end_role, give_role, last_moment
from resilience.services.accounts.password_links import DAYS_GOOD, make_password_link
from resilience.services.accounts.sign_ins import sign_somebody_out
from resilience.text import Text
from resilience.ui.manage.roles import choose_role, role_words
from resilience.ui.shared import runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.markup import plain

#: session_state keys: the link that was just made with whom it is for, and how many people were added
LINK, ADDED = "people-link", "people-added"


def people_table(accounts: list[AccountView], text: Text) -> pd.DataFrame:
    """A row for each account: how the person signs in, the roles, and where they are signed in."""
    rows = {
        one.sign_in: {
            text("Name of the person"): one.name,
            text("Signs in"): way_in(one, text),
            text("Roles"): "; ".join(role_words(role, text) for role in one.roles) or "–",
            text("Signed in now"): len(one.signed_in),
        }
        for one in accounts
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(text("Account"))


def way_in(account: AccountView, text: Text) -> str:
    """How a person signs in."""
    if account.ended_at:
        return text("ended on {date}", date=text.date(account.ended_at.date()))
    ways = [text("with a password")] if account.password else []
    if account.provider:
        ways.append(text("with the city's account"))
    return ", ".join(ways) or text("has not signed in yet")


def link_just_made(text: Text) -> None:
    """The link that was just made, once, to be handed on."""
    if LINK not in st.session_state:
        return
    name, token = st.session_state.pop(LINK)
    said = text(
        "Give this link to {name} only: it sets the password. It works once, within {days} days, "
        "and is not shown again.",
        name=name,
        days=DAYS_GOOD,
    )
    st.success(plain(said), icon=":material/key:")
    st.code(f"{runtime.base_url()}/account/{token}", language=None, wrap_lines=True)


def add_person(text: Text) -> None:
    """The fields for a new account with its first role."""
    key = f"people-new-{st.session_state.get(ADDED, 0)}"
    left, right = st.columns(2)
    name = left.text_input(text("Name of the person"), key=f"{key}-name", max_chars=LONGEST_NAME)
    sign_in = right.text_input(
        text("E-mail address or name to sign in with"),
        key=f"{key}-sign-in",
        max_chars=LONGEST_SIGN_IN,
    )
    role, until = choose_role(key, text)
    if st.button(text("Add this person"), key=f"{key}-add", type="primary"):
        with runtime.errors_shown():
            store, visitor = runtime.store(), runtime.visitor()
            roles = [(role, last_moment(until))] if role else []
            account_id = make_account(store, visitor, sign_in, name, roles)
            st.session_state[ADDED] = st.session_state.get(ADDED, 0) + 1
            _make_link(account_id, name or sign_in)


def one_person(account: AccountView, text: Text) -> None:
    """An account, its roles, and what can be done to it."""
    key = f"people-{account.id}"
    for role in account.roles:
        _role_row(role, text)
    if not account.roles:
        st.caption(text("No role yet: this account gives no access to staff pages."))
    with st.container(border=True):
        plan, until = choose_role(key, text)
        if st.button(text("Give this role"), key=f"{key}-give", disabled=plan is None) and plan:
            with runtime.errors_shown():
                store, visitor = runtime.store(), runtime.visitor()
                give_role(store, visitor, account.id, plan, last_moment(until))
                st.rerun()
    with st.container(horizontal=True):
        _moves(account, key, text)


def _role_row(role: RoleView, text: Text) -> None:
    key = f"people-role-{role.id}"
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(plain(role_words(role, text)))
        if role.plan.role != "admin":
            with st.popover(text("Last day")):
                day = st.date_input(text("Last day (optional)"), value=None, key=f"{key}-day")
                if st.button(text("Change the last day"), key=f"{key}-change"):
                    with runtime.errors_shown():
                        moment = last_moment(day)
                        change_role_end(runtime.store(), runtime.visitor(), role.id, moment)
                        st.rerun()
        ends = text("End this role")
        if st.button(ends, key=f"{key}-end"):
            words = text(
                "The role ends now: {role}. You can give it again.", role=role_words(role, text)
            )
            ask_first(
                ends,
                words,
                lambda: end_role(runtime.store(), runtime.visitor(), role.id),
                f"{key}-end-yes",
            )


def _moves(account: AccountView, key: str, text: Text) -> None:
    store, visitor = runtime.store(), runtime.visitor()
    if account.ended_at:
        if st.button(text("Reactivate account"), key=f"{key}-open"):
            with runtime.errors_shown():
                open_account_again(store, visitor, account.id)
                st.rerun()
        return
    if st.button(text("Create password link"), key=f"{key}-link"):
        with runtime.errors_shown():
            _make_link(account.id, account.name)
    if st.button(text("Sign out everywhere"), key=f"{key}-out", disabled=not account.signed_in):
        sign_somebody_out(store, visitor, account.id)
        st.rerun()
    ends = text("Deactivate account")
    if st.button(ends, key=f"{key}-end"):
        ask_first(
            ends,
            _of_ending(account, text),
            lambda: end_account(store, visitor, account.id),
            f"{key}-end-yes",
        )


def _of_ending(account: AccountView, text: Text) -> str:
    """What the end of an account does, in numbers."""
    said = (
        text(
            "{name} will be signed out everywhere and will no longer be able to sign in.",
            name=account.name,
        ),
        text.plural(
            "{n} role has no effect until you reactivate the account.",
            "{n} roles have no effect until you reactivate the account.",
            len(account.roles),
        ),
        text("Their entries in the history are kept."),
    )
    return " ".join(said)


def _make_link(account_id: int, name: str) -> None:
    settings = runtime.settings()
    token = make_password_link(runtime.store(), settings.key, runtime.visitor(), account_id)
    st.session_state[LINK] = (name, token)
    st.rerun()
