"""How a workshop ends: weights by points, replies of departments, sign-off and reopening."""

import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field

from resilience.store.tables.base import Base, key, moment, row_of


class Closing(Base, table=True):
    """One sign-off of a workshop, and why it was opened again where it was.

    `signed_by` is empty for a workshop that was closed before names were asked for.
    """

    __table_args__ = (CheckConstraint("(reopened_at IS NULL) = (reason = '')"),)
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False, index=True)
    signed_by: str
    closed_at: datetime.datetime = moment(required=True)
    method_version: str
    reopened_at: datetime.datetime | None = moment()
    reason: str = ""


class Weighing(Base, table=True):
    """The step in which people share out points among the themes; `closed_at` ends it.

    `weights` by theme are those that the workshop adopted, from the points of `people`. `mean` is what
    was shown of the points when the step closed; None while it is open, or where too few gave any.
    """

    __table_args__ = (
        CheckConstraint(
            "(outcome IS NULL AND weights IS NULL AND people IS NULL)"
            " OR (outcome = 'kept' AND weights IS NULL AND people IS NULL)"
            " OR (outcome = 'adopted' AND weights IS NOT NULL"
            " AND people IS NOT NULL AND people >= 3)"
        ),
        CheckConstraint("outcome IS NULL OR closed_at IS NOT NULL"),
    )
    workshop_id: int = row_of("workshop", primary_key=True)
    opened_at: datetime.datetime = moment(required=True)
    closed_at: datetime.datetime | None = moment()
    outcome: str | None = None
    weights: dict[str, float] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    people: int | None = None
    mean: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )


class PointsGiven(Base, table=True):
    """The points that a participant gave to a theme."""

    __tablename__ = "points_given"
    __table_args__ = (CheckConstraint("points BETWEEN 0 AND 100"),)
    participant_id: int = row_of("participant", primary_key=True)
    theme: str = Field(primary_key=True)
    points: int
    saved_at: datetime.datetime = moment(required=True)


class ReplyStep(Base, table=True):
    """That departments reply before the room and officials see the result, until `shown_at`."""

    __tablename__ = "reply_step"
    workshop_id: int = row_of("workshop", primary_key=True)
    opened_at: datetime.datetime = moment(required=True)
    shown_at: datetime.datetime | None = moment()


class Reply(Base, table=True):
    """What a department says about its own result."""

    __table_args__ = (CheckConstraint("words <> ''"),)
    department_id: int = row_of("department", primary_key=True)
    words: str
    saved_at: datetime.datetime = moment(required=True)
