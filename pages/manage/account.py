"""The own account: who is signed in, in which roles, the password, and signing out."""

import streamlit as st

from resilience.services.accounts.accounts import own_account
from resilience.services.accounts.passwords import LEAST_PASSWORD
from resilience.services.accounts.sign_ins import change_password, sign_out_everywhere
from resilience.ui.manage.roles import role_words
from resilience.ui.manage.second_factor import second_factor
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.markup import plain

#: session_state key: how often the password was changed, so that the fields start empty again
CHANGED = "account-changed"

text = runtime.text()
visitor = runtime.visitor()

st.title(text("Account"))
if not visitor.account_id:
    st.info(text("You are not signed in on this device."))
    blocks.plain_form("/sign-in", text("Sign in"), method="get")
    st.stop()

account = own_account(runtime.store(), visitor)
st.markdown(f"**{plain(account.name)}** · {plain(account.sign_in)}")
for role in account.roles:
    st.markdown(f"- {plain(role_words(role, text))}")
if not account.roles:
    st.info(text("You have no role here yet. Ask an admin of this installation."))

st.header(text("Sign out"))
blocks.plain_form("/sign-out", text("Sign out"))
elsewhere = len(account.signed_in) - 1
if elsewhere:
    st.caption(
        text.plural(
            "You are also signed in on {n} other browser.",
            "You are also signed in on {n} other browsers.",
            elsewhere,
        )
    )
if st.button(text("Sign out everywhere"), key="account-everywhere"):
    sign_out_everywhere(runtime.store(), visitor)
    st.rerun()

st.header(text("Second factor"))
second_factor(account, text)

if account.password:
    st.header(text("Change the password"))
    times = st.session_state.get(CHANGED, 0)
    if times:
        st.success(text("Your password was changed, and you were signed out everywhere else."))
    fields = (
        text("Current password"),
        text("Password, at least {least} characters", least=LEAST_PASSWORD),
        text("Repeat the password"),
    )
    left, _ = st.columns(2)
    before, new, again = (
        left.text_input(label, type="password", key=f"account-password-{n}-{times}", max_chars=200)
        for n, label in enumerate(fields)
    )
    if st.button(text("Change the password"), key="account-change"):
        with runtime.errors_shown():
            change_password(runtime.store(), visitor, before, new, again)
            st.session_state[CHANGED] = times + 1
            st.rerun()
