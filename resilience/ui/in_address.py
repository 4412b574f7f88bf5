"""Choices that live in the address as plain text, so that a view can be shared."""

from collections.abc import Mapping, Sequence

import streamlit as st

from resilience.text import Text
from resilience.ui.address import LONGEST
from resilience.ui.blocks import plain

#: names in an address that are told before the rest is left out
MOST_TOLD = 5


def pick_several(
    name: str,
    label: str,
    options: Mapping[str, str],
    proposed: Sequence[str],
    key: str,
    text: Text,
    most: int | None = None,
    also: Mapping[str, str] | None = None,
) -> list[str]:
    """Several of the options, by their names: those of the address, else those that are proposed.

    `options` are words by name. The address carries another choice than the proposed one as `name`,
    once for each; names in it that are no option are told and left out. `also` has other names by which
    options are known.
    """
    known = also or {}
    asked = list(dict.fromkeys(known.get(one, one) for one in st.query_params.get_all(name)))
    start = [one for one in asked if one in options][:most] if asked else list(proposed)
    chosen = st.multiselect(
        label,
        list(options),
        default=start,
        format_func=options.__getitem__,
        max_selections=most,
        placeholder=text("Choose cities"),
        key=key,
    )
    _tell([one for one in asked if one and one not in options], text)
    if set(chosen) != set(start):
        st.query_params[name] = chosen or [""]
    if set(chosen) != set(proposed):
        back, icon = text("Back to those proposed"), ":material/undo:"
        st.button(back, key=f"{key}-back", icon=icon, on_click=_reset, args=(name, key, proposed))
    elif set(chosen) != set(start):
        del st.query_params[name]
    return chosen


def _tell(unknown: Sequence[str], text: Text) -> None:
    if unknown:
        names = text.listed(one[:LONGEST] for one in unknown[:MOST_TOLD])
        st.caption(plain(text("Not found here, and left out: {names}.", names=names)))


def _reset(name: str, key: str, proposed: Sequence[str]) -> None:
    """Choose what is proposed, which needs no word in the address."""
    st.session_state[key] = list(proposed)
    if name in st.query_params:
        del st.query_params[name]
