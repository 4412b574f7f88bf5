"""The receipt of one participant: the own answers, and after the reveal what the room said."""

from collections.abc import Iterator
from dataclasses import dataclass

from resilience.framework import Goalposts, Indicator
from resilience.scoring.counting.median import medians
from resilience.scoring.notes.words import middle_words, said_words
from resilience.services.access.access import Visitor, participant_of
from resilience.services.deciding.agreed_levels import Decision, agreed_levels
from resilience.services.results.results import revealed_tallies
from resilience.services.voting.responses import Answer, Said, as_answer, asked_at
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Store
from resilience.store.tables import Department
from resilience.store.voting.votes import own_responses
from resilience.store.workshops import rounds
from resilience.text import Text, mark
from resilience.wording.result import outcome_words

VOTES = (mark("First vote"), mark("Second vote"), mark("Third vote"))


@dataclass(frozen=True, slots=True)
class VoteAnswer:
    """What somebody said about an indicator in one vote, counted from 1."""

    vote: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Receipt:
    """The own answers by indicator in the order of the framework, vote by vote.

    `middles` has the two middle levels of the room by indicator, None before the reveal; `agreed`
    what the room settled, empty until then.
    """

    workshop: WorkshopView
    department: str
    answers: dict[str, tuple[VoteAnswer, ...]]
    middles: dict[str, tuple[int, int] | None] | None
    agreed: dict[str, Decision]


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """An indicator on the receipt in words: what the person said, and the room (empty: nothing)."""

    title: str
    own: tuple[str, ...]
    comments: tuple[str, ...]
    room: str


def own_receipt(store: Store, visitor: Visitor) -> Receipt:
    """The receipt of the visitor; nobody else's answers, and no figure before the reveal."""
    with store.read() as session:
        person, workshop = participant_of(session, visitor)
        held = [one for one in rounds(session, workshop.id) if one.number]
        given: dict[str, tuple[VoteAnswer, ...]] = {}
        for one in held:
            for indicator in asked_at(session, workshop, one, person.department_id):
                given.setdefault(indicator.code, ())
            for row in own_responses(session, person.id, one.id):
                given[row.indicator] = (
                    *given.get(row.indicator, ()),
                    VoteAnswer(one.number, as_answer(row)),
                )
        tallies = revealed_tallies(session, workshop)
        return Receipt(
            workshop=describe(session, workshop),
            department=session.get_one(Department, person.department_id).name,
            answers=given,
            middles=None if tallies is None else medians(tallies),
            agreed={} if tallies is None else agreed_levels(session, workshop.id),
        )


def receipt_lines(receipt: Receipt, text: Text) -> Iterator[tuple[str, list[ReceiptLine]]]:
    """The receipt in words, theme by theme: title, and a line per indicator that was asked."""
    framework = receipt.workshop.framework
    for theme in framework.themes:
        lines = [
            _line(receipt, indicator, text)
            for indicator in theme.indicators()
            if indicator.code in receipt.answers
        ]
        if lines:
            yield framework.title(theme.code, text.language), lines


def _line(receipt: Receipt, indicator: Indicator, text: Text) -> ReceiptLine:
    given = receipt.answers[indicator.code]
    named = len(given) > 1
    own = []
    for one in given:
        said = _answer_words(receipt, indicator, one.answer.said, text)
        own.append(f"{_vote(one.vote, text)}: {said}" if named else said)
    title = receipt.workshop.framework.title(indicator.code, text.language)
    return ReceiptLine(
        title=f"{indicator.code} · {title}",
        own=tuple(own) or (text("no answer yet"),),
        comments=tuple(one.answer.comment for one in given if one.answer.comment),
        room=_room(receipt, indicator, text),
    )


def _vote(number: int, text: Text) -> str:
    return text(VOTES[number - 1]) if number <= len(VOTES) else text("Vote {n}", n=number)


def _room(receipt: Receipt, indicator: Indicator, text: Text) -> str:
    """What the room agreed on an indicator and why, or else its middle level."""
    if receipt.middles is None:
        return ""
    decision = receipt.agreed.get(indicator.code)
    if decision is not None:
        said = text("The room agreed: {outcome}", outcome=outcome_words(decision.outcome, text))
        return " · ".join(filter(None, (said, decision.reason)))
    middle = middle_words(receipt.middles.get(indicator.code), text)
    return text("The room's middle level: {middle}", middle=middle) if middle else ""


def _answer_words(receipt: Receipt, indicator: Indicator, said: Said | None, text: Text) -> str:
    """A level with its sentence, a number with its unit, or the state."""
    if said is None:
        return text("no answer yet")
    if isinstance(said, str):
        return said_words(said, text)
    if isinstance(indicator.scale, Goalposts):
        return f"{said_words(said, text)} {indicator.scale.unit}".strip()
    words = receipt.workshop.framework.text(text.language).indicators[indicator.code]
    return f"{int(said)} · {words.levels[int(said)]}"
