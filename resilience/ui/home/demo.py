"""The invented city on the first page: looked at by everybody, loaded and removed by the host."""

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.demo.city import offer_demo, remove_demo
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.markup import plain


def demo_city(demo: WorkshopView | None, visitor: Visitor, text: Text, *, real_here: bool) -> None:
    """The way to the demo city, or why there is none; the host can load and remove it."""
    if demo and (visitor.is_host or not real_here):
        _see(demo, text)
        removes = text("Remove the demo city")
        if visitor.is_host and st.button(removes, key="home-remove"):
            ask_first(
                removes,
                _of_removing(text, real_here=real_here),
                lambda: remove_demo(runtime.store(), visitor),
                "home-remove-yes",
            )
    elif real_here:
        st.caption(text("This installation holds a real city, so the demo city is not shown."))
    elif visitor.is_host:
        _load(visitor, text)
    else:
        st.caption(
            text("The demo city is not loaded. The people who run this installation can load it.")
        )


def _see(demo: WorkshopView, text: Text) -> None:
    blocks.invented_mark(demo, text)
    st.page_link(
        "pages/results/overview.py",
        label=text("See the result of {city}", city=plain(demo.city.name)),
        icon=":material/dashboard:",
        query_params={"workshop": demo.code},
    )


def _load(visitor: Visitor, text: Text) -> None:
    if st.button(text("Load the demo city"), key="home-load"):
        with runtime.errors_shown(), st.spinner(text("Creating the demo city")):
            offer_demo(runtime.store(), visitor, runtime.framework("urban-resilience"))
            st.rerun()


def _of_removing(text: Text, *, real_here: bool) -> str:
    said = text("The demo city and its workshops and results are deleted.")
    again = (
        text("You cannot load it again once there is a real city.")
        if real_here
        else text("You can load it again later.")
    )
    return f"{said} {again}"
