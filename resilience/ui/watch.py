"""Pages that change by themselves when the workshop moves on."""

import random

import streamlit as st

from resilience.ui import cached


def watch_phase(code: str, seconds: float = 2.4) -> None:
    """Run the page again when the workshop has moved on since it was drawn.

    Viewers look at different moments (plus or minus a quarter), so that a reveal is no stampede.
    """
    drawn = cached.phase(code)

    def look() -> None:
        if cached.phase(code) != drawn:
            st.rerun(scope="app")

    st.fragment(look, run_every=seconds * random.uniform(0.75, 1.25))()  # noqa: S311
