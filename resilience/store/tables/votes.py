"""What people answered, and the counts that were fixed when a vote closed."""

import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, TextClause, UniqueConstraint
from sqlmodel import Field, SQLModel

from resilience.store.tables.base import Base, counted, flag, key, moment, row_of

ANSWER_CHECK = (
    "(state = 'level' AND level IS NOT NULL AND level >= 0 AND number IS NULL)"
    " OR (state = 'number' AND number IS NOT NULL AND level IS NULL)"
    " OR (state IN ('na', 'dk', 'blank') AND level IS NULL AND number IS NULL)"
)
#: the answers that somebody wrote something to: few of many
REMARKED = TextClause("comment != '' OR evidence != ''")


class AnswerColumns(SQLModel):
    """The columns of an answer, current or replaced."""

    indicator: str
    state: str
    level: int | None = None
    number: float | None = None
    comment: str = ""
    evidence: str = ""
    confidence: str | None = None
    language: str | None = None
    saved_at: datetime.datetime = moment(required=True)
    counter: int = counted()
    comment_counter: int = counted()


class Response(AnswerColumns, Base, table=True):
    """One answer: one row per participant, round and indicator. `blank` has only a remark yet.

    `language` is that of the page on which comment and evidence were typed. `counter` is the number
    of the participant's write that gave the answer, `comment_counter` of the one that gave the
    comment.
    """

    __table_args__ = (
        UniqueConstraint("participant_id", "round_id", "indicator"),
        CheckConstraint(ANSWER_CHECK),
        CheckConstraint("confidence IN ('low', 'medium', 'high')"),
        Index("ix_response_round_participant", "round_id", "participant_id", "state"),
        Index(
            "ix_response_remarked",
            "round_id",
            sqlite_where=REMARKED,
            postgresql_where=REMARKED,
        ),
    )
    id: int = key()
    participant_id: int = row_of("participant", nullable=False)
    round_id: int = row_of("round", nullable=False)


class ReplacedAnswer(AnswerColumns, Base, table=True):
    """An answer that a newer one replaced: append-only, read by that participant alone.

    One that arrived after a newer one never stood: it was saved and replaced in the same moment.
    """

    __tablename__ = "replaced_answer"
    id: int = key()
    participant_id: int = row_of("participant", nullable=False, index=True)
    round_id: int = row_of("round", nullable=False, index=True)
    replaced_at: datetime.datetime = moment(required=True)


class Delivery(Base, table=True):
    """What a phone sent and the database took: sent again, it stores nothing.

    `stands` is whether it became the current answer when it arrived, or a newer one already was.
    """

    participant_id: int = row_of("participant", primary_key=True)
    sent_id: str = Field(primary_key=True)
    round_id: int = row_of("round", nullable=False, index=True)
    stands: bool


class FrozenTally(Base, table=True):
    """Counts of one answer of a unit in a closed round: "0".., "na", "dk" or "number".

    `total` and `squares` sum the score 0..100 and its square over people, for measured numbers.
    """

    __tablename__ = "frozen_tally"
    round_id: int = row_of("round", primary_key=True)
    unit_id: int = row_of("unit", primary_key=True, index=True)
    indicator: str = Field(primary_key=True)
    answer: str = Field(primary_key=True)
    answers: int
    people: int
    total: float = 0
    squares: float = 0


class FrozenRoom(Base, table=True):
    """Who had taken part in a unit when a round closed: participants, and people behind them.

    `frozen_at` is when the figures of the unit were fixed: an earlier close, where too few people
    changed anything since. `few_alone` says that fewer than k had answered alone, so that what these
    wrote is shown to nobody; `answers_gone` that somebody of the unit was erased since, so that nothing
    more may be told from the answers of the others.
    """

    __tablename__ = "frozen_room"
    round_id: int = row_of("round", primary_key=True)
    unit_id: int = row_of("unit", primary_key=True, index=True)
    participants: int
    people: int
    frozen_at: datetime.datetime = moment(required=True)
    few_alone: bool = flag()
    answers_gone: bool = flag()


class FrozenFacts(Base, table=True):
    """Facts of a closed round that its tallies do not have, as of its close.

    `left_out` people who answered alone are in no figures. `people` has by theme how many answered both
    times, their change in points and its uncorrected p (rows of earlier versions have a verdict after these).
    `spots` are the blind spots by theme, unit and direction; None where they were not computed in time. A
    later vote on the `withheld` indicators is not served, as together with figures shown before it would
    reveal the answers of a few. `after_erasure`: somebody had been erased since the close of an earlier vote when
    this one first closed, so that its counts and comments have no unit; then comments on the indicators of
    `open_comments` are shown, and no others. `came` has by unit the participants and people who had taken
    part by this close, erased ones included. In its first figures, `alone` are the indicators that somebody answered
    alone. `voted` people had answered in the
    vote. These three are None for votes that earlier versions closed. Of a later vote of a workshop with small-group
    protection, `counted` people of the first figures took part in a way that their answers can count.
    """

    __tablename__ = "frozen_facts"
    __table_args__ = (CheckConstraint("left_out >= 0"),)
    round_id: int = row_of("round", primary_key=True)
    left_out: int
    people: dict[str, tuple[int, float | None, float | None]] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    spots: list[tuple[str, str, str]] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    withheld: list[str] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    after_erasure: bool = flag()
    open_comments: list[str] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    came: dict[str, list[int]] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    alone: list[str] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    voted: int | None = None
    counted: int | None = None


class FrozenMoments(Base, table=True):
    """What a unit keeps of a theme when a round closes, from which no person can be told.

    Of `people` with a theme mean of their own, a table being one of them, the `mean` 0..100 of these
    and their sample `variance`.
    """

    __tablename__ = "frozen_moments"
    __table_args__ = (CheckConstraint("people >= 1"), CheckConstraint("variance >= 0"))
    round_id: int = row_of("round", primary_key=True)
    unit_id: int = row_of("unit", primary_key=True, index=True)
    theme: str = Field(primary_key=True)
    people: int
    mean: float
    variance: float
