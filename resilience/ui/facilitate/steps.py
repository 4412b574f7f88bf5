"""A button of an optional step: it does one thing and draws the page again."""

from collections.abc import Callable

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.counting.consequences import Consequences, consequences_of
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Store
from resilience.text import Text
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.asking import ask_first

Do = Callable[[Store, Visitor, str], None]


def step_button(
    label: str,
    do: Do,
    workshop: WorkshopView,
    text: Text,
    sure: Callable[[Consequences], str] | None = None,
) -> None:
    """A button by its English `label`; a refusal is shown as a message.

    With `sure` it first asks for confirmation, with the text that this returns.
    """
    if not st.button(text(label), key=f"steps-{label}"):
        return

    def act() -> None:
        do(runtime.store(), runtime.visitor(), workshop.code)
        cached.phase.clear()

    with runtime.errors_shown():
        if sure is None:
            act()
            st.rerun()
        seen = consequences_of(runtime.store(), runtime.visitor(), workshop.code)
        ask_first(text(label), sure(seen), act, f"steps-yes-{label}")
