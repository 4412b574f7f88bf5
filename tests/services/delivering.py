"""One person sends one thing: as the script of a scorecard does, or as the form without a script."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from resilience.errors import ResilienceError
from resilience.framework import AnswerValue
from resilience.services.access.access import Visitor, participant_held
from resilience.services.voting.deliveries import (
    Submission,
    SubmissionBatch,
    SubmissionResult,
    deliver_all,
)
from resilience.services.voting.responses import (
    Answer,
    ballot_of,
    confirm_earlier,
    vote_mark,
    write_answer,
    write_remark,
)
from resilience.store import Session, Store, repeatable
from resilience.store.voting.counters import MOST_WRITES
from resilience.store.voting.deliveries import hold_senders
from resilience.store.workshops import rounds


def deliver(session: Session, visitor: Visitor, sent: Submission) -> SubmissionResult:
    """What became of it; raises why it was refused."""
    batch = SubmissionBatch(visitor.known_by, [in_vote(session, visitor.known_by, sent)])
    (became,) = deliver_all(session, [batch])
    if isinstance(became, ResilienceError):
        raise became
    (done,) = became.each
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


def save_answer(store: Store, visitor: Visitor, indicator: str, said: AnswerValue) -> Answer:
    """Somebody answers an indicator in the current vote."""
    return _send(store, visitor, indicator, said, {}, "en")


def save_remark(
    store: Store, visitor: Visitor, indicator: str, *, language: str = "en", **remark: str
) -> Answer:
    """Somebody writes a comment or evidence in the current vote, or says how sure they are."""
    return _send(store, visitor, indicator, None, remark, language)


@repeatable
def form_answer(store: Store, visitor: Visitor, indicator: str, said: AnswerValue) -> Answer:
    """Answer an indicator through the form."""
    with store.write() as session:
        return write_answer(session, visitor, indicator, said)


@repeatable
def form_remark(
    store: Store,
    visitor: Visitor,
    indicator: str,
    given: Mapping[str, str | None],
    *,
    language: str,
) -> Answer:
    """Write something to an indicator through the form."""
    with store.write() as session:
        return write_remark(session, visitor, indicator, given, language=language)


def keep_earlier(store: Store, visitor: Visitor) -> int:
    """Confirm all answers of earlier votes through the form."""
    with store.write() as session:
        return confirm_earlier(session, visitor)


@repeatable
def _send(
    store: Store,
    visitor: Visitor,
    indicator: str,
    said: AnswerValue | None,
    remark: Mapping[str, str],
    language: str,
) -> Answer:
    with store.write() as session:
        ballot = ballot_of(session, *participant_held(session, visitor))
        sender = hold_senders(session, {visitor.known_by})[visitor.known_by]
        sent_id, counter = uuid.uuid4().hex, min(sender.counter + 1, MOST_WRITES)
        sent = Submission(sent_id, ballot.vote, counter, indicator, said, remark, language)
        done = deliver(session, visitor, sent)
    assert done.answer is not None
    return done.answer
