"""Which theme the score page shows: chosen from a list, or the next and the one before."""

from collections.abc import Mapping, Sequence

import streamlit as st

from resilience.framework import Indicator, Theme
from resilience.services.responses import Answer
from resilience.text import Text
from resilience.ui.inputs import pick_position

#: session_state key that no widget uses: the code of the theme on the page
SHOWN = "score-at"
Asked = Sequence[tuple[Theme, Sequence[Indicator]]]


def pick_theme(
    themes: Asked, titles: Mapping[str, str], answers: Mapping[str, Answer], text: Text
) -> int:
    """The position of the theme on the page: the one chosen last, where it is still asked."""
    codes = [theme.code for theme, _ in themes]
    shown = st.session_state.get(SHOWN) or st.query_params.get("theme")
    at = codes.index(shown) if shown in codes else 0
    labels = [_label(themes, position, at, titles, answers) for position in range(len(themes))]
    said = text("Theme {n} of {of}", n=at + 1, of=len(themes))
    pick_position(said, labels, at, "score-theme", lambda n: go_to(codes[n]))
    st.query_params["theme"] = codes[at]
    return at


def go_to(code: str) -> None:
    """Show a theme from the next run on."""
    st.session_state[SHOWN] = code


def _label(
    themes: Asked, position: int, at: int, titles: Mapping[str, str], answers: Mapping[str, Answer]
) -> str:
    """The theme's name; how far it is for all but the one on the page, whose cards show it."""
    theme, indicators = themes[position]
    name = f"{position + 1}. {titles[theme.code]}"
    if position == at:
        return name
    given = sum(i.code in answers and answers[i.code].said is not None for i in indicators)
    return f"{name} ({given}/{len(indicators)})"
