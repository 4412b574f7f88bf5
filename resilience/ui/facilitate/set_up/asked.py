"""On the set-up page: how much is asked, and what is left out because the city does not face its hazards."""

from collections.abc import Collection

import streamlit as st

from resilience.framework import Framework, Indicator, minutes_to_answer
from resilience.framework.vocabulary import HAZARDS
from resilience.text import LANGUAGES, Text
from resilience.ui.shared import blocks


def how_much(framework: Framework, hazards: Collection[str], text: Text) -> str:
    """Choose the tier; each says how many indicators it asks and how long that takes in the workshop's language."""
    language = st.session_state.get("setup-language", next(iter(LANGUAGES)))
    named: dict[str, str] = {}
    for tier in ("full", "quick"):
        if framework.asked(tier):
            asked = framework.asked(tier, _ticked(framework, tier, hazards))
            named[tier] = text(
                "{tier}: {n} indicators, about {minutes} minutes to read and mark, without discussion",
                tier=text("Full") if tier == "full" else text("Quick"),
                n=len(asked),
                minutes=minutes_to_answer(framework, asked, language),
            )
    return st.radio(
        text("How much is asked"), list(named), format_func=named.__getitem__, key="setup-tier"
    )


def left_out(
    framework: Framework, tier: str, hazards: Collection[str], text: Text
) -> tuple[str, ...]:
    """A box for each indicator whose hazards the city does not face; the codes of those that stay ticked."""
    proposed = framework.not_faced(tier, hazards)
    if proposed:
        heading = text("Not asked because the city does not face their hazards")
        st.markdown(f"**{heading}**")
        st.caption(
            text(
                "They count as not applicable for everyone. Untick what you want to ask anyway. You cannot change "
                "this after you create the workshop."
            )
        )
    for indicator in proposed:
        key = box_key(framework, indicator.code)
        st.session_state.setdefault(key, True)
        st.checkbox(_label(framework, indicator, text), key=key)
    return _ticked(framework, tier, hazards)


def box_key(framework: Framework, code: str) -> str:
    """The session_state key of an indicator's box."""
    return f"setup-not-asked {framework.id} {framework.version} {code}"


def _ticked(framework: Framework, tier: str, hazards: Collection[str]) -> tuple[str, ...]:
    codes = (indicator.code for indicator in framework.not_faced(tier, hazards))
    return tuple(c for c in codes if st.session_state.get(box_key(framework, c), True))


def _label(framework: Framework, indicator: Indicator, text: Text) -> str:
    title = framework.title(indicator.code, text.language)
    hazards = text.listed(text(HAZARDS[hazard]) for hazard in indicator.hazards)
    return f"{indicator.code} {blocks.plain(title)} ({hazards})"
