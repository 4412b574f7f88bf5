"""Opening another vote after a reveal: on everything, or only on what the room differs about."""

from collections.abc import Callable

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import cached, runtime

#: indicators that are proposed for another vote at most
MOST = 5


def ask_again(
    workshop: WorkshopView, visitor: Visitor, on_dismiss: Callable[[], None], text: Text
) -> None:
    """Ask what another vote is about, and open it."""
    st.dialog(text("Vote again"), width="large", on_dismiss=on_dismiss)(_ask)(
        workshop, visitor, text
    )


def _ask(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    with runtime.errors_shown():
        topics = cached.topics(workshop.code)
        words = workshop.framework.text(text.language).indicators
        names = {topic.code: f"{topic.code} · {words[topic.code].title}" for topic in topics}
        st.markdown(
            text(
                "Nobody sees other people's answers while the vote is open; the earlier result "
                "stays visible. Everyone sees their own previous answers. An answer counts only "
                "after it is confirmed or changed."
            )
        )
        chosen = st.multiselect(
            text(
                "Indicators to ask again (suggested: opinions differ most, and no level is agreed)"
            ),
            list(names),
            default=[t.code for t in topics if t.disputed and t.decision is None][:MOST],
            format_func=names.__getitem__,
            placeholder=text("Choose indicators"),
            key="live-again-asked",
        )
        some, everything = st.columns(2)
        label = text.plural("Ask {n} indicator", "Ask {n} indicators", len(chosen))
        asked = None
        if everything.button(text("Ask all again"), key="live-again-all", width="stretch"):
            asked = list(names)
        if some.button(
            label, type="primary", disabled=not chosen, key="live-again-some", width="stretch"
        ):
            asked = chosen
        if asked is not None:
            everything_again = len(asked) == len(names)
            rounds.open_vote(
                runtime.store(), visitor, workshop.code, None if everything_again else asked
            )
            cached.phase.clear()
            st.rerun()
