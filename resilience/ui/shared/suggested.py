"""Suggested actions of the frameworks of this installation, read once, as cards."""

import html
import logging
from collections.abc import Iterable

import streamlit as st

from resilience.errors import Faults
from resilience.framework import Framework
from resilience.framework.suggested.actions import (
    NO_SUGGESTIONS,
    SuggestedAction,
    SuggestedActions,
    folder_of,
    load_suggestions,
)
from resilience.services.results.results import WorkshopResult
from resilience.services.results.suggested_actions import next_step
from resilience.text import Text
from resilience.ui.shared.runtime import settings
from resilience.watching.logs import logged
from resilience.wording.planning.suggested_actions import (
    benefit_words,
    example_words,
    suggestion_facts,
)


def next_suggestions(
    result: WorkshopResult, indicator: str, text: Text
) -> tuple[SuggestedAction, ...]:
    """The suggestions for the next step of an indicator of a result."""
    framework = result.workshop.framework
    found = _loaded(framework.sha256, framework)
    return found.of(indicator, next_step(result, indicator), text.language)


@st.cache_resource(max_entries=20, show_spinner=False)
def _loaded(sha256: str, _framework: Framework) -> SuggestedActions:  # noqa: ARG001 - part of the cache's key
    """The suggestions of a framework; none where its files have faults, which stop no workshop."""
    folder = folder_of(settings().frameworks, _framework)
    try:
        return load_suggestions(folder, _framework) if folder else NO_SUGGESTIONS
    except Faults as error:
        logged("suggested actions are not offered", logging.WARNING, reason=str(error))
        return NO_SUGGESTIONS


def suggestion_card(one: SuggestedAction, text: Text, *, opened: bool) -> str:
    """A suggestion as HTML, with a mark where it is in English; `opened` below its title, with its example."""
    facts = [" · ".join(suggestion_facts(one, text)), benefit_words(one, text)]
    title = "" if opened else f'<p class="title">{html.escape(one.title)}</p>'
    untranslated = html.escape(text("not yet translated"))
    lent = f"<p><i>{untranslated}</i></p>" if one.lent else ""
    return (
        f'<div class="suggestion">{title}<p>{html.escape(one.what)}</p>'
        f'<div class="about">{_lines(facts)}{_example(one, text, opened=opened)}{lent}</div></div>'
    )


def _example(one: SuggestedAction, text: Text, *, opened: bool) -> str:
    if not one.place:
        return ""
    place, *said = example_words(one, text)
    attribute = " open" if opened else ""
    return f"<details{attribute}><summary>{html.escape(place)}</summary>{_lines(said)}</details>"


def _lines(words: Iterable[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in words if line)
