"""Creating a workshop; where the city has one on the same day, asking first whether it is that one."""

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.workshop.groups import GroupMode, set_groups, theme_groups
from resilience.services.workshop.plan import WorkshopPlan
from resilience.services.workshop.workshops import create_workshop
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.blocks import plain


def create_and_open(plan: WorkshopPlan, mode: str, visitor: Visitor) -> None:
    """Create the workshop, with a group for each theme where there is a mode of groups, and go to its links."""
    store, key = runtime.store(), runtime.settings().key
    code = create_workshop(store, key, visitor, plan)
    if mode:
        asked = plan.framework.asked(plan.tier, plan.not_asked)
        kept: GroupMode = "scores" if mode == "scores" else "discusses"
        groups = theme_groups(plan.framework, asked, plan.language)
        set_groups(store, key, runtime.visitor(), code, kept, groups)
    st.switch_page("pages/facilitate/links.py", query_params={"workshop": code})


def ask_same(
    plan: WorkshopPlan, mode: str, there: tuple[str, ...], visitor: Visitor, text: Text
) -> None:
    """Offer the workshops that exist, or another one on the same day."""
    st.markdown(
        text(
            "{city} already has a workshop on {date}. People who join one of them are not in the other.",
            city=plain(plan.city.name.strip()),
            date=text.date(plan.date),
        )
    )
    for code in there:
        st.page_link(
            "pages/facilitate/links.py",
            label=text("It is the same: open workshop {code}", code=code),
            icon=":material/link:",
            query_params={"workshop": code},
        )
    with runtime.errors_shown():
        if st.button(text("It is another one: create it"), key="setup-another"):
            create_and_open(plan, mode, visitor)
