"""Results that cities of this installation show to one another and to coordinators of the network."""

import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey
from sqlmodel import Field

from resilience.store.tables.base import Base, moment, row_of


class Publication(Base, table=True):
    """The result of a closed workshop, which its facilitator showed to the network on this server.

    `content` is what a peer file of it would say. `basis` is the same for results whose scores compare as
    they are, empty where they compare with none; `asked` counts indicators, `people` and `departments`
    those who took part. It goes when the workshop is opened again, and when the facilitator takes it
    back.
    """

    workshop_id: int = row_of("workshop", primary_key=True)
    framework: str = Field(index=True)
    framework_version: str
    basis: str = Field(default="", index=True)
    asked: int
    people: int
    departments: int
    content: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    published_at: datetime.datetime = moment(required=True)


class PublishedScore(Base, table=True):
    """The score 0..100 of a theme or of the overall (`code`) in a publication, counted over cities.

    By the weights of the framework, whatever the workshop adopted; points are a share of those possible.
    """

    __tablename__ = "published_score"
    workshop_id: int = Field(
        sa_column=Column(
            ForeignKey("publication.workshop_id", ondelete="CASCADE"), primary_key=True
        )
    )
    code: str = Field(primary_key=True, index=True)
    score: float


class CoordinatorLink(Base, table=True):
    """A capability link to the network: whoever has its token reads what cities published here."""

    __tablename__ = "coordinator_link"
    id: int | None = Field(default=None, primary_key=True)
    name: str = ""
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    created_at: datetime.datetime = moment(required=True)
    revoked_at: datetime.datetime | None = moment()
