"""Choices that live in the address as plain text, so that a view can be shared."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from resilience.text import Text
from resilience.ui.blocks import plain


def pick_several(
    name: str,
    label: str,
    options: Mapping[str, str],
    proposed: Sequence[str],
    key: str,
    text: Text,
    most: int | None = None,
) -> list[str]:
    """Several of the options, by their names: those of the address, else those that are proposed.

    `options` are words by name. The address carries the choice as `name`, once for each, only where
    it is another than what is proposed; names in it that are no option are told and left out.
    """
    asked = st.query_params.get_all(name)
    known = [one for one in dict.fromkeys(asked) if one in options][:most]
    unknown = [one for one in dict.fromkeys(asked) if one and one not in options]
    start = known if asked else list(proposed)
    chosen = st.multiselect(
        label,
        list(options),
        default=start,
        format_func=options.__getitem__,
        max_selections=most,
        placeholder=text("Choose cities"),
        key=key,
    )
    if unknown:
        named = text.listed(one[:80] for one in unknown[:5])
        st.caption(plain(text("Not found here, and left out: {names}.", names=named)))
    if set(chosen) == set(proposed):
        if not unknown:
            _forget(name)
    elif set(chosen) != set(known) or not asked:
        st.query_params[name] = chosen or [""]
    if set(chosen) != set(proposed):
        st.button(
            text("Back to those proposed"),
            key=f"{key}-back",
            icon=":material/undo:",
            on_click=_back(name, key, proposed),
        )
    return chosen


def _back(name: str, key: str, proposed: Sequence[str]) -> Callable[[], None]:
    def put_back() -> None:
        st.session_state[key] = list(proposed)
        _forget(name)

    return put_back


def _forget(name: str) -> None:
    if name in st.query_params:
        del st.query_params[name]
