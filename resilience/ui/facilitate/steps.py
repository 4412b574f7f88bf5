"""A button of an optional step: it does one thing and draws the page again."""

from collections.abc import Callable

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.counting.consequences import Consequences, consequences_of
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Store
from resilience.text import Text
from resilience.ui.shared import cached, runtime

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
    if sure is None:
        _do(do, workshop)
    else:
        st.dialog(text(label))(_ask)(label, do, workshop, text, sure)


def _ask(
    label: str, do: Do, workshop: WorkshopView, text: Text, sure: Callable[[Consequences], str]
) -> None:
    with runtime.errors_shown():
        st.markdown(sure(consequences_of(runtime.store(), runtime.visitor(), workshop.code)))
        yes = text("Yes: {move}", move=text(label))
        if st.button(yes, key=f"steps-yes-{label}", type="primary"):
            _do(do, workshop)


def _do(do: Do, workshop: WorkshopView) -> None:
    with runtime.errors_shown():
        do(runtime.store(), runtime.visitor(), workshop.code)
        cached.phase.clear()
        st.rerun()
