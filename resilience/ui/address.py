"""Choices that stand in the address as plain words, so that who is sent the link sees the same view.

An address only chooses among what its reader may see: what a page offers is decided before it is read.
"""

from collections.abc import Callable, Mapping

import streamlit as st

#: characters of a word in an address that are told
LONGEST = 80


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

    Where the address names none, `start` is chosen, or the first. What is no choice is told in the
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
    """Put words into the address under `name`; nothing stands there for ""."""
    if words:
        st.query_params[name] = words
    else:
        st.query_params.pop(name, None)
