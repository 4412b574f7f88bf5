"""Questions from the room: asked and up-voted on phones without a name, answered by those who run the workshop."""

from dataclasses import dataclass
from typing import Literal

from resilience.errors import InputError, NotFound, WrongTime
from resilience.services.access.access import (
    RUNNERS,
    Visitor,
    lock_for,
    open_for,
    participant_held,
    participant_of,
)
from resilience.services.access.plain_text import tidied
from resilience.services.access.record import record, record_change
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Question, Workshop
from resilience.store.voting.questions import (
    count_waiting,
    mark_of,
    on_stage,
    open_questions,
    put_vote,
    question_in,
    questions,
    voted_for,
)

#: characters of a question, and how many of one participant and of the room may wait for an answer
LONGEST_QUESTION, MOST_WAITING, MOST_OPEN = 280, 5, 200
#: questions that the stage shows together
MOST_ON_STAGE = 5
QuestionState = Literal["open", "answered", "hidden", "later"]
STATES: tuple[QuestionState, ...] = ("open", "answered", "hidden", "later")


@dataclass(frozen=True, slots=True)
class RoomQuestion:
    """A question and its up-votes, without its author; `by_staff` if those who run the workshop wrote it."""

    id: int
    words: str
    votes: int
    state: QuestionState
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as one participant sees it: whether it is their `own`, and whether they `voted` for it."""

    question: RoomQuestion
    own: bool
    voted: bool


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """The questions that a participant sees, most up-votes first, answered ones last.

    `left` is how many more they may ask now. Once the workshop has closed, `open` is False and `left` is 0.
    """

    code: str
    asked: tuple[AskedQuestion, ...]
    left: int
    open: bool


@repeatable
def question_sheet(store: Store, visitor: Visitor) -> QuestionSheet:
    """Return the questions of the visitor's room; hidden ones only to those who asked them."""
    with store.read() as session:
        person, workshop = participant_of(session, visitor)
        voted, found, waiting = voted_for(session, person.id), [], 0
        for row, votes in questions(session, workshop.id):
            own = row.participant_id == person.id
            waiting += own and row.state in ("open", "hidden")
            if not row.by_staff and (own or row.state != "hidden"):
                found.append(AskedQuestion(_view(row, votes), own, row.id in voted))
        still = workshop.closed_at is None
        return QuestionSheet(
            workshop.code,
            tuple(sorted(found, key=lambda one: one.question.state != "open")),
            left=max(0, MOST_WAITING - waiting) if still else 0,
            open=still,
        )


@repeatable
def questions_mark(store: Store, workshop_id: int) -> str:
    """Return a version mark of the room's questions; a page with another mark is out of date."""
    with store.read() as session:
        return mark_of(session, workshop_id)


@repeatable
def ask_question(store: Store, visitor: Visitor, words: str) -> None:
    """Ask the room a question of at most 280 characters.

    Raises `InputError` for an empty or longer one, and while five of the visitor's or 200 of the room wait;
    `WrongTime` once the workshop has closed.
    """
    kept = _one_line(words)
    with store.write() as session:
        person, workshop = participant_held(session, visitor)
        _check_open(workshop)
        if count_waiting(session, person.id) >= MOST_WAITING:
            raise InputError(
                "{n} of your questions are waiting for an answer. Withdraw one to ask another.",
                n=MOST_WAITING,
            )
        if len(open_questions(session, workshop.id)) >= MOST_OPEN:
            raise InputError(
                "{n} questions from the room are already waiting for an answer, so you cannot "
                "ask another one now. Up-vote one of them instead.",
                n=MOST_OPEN,
            )
        session.add(Question(workshop_id=workshop.id, participant_id=person.id, words=kept))


@repeatable
def withdraw_question(store: Store, visitor: Visitor, question_id: int) -> None:
    """Delete the visitor's own question with its up-votes; raises `NotFound` for another's."""
    with store.write() as session:
        person, workshop = participant_held(session, visitor)
        row = _question(session, workshop, question_id)
        if row.participant_id != person.id:
            raise _gone()
        session.delete(row)


@repeatable
def vote_question(store: Store, visitor: Visitor, question_id: int, *, up: bool) -> None:
    """Up-vote an open question of the room, or withdraw the up-vote; the same twice changes nothing."""
    with store.write() as session:
        person, workshop = participant_held(session, visitor)
        _check_open(workshop)
        row = _question(session, workshop, question_id)
        if row.state != "open" or row.by_staff:
            raise _gone()
        put_vote(session, person.id, row.id, up=up)


@repeatable
def questions_of(store: Store, visitor: Visitor, code: str) -> tuple[RoomQuestion, ...]:
    """The questions of a workshop in every state, most up-votes first, for the people who run it."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return tuple(_view(*row) for row in questions(session, workshop.id))


@repeatable
def set_question(
    store: Store, visitor: Visitor, code: str, question_id: int, state: QuestionState
) -> None:
    """Mark a question answered, hide it, keep it for later, or open it again; the stage stops showing it.

    An item that staff wrote is deleted when it leaves the list. The list of a closed workshop raises
    `WrongTime`.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        row = _question(session, workshop, question_id)
        before = row.state
        if "later" in (before, state):
            _check_open(workshop)
        stage = on_stage(session, workshop.id)
        if stage and stage.question_id == row.id:
            session.delete(stage)
        row.state = state
        session.add(row)
        if row.by_staff and state != "later":
            session.delete(row)
        _record(session, visitor, workshop, before, state)


@repeatable
def hide_questions(store: Store, visitor: Visitor, code: str) -> None:
    """Hide all open questions of the room; the stage stops showing questions."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        waiting = open_questions(session, workshop.id)
        for row in waiting:
            row.state = "hidden"
            session.add(row)
        if stage := on_stage(session, workshop.id):
            session.delete(stage)
        if waiting:
            record(session, visitor, "questions hidden", workshop)


@repeatable
def keep_for_later(store: Store, visitor: Visitor, code: str, words: str) -> None:
    """Add an item of at most 280 characters to the list for later."""
    kept = _one_line(words)
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        _check_open(workshop)
        row = Question(workshop_id=workshop.id, words=kept, state="later", by_staff=True)
        session.add(row)
        record_change(session, visitor, "kept for later", workshop)


def things_for_later(session: Session, workshop_id: int) -> tuple[str, ...]:
    """The list for later of a workshop, most up-votes first."""
    return tuple(row.words for row, _ in questions(session, workshop_id) if row.state == "later")


@repeatable
def staged_questions(store: Store, workshop_id: int, one: int | None) -> tuple[RoomQuestion, ...]:
    """Return the questions on the stage: the `one` with this id, or the five open ones with most up-votes."""
    with store.read() as session:
        rows = [_view(*row) for row in questions(session, workshop_id)]
    if one is not None:
        return tuple(row for row in rows if row.id == one)
    return tuple(row for row in rows if row.state == "open")[:MOST_ON_STAGE]


def _record(
    session: Session, visitor: Visitor, workshop: Workshop, before: str, after: str
) -> None:
    """Record changes of the list for later, and hiding; never the words, which a participant wrote."""
    if before == after:
        return
    if "later" in (before, after):
        act = "kept for later" if after == "later" else "taken off the list for later"
        record_change(session, visitor, act, workshop)
    elif "hidden" in (before, after):
        act = "question hidden" if after == "hidden" else "question shown again"
        record(session, visitor, act, workshop)


def _view(row: Question, votes: int) -> RoomQuestion:
    state = next(one for one in STATES if one == row.state)
    return RoomQuestion(row.id, row.words, votes, state, row.by_staff)


def _question(session: Session, workshop: Workshop, question_id: int) -> Question:
    row = question_in(session, workshop.id, question_id)
    if row is None:
        raise _gone()
    return row


def _one_line(words: str) -> str:
    kept = " ".join(tidied(words, LONGEST_QUESTION).split())
    if not kept:
        raise InputError("Enter some text first.")
    return kept


def _check_open(workshop: Workshop) -> None:
    if workshop.closed_at is not None:
        raise WrongTime("The workshop is closed, so questions can no longer be added or changed.")


def _gone() -> NotFound:
    return NotFound("This question has been removed. Reload the page.")
