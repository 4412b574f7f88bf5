"""Answers and remarks that scorecards send, each stored once, whenever it arrives."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from resilience.errors import ResilienceError, WrongTime
from resilience.framework import AnswerValue, Indicator
from resilience.services.access.access import not_joined
from resilience.services.voting.responses import (
    NOT_AGAIN,
    Answer,
    VoteClosed,
    as_answer,
    asked_by_place,
    asked_one,
    check_taken,
    remark_columns,
    vote_mark,
    vote_repeated,
)
from resilience.services.workshop.answer_columns import answer_columns
from resilience.services.workshop.phase import open_round
from resilience.store import Session, now
from resilience.store.tables import Round, Workshop
from resilience.store.voting.answers import COUNTERS, AnswerKey, Answers, CurrentAnswer
from resilience.store.voting.crowds import who_answered
from resilience.store.voting.deliveries import (
    EarlierDelivery,
    Key,
    Sender,
    delivered,
    hold_senders,
    keep_counters,
    keep_deliveries,
    keep_late,
)
from resilience.store.voting.trimming import trim_kept
from resilience.store.voting.vote_clock import moment_of_write
from resilience.store.workshops import rounds, workshop_by_id


@dataclass(frozen=True, slots=True)
class Submission:
    """An answer or a remark for the `vote` with this mark; `counter` is the number of the participant's write.

    `sent_id` is unique to it. `remark` has a comment, evidence or confidence by name if there is no answer.
    `language` is that of the page where it was typed.
    """

    sent_id: str
    vote: int
    counter: int
    indicator: str
    said: AnswerValue | None
    remark: Mapping[str, str]
    language: str


@dataclass(frozen=True, slots=True)
class SubmissionBatch:
    """Submissions that arrived together from one participant, identified by a token's hash, `known_by`.

    With `trim`, old stored data of the participant is trimmed afterwards.
    """

    known_by: str
    sent: Sequence[Submission]
    trim: bool = False


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """The outcome of a submission: `stands` if it is the current answer, else `answer` is newer; the last `counter`."""

    stands: bool
    answer: Answer | None
    counter: int


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The outcome of each submission of a batch, stored or refused, and the participant's language.

    `standing` has, for each refused submission, the current answer in the last round, if any.
    """

    language: str
    each: Sequence[SubmissionResult | ResilienceError]
    standing: Sequence[Answer | None]


def deliver_all(
    session: Session, posts: Sequence[SubmissionBatch]
) -> list[BatchResult | ResilienceError]:
    """Store the posts of many people with few statements; every `sent_id` is stored once.

    The newer answer of a person wins, whichever arrives first; of two with the same counter, the later arrival
    wins. A submission that was already taken gets the same outcome again, even if its round is closed. Otherwise
    the outcome is `VoteClosed` if its round is not open, even if another one is, and `InputError` if it cannot be
    stored. A whole post gets `NotAllowed` if its sender is in no workshop.
    """
    senders = hold_senders(session, {post.known_by for post in posts if post.known_by})
    known = [(senders.get(post.known_by), one) for post in posts for one in post.sent]
    desk = _Desk(session, [(who, one) for who, one in known if who is not None])
    became: list[BatchResult | ResilienceError] = []
    for post in posts:
        sender = senders.get(post.known_by)
        if sender is None:
            became.append(not_joined())
        else:
            each = [desk.take(sender, one) for one in post.sent]
            standing = [
                desk.standing(sender, one, done) for one, done in zip(post.sent, each, strict=True)
            ]
            became.append(BatchResult(sender.language, each, standing))
    desk.write()
    trimmed = (senders.get(post.known_by) for post in posts if post.trim)
    trim_kept(session, {who.id for who in trimmed if who is not None})
    return became


@dataclass(frozen=True, slots=True)
class _Vote:
    """The rounds of a workshop; in an open vote also the indicators by department, and the time of the answers.

    A later vote asks only people who answered in the `first`.
    """

    workshop: Workshop
    held: Sequence[Round]
    asked: Mapping[int, Sequence[Indicator]]
    at: datetime.datetime
    first: Round | None = None


class _Desk:
    """Takes the sendings of many people one after the other, and writes what they changed at once."""

    def __init__(self, session: Session, sent: Sequence[tuple[Sender, Submission]]) -> None:
        self._session = session
        self._votes = {one: _vote(session, one) for one in {who.workshop_id for who, _ in sent}}
        self._before = delivered(session, {(who.id, one.sent_id) for who, one in sent})
        self._taken: dict[Key, EarlierDelivery] = {}
        self._counters = {who.id: who.counter for who, _ in sent}
        self._wrote: set[int] = set()
        self._late: set[int] = set()
        self._answers = Answers(session, set(self._places(sent)))

    def take(self, who: Sender, sent: Submission) -> SubmissionResult | ResilienceError:
        """Accept one submission, to be written with the group, and return its outcome."""
        before = self._earlier(who, sent)
        if before is not None:
            stands, row = before.stands, self._answers.at(_place(who, before.round_id, sent))
        else:
            try:
                stands, row = self._save(who, sent)
            except ResilienceError as error:
                if self._is_late(who, sent, error):
                    self._late.add(who.id)
                return error
            key = (who.id, sent.sent_id)
            self._before[key] = self._taken[key] = EarlierDelivery(row.round_id, stands)
        return SubmissionResult(stands, as_answer(row) if row else None, self._counters[who.id])

    def standing(
        self, who: Sender, sent: Submission, done: SubmissionResult | ResilienceError
    ) -> Answer | None:
        """Return the stored answer to the indicator of a refused submission."""
        held = self._votes[who.workshop_id].held
        if not held or isinstance(done, SubmissionResult):
            return None
        row = self._answers.at(_place(who, held[-1].id, sent))
        return as_answer(row) if row else None

    def write(self) -> None:
        """Write what was taken."""
        self._answers.write()
        keep_deliveries(self._session, self._taken)
        keep_counters(self._session, [(one, self._counters[one]) for one in sorted(self._wrote)])
        keep_late(self._session, self._late)

    def _save(self, who: Sender, sent: Submission) -> tuple[bool, CurrentAnswer]:
        vote = self._votes[who.workshop_id]
        check_taken(vote.workshop, vote.held, sent.vote)
        if vote.first and not who_answered(self._session, vote.first.id, [who.id]):
            raise WrongTime(NOT_AGAIN)
        asked = asked_one(vote.asked[who.department_id], sent.indicator)
        if sent.said is None:
            changes = remark_columns(sent.remark, sent.language)
        else:
            changes = answer_columns(asked, sent.said)
        place = _place(who, vote.held[-1].id, sent)
        row = self._answers.save(place, sent.counter, vote.at, changes)
        self._counters[who.id] = max(self._counters[who.id], sent.counter)
        self._wrote.add(who.id)
        counted = [getattr(row, COUNTERS[name]) for name in changes if name in COUNTERS]
        return all(last <= sent.counter for last in counted), row

    def _is_late(self, who: Sender, sent: Submission, error: ResilienceError) -> bool:
        """Whether a submission was refused because the vote that was the last has closed: reopened, it takes it."""
        held = self._votes[who.workshop_id].held
        return isinstance(error, VoteClosed) and bool(held) and sent.vote == vote_mark(held[-1])

    def _earlier(self, who: Sender, sent: Submission) -> EarlierDelivery | None:
        return self._before.get((who.id, sent.sent_id))

    def _places(self, sent: Sequence[tuple[Sender, Submission]]) -> Iterator[AnswerKey]:
        for who, one in sent:
            before, held = self._earlier(who, one), self._votes[who.workshop_id].held
            if before or held:
                yield _place(who, before.round_id if before else held[-1].id, one)


def _place(who: Sender, round_id: int, sent: Submission) -> AnswerKey:
    return AnswerKey(who.id, round_id, sent.indicator)


def _vote(session: Session, workshop_id: int) -> _Vote:
    workshop, held = workshop_by_id(session, workshop_id), rounds(session, workshop_id)
    last = open_round(held)
    if last is None:
        return _Vote(workshop, held, {}, now())
    asked = asked_by_place(session, workshop, last)
    first = vote_repeated(workshop, held)
    return _Vote(workshop, held, asked, moment_of_write(session, last.id), first)
