"""The stage in a discussion: a topic with the words of its levels, and a dot for each answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resilience.charts.template import colour_of, ink_on
from resilience.framework import Framework, IndicatorText
from resilience.services.frameworks.official_wording import in_official_words
from resilience.services.results.discussion import Topic, opening
from resilience.services.results.last_agreed import LastAgreed
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.groups import GroupView
from resilience.services.workshop.plan import FIRST_VOTE, TOGETHER
from resilience.text import Text
from resilience.wording.agreement import answer_rows, differ_words, together_words, unsaid_words
from resilience.wording.departments import topic_reply_words
from resilience.wording.result import agreed_words, last_agreed_words
from resilience.workbook import Official

#: rows that fit
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class LevelCard:
    """A level with its words and colours; `agreed` is whether the room agreed on it."""

    level: int
    words: str
    colour: str
    ink: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class DotRow:
    """A unit with its answers by level, lowest first."""

    unit: str
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Discussion:
    """A topic on the stage; `agreed` is "" before the room agrees.

    `finding` says how far opinions differ, and `disputed` whether they do.

    `together` names the units that are counted in one row, "" where none are.
    """

    place: str
    theme: str
    title: str
    question: str
    finding: str
    disputed: bool
    cards: tuple[LevelCard, ...]
    rows: tuple[DotRow, ...]
    together: str
    unsaid: str
    last: str
    agreed: str
    reason: str
    replies: tuple[str, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """Shares of the columns of levels by the length of their words, none under nine tenths of the widest."""
        letters = [len(card.words) for card in self.cards]
        return tuple(max(n, 9 * max(letters) // 10) for n in letters)


def discussion(
    result: WorkshopResult,
    topics: Sequence[Topic],
    code: str,
    official: Mapping[str, Official],
    last: LastAgreed,
    text: Text,
    group: GroupView | None = None,
) -> Discussion:
    """The screen of the topic with a code, or of the first one; on the stage of a group with its name.

    `last` is what the city's last workshop agreed on.
    """
    at = next((n for n, topic in enumerate(topics) if topic.code == code), opening(topics))
    topic = topics[at]
    framework = result.workshop.framework
    said = framework.text(text.language).indicators[topic.code]
    words = in_official_words(said, official.get(topic.code))
    decision = topic.decision
    theme, named = _theme(framework, topic, text), text(group.name) if group else ""
    place = text("Topic {n} of {of}", n=at + 1, of=len(topics))
    return Discussion(
        place=place if named in ("", theme) else f"{named} · {place}",
        theme=theme,
        title=words.title,
        question=_unbroken(words.question),
        finding=_finding(topic, text),
        disputed=topic.disputed,
        cards=_cards(topic, words),
        rows=_rows(topic, text),
        together=together_words(topic.together, text) if topic.together else "",
        unsaid=unsaid_words(topic, text),
        last=last_agreed_words(last, topic.code, text),
        agreed=agreed_words(decision.outcome, text) if decision else "",
        reason=decision.reason if decision else "",
        replies=tuple(topic_reply_words(topic, text)),
    )


def _finding(topic: Topic, text: Text) -> str:
    """How far opinions differ; "" once a level is agreed where too few answers are shown to say it."""
    found = topic.agreement
    return "" if topic.decision and found and not found.answers else differ_words(topic, text)


def _theme(framework: Framework, topic: Topic, text: Text) -> str:
    own = next(theme for theme in framework.themes if topic.indicator in theme.indicators())
    return framework.title(own.code, text.language)


def _rows(topic: Topic, text: Text) -> tuple[DotRow, ...]:
    """The rows that the results serve; the whole room in one where they do not fit."""
    if not topic.levels:
        return ()
    if topic.first:
        again = {FIRST_VOTE: topic.first, **topic.levels}
        return tuple(DotRow(text(vote), levels) for vote, levels in again.items())
    rows = answer_rows(topic, text(TOGETHER), text)
    if len(rows) > MOST_ROWS:
        return (DotRow(text("Whole room"), topic.pooled),)
    return tuple(DotRow(unit, answers) for unit, answers in rows.items())


def _cards(topic: Topic, words: IndicatorText) -> tuple[LevelCard, ...]:
    """The levels of an indicator; a measured one has none."""
    if topic.agreement is None:
        return ()
    top = max(1, len(words.levels) - 1)
    agreed = topic.decision.outcome if topic.decision else None
    return tuple(
        LevelCard(
            n,
            _unbroken(said),
            colour_of(100 * n / top),
            ink_on(100 * n / top),
            agreed == n,
        )
        for n, said in enumerate(words.levels)
    )


def _unbroken(words: str) -> str:
    """Words in which a number and its per cent sign stay on one line."""
    return words.replace(" %", "\u00a0%")
