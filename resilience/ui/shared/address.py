"""Choices that stand in the address as plain words, so that who is sent the link sees the same view.

An address only chooses among what its reader may see: what a page offers is decided before it is read.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from resilience.text import Text
from resilience.ui.shared.markup import plain

#: characters of a word in an address that a message shows
LONGEST = 80
#: names in an address that a message lists before the rest is left out
MOST_TOLD = 5


def chosen(
    name: str,
    label: str,
    choices: Mapping[str, str],
    key: str,
    unknown: Callable[[str], str],
    *,
    start: str = "",
) -> str:
    """A list of `choices`, as they stand in the address under `name` and as they are read.

    Where the address names none, `start` is chosen, or the first. A value that is no choice is named in the
    words of `unknown`, and the same is chosen. The choice "" is written by leaving the name out.
    """
    offered = list(choices)
    asked = st.query_params.get(name, "")
    if asked and asked not in choices:
        st.info(unknown(asked[:LONGEST]), icon=":material/info:")
    at = asked if asked and asked in choices else start
    picked: str = st.selectbox(
        label,
        offered,
        index=offered.index(at) if at in choices else 0,
        format_func=choices.__getitem__,
        key=key,
    )
    write(name, picked)
    return picked


def write(name: str, words: str) -> None:
    """Put words into the address under `name`; "" removes the name."""
    if words:
        st.query_params[name] = words
    else:
        st.query_params.pop(name, None)


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
    once for each; names in it that are no option are reported and left out. `also` has other names by which
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
        back, icon = text("Back to the proposed cities"), ":material/undo:"
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
