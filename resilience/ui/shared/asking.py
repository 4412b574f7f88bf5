"""A dialog before an act with consequences: says in numbers what it does, and asks for a second press."""

from collections.abc import Callable

import streamlit as st

from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain


def ask_first(label: str, words: str, act: Callable[[], object], key: str) -> None:
    """Open a dialog with the consequences of `act`; its button acts and runs the page again.

    `label` is the label of the pressed button, `key` the session_state key of the button in the dialog.
    """

    def ask() -> None:
        st.markdown(plain(words))
        yes = runtime.text()("Yes: {move}", move=label)
        if st.button(yes, key=key, type="primary"):
            with runtime.errors_shown():
                act()
                st.rerun()

    st.dialog(label)(ask)()
