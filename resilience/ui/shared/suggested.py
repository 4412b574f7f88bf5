"""Suggested actions of the frameworks of this installation, read once, as cards."""

import html
import logging

import streamlit as st

from resilience.errors import Faults
from resilience.framework import Framework
from resilience.framework.suggested_actions import (
    NO_SUGGESTIONS,
    SuggestedAction,
    SuggestedActions,
    folder_of,
    load_suggestions,
)
from resilience.services.results.results import WorkshopResult
from resilience.services.results.suggested_actions import suggested_for
from resilience.text import Text
from resilience.ui.shared.runtime import settings
from resilience.wording.suggested_actions import benefit_words, example_words, suggestion_facts

LOG = logging.getLogger(__name__)


def next_suggestions(
    result: WorkshopResult, indicator: str, text: Text
) -> tuple[SuggestedAction, ...]:
    """The suggestions for the next step of an indicator of a result."""
    framework = result.workshop.framework
    return suggested_for(result, indicator, _loaded(framework.sha256, framework), text.language)


@st.cache_resource(max_entries=20, show_spinner=False)
def _loaded(sha256: str, _framework: Framework) -> SuggestedActions:  # noqa: ARG001 - part of the cache's key
    """The suggestions of a framework; none where its files have faults, which stop no workshop."""
    folder = folder_of(settings().frameworks, _framework)
    try:
        return load_suggestions(folder, _framework) if folder else NO_SUGGESTIONS
    except Faults as error:
        LOG.warning("suggested actions are not offered: %s", error)
        return NO_SUGGESTIONS


def suggestion_card(one: SuggestedAction, text: Text, *, opened: bool) -> str:
    """A suggestion as HTML, with a mark where it is in English; its example is folded away unless `opened`."""
    place, said = (html.escape(words) for words in example_words(one, text))
    attribute = " open" if opened else ""
    example = (
        f"<details{attribute}><summary>{place}</summary><p>{said}</p></details>" if place else ""
    )
    lent = f"<p><i>{html.escape(text('not yet translated'))}</i></p>" if one.lent else ""
    facts = [" · ".join(suggestion_facts(one, text)), benefit_words(one, text)]
    small = "".join(f'<p class="about">{html.escape(line)}</p>' for line in facts if line)
    title, what = html.escape(one.title), html.escape(one.what)
    return f'<div class="suggestion"><p class="title">{title}</p><p>{what}</p>{small}{example}{lent}</div>'
