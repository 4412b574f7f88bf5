"""A participant's receipt: their answers and, after the reveal, the room's result."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from resilience.framework import AnswerValue, Goalposts, Indicator
from resilience.scoring.notes.words import said_words
from resilience.services.access.access import Visitor, participant_of
from resilience.services.deciding.agreed_levels import Decision, agreed_levels
from resilience.services.results.own_result import levels_of_room
from resilience.services.results.results import revealed_tallies
from resilience.services.voting.own_votes import CastBallot, cast_ballots
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Store
from resilience.store.tables import Department
from resilience.text import Text
from resilience.wording.progress import answer_words
from resilience.wording.result import outcome_words


@dataclass(frozen=True, slots=True)
class Receipt:
    """A participant's answers in each of the `votes`.

    `levels` has the room's most frequent level by indicator (`levels_of_room`), None before the reveal; `agreed`
    what the room settled, empty until then.
    """

    workshop: WorkshopView
    department: str
    votes: tuple[CastBallot, ...]
    levels: dict[str, int | None] | None
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
        tallies = revealed_tallies(session, workshop)
        return Receipt(
            workshop=describe(session, workshop),
            department=session.get_one(Department, person.department_id).name,
            votes=cast_ballots(session, person, workshop),
            levels=None if tallies is None else levels_of_room(tallies),
            agreed={} if tallies is None else agreed_levels(session, workshop.id),
        )


def receipt_lines(receipt: Receipt, text: Text) -> Iterator[tuple[str, list[ReceiptLine]]]:
    """The receipt in words, theme by theme: title, and a line per indicator that was asked."""
    framework = receipt.workshop.framework
    codes = {code for vote in receipt.votes for code in (*vote.asked, *vote.answers)}
    for theme in framework.themes:
        lines = [
            _line(receipt, indicator, text)
            for indicator in theme.indicators()
            if indicator.code in codes
        ]
        if lines:
            yield framework.title(theme.code, text.language), lines


def _line(receipt: Receipt, indicator: Indicator, text: Text) -> ReceiptLine:
    code = indicator.code
    given = [vote.answers[code] for vote in receipt.votes if code in vote.answers]
    words = partial(_answer_words, receipt, indicator, text)
    return ReceiptLine(
        title=f"{code} · {receipt.workshop.framework.title(code, text.language)}",
        own=tuple(answer_words(receipt.votes, code, words, text)),
        comments=tuple(answer.comment for answer in given if answer.comment),
        room=_room(receipt, indicator, text),
    )


def _room(receipt: Receipt, indicator: Indicator, text: Text) -> str:
    """What the room agreed on an indicator and why, or else its most frequent answer."""
    if receipt.levels is None:
        return ""
    decision = receipt.agreed.get(indicator.code)
    if decision is not None:
        said = text("The room agreed: {outcome}", outcome=outcome_words(decision.outcome, text))
        return " · ".join(filter(None, (said, decision.reason)))
    if indicator.code not in receipt.levels:
        return ""
    level = receipt.levels[indicator.code]
    if level is None:
        return text("No answer was clearly the most frequent in the room")
    return text("The room's most frequent answer: {level}", level=level)


def _answer_words(receipt: Receipt, indicator: Indicator, text: Text, said: AnswerValue) -> str:
    """A level with its sentence, a number with its unit, or the state."""
    if isinstance(said, str):
        return said_words(said, text)
    if isinstance(indicator.scale, Goalposts):
        return f"{said_words(said, text)} {indicator.scale.unit}".strip()
    words = receipt.workshop.framework.text(text.language).indicators[indicator.code]
    return f"{int(said)} · {words.levels[int(said)]}"
