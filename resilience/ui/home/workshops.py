"""The visitor's workshops on the first page."""

import streamlit as st

from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared.markup import plain

#: the phase of a workshop in a word or two
STATES: dict[Phase, str] = {
    Phase.PREPARING: mark("people can join"),
    Phase.VOTING: mark("vote open"),
    Phase.COUNTED: mark("vote closed, not revealed"),
    Phase.REVEALED: mark("result revealed"),
    Phase.CLOSED: mark("closed"),
}
#: what a host does in an installation without a workshop
FIRST_STEPS = (
    mark("Set up a workshop: the city, its departments and the scorecard."),
    mark("Open *Links and poster*: it has the join code, the poster and a link for each role."),
    mark(
        "Rehearse on the *Live* page, with invented answers and your own phone. Everything is deleted when the rehearsal ends."
    ),
)


def workshop_card(
    workshop: WorkshopView, page: str, icon: str, text: Text, *, large: bool = False
) -> None:
    """A workshop by its city and date, with its phase; the link of a `large` one is a wide button."""
    with st.container(border=True, gap="xsmall", key=_key(workshop, large=large)):
        st.page_link(
            page,
            width="stretch" if large else "content",
            label=f"**{plain(workshop.city.name)}** · {text.date(workshop.date)}",
            icon=icon,
            query_params={"workshop": workshop.code},
        )
        st.caption(f"{workshop.code} · {text(STATES[workshop.phase])}")


def _key(workshop: WorkshopView, *, large: bool) -> str | None:
    """The key of a card by which the style finds large ones."""
    return f"home-large-{workshop.code}" if large else None


def first_steps(text: Text) -> None:
    """What to do first, in order."""
    st.markdown("\n".join(f"{n}. {text(step)}" for n, step in enumerate(FIRST_STEPS, 1)))
