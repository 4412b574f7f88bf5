"""The step of the scorecard: which one, how much of it, and what is left out for want of its hazards."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from resilience.framework import Framework, Indicator, minutes_to_answer
from resilience.framework.vocabulary import HAZARDS
from resilience.services.access.access import Visitor
from resilience.services.results.last_agreed import agreed_before
from resilience.services.workshop.plan import WorkshopPlan
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain

#: the framework that most workshops want, which comes first
USUAL = "urban-resilience"


def scorecard_step(
    known: Mapping[str, Framework], hazards: Collection[str], text: Text
) -> tuple[Framework, str, tuple[str, ...], bool]:
    """The framework, its tier, the codes that are not asked, and whether last year's level is shown."""
    framework = known[
        st.selectbox(
            text("Scorecard"),
            sorted(known, key=lambda name: name != USUAL),
            format_func=lambda name: (
                f"{known[name].title(known[name].root.code, text.language)} "
                f"({known[name].id} {known[name].version})"
            ),
            key="setup-framework",
            bind="query-params",
        )
    ]
    tier = _how_much(framework, hazards, text)
    not_asked = _left_out(framework, tier, hazards, text)
    shows_last = st.checkbox(
        text("Next to each question, show the level that the city's last workshop agreed on"),
        key="setup-shows-last",
        bind="query-params",
    )
    st.caption(
        text("This draws answers towards that level. Leave it off to avoid influencing the vote.")
    )
    return framework, tier, not_asked, shows_last


def last_level_note(plan: WorkshopPlan, visitor: Visitor, text: Text) -> None:
    """What the city's last workshop agreed on that would be shown; that it is nothing only if it was asked for."""
    last = agreed_before(runtime.store(), visitor, plan)
    asked = plan.framework.asked(plan.tier, plan.not_asked)
    codes = [one.code for one in asked if one.code in last.levels]
    if last.date and codes:
        st.caption(
            text(
                "If this is on, these questions show what the workshop on {date} decided: {codes}.",
                date=text.date(last.date),
                codes=text.listed(codes),
            )
        )
    elif plan.shows_last:
        st.caption(
            text(
                "There are no agreed levels to show. They come from this city's last workshop that closed before this date, and only for questions that this workshop asks too. A workshop without small-group protection is never shown."
            )
        )


def _how_much(framework: Framework, hazards: Collection[str], text: Text) -> str:
    """Choose the tier; each says how many indicators it asks and how long that takes in the workshop's language."""
    language = st.session_state.get("setup-language", text.language)
    names = {"full": text("Full"), "quick": text("Quick")}
    named = {tier: name for tier, name in names.items() if framework.asked(tier)}
    return st.radio(
        text("How much is asked"),
        list(named),
        format_func=named.__getitem__,
        captions=[
            length_words(
                framework, framework.asked(tier, _ticked(framework, tier, hazards)), language, text
            )
            for tier in named
        ],
        key="setup-tier",
        bind="query-params",
        width="stretch",
    )


def length_words(
    framework: Framework, asked: Sequence[Indicator], language: str, text: Text
) -> str:
    """How many indicators are asked, and how long that takes in the workshop's language."""
    minutes = minutes_to_answer(framework, asked, language)
    return " · ".join(
        (
            text.plural("{n} indicator", "{n} indicators", len(asked)),
            text.plural(
                "about {n} minute to read and answer, without discussion",
                "about {n} minutes to read and answer, without discussion",
                minutes,
            ),
        )
    )


def _left_out(
    framework: Framework, tier: str, hazards: Collection[str], text: Text
) -> tuple[str, ...]:
    """A box for each indicator whose hazards the city does not face; the codes of those that stay ticked."""
    proposed = framework.not_faced(tier, hazards)
    if proposed:
        ticked = len(_ticked(framework, tier, hazards))
        label = text.plural("Not asked: {n} indicator", "Not asked: {n} indicators", ticked)
        with st.expander(label, key="setup-left-out"):
            st.caption(
                text(
                    "These indicators are about hazards that the city does not face, so they "
                    "count as not applicable for everyone. Untick any that you want to ask "
                    "anyway. You cannot change this after you create the workshop."
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
    return f"{indicator.code} {plain(title)} ({hazards})"
