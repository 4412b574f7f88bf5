"""Accounts and roles: the people of this installation and their roles, kept by its admins."""

import streamlit as st

from resilience.services.accounts.accounts import all_accounts
from resilience.ui.manage.people import add_person, link_just_made, one_person, people_table, way_in
from resilience.ui.manage.second_factor import confirm_first
from resilience.ui.shared import blocks, runtime

text = runtime.text()
accounts = all_accounts(runtime.store(), runtime.visitor())

st.title(text("Accounts and roles"))
st.markdown(
    text(
        "Who has an account on this installation, and in which role. Workshop participants need "
        "no account, and links keep working alongside accounts."
    )
)
confirm_first("people", text)
link_just_made(text)
if accounts:
    blocks.figures_table(people_table(accounts, text), text)
else:
    st.info(text("No accounts yet. Add the first person below."))

st.header(text("Add a person"))
st.markdown(
    text(
        "You get a link for the person to set a password. Anyone who signs in with the city's own account needs no password: enter the e-mail address of that account."
    )
)
add_person(text)

if accounts:
    st.header(text("Change a person"))
    named = {one.id: f"{one.name} · {one.sign_in}" for one in accounts}
    chosen = st.selectbox(
        text("Person"),
        list(named),
        index=None,
        format_func=named.__getitem__,
        placeholder=text("choose a person"),
        key="people-chosen",
    )
    for account in accounts:
        if account.id == chosen:
            st.caption(way_in(account, text))
            one_person(account, text)
