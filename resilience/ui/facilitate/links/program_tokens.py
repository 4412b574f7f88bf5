"""What programs read with, on the page with the links: tokens for Power BI and the like, addresses of feeds."""

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
from resilience.services.feeds.addresses import FeedView, feeds_of, make_feed, revoke_feed
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
                "With a token, a program reads what officials can see on the pages and in the files, "
                "and nothing before the reveal. Keep it like a password. All addresses:"
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


def feed_addresses(workshop: WorkshopView, text: Text) -> None:
    """What a feed tells, a button that creates an address, and the addresses that there are."""
    with st.expander(text("Feeds (Atom)")):
        st.markdown(
            text(
                "A feed reader shows when the result is revealed, shown to officials or signed "
                "off, and when an action is added, changed or overdue. A second feed lists the "
                "results that cities publish here, as far as officials of this workshop may see "
                "them. Nothing appears before officials can see the result. Anyone who has an "
                "address can read its feeds: keep it like a password."
            )
        )
        store, key, visitor = runtime.store(), runtime.settings().key, runtime.visitor()
        if st.button(text("Create feed address"), key="feed-make"):
            with runtime.errors_shown():
                make_feed(store, key, visitor, workshop.code)
                st.rerun()
        for feed in feeds_of(store, key, visitor, workshop.code):
            _feed(feed, workshop, text)


def _feed(feed: FeedView, workshop: WorkshopView, text: Text) -> None:
    """An address with its two feeds, who made it, and a button that revokes it."""
    with st.container(border=True):
        moment = text.moment(feed.made_at, workshop.timezone)
        who = text("created by {who}", who=plain(actor_words(feed.made_by, text)))
        st.markdown(f"{plain(moment)} · {who}")
        if feed.token:
            at = f"{runtime.base_url()}/feed/{feed.token}"
            st.markdown(text("This workshop"))
            st.code(f"{at}/workshop.atom", language=None, wrap_lines=True)
            st.markdown(text("Results that cities published"))
            st.code(f"{at}/published.atom", language=None, wrap_lines=True)
        else:
            st.markdown(
                text(
                    "Created with another key: this link still works, but only a new one can be shown."
                )
            )
        if st.button(text("Revoke"), key=f"feed-end-{feed.id}"):
            with runtime.errors_shown():
                revoke_feed(runtime.store(), runtime.visitor(), workshop.code, feed.id)
                st.rerun()
