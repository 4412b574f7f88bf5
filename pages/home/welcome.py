"""The first page: participants find the code field, everybody else what is theirs."""

import streamlit as st

from resilience.services.access.access import RUNNERS, Visitor
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.profile import demo_state
from resilience.services.workshop.workshops import workshops_of
from resilience.settings import SITE
from resilience.text import Text
from resilience.ui.home.demo import demo_city
from resilience.ui.home.workshops import first_steps, workshop_card
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.markup import plain


def facilitate(text: Text, visitor: Visitor) -> None:
    """The workshops that somebody runs, those that are not closed largest, and the way to a new one."""
    st.header(text("Your workshops") if runs else text("What to do first"))
    if not runs:
        first_steps(text)
    going = [workshop for workshop in runs if workshop.phase is not Phase.CLOSED]
    for workshop in going:
        workshop_card(workshop, "pages/facilitate/live.py", ":material/groups:", text, large=True)
    if visitor.sets_up:
        with st.container(key="home-new" if going else "home-large-new"):
            st.page_link(
                "pages/facilitate/set_up.py",
                label=text("New workshop"),
                icon=":material/add_circle:",
                width="stretch",
            )
    for workshop in runs:
        if workshop not in going:
            workshop_card(workshop, "pages/facilitate/live.py", ":material/groups:", text)


def results(text: Text) -> None:
    """The workshops whose results somebody reads."""
    st.header(text("Results"))
    for workshop in reads:
        workshop_card(workshop, "pages/results/overview.py", ":material/dashboard:", text)


def join(text: Text, visitor: Visitor) -> None:
    """The field for the join code."""
    st.header(text("Join a workshop"))
    if visitor.participant_id:
        st.page_link(
            "pages/workshop/score.py", label=text("Back to my answers"), icon=":material/edit_note:"
        )
    blocks.join_form(text)


def more(text: Text, visitor: Visitor) -> None:
    """Everything that few look for."""
    if visitor.is_admin:
        st.page_link(
            "pages/manage/people.py", label=text("Accounts and roles"), icon=":material/badge:"
        )
    if visitor.is_coordinator:
        st.page_link("pages/results/network.py", label=text("Network"), icon=":material/hub:")
    demo_city(demo, visitor, text, real_here=real_here)
    st.page_link(
        "pages/manage/privacy.py",
        label=text("Privacy: what is stored, why and for how long"),
        icon=":material/shield_person:",
    )
    if SITE.exists():
        st.link_button(
            text("Documentation (English)"), "/docs/", icon=":material/article:", type="tertiary"
        )


def leave(text: Text, visitor: Visitor) -> None:
    """Signing in and out."""
    if visitor.account_id:
        st.caption(plain(text("Signed in as {name}.", name=visitor.account)))
    elif not visitor.participant_id:
        with st.expander(text("Sign in, or open a link"), icon=":material/login:"):
            blocks.plain_form("/sign-in", text("Sign in with an account"), method="get")
            blocks.link_form(text)
    if visitor.account_id or visitor.grants or visitor.shared or visitor.participant_id:
        st.caption(
            text(
                "On a shared computer, sign out to close all links and answers opened in "
                "this browser."
            )
        )
        blocks.plain_form("/leave", text("Sign out here"))


text = runtime.text()
visitor = runtime.visitor()
mine = workshops_of(runtime.store(), visitor)
demo = next((w for w in mine if w.invented and not w.rehearses), None)
real_here = demo_state(runtime.store())[1]
runs = [w for w in mine if not w.invented and visitor.may(w.id, RUNNERS)]
reads = [w for w in mine if not w.invented and w not in runs]

st.title(text("Urban resilience dashboard"))
st.markdown(
    text(
        "Score your city together. People answer before they see anyone else's "
        "answers. See where you stand, where you disagree, and what nobody "
        "knows. Decide what comes first."
    )
)
if runs or visitor.sets_up:
    facilitate(text, visitor)
if reads:
    results(text)
join(text, visitor)
st.divider()
more(text, visitor)
leave(text, visitor)
