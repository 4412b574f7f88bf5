"""The step of departments that reply first, as who runs the workshop sees it."""

import streamlit as st

from resilience.services.access.access import FACILITATORS, Visitor
from resilience.services.access.links import links_of
from resilience.services.workshop.agenda import NAMES
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import (
    reply_first,
    reply_never,
    show_to_officials,
    view_replies,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.facilitate.consequences import of_showing
from resilience.ui.facilitate.steps import step_button
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain

#: instead of "off" once there was a reveal
TOO_LATE = mark("Switched off. The result was revealed, so this can no longer be switched on.")
ON, OFF = mark("Let departments reply first"), mark("Do not wait for replies")
SHOW = mark("Show the result")
NOW = {
    "off": mark(
        "Switched off: everyone with a link sees the result as soon as it is revealed. You can "
        "switch this on before the first reveal."
    ),
    "awaited": mark(
        "Switched on: after the reveal, each department lead opens their own link, sees only "
        "their department's result and may reply. The room and officials see nothing until you "
        "show the result."
    ),
    "shown": mark(
        "The result is shown to everyone. Officials see the replies next to it; the room sees those of departments that usually know the topic."
    ),
}


def replies_link(workshop: WorkshopView, text: Text) -> None:
    """A link to this step while it can be switched, and while replies come in.

    None in a rehearsal, and where results are not shown by department.
    """
    if workshop.rehearses or workshop.by_theme or workshop.phase is Phase.CLOSED:
        return
    if workshop.replies == "awaited":
        now = NAMES["replies"] if workshop.reveals else mark("Departments reply first: switched on")
        label = text(now)
    elif workshop.replies == "off" and not workshop.reveals and not workshop.hidden:
        label = text("Let departments reply before the room sees the result")
    else:
        return
    st.page_link(
        "pages/facilitate/steps.py",
        label=label,
        icon=":material/reply:",
        query_params={"workshop": workshop.code},
    )


def _lead_links(workshop: WorkshopView, visitor: Visitor) -> dict[str, str]:
    """The address that each department's lead opens, for a visitor who may hand them out."""
    if not visitor.may(workshop.id, FACILITATORS):
        return {}
    opens = f"{runtime.phone_url()}/open"
    found = links_of(runtime.store(), runtime.settings().key, visitor, workshop.code)
    return {
        one.department: f"{opens}/{one.token}"
        for one in found
        if one.role == "lead" and one.department and one.token
    }


def replying(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    """What the step is, who replied, and what comes next."""
    said = view_replies(runtime.store(), visitor, workshop.code)
    too_late = workshop.replies == "off" and (workshop.reveals or workshop.hidden)
    st.markdown(text(TOO_LATE if too_late else NOW[workshop.replies]))
    if workshop.replies != "off" and workshop.reveals:
        awaited = workshop.replies == "awaited"
        none = text("no reply yet") if awaited else text("no reply")
        links = _lead_links(workshop, visitor) if awaited else {}
        for department, words in said.items():
            shown = plain(words) or none
            st.markdown(f"**{plain(text(department))}** · {shown}")
            if not words and department in links:
                st.code(links[department], language=None, wrap_lines=True)
    if workshop.replies == "awaited" and workshop.reveals:
        step_button(SHOW, show_to_officials, workshop, text, lambda seen: of_showing(seen, text))
    elif workshop.phase is not Phase.CLOSED and not workshop.reveals and not workshop.hidden:
        if workshop.replies == "off":
            step_button(ON, reply_first, workshop, text)
        else:
            step_button(OFF, reply_never, workshop, text)
