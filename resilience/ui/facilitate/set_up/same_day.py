"""Creating a workshop; where the city has one on the same day, asking first whether it is that one."""

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.workshop.plan import WorkshopPlan
from resilience.services.workshop.workshops import create_workshop
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain


def create_and_open(plan: WorkshopPlan, visitor: Visitor) -> None:
    """Create the workshop and go to its links."""
    code = create_workshop(runtime.store(), runtime.settings().key, visitor, plan)
    st.switch_page("pages/facilitate/links.py", query_params={"workshop": code})


def ask_same(plan: WorkshopPlan, there: tuple[str, ...], visitor: Visitor, text: Text) -> None:
    """Offer the workshops that exist, or another one on the same day."""
    st.markdown(
        text(
            "{city} already has a workshop on {date}. If you create another, people who join one "
            "will not be in the other.",
            city=plain(plan.city.name.strip()),
            date=text.date(plan.date),
        )
    )
    for code in there:
        st.page_link(
            "pages/facilitate/links.py",
            label=text("Open workshop {code}", code=code),
            icon=":material/link:",
            query_params={"workshop": code},
        )
    with runtime.errors_shown():
        if st.button(text("Create another workshop"), key="setup-another"):
            create_and_open(plan, visitor)
