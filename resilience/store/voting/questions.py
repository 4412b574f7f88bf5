"""Queries about questions from the room, their up-votes, and the one on the stage."""

from collections.abc import Sequence

from sqlalchemy import case, delete, update
from sqlmodel import Session, col, func, select

from resilience.store.tables import Participant, Question, QuestionVote, StageQuestion

#: each state weighs differently in `mark_of`, so that a change of state changes the mark
_STATES = ("open", "answered", "hidden", "later")


def questions(session: Session, workshop_id: int) -> Sequence[tuple[Question, int]]:
    """The questions of a workshop in every state with their up-votes, most up-votes first."""
    votes = func.count(col(QuestionVote.id))
    query = (
        select(Question, votes)
        .outerjoin(QuestionVote, col(QuestionVote.question_id) == Question.id)
        .where(Question.workshop_id == workshop_id)
        .group_by(*Question.__table__.columns)  # type: ignore[attr-defined]
    )
    return session.exec(query.order_by(votes.desc(), col(Question.id))).all()


def open_questions(session: Session, workshop_id: int) -> Sequence[Question]:
    """The questions of the room that wait for an answer, in the order of asking."""
    query = select(Question).where(
        Question.workshop_id == workshop_id,
        Question.state == "open",
        col(Question.by_staff).is_(False),
    )
    return session.exec(query.order_by(col(Question.id))).all()


def mark_of(session: Session, workshop_id: int) -> str:
    """What changes with each question that is asked, withdrawn or answered, and with each up-vote."""
    here = Question.workshop_id == workshop_id
    weight = case(*((col(Question.state) == name, n) for n, name in enumerate(_STATES)))
    number = col(Question.id)
    asked = select(func.count(), func.max(number), func.sum(number * (1 + weight))).where(here)
    about = col(QuestionVote.question_id)
    voted = (
        select(func.count(), func.max(col(QuestionVote.id)), func.sum(about))
        .join(Question, number == about)
        .where(here)
    )
    return "-".join(str(n or 0) for query in (asked, voted) for n in session.exec(query).one())


def question_in(session: Session, workshop_id: int, question_id: int) -> Question | None:
    """The current state of a question of a workshop."""
    found = session.get(Question, question_id, populate_existing=True)
    return found if found and found.workshop_id == workshop_id else None


def count_waiting(session: Session, participant_id: int) -> int:
    """How many questions of a participant are open or hidden; locks the participant, so that requests cannot race."""
    _lock(session, participant_id)
    query = select(func.count()).where(
        Question.participant_id == participant_id, col(Question.state).in_(("open", "hidden"))
    )
    return session.exec(query).one()


def voted_for(session: Session, participant_id: int) -> set[int]:
    """The questions for which a participant has up-voted."""
    query = select(QuestionVote.question_id).where(QuestionVote.participant_id == participant_id)
    return set(session.exec(query))


def put_vote(session: Session, participant_id: int, question_id: int, *, up: bool) -> None:
    """Store or take back the up-vote of a participant; the same twice changes nothing."""
    _lock(session, participant_id)
    own = select(QuestionVote).where(
        QuestionVote.question_id == question_id, QuestionVote.participant_id == participant_id
    )
    vote = session.exec(own).first()
    if up and vote is None:
        session.add(QuestionVote(question_id=question_id, participant_id=participant_id))
    elif vote is not None and not up:
        session.delete(vote)


def let_go(session: Session, participant_id: int) -> None:
    """Detach the questions and up-votes from a participant whose device is removed or merged."""
    for table in (Question, QuestionVote):
        whose = col(table.participant_id) == participant_id
        session.exec(update(table).where(whose).values(participant_id=None))


def drop_double_votes(session: Session, participant_id: int, other_id: int) -> None:
    """Drop the up-votes of a participant for questions that another one has up-voted too."""
    others = select(QuestionVote.question_id).where(QuestionVote.participant_id == other_id)
    own = col(QuestionVote.participant_id) == participant_id
    session.exec(delete(QuestionVote).where(own, col(QuestionVote.question_id).in_(others)))


def remove_let_go(session: Session, workshop_id: int) -> None:
    """Delete the questions and up-votes of a workshop that were detached from their participant."""
    here = col(Question.workshop_id) == workshop_id
    nobodys = select(Question.id).where(here)
    left = col(QuestionVote.question_id).in_(nobodys), col(QuestionVote.participant_id).is_(None)
    session.exec(delete(QuestionVote).where(*left))
    gone = col(Question.participant_id).is_(None), col(Question.by_staff).is_(False)
    session.exec(delete(Question).where(here, *gone))


def on_stage(session: Session, workshop_id: int) -> StageQuestion | None:
    """The questions that the stage shows; None if it shows none."""
    return session.get(StageQuestion, workshop_id)


def _lock(session: Session, participant_id: int) -> None:
    """Make other requests of a participant wait."""
    lock = select(Participant.id).where(Participant.id == participant_id).with_for_update()
    session.exec(lock).one()
