"""What a participant reads of the revealed result on their own page."""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.framework import Framework
from resilience.scoring.notes.words import score_words
from resilience.services.frameworks.official_wording import in_official_words
from resilience.services.results.discussion import Topic
from resilience.services.results.own_result import OwnResult
from resilience.text import Text
from resilience.wording.agreement import agrees_words
from resilience.wording.result import outcome_words
from resilience.workbook import Official


@dataclass(frozen=True, slots=True)
class TopicWords:
    """What the room or a group discusses, as the `heading` says: `levels` with the answers of the whole room to each, none where they are not shown.

    `finding` says how far the room agrees, "" for a measured indicator, and `agreed` what it settled on, "" before.
    """

    heading: str
    title: str
    question: str
    finding: str
    levels: tuple[tuple[str, str], ...]
    agreed: str


def topic_words(
    topic: Topic,
    framework: Framework,
    official: Mapping[str, Official],
    text: Text,
    *,
    of_group: bool,
) -> TopicWords:
    """The topic of a desk, of a group's own or of the whole room, with the figures that its stage shows."""
    words = in_official_words(
        framework.text(text.language).indicators[topic.code], official.get(topic.code)
    )
    counts, decision = topic.pooled, topic.decision
    finding = agrees_words(topic, text)
    answers = [text.plural("{n} answer", "{n} answers", n) for n in counts]
    levels = zip(words.levels, answers, strict=True) if any(counts) else ()
    return TopicWords(
        heading=text("Your group discusses now") if of_group else text("Now being discussed"),
        title=words.title,
        question=words.question,
        finding=finding[:1].upper() + finding[1:],
        levels=tuple(levels),
        agreed=text("Agreed: {outcome}", outcome=outcome_words(decision.outcome, text))
        if decision
        else "",
    )


def own_figures(result: OwnResult, city: str, department: str, text: Text) -> list[tuple[str, str]]:
    """The scores shown, each with whose it is: the city's, and their department's where there is one."""
    scores = [(city, result.city), (text(department), result.department)]
    return [(name, score_words(score, text)) for name, score in scores if score is not None]


def agreement_words(result: OwnResult, text: Text) -> str:
    """On how many indicators somebody gave the level of the room; "" where there is nothing to compare."""
    if not result.compared:
        return ""
    same, compared = text.number(result.same), text.number(result.compared)
    return text(
        "On {compared} of the indicators you answered, the room has one most frequent level or agreed on one. "
        "You gave it on {same}.",
        same=same,
        compared=compared,
    )
