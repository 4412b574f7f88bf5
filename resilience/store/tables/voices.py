"""Tables of questions from the room, how comments are shown, and photos of the wall."""

import datetime

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from resilience.store.tables.base import IDS_ONCE, Base, flag, key, moment, row_of


class Question(Base, table=True):
    """A question from the room, or with state "later" an item of the list for later.

    `participant_id`, which is never shown, limits the questions of a participant and lets them withdraw one. It is
    None for items that staff wrote (`by_staff`), and once the participant's device was removed.
    """

    __table_args__ = (
        CheckConstraint("state IN ('open', 'answered', 'hidden', 'later')"),
        CheckConstraint("words <> ''"),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False, index=True)
    participant_id: int | None = row_of("participant", nullable=True, index=True)
    words: str
    state: str = "open"
    by_staff: bool = flag()
    asked_at: datetime.datetime = moment(required=True)


class QuestionVote(Base, table=True):
    """The up-vote of a participant for a question; without `participant_id` once their device was removed."""

    __tablename__ = "question_vote"
    __table_args__ = (UniqueConstraint("question_id", "participant_id"),)
    id: int = key()
    question_id: int = row_of("question", nullable=False)
    participant_id: int | None = row_of("participant", nullable=True, index=True)


class StageQuestion(Base, table=True):
    """A row while the stage shows questions: one of them, or the first five (None)."""

    __tablename__ = "stage_question"
    workshop_id: int = row_of("workshop", primary_key=True)
    question_id: int | None = row_of("question", nullable=True, index=True)


class CommentsByLevel(Base, table=True):
    """An indicator whose comments are shown by level, without unit; fixed at its first reveal.

    Those at other levels than these `levels` are shown with neither. Once somebody who answered in that vote has
    erased their data (`answers_gone`), none is shown any more.
    """

    __tablename__ = "comments_by_level"
    round_id: int = row_of("round", primary_key=True)
    indicator: str = Field(primary_key=True)
    levels: list[int] = Field(sa_column=Column(JSON, nullable=False))
    answers_gone: bool = flag()


class HiddenComment(Base, table=True):
    """A hidden comment by the SHA-256 of its indicator and words, without its author."""

    __tablename__ = "hidden_comment"
    workshop_id: int = row_of("workshop", primary_key=True)
    mark: str = Field(primary_key=True)


class Photo(Base, table=True):
    """A photo of the wall: a re-encoded JPEG without metadata."""

    __table_args__ = (IDS_ONCE,)
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False, index=True)
    image: bytes
    in_report: bool = flag()
    added_at: datetime.datetime = moment(required=True)
