"""Opening another vote after a reveal: on everything, or only on what the room discussed."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.results.discussion import Topic
from resilience.services.workshop.desk import view_desk
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


def asked_again(topics: Sequence[Topic], discussed: Collection[str]) -> list[str]:
    """The codes proposed for another vote: what was discussed, first where the room has not agreed.

    Where nothing was discussed, what the room differs on.
    """
    talked = [topic for topic in topics if topic.code in discussed] or [
        topic for topic in topics if topic.disputed
    ]
    unsettled = [t for t in talked if t.decision is None or t.decision.outcome == "both"]
    settled = [t for t in talked if t not in unsettled and t.code in discussed]
    return [topic.code for topic in (*unsettled, *settled)][:MOST]


def _ask(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    with runtime.errors_shown():
        topics = cached.topics(workshop.code)
        place = view_desk(runtime.store(), visitor, workshop.code)
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
                "Indicators to ask again (suggested: what you discussed, first where no level is agreed)"
            ),
            list(names),
            default=asked_again(topics, place.discussed),
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
