"""What came from files: scorecards that were filled elsewhere, results of other cities."""

import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from resilience.store.tables.base import IDS_ONCE, Base, key, moment, row_of
from resilience.store.tables.votes import ANSWER_CHECK, AnswerColumns


class CardImport(Base, table=True):
    """Filled scorecards that staff took into a round, all in one transaction.

    `joined` are the ids of the participants that came with them, `departments` has how many cards came
    of each, and `number` is that of a card that was typed in from paper, "" for files. `undone_at` is when
    all of it was taken back.
    """

    __tablename__ = "card_import"
    __table_args__ = (IDS_ONCE,)
    id: int = key()
    round_id: int = row_of("round", nullable=False, index=True)
    made_at: datetime.datetime = moment(required=True)
    undone_at: datetime.datetime | None = moment()
    cards: int
    answers: int
    joined: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    departments: dict[str, int] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    number: str = ""


class BeforeImport(AnswerColumns, Base, table=True):
    """An answer as it stood before an import changed it; `stood` False where there was none.

    `written` and `comment_written` are the counters that the import gave to it: where they are others
    by now, the participant has answered since, and an undo leaves the answer alone.
    """

    __tablename__ = "before_import"
    __table_args__ = (CheckConstraint(ANSWER_CHECK),)
    import_id: int = row_of("card_import", primary_key=True)
    participant_id: int = row_of("participant", primary_key=True, index=True)
    indicator: str = Field(primary_key=True)
    stood: bool
    written: int
    comment_written: int


class Publisher(Base, table=True):
    """A publisher of data packages that this installation trusts, by the fingerprint of its key."""

    fingerprint: str = Field(primary_key=True)
    name: str
    trusted_at: datetime.datetime = moment(required=True)


class PeerResult(Base, table=True):
    """A result that came from elsewhere, as it was read from a file with the hash `sha256`.

    `kind` is "package" for a signed data package and "undrr" for a filled UNDRR workbook, which nobody
    signed. `content` is what the file said: counts or answers, profile, actions.
    """

    __tablename__ = "peer_result"
    __table_args__ = (
        UniqueConstraint("sha256"),
        CheckConstraint("kind IN ('package', 'undrr')"),
        CheckConstraint("(kind = 'package') = (publisher IS NOT NULL)"),
        IDS_ONCE,
    )
    id: int = key()
    kind: str
    sha256: str
    publisher: str | None = Field(default=None, foreign_key="publisher.fingerprint", index=True)
    city: str
    country: str
    framework: str
    framework_version: str
    date: datetime.date | None = None
    content: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    added_at: datetime.datetime = moment(required=True)
