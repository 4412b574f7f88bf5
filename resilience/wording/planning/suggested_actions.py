"""Suggested actions in words: who usually leads, how long it takes, what else it brings, and where it was done."""

from resilience.framework.suggested.actions import SuggestedAction
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.scoring.planning.actions import COSTS
from resilience.text import Text

#: from so many months on, a time of whole years is given in years
IN_YEARS = 24


def plan_text(one: SuggestedAction) -> str:
    """What will be done, as the form of an action takes it, in the language of the suggestion."""
    text = Text(one.language)
    return text("{title}: {what}", title=one.title, what=one.what)


def suggestion_facts(one: SuggestedAction, text: Text) -> list[str]:
    """Who usually leads it, its cost and its time, a part each."""
    lead = text.listed(text(DEPARTMENTS[key]) for key in one.lead)
    return [
        text("Usually led by: {departments}", departments=lead),
        text(COSTS[one.cost]),
        _time(one.months, text),
    ]


def _time(months: tuple[int, int], text: Text) -> str:
    first, last = months
    if first == last:
        return text.plural("{n} month", "{n} months", first)
    if last >= IN_YEARS and not (first % 12 or last % 12):
        first, last = first // 12, last // 12
        return text("{first} to {last} years", first=text.number(first), last=text.number(last))
    return text("{first} to {last} months", first=text.number(first), last=text.number(last))


def benefit_words(one: SuggestedAction, text: Text) -> str:
    """What else it brings; "" where nothing is named."""
    if not one.benefits:
        return ""
    return text("Other benefits: {benefits}", benefits=" · ".join(one.benefits))


def example_words(one: SuggestedAction, text: Text) -> list[str]:
    """Where it was done, what was done there, and the source; empty without an example."""
    if not one.place:
        return []
    source = text("Source: {source}", source=one.source)
    return [text("Example: {place}", place=one.place), one.did, source]
