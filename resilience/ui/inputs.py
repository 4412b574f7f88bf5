"""Inputs that several pages have."""

import streamlit as st

from resilience.services.workshops import WorkshopView
from resilience.text import Text
from resilience.ui import runtime


def pick_workshop(
    choices: list[WorkshopView], text: Text, key: str, empty: str
) -> WorkshopView | None:
    """The workshop that a page is about: by its address, or chosen where there are several.

    Where there is none, the page says what to do next (`empty`), and None comes back.
    """
    if not choices:
        st.info(empty, icon=":material/info:")
        return None
    wanted = st.query_params.get("workshop") or st.session_state.get(runtime.CHOSEN)
    codes = [w.code for w in choices]
    start = codes.index(wanted) if wanted in codes else 0
    if len(choices) == 1:
        picked = choices[0]
    else:
        picked = st.selectbox(
            text("Workshop"),
            choices,
            index=start,
            format_func=lambda w: f"{w.city.name} · {text.date(w.date)} · {w.code}",
            key=key,
        )
    st.session_state[runtime.CHOSEN] = picked.code
    st.query_params["workshop"] = picked.code
    return picked
