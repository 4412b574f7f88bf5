"""Addresses of feeds, on the page with the links."""

import streamlit as st

from resilience.services.feeds.addresses import FeedView, feeds_of, make_feed, revoke_feed
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.wording.history import actor_words


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
            _row(feed, workshop, text)


def _row(feed: FeedView, workshop: WorkshopView, text: Text) -> None:
    """An address with its two feeds, who made it, and a button that revokes it."""
    with st.container(border=True):
        moment = text.moment(feed.made_at, workshop.timezone)
        who = text("created by {who}", who=plain(actor_words(feed.made_by, text)))
        st.markdown(f"{moment} · {who}")
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
