"""Pages that change by themselves when the workshop moves on."""

import random

import streamlit as st

from resilience.errors import ResilienceError
from resilience.ui import cached
from resilience.ui.telling import Stand, moved_on, watched


def spread(seconds: float) -> float:
    """About this many seconds: viewers look at different moments, so that nothing is a stampede."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 - no secret hangs on it


def watch_phase(code: str, drawn: Stand | None = None) -> None:
    """Run the page again when the workshop has moved on since it was drawn: as it stands now, if not said."""
    drawn = drawn or cached.phase(code)

    def look() -> None:
        try:
            moved = moved_on(drawn, cached.phase(code))
        except ResilienceError:
            moved = True  # the workshop is gone: the whole page says so
        if moved:
            st.rerun(scope="app")
        watched(code, drawn)

    st.fragment(look)()
