"""What is remembered: rows hold inputs only, scores are computed.

The tables have a registry of their own, so that a reload of this module can build them again.
"""

import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from resilience.store.columns import Moment, now

#: names of constraints, so that a later migration can find them on every database
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """The root of all tables."""


def _moment(*, required: bool = False) -> Any:
    if required:
        return Field(default_factory=now, sa_type=Moment, nullable=False)
    return Field(default=None, sa_type=Moment, nullable=True)


def _of(table: str, **options: Any) -> Any:
    """A foreign key whose row goes when the row it points to goes."""
    return Field(sa_column=Column(ForeignKey(f"{table}.id", ondelete="CASCADE"), **options))


class City(Base, table=True):
    """A city and its profile; `invented` marks the demo city, which is no peer of real ones."""

    __table_args__ = (UniqueConstraint("name", "country"), CheckConstraint("population > 0"))
    id: int | None = Field(default=None, primary_key=True)
    name: str
    country: str
    population: int | None = None
    coast: bool = False
    hazards: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    invented: bool = False


class FrameworkCopy(Base, table=True):
    """The files of a framework as a workshop pinned them, so that old workshops keep theirs.

    `offered_at` is set for one that was uploaded, while new workshops may choose it.
    """

    __tablename__ = "framework_copy"
    sha256: str = Field(primary_key=True)
    framework: str
    version: str
    source: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    offered_at: datetime.datetime | None = _moment()


class Workshop(Base, table=True):
    """One city's run of one framework version. `k` 0 is an open workshop; `revision` counts writes."""

    __table_args__ = (
        CheckConstraint("tier IN ('quick', 'full')"),
        CheckConstraint("k = 0 OR k >= 3"),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    city_id: int = _of("city", nullable=False, index=True)
    framework: str
    framework_version: str
    framework_sha256: str = Field(foreign_key="framework_copy.sha256")
    tier: str
    language: str
    timezone: str
    date: datetime.date
    k: int
    probable: str = ""
    severe: str = ""
    revision: int = 0
    created_at: datetime.datetime = _moment(required=True)
    closed_at: datetime.datetime | None = _moment()


class Unit(Base, table=True):
    """A set of departments that may be shown: the workshop's partition, fixed at the first close."""

    __table_args__ = (UniqueConstraint("workshop_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = _of("workshop", nullable=False)
    name: str
    position: int


class Department(Base, table=True):
    """A department of a workshop, people expected, and since the first close the unit it is in."""

    __table_args__ = (UniqueConstraint("workshop_id", "name"), CheckConstraint("expected >= 0"))
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = _of("workshop", nullable=False)
    name: str
    expected: int = 0
    position: int
    unit_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("unit.id", ondelete="SET NULL"))
    )


class Round(Base, table=True):
    """One vote. Number 0 is the rehearsal; `asked` null means all indicators of the tier."""

    __table_args__ = (UniqueConstraint("workshop_id", "number"), CheckConstraint("number >= 0"))
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = _of("workshop", nullable=False)
    number: int
    asked: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    opened_at: datetime.datetime = _moment(required=True)
    closed_at: datetime.datetime | None = _moment()
    revealed_at: datetime.datetime | None = _moment()


class Participant(Base, table=True):
    """A person, or a table of `size` people, known by the hash of a token alone."""

    __table_args__ = (CheckConstraint("size >= 1"), CheckConstraint("size = 1 OR is_table"))
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = _of("workshop", nullable=False, index=True)
    department_id: int = Field(foreign_key="department.id", index=True)
    token_hash: str = Field(unique=True)
    language: str
    is_table: bool = False
    size: int = 1
    joined_at: datetime.datetime = _moment(required=True)


ANSWER_CHECK = (
    "(state = 'level' AND level IS NOT NULL AND level >= 0 AND number IS NULL)"
    " OR (state = 'number' AND number IS NOT NULL AND level IS NULL)"
    " OR (state IN ('na', 'dk', 'blank') AND level IS NULL AND number IS NULL)"
)


class Response(Base, table=True):
    """One answer: one row per participant, round and indicator. `blank` has only a remark yet.

    `language` is that of the page on which comment and evidence were typed.
    """

    __table_args__ = (
        UniqueConstraint("participant_id", "round_id", "indicator"),
        CheckConstraint(ANSWER_CHECK),
        CheckConstraint("confidence IN ('low', 'medium', 'high')"),
        Index("ix_response_round_indicator", "round_id", "indicator"),
    )
    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = _of("participant", nullable=False)
    round_id: int = _of("round", nullable=False)
    indicator: str
    state: str
    level: int | None = None
    number: float | None = None
    comment: str = ""
    evidence: str = ""
    confidence: str | None = None
    language: str | None = None
    saved_at: datetime.datetime = _moment(required=True)


class ReplacedAnswer(Base, table=True):
    """An answer that a newer one replaced: append-only, read by that participant alone."""

    __tablename__ = "replaced_answer"
    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = _of("participant", nullable=False, index=True)
    round_id: int = _of("round", nullable=False, index=True)
    indicator: str
    state: str
    level: int | None = None
    number: float | None = None
    comment: str = ""
    evidence: str = ""
    confidence: str | None = None
    language: str | None = None
    saved_at: datetime.datetime = _moment(required=True)
    replaced_at: datetime.datetime = _moment(required=True)


class FrozenTally(Base, table=True):
    """Counts of one answer of a unit in a closed round: "0".., "na", "dk" or "number".

    `total` and `squares` sum the score 0..100 and its square over people, for measured numbers.
    """

    __tablename__ = "frozen_tally"
    round_id: int = _of("round", primary_key=True)
    unit_id: int = _of("unit", primary_key=True)
    indicator: str = Field(primary_key=True)
    answer: str = Field(primary_key=True)
    answers: int
    people: int
    total: float = 0
    squares: float = 0


class FrozenRoom(Base, table=True):
    """Who had taken part in a unit when a round closed: participants, and people behind them.

    `frozen_at` is when the figures of the unit were fixed: an earlier close, where too few people
    changed anything since.
    """

    __tablename__ = "frozen_room"
    round_id: int = _of("round", primary_key=True)
    unit_id: int = _of("unit", primary_key=True)
    participants: int
    people: int
    frozen_at: datetime.datetime = _moment(required=True)


class Link(Base, table=True):
    """A capability link: whoever has its token acts in `role`. Only a hash of the token is kept."""

    __table_args__ = (
        CheckConstraint("role IN ('facilitator', 'cofacilitator', 'official', 'lead')"),
        CheckConstraint("(role = 'lead') = (department_id IS NOT NULL)"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: int = _of("workshop", nullable=False, index=True)
    role: str
    department_id: int | None = _of("department", nullable=True)
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    created_at: datetime.datetime = _moment(required=True)
    revoked_at: datetime.datetime | None = _moment()


class StaffAct(Base, table=True):
    """What staff did: append-only. It outlives the workshop it names."""

    __tablename__ = "staff_act"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime.datetime = _moment(required=True)
    actor: str
    act: str
    workshop: str | None = Field(default=None, index=True)
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class OfficialWording(Base, table=True):
    """The published words of an indicator, which a city took from its own copy of a workbook.

    They are another's property: shown in this installation, in no export and no package.
    """

    __tablename__ = "official_wording"
    framework: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    question: str
    levels: list[str] = Field(sa_column=Column(JSON, nullable=False))
