"""The first page: what this is, and the ways on."""

import html

import streamlit as st

from resilience.services.access.access import RUNNERS
from resilience.services.demo.city import offer_demo, remove_demo
from resilience.services.workshop.workshops import WorkshopView, demo_state, workshops_of
from resilience.ui.shared import blocks, runtime

text = runtime.text()
visitor = runtime.visitor()
mine = workshops_of(runtime.store(), visitor)
demo = next((w for w in mine if w.invented), None)
real_here = demo_state(runtime.store())[1]


def see_demo(shown: WorkshopView) -> None:
    """The mark of the invented city, and the way to its result."""
    blocks.invented_mark(shown, text)
    st.page_link(
        "pages/results/overview.py",
        label=text("See the result of {city}", city=blocks.plain(shown.city.name)),
        icon=":material/dashboard:",
        query_params={"workshop": shown.code},
    )


@st.dialog(text("Remove the demo city"))
def ask() -> None:
    """Whether it is meant."""
    st.markdown(
        text("The demo city goes with its workshops and results. It can be loaded again later.")
        if not real_here
        else text(
            "The demo city goes with its workshops and results. Beside a real city it cannot be "
            "loaded again."
        )
    )
    yes = text("Yes: {move}", move=text("Remove the demo city"))
    if st.button(yes, key="home-remove-yes", type="primary"):
        with runtime.errors_shown():
            remove_demo(runtime.store(), visitor)
            st.rerun()


st.title(text("Urban resilience dashboard"))
st.markdown(text("Score your city together: every department answers the same questions, alone."))
st.markdown(text("See where you stand, where you disagree, and what nobody knows."))
st.markdown(text("Decide what comes first, and take the result away in Excel."))

join, look = st.columns(2, gap="large")
with join:
    st.header(text("Join a workshop"))
    label = html.escape(text("The code that the facilitator shows"))
    blocks.plain_form(
        "/join",
        text("Join"),
        method="get",
        fields=f'<label>{label}<input type="text" name="code" maxlength="12" '
        'autocomplete="off" autocapitalize="characters" required></label>',
    )
    if visitor.participant_id:
        st.page_link(
            "pages/workshop/score.py", label=text("Back to my answers"), icon=":material/edit_note:"
        )
with look:
    st.header(text("Look around"))
    if demo and not real_here:
        see_demo(demo)
    elif demo and visitor.is_host:
        st.markdown(
            text(
                "This installation holds a real city, so only you, with its facilitator link, see the "
                "demo city (below)."
            )
        )
    elif real_here:
        st.markdown(text("This installation holds a real city, so the demo city is not shown."))
    else:
        st.markdown(
            text(
                "The demo city is not loaded. Whoever has the facilitator link can load it on this "
                "page."
            )
        )

runs = [w for w in mine if not w.invented and visitor.may(w.id, RUNNERS)]
reads = [w for w in mine if not w.invented and w not in runs]
if runs or visitor.sets_up:
    st.header(text("Facilitate"))
for workshop in runs:
    st.page_link(
        "pages/facilitate/live.py",
        label=f"{blocks.plain(workshop.city.name)} · {text.date(workshop.date)} · {workshop.code}",
        icon=":material/groups:",
        query_params={"workshop": workshop.code},
    )
if visitor.sets_up:
    st.page_link(
        "pages/facilitate/set_up.py",
        label=text("Set up a workshop"),
        icon=":material/add_circle:",
    )
if visitor.is_admin:
    st.page_link(
        "pages/manage/people.py", label=text("Accounts and roles"), icon=":material/badge:"
    )
if visitor.is_coordinator:
    st.page_link("pages/results/network.py", label=text("Network"), icon=":material/hub:")
if visitor.is_host:
    if demo:
        if real_here:  # nobody else is shown the way
            see_demo(demo)
        if st.button(text("Remove the demo city"), key="home-remove"):
            ask()
    elif not real_here and st.button(text("Load the demo city"), key="home-load"):
        with runtime.errors_shown(), st.spinner(text("Inventing a city")):
            offer_demo(runtime.store(), visitor, runtime.framework("urban-resilience"))
            st.rerun()
for workshop in reads:
    st.page_link(
        "pages/results/overview.py",
        label=f"{blocks.plain(workshop.city.name)} · {text.date(workshop.date)} · {workshop.code}",
        icon=":material/dashboard:",
        query_params={"workshop": workshop.code},
    )
st.page_link(
    "pages/manage/privacy.py",
    label=text("What is kept, why, and for how long"),
    icon=":material/shield_person:",
)
st.divider()
if visitor.account_id:
    st.caption(blocks.plain(text("Signed in as {name}.", name=visitor.account)))
elif not visitor.participant_id:
    st.caption(text("For staff with an account on this installation:"))
    blocks.plain_form("/sign-in", text("Sign in"), method="get")
if visitor.account_id or visitor.grants or visitor.participant_id:
    st.caption(text("On a shared computer: end all links and answers opened in this browser."))
    blocks.plain_form("/leave", text("Sign out here"))
