"""What fits in the time that a room has, and the clock."""

import time
from collections.abc import Sequence

import streamlit as st

from resilience.services.results.discussion import Topic
from resilience.text import Text
from resilience.ui.shared.watch import spread

#: minutes for the discussion, and for one topic, before anybody says otherwise
ALL_MINUTES, EACH_MINUTES = 40, 5
#: the address keeps when the clock ends, in seconds since 1970
UNTIL = "until"


def planned(topics: Sequence[Topic], text: Text) -> int:
    """How many topics fit in the minutes that the facilitator gives; at least one."""
    minutes = st.number_input(
        text("Minutes for the discussion"), 1, 600, ALL_MINUTES, step=5, key="discuss-minutes"
    )
    one = st.number_input(text("Minutes a topic"), 1, 60, EACH_MINUTES, key="discuss-each")
    if st.button(text("Start the clock"), icon=":material/timer:", key="discuss-clock"):
        st.query_params[UNTIL] = str(int(time.time() + 60 * minutes))
    fit = max(1, min(len(topics), int(minutes // one)))
    st.caption(
        text(
            "{fit} topics fit in {minutes} minutes; the room differs on {disputed}.",
            fit=fit,
            minutes=int(minutes),
            disputed=sum(topic.disputed for topic in topics),
        )
    )
    return fit


def place_and_clock(at: int, fit: int, text: Text) -> None:
    """Where the discussion is and the minutes that are left; looks at the clock by itself."""
    place = (
        text("{n} of {of} to discuss", n=at + 1, of=fit)
        if at < fit
        else text("Topic {n}, beyond the {of} that fit in the time", n=at + 1, of=fit)
    )

    def draw() -> None:
        left = _minutes_left()
        said = "" if left is None else f" · {_left(left, text)}"
        st.html(f'<p class="hall">{place}{said}</p>')

    st.fragment(draw, run_every=spread(10) if UNTIL in st.query_params else None)()


def _minutes_left() -> int | None:
    try:
        return max(0, -int(-(float(st.query_params[UNTIL]) - time.time()) // 60))
    except (KeyError, ValueError):
        return None


def _left(minutes: int, text: Text) -> str:
    if not minutes:
        return text("time is up")
    return text.plural("{n} minute left", "{n} minutes left", minutes)
