"""One person sends something: as the script of a scorecard does, or as the form without a script."""

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from resilience.errors import ResilienceError
from resilience.framework import AnswerValue
from resilience.services.access.access import Visitor, participant_held
from resilience.services.voting.deliveries import (
    Submission,
    SubmissionBatch,
    SubmissionResult,
    deliver_all,
)
from resilience.services.voting.responses import Answer, own_ballot, vote_mark
from resilience.services.voting.writer import Work, Writer
from resilience.store import Session, Store, repeatable
from resilience.store.voting.answers import MOST_WRITES
from resilience.store.voting.deliveries import hold_senders
from resilience.store.workshops import rounds
from resilience.web.phone.phone_forms import PhoneForm, check_stored, submissions_of

Item = TypeVar("Item")
#: what somebody sends: the indicator, what is said or None for a remark, and the remark
Given = tuple[str, AnswerValue | None, Mapping[str, str]]


def deliver(session: Session, visitor: Visitor, sent: Submission) -> SubmissionResult:
    """Outcome; raises why it was refused."""
    (done,) = _delivered(session, visitor, [in_vote(session, visitor.known_by, sent)])
    if isinstance(done, ResilienceError):
        raise done
    return done


def in_vote(session: Session, known_by: str, sent: Submission) -> Submission:
    """What is sent for the vote with a number, as the page of that vote sends it."""
    if sent.vote > 1000:
        return sent
    who = hold_senders(session, {known_by}).get(known_by)
    marks = (
        {held.number: vote_mark(held) for held in rounds(session, who.workshop_id)} if who else {}
    )
    return replace(sent, vote=marks.get(sent.vote, sent.vote))


def write_at_once(writer: Writer, work: Work[Item, Any], items: Sequence[Item]) -> list[Any]:
    """What the writer gives for each of the items, or raises; all wait for it together."""

    async def together() -> list[Any]:
        asked = (writer.write_together(work, item) for item in items)
        return await asyncio.gather(*asked, return_exceptions=True)

    return asyncio.run(together())


def save_answer(store: Store, visitor: Visitor, indicator: str, said: AnswerValue) -> Answer:
    """Somebody answers an indicator in the current vote."""
    return _send(store, visitor, [(indicator, said, {})], "en")


def save_answers(store: Store, visitor: Visitor, said: Mapping[str, AnswerValue]) -> None:
    """Somebody answers indicators by code in the current vote, in one post."""
    if said:
        _send(store, visitor, [(code, one, {}) for code, one in said.items()], "en")


def save_remark(
    store: Store, visitor: Visitor, indicator: str, *, language: str = "en", **remark: str
) -> Answer:
    """Somebody writes a comment or evidence in the current vote, or says how sure they are."""
    return _send(store, visitor, [(indicator, None, remark)], language)


def form_answer(store: Store, visitor: Visitor, indicator: str, said: AnswerValue) -> Answer:
    """Answer an indicator by the form without a script."""
    (done,) = _fill(store, visitor, PhoneForm(indicator, said=said))
    assert done.answer is not None
    return done.answer


def keep_earlier(store: Store, visitor: Visitor) -> int:
    """Confirm all earlier answers by the form without a script; gives how many there were."""
    stored = _fill(store, visitor, PhoneForm("end", go="keep"))
    return len({done.answer.indicator for done in stored if done.answer})


def _fill(store: Store, visitor: Visitor, filled: PhoneForm) -> list[SubmissionResult]:
    ballot = own_ballot(store, visitor)
    sent = submissions_of(replace(filled, vote=ballot.vote), ballot, "en")
    return _stored(store, visitor, sent)


@repeatable
def _stored(store: Store, visitor: Visitor, sent: Sequence[Submission]) -> list[SubmissionResult]:
    with store.write() as session:
        each = _delivered(session, visitor, sent)
    check_stored(each)
    return [one for one in each if isinstance(one, SubmissionResult)]


@repeatable
def _send(store: Store, visitor: Visitor, given: Sequence[Given], language: str) -> Answer:
    """Send what is newer than all before; gives the last answer that stands."""
    with store.write() as session:
        _, workshop = participant_held(session, visitor)
        sender = hold_senders(session, {visitor.known_by})[visitor.known_by]
        held = rounds(session, workshop.id)
        sent = [
            Submission(
                uuid.uuid4().hex,
                vote_mark(held[-1]) if held else 0,
                min(sender.counter + n, MOST_WRITES),
                *one,
                language,
            )
            for n, one in enumerate(given, 1)
        ]
        each = _delivered(session, visitor, sent)
        for done in each:
            if isinstance(done, ResilienceError):
                raise done
    assert isinstance(done, SubmissionResult) and done.answer is not None
    return done.answer


def _delivered(
    session: Session, visitor: Visitor, sent: Sequence[Submission]
) -> Sequence[SubmissionResult | ResilienceError]:
    (became,) = deliver_all(session, [SubmissionBatch(visitor.known_by, sent)])
    if isinstance(became, ResilienceError):
        raise became
    return became.each
