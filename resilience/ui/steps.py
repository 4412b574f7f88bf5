"""A button of an optional step: it does one thing and draws the page again."""

from collections.abc import Callable

import streamlit as st

from resilience.services.access import Visitor
from resilience.services.workshops import WorkshopView
from resilience.store import Store
from resilience.text import Text
from resilience.ui import cached, runtime


def step_button(
    label: str, do: Callable[[Store, Visitor, str], None], workshop: WorkshopView, text: Text
) -> None:
    """A button by its English `label`; a refusal is shown in words."""
    if st.button(text(label), key=f"steps-{label}"):
        with runtime.errors_shown():
            do(runtime.store(), runtime.visitor(), workshop.code)
            cached.phase.clear()
            st.rerun()
