"""A participant's own answers: what they are asked, what they gave, and what is taken."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resilience.errors import InputError, WrongTime
from resilience.framework import AnswerValue, Indicator, vocabulary
from resilience.framework.departments import department_key, known_first, usually_known
from resilience.services.access.access import Visitor, participant_of
from resilience.services.access.plain_text import tidied
from resilience.services.frameworks.frameworks import asked_by, structure_of
from resilience.services.workshop.groups import scored_by
from resilience.services.workshop.phase import open_round
from resilience.store import Session, Store, repeatable
from resilience.store.tables import (
    Department,
    Participant,
    ReplacedAnswer,
    Response,
    Round,
    Workshop,
)
from resilience.store.voting.answers import CurrentAnswer
from resilience.store.voting.crowds import who_answered
from resilience.store.voting.votes import own_earlier, own_replaced, own_responses
from resilience.store.workshops import places, rounds
from resilience.text import mark

CONFIDENCES = ("low", "medium", "high")
LONGEST_REMARK = vocabulary.LONGEST_REMARK
NO_VOTE = mark("This answer came after the vote had closed, so it was not stored.")
ANOTHER_VOTE = mark(
    "The vote in which you gave this answer has closed, so it was not stored. Another vote is open "
    "now."
)


#: why somebody is not asked in a later vote
NOT_AGAIN = mark(
    "This is a later vote, only for people who answered in the first one. You gave no answer in the first vote."
)


class VoteClosed(WrongTime):
    """Raised for an answer that came after its vote had closed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `said` is a level, a measured number, "na", "dk", or None for a comment without an answer.

    `language` is that of the text written. `counter` is the number of the participant's write that gave the answer,
    `comment_counter` of the one that gave the comment.
    """

    indicator: str
    said: AnswerValue | None
    comment: str
    evidence: str
    confidence: str | None
    language: str | None
    saved_at: datetime.datetime
    round_id: int
    counter: int
    comment_counter: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a participant is asked now, and their answers by code. `open` while a vote takes their answers.

    `number` is that of the round, and `vote` its `vote_mark`. `before` has their answers of earlier votes, which
    count in this one once they are confirmed. `counter` is the highest number of the participant's writes. `usual`
    has the codes of what the participant's department usually knows; in each theme `asked` has these first. Somebody
    `late`, without an answer in the first vote, is not asked in a later one.
    """

    asked: tuple[str, ...]
    answers: Mapping[str, Answer]
    open: bool
    number: int
    before: Mapping[str, Answer]
    counter: int = 0
    usual: frozenset[str] = frozenset()
    vote: int = 0
    late: bool = False

    @property
    def given(self) -> int:
        """The number of indicators with a level, N/A or don't know."""
        return sum(answer.said is not None for answer in self.answers.values())


@repeatable
def own_ballot(store: Store, visitor: Visitor) -> Ballot:
    """Return the visitor's questions and answers in the open round, or else the last one."""
    with store.read() as session:
        return ballot_of(session, *participant_of(session, visitor))


def ballot_of(session: Session, person: Participant, workshop: Workshop) -> Ballot:
    """See `own_ballot`."""
    held = rounds(session, workshop.id)
    if not held:
        return Ballot((), {}, open=False, number=1, before={}, counter=person.counter)
    rows = own_responses(session, person.id, held[-1].id)
    department = department_key(session.get_one(Department, person.department_id).name)
    indicators = asked_at(session, workshop, held[-1], person.department_id)
    late = bool(indicators) and _is_late(session, workshop, held, person)
    if late:
        indicators = ()
    ordered = known_first(structure_of(session, workshop), indicators, department)
    asked = tuple(i.code for i in ordered)
    before = own_earlier(session, person.id, held[-1], asked)
    return Ballot(
        asked=asked,
        answers={row.indicator: as_answer(row) for row in rows},
        open=bool(asked) and open_round(held) is not None and workshop.closed_at is None,
        number=held[-1].number,
        before={code: as_answer(row) for code, row in before.items()},
        counter=person.counter,
        usual=usually_known(ordered, department),
        vote=vote_mark(held[-1]),
        late=late,
    )


@repeatable
def own_history(store: Store, visitor: Visitor, most: int | None = None) -> list[Answer]:
    """Return the visitor's `most` newest replaced answers, oldest first; nobody else sees them."""
    with store.read() as session:
        person, _ = participant_of(session, visitor)
        return [as_answer(row) for row in own_replaced(session, person.id, most)]


def asked_in(session: Session, workshop: Workshop, current: Round) -> tuple[Indicator, ...]:
    """The indicators that a round asks."""
    tier = asked_by(session, workshop)
    return tuple(i for i in tier if current.asked is None or i.code in current.asked)


def codes_asked(session: Session, workshop: Workshop, current: Round) -> set[str]:
    """The codes of the indicators that a round asks."""
    return {indicator.code for indicator in asked_in(session, workshop, current)}


def asked_at(
    session: Session, workshop: Workshop, current: Round, department_id: int
) -> tuple[Indicator, ...]:
    """The indicators that a round asks the people of a department, or of a group that scores its themes."""
    place = session.get_one(Department, department_id)
    return scored_by(structure_of(session, workshop), place, asked_in(session, workshop, current))


def asked_by_place(
    session: Session, workshop: Workshop, current: Round
) -> dict[int, tuple[Indicator, ...]]:
    """The indicators that a round asks, by the id of the department or scoring group."""
    framework, asked = structure_of(session, workshop), asked_in(session, workshop, current)
    return {row.id: scored_by(framework, row, asked) for row in places(session, workshop.id)}


def vote_repeated(workshop: Workshop, held: Sequence[Round]) -> Round | None:
    """Return the first of these votes if the last one asks only the people who answered in it, None if it asks all.

    A later vote is compared with the first, so both count the same people (docs/methods.md, section 5). An open
    workshop (k = 0) and a rehearsal ask everybody.
    """
    return held[0] if len(held) > 1 and workshop.k and workshop.rehearses is None else None


def _is_late(
    session: Session, workshop: Workshop, held: Sequence[Round], person: Participant
) -> bool:
    """Whether the last vote asks only people of the first, and somebody gave no answer in that."""
    first = vote_repeated(workshop, held)
    return first is not None and not who_answered(session, first.id, [person.id])


def asked_one(indicators: Sequence[Indicator], code: str) -> Indicator:
    """Return the indicator with a code among these; raises `InputError` if it is not asked."""
    for indicator in indicators:
        if indicator.code == code:
            return indicator
    raise InputError("The workshop does not ask about the indicator {code}.", code=code[:40])


def vote_mark(held: Round) -> int:
    """Return when a round was opened, in microseconds; unlike number and id, it is not reused after a dropped round."""
    return int(held.opened_at.timestamp() * 1_000_000)


def check_taken(workshop: Workshop, held: Sequence[Round], vote: int | None) -> None:
    """Raise `VoteClosed` unless answers are accepted, in the `vote` with this mark if given."""
    if open_round(held) is None or workshop.closed_at is not None:
        raise VoteClosed(NO_VOTE)
    if vote not in (None, vote_mark(held[-1])):
        raise VoteClosed(ANOTHER_VOTE)


def remark_columns(given: Mapping[str, str | None], language: str) -> dict[str, Any]:
    """Return the columns of a given comment, evidence and confidence; None leaves a column unchanged.

    `language` is that of the page on which it was typed; what people wrote is never translated.
    """
    if given.get("confidence") not in (None, *CONFIDENCES):
        raise InputError("Choose low, medium or high for how sure you are.")
    changes = {
        name: tidied(value, LONGEST_REMARK) for name, value in given.items() if value is not None
    }
    if "comment" in changes or "evidence" in changes:
        changes["language"] = language
    return changes


def as_answer(row: Response | ReplacedAnswer | CurrentAnswer) -> Answer:
    """Convert a stored row to an `Answer`."""
    said: AnswerValue | None = None
    if row.state in ("na", "dk"):
        said = "na" if row.state == "na" else "dk"
    elif row.state == "level":
        said = row.level
    elif row.state == "number":
        said = row.number
    return Answer(
        indicator=row.indicator,
        said=said,
        comment=row.comment,
        evidence=row.evidence,
        confidence=row.confidence,
        language=row.language,
        saved_at=row.saved_at,
        round_id=row.round_id,
        counter=row.counter,
        comment_counter=row.comment_counter,
    )
