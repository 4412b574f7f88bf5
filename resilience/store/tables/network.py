"""Results that a city shows: to other cities here, to coordinators of the network, and by address to anyone."""

import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index
from sqlmodel import Field

from resilience.store.tables.base import IDS_ONCE, Base, flag, key, moment, row_of


class Publication(Base, table=True):
    """The result of a closed workshop, which its facilitator showed to the network on this server.

    `content` is what a data package of it would say. `basis` is the same for results whose scores compare as
    they are, empty where they compare with none; `asked` counts indicators, `people` and `departments`
    those who took part. It goes when the workshop is opened again, and when the facilitator takes it
    back. `content_sha256` is the hash of `content`; `newest` says that it is the latest one of the city
    on the framework, which alone counts.
    """

    # SQLite finds the columns after the long content by these alone without reading all of it
    __table_args__ = (
        Index("ix_publication_newest", "newest", "content_sha256"),
        Index("ix_publication_published_at", "published_at"),
    )
    workshop_id: int = row_of("workshop", primary_key=True)
    framework: str = Field(index=True)
    framework_version: str
    basis: str = Field(default="", index=True)
    asked: int
    people: int
    departments: int
    content: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    published_at: datetime.datetime = moment(required=True)
    content_sha256: str = Field(nullable=True)
    newest: bool = flag()


class PublishedScore(Base, table=True):
    """The score 0..100 of a theme or of the overall (`code`) in a publication, counted over cities.

    By the weights of the framework, whatever the workshop adopted; points are a share of those possible.
    Made and forgotten with `NetworkPlace`, whose `basis` and `invented` stand here too, to be counted by.
    """

    __tablename__ = "published_score"
    __table_args__ = (Index("ix_published_score_counted", "invented", "basis", "code", "score"),)
    workshop_id: int = Field(
        sa_column=Column(
            ForeignKey("publication.workshop_id", ondelete="CASCADE"), primary_key=True
        )
    )
    code: str = Field(primary_key=True)
    score: float
    basis: str | None = None
    invented: bool | None = None


class NetworkPlace(Base, table=True):
    """Where a city of the network may stand: a cache, made of its newest publication.

    It holds while what is published (`content_sha256`), the framework (`framework_sha256`) and the method
    (`method_version`) are those of which it was made; without it, it is made again and nothing is lost.
    `draws` has the overall in each draw, two bytes each with the low one first, in steps of 1/65535; in
    those by the weighted mean it lies from `mean_low` to `mean_high`, in the others from `weak_low` to
    `weak_high`. None where the city has no overall. `name` is how lists order and find the city.
    """

    __tablename__ = "network_place"
    __table_args__ = (
        Index(
            "ix_network_place_bounds",
            "invented",
            "framework",
            "basis",
            "mean_low",
            "mean_high",
            "weak_low",
            "weak_high",
        ),
        Index("ix_network_place_name", "framework", "invented", "name"),
    )
    workshop_id: int = Field(
        sa_column=Column(
            ForeignKey("publication.workshop_id", ondelete="CASCADE"), primary_key=True
        )
    )
    content_sha256: str
    framework_sha256: str
    method_version: str
    framework: str
    basis: str
    invented: bool
    name: str
    mean_low: int | None = None
    mean_high: int | None = None
    weak_low: int | None = None
    weak_high: int | None = None
    draws: bytes | None = None


class CoordinatorLink(Base, table=True):
    """A capability link to the network: anyone who has its token reads what cities published here."""

    __tablename__ = "coordinator_link"
    id: int = key()
    name: str = ""
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    created_at: datetime.datetime = moment(required=True)
    revoked_at: datetime.datetime | None = moment()


class Share(Base, table=True):
    """An address at which anyone sees one `page` of a workshop's result until `ends_at`, or its chart ("embed").

    A chart is in a `language` and has no end. Only a hash of the token is kept. `made_by` is the account or role.
    """

    __table_args__ = (
        CheckConstraint("page IN ('overview', 'departments', 'priorities', 'embed')"),
        CheckConstraint("(page = 'embed') = (ends_at IS NULL)"),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False, index=True)
    page: str
    language: str
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    made_by: str
    made_at: datetime.datetime = moment(required=True)
    ends_at: datetime.datetime | None = moment()


class FeedAddress(Base, table=True):
    """An address at which a feed reader or a calendar follows a workshop as an official would.

    It `opens` the feeds, or the calendar of due dates: of all departments, or of one. Only a hash of the token is kept.
    `made_by` is an account or a role.
    """

    __tablename__ = "feed_address"
    __table_args__ = (
        CheckConstraint("opens IN ('feeds', 'calendar')"),
        CheckConstraint("department_id IS NULL OR opens = 'calendar'"),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False, index=True)
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    made_by: str
    made_at: datetime.datetime = moment(required=True)
    opens: str = Field(
        default="feeds", nullable=False, sa_column_kwargs={"server_default": "feeds"}
    )
    department_id: int | None = row_of("department", nullable=True, index=True)
