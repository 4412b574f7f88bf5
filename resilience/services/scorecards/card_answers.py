"""The answers of filled scorecards: what each would change, and where two contradict each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from resilience.errors import Fault, InputError, Sentence
from resilience.framework import AnswerValue, Indicator
from resilience.services.access.plain_text import tidied
from resilience.services.voting.responses import LONGEST_REMARK
from resilience.services.workshop.answer_columns import answer_columns
from resilience.store.tables import Response
from resilience.text import mark

Place = str | Sentence
#: remark on an answer that differs from the stored one, without naming the latter
CHANGED = mark("this answer replaces a different earlier one.")
TWICE = mark(
    "the answer, comment or evidence differs from the one in {other}, so neither is "
    "imported. Remove one of them."
)


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """A card's answer to an indicator and its cell; `said` is None for a comment without an answer."""

    indicator: str
    said: AnswerValue | None
    comment: str = ""
    evidence: str = ""
    place: Place = ""

    @property
    def content(self) -> tuple[AnswerValue | None, str, str]:
        """The answer, comment and evidence, for comparison with another card."""
        return (self.said, self.comment, self.evidence)


@dataclass(frozen=True, slots=True)
class SubmittedCard:
    """A filled scorecard: `name` is its displayed name, `key` that of its participant in the workshop."""

    name: str
    key: str
    department: str
    people: int
    language: str
    answers: tuple[CardAnswer, ...]

    def fault(self, place: tuple[Place, ...], said: str, **values: object) -> Fault:
        """Return a fault at a place of this card."""
        return Fault((self.name, *(part for part in place if part)), Sentence(said, **values))


@dataclass(frozen=True, slots=True)
class CheckedCards:
    """Cards with the answers that can be imported, and a fault for each answer left out."""

    cards: tuple[SubmittedCard, ...]
    faults: tuple[list[Fault], ...]


def sort_out(
    cards: Sequence[SubmittedCard], asked: Mapping[str, Sequence[Indicator]]
) -> CheckedCards:
    """Remove answers that are unknown, off the scale, or contradicted by another card; returns them as faults.

    `asked` has the indicators by department or group. If two cards of a participant have the same answer, it is
    taken from the first.
    """
    every = {one.code: one for found in asked.values() for one in found}
    known_by = {name: {one.code: one for one in found} for name, found in asked.items()}
    said: dict[tuple[str, str], list[tuple[int, CardAnswer]]] = {}
    faults: tuple[list[Fault], ...] = tuple([] for _ in cards)
    for at, card in enumerate(cards):
        known = known_by.get(card.department, every)
        for answer in card.answers:
            found = _tidied(answer, known, card)
            if isinstance(found, Fault):
                faults[at].append(found)
            else:
                said.setdefault((card.key, answer.indicator), []).append((at, found))
    kept: tuple[list[CardAnswer], ...] = tuple([] for _ in cards)
    for alike in said.values():
        if len({answer.content for _, answer in alike}) == 1:
            kept[alike[0][0]].append(alike[0][1])
        else:
            _contradict(cards, alike, faults)
    sorted_out = (replace(card, answers=tuple(kept[at])) for at, card in enumerate(cards))
    return CheckedCards(tuple(sorted_out), faults)


def changes_of(
    card: SubmittedCard, before: Mapping[str, Response], asked: Mapping[str, Indicator]
) -> dict[str, dict[str, Any]]:
    """Return, by indicator, the columns in which the card differs from stored answers; blanks change nothing."""
    found = {}
    for answer in card.answers:
        row = before.get(answer.indicator)
        wanted = _columns(answer, asked[answer.indicator])
        if row is None or any(getattr(row, name) != value for name, value in wanted.items()):
            spoke = {"language": card.language} if answer.comment or answer.evidence else {}
            found[answer.indicator] = wanted | spoke
    return found


def _tidied(
    answer: CardAnswer, known: Mapping[str, Indicator], card: SubmittedCard
) -> CardAnswer | Fault:
    """Return the normalised answer, or a `Fault` that says why it cannot be stored."""
    indicator = known.get(answer.indicator)
    if indicator is None:
        said = mark("the open vote does not ask about {code}.")
        return card.fault((answer.place or answer.indicator,), said, code=answer.indicator[:40])
    try:
        if answer.said is not None:
            answer_columns(indicator, answer.said)
        return replace(
            answer,
            comment=tidied(answer.comment, LONGEST_REMARK),
            evidence=tidied(answer.evidence, LONGEST_REMARK),
        )
    except InputError as error:
        return Fault(
            (card.name, answer.place or answer.indicator), Sentence(error.message, **error.values)
        )


def _columns(answer: CardAnswer, indicator: Indicator) -> dict[str, Any]:
    said = {} if answer.said is None else answer_columns(indicator, answer.said)
    written = {"comment": answer.comment, "evidence": answer.evidence}
    return said | {name: words for name, words in written.items() if words}


def _contradict(
    cards: Sequence[SubmittedCard],
    alike: Sequence[tuple[int, CardAnswer]],
    faults: Sequence[list[Fault]],
) -> None:
    """Say of each card that another one of the same participant answers otherwise."""
    for at, answer in alike:
        others = (cards[other].name for other, one in alike if one.content != answer.content)
        where = answer.place or answer.indicator
        faults[at].append(cards[at].fault((where,), TWICE, other=next(others)))
