"""What the desk says once a workshop is closed: who signed it off, and the way to the city's next workshop."""

from zoneinfo import ZoneInfo

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.workshop.next_year import last_workshops
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.set_up.start_from import START
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain


def say_signed(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    """Name the person who signed a closed workshop off; a link sets up the next one from it."""
    if workshop.phase is not Phase.CLOSED:
        return
    if workshop.signed and workshop.signed[-1].name:
        last = workshop.signed[-1]
        day = text.date(last.at.astimezone(ZoneInfo(workshop.timezone)).date())
        st.markdown(plain(text("Signed off by {name}, {date}", name=last.name, date=day)))
    if visitor.sets_up and _is_last(workshop, visitor):
        st.page_link(
            "pages/facilitate/set_up.py",
            label=text("Set up the next workshop of {city}", city=plain(workshop.city.name)),
            icon=":material/arrow_forward:",
            query_params={START: workshop.code},
        )


def _is_last(workshop: WorkshopView, visitor: Visitor) -> bool:
    """Whether the next workshop of the city can start from this one."""
    return workshop.code in {one.code for one in last_workshops(runtime.store(), visitor)}
