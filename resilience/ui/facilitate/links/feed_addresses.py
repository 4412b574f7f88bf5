"""Addresses of feeds and calendars, on the page with the links."""

from collections.abc import Mapping

import streamlit as st

from resilience.services.feeds.addresses import (
    AddressView,
    Opens,
    addresses_of,
    make_address,
    revoke_address,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.history import actor_words

#: the files of each address, by their names
FILES: Mapping[Opens, Mapping[str, str]] = {
    "feeds": {
        "workshop.atom": mark("This workshop"),
        "published.atom": mark("Results that cities published"),
    },
    "calendar": {"actions.ics": mark("Due dates")},
}


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
        if st.button(text("Create feed address"), key="feeds-make"):
            _make(workshop, "feeds")
        _list(workshop, "feeds", text)


def calendar_addresses(workshop: WorkshopView, text: Text) -> None:
    """What a calendar shows, a form that creates an address, and the addresses that there are."""
    with st.expander(text("Calendar of due dates (iCalendar)")):
        st.markdown(
            text(
                "A calendar such as Outlook or Google Calendar shows when actions and their steps "
                "are due, and follows changes of the plan. Nothing appears before officials can see "
                "the result. Anyone who has an address can read its calendar: keep it like a "
                "password."
            )
        )
        names = {one.id: text(one.name) for one in workshop.responsible}
        chosen = st.selectbox(
            text("Responsible department"),
            [None, *names],
            format_func=lambda one: names[one] if one else text("All departments"),
            key="calendar-department",
        )
        if st.button(text("Create calendar address"), key="calendar-make"):
            _make(workshop, "calendar", chosen)
        _list(workshop, "calendar", text)


def _make(workshop: WorkshopView, opens: Opens, department_id: int | None = None) -> None:
    store, key, visitor = runtime.store(), runtime.settings().key, runtime.visitor()
    with runtime.errors_shown():
        make_address(store, key, visitor, workshop.code, opens, department_id)
        st.rerun()


def _list(workshop: WorkshopView, opens: Opens, text: Text) -> None:
    store, key = runtime.store(), runtime.settings().key
    for one in addresses_of(store, key, runtime.visitor(), workshop.code, opens):
        with st.container(border=True):
            _row(one, workshop, opens, text)


def _row(address: AddressView, workshop: WorkshopView, opens: Opens, text: Text) -> None:
    """An address with its files, who made it, and a button that revokes it."""
    moment = plain(text.moment(address.made_at, workshop.timezone))
    who = text("created by {who}", who=plain(actor_words(address.made_by, text)))
    department = text(address.department) if address.department else text("All departments")
    whose = [f"**{plain(department)}**"] if opens == "calendar" else []
    st.markdown(" · ".join([*whose, moment, who]))
    if address.token:
        for name, words in FILES[opens].items():
            st.markdown(text(words))
            at = f"{runtime.base_url()}/feed/{address.token}/{name}"
            st.code(at, language=None, wrap_lines=True)
    else:
        blocks.other_key(text)
    if st.button(text("Revoke"), key=f"{opens}-end-{address.id}"):
        with runtime.errors_shown():
            revoke_address(runtime.store(), runtime.visitor(), workshop.code, address.id)
            st.rerun()
