"""Tokens with which programs such as Power BI read results, on the page with the links."""

import datetime

import streamlit as st

from resilience.services.access.api_tokens import (
    TokenView,
    make_token,
    owns_several,
    revoke_token,
    tokens_of,
)
from resilience.services.access.last_days import LONGEST
from resilience.services.deciding.follow_up import today_in
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.wording.history import actor_words, until_words


def program_tokens(workshop: WorkshopView, text: Text) -> None:
    """What a token is for, a form to create one, and all tokens of the workshop."""
    with st.expander(text("Tokens for programs (Power BI, R, pandas)")):
        st.markdown(
            text(
                "With a token, a program can read what officials can see on pages and in files, but "
                "nothing before the reveal. Keep it like a password. All addresses:"
            )
        )
        st.markdown(f"`{runtime.base_url()}/api/v1/openapi.json`")
        _form(workshop, text)
        store, key = runtime.store(), runtime.settings().key
        for token in tokens_of(store, key, runtime.visitor(), workshop.code):
            _row(token, workshop, text)


def _form(workshop: WorkshopView, text: Text) -> None:
    visitor, every = runtime.visitor(), False
    if owns_several(visitor):
        words = {False: text("This workshop"), True: text("All workshops that you facilitate")}
        every = bool(
            st.radio(
                text("The token reads"),
                [False, True],
                format_func=words.__getitem__,
                key="token-reads",
                horizontal=True,
            )
        )
    today = today_in(workshop)
    until = st.date_input(
        text("Last day (optional)"),
        value=None,
        min_value=today,
        max_value=today + datetime.timedelta(days=LONGEST - 2),
        key="token-until",
    )
    if st.button(text("Create token"), key="token-make"):
        store, key = runtime.store(), runtime.settings().key
        with runtime.errors_shown():
            make_token(store, key, visitor, workshop.code, every=every, until=until)
            st.rerun()


def _row(token: TokenView, workshop: WorkshopView, text: Text) -> None:
    """A token with what it reads, its end, who made it, and a button that revokes it."""
    with st.container(border=True):
        reads = text("All workshops of its owner") if token.every else text("This workshop")
        until = until_words(token.last_day, token.ended, text)
        who = text("created by {who}", who=plain(actor_words(token.made_by, text)))
        st.markdown(f"**{reads}** · {until} · {who}")
        if token.token and not token.ended:
            st.code(token.token, language=None, wrap_lines=True)
        if st.button(text("Revoke"), key=f"token-end-{token.id}"):
            with runtime.errors_shown():
                revoke_token(runtime.store(), runtime.visitor(), workshop.code, token.id)
                st.rerun()
