"""The dialog in which a facilitator shares a page of a result by a link, or its chart on other websites."""

import datetime
import html

import streamlit as st

from resilience.services.access.access import FACILITATORS
from resilience.services.access.last_days import LONGEST
from resilience.services.cities.publications import shown_since
from resilience.services.cities.shares import (
    EMBED,
    PAGES,
    ShareView,
    embed_chart,
    end_share,
    share_page,
    shares_of,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import LANGUAGES, Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.wording.history import actor_words, until_words

#: days that are proposed for a link
PROPOSED = 30
#: pixels of a chart on another website without its themes, and of each theme: on a wide screen and on a phone
HEIGHTS = (240, 42), (250, 68)


def share_button(workshop: WorkshopView, text: Text) -> None:
    """A button that opens the dialog, for the facilitator of a closed workshop on pages that can be shared."""
    page = runtime.page_on_screen()
    mine = runtime.visitor().may(workshop.id, FACILITATORS)
    if not mine or workshop.phase != Phase.CLOSED or page not in PAGES:
        return
    if st.button(text("Share"), icon=":material/share:", key="share"):
        st.dialog(text("Share"), width="medium")(_share)(workshop, page)


def _share(workshop: WorkshopView, page: str) -> None:
    """What can be made, and all addresses that were."""
    text = runtime.text()
    _page_link(workshop, page, text)
    _chart_address(workshop, text)
    found = shares_of(runtime.store(), runtime.settings().key, runtime.visitor(), workshop.code)
    if found:
        st.subheader(text("Links and addresses"))
    for share in found:
        _row(share, workshop, text)


def _page_link(workshop: WorkshopView, page: str, text: Text) -> None:
    st.subheader(text("Link to the page {page}", page=text(PAGES[page])))
    st.markdown(
        text(
            "Until the end of the last day, anyone with the link can see this page of this result and nothing else: no other page, result or city."
        )
    )
    today = datetime.datetime.now(datetime.UTC).date()
    last_day = st.date_input(
        text("Last day"),
        value=today + datetime.timedelta(days=PROPOSED),
        min_value=today,
        max_value=today + datetime.timedelta(days=LONGEST - 2),
        key="share-until",
    )
    if st.button(text("Create link"), key="share-page"):
        store, key = runtime.store(), runtime.settings().key
        with runtime.errors_shown():
            share_page(store, key, runtime.visitor(), workshop.code, page, last_day)
            st.rerun(scope="fragment")


def _chart_address(workshop: WorkshopView, text: Text) -> None:
    store, visitor = runtime.store(), runtime.visitor()
    st.subheader(text("Chart for another website"))
    if shown_since(store, visitor, workshop.code) is None:
        st.caption(text("Publish the result to other cities first, on the Data package page."))
        return
    st.markdown(
        text(
            "Anyone can see the city's scores by theme on that website, until you revoke the address or stop publishing the result to other cities."
        )
    )
    language = st.selectbox(
        text("Language of the chart"),
        list(LANGUAGES),
        index=list(LANGUAGES).index(text.language),
        format_func=LANGUAGES.__getitem__,
        key="share-language",
    )
    if st.button(text("Create address"), key="share-embed"):
        with runtime.errors_shown():
            embed_chart(store, runtime.settings().key, visitor, workshop.code, language)
            st.rerun(scope="fragment")


def _row(share: ShareView, workshop: WorkshopView, text: Text) -> None:
    """An address with what it shows, its end, who made it, and a button that revokes it."""
    with st.container(border=True):
        who = text("created by {who}", who=plain(actor_words(share.made_by, text)))
        st.markdown(
            f"**{_name(share, text)}** · {until_words(share.last_day, share.ended, text)} · {who}"
        )
        if share.token and not share.ended:
            for address in _addresses(share, len(workshop.framework.themes), text):
                st.code(address, language=None, wrap_lines=True)
        if st.button(text("Revoke"), key=f"share-end-{share.id}"):
            with runtime.errors_shown():
                end_share(runtime.store(), runtime.visitor(), workshop.code, share.id)
                st.rerun(scope="fragment")


def _name(share: ShareView, text: Text) -> str:
    if share.page != EMBED:
        return text(PAGES[share.page])
    chart = text("Chart for another website")
    return f"{chart} ({LANGUAGES[share.language]})"


def _addresses(share: ShareView, themes: int, text: Text) -> list[str]:
    """The link; of a chart of so many themes, the code for a website and the address of the picture."""
    if share.page != EMBED:
        return [f"{runtime.base_url()}/open/{share.token}"]
    at, title = f"{runtime.base_url()}/embed/{share.token}", html.escape(text("Score by theme"))
    wide, narrow = (above + row * themes for above, row in HEIGHTS)
    look = f"border:0;height:clamp({wide}px,{wide}px + (560px - 100vw) * 9,{narrow}px)"
    frame = (
        f'<iframe src="{at}" title="{title}" width="100%" height="{wide}" style="{look}"></iframe>'
    )
    return [frame, f"{at}.svg"]
