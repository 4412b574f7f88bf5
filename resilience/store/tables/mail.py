"""Addresses that get a mail each week with what is due, and the weeks that were taken."""

import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey
from sqlmodel import Field

from resilience.store.tables.base import IDS_ONCE, Base, key, moment, row_of, worded


class MailAddress(Base, table=True):
    """An e-mail address for the due dates of a workshop, of all departments or of one.

    It gets nothing but one link until `confirmed_at`. Only a hash of the token of that link is kept; `made_by` is an
    account or a role. `mark` is that of its `MailQuestion`, "" for addresses from before there were any. `sent_at` is when the last weekly mail was accepted, and `trouble` what became of a later one.
    """

    __tablename__ = "mail_address"
    __table_args__ = (
        CheckConstraint("trouble IN ('', 'unreachable', 'later', 'refused', 'unknown')"),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False, index=True)
    department_id: int | None = row_of("department", nullable=True, index=True)
    address: str
    language: str
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    made_by: str
    made_at: datetime.datetime = moment(required=True)
    confirmed_at: datetime.datetime | None = moment()
    sent_at: datetime.datetime | None = moment()
    trouble: str = worded()
    mark: str = worded()


class MailQuestion(Base, table=True):
    """That a mailbox was asked and has not agreed, or stopped the mails; `mark` is a keyed hash of its address."""

    __tablename__ = "mail_question"
    mark: str = Field(primary_key=True)
    asked_at: datetime.datetime = moment(required=True)


class MailWeek(Base, table=True):
    """That a server has taken the mail of an address for the week of this `monday`; no other server then sends it."""

    __tablename__ = "mail_week"
    address_id: int = Field(
        sa_column=Column(ForeignKey("mail_address.id", ondelete="CASCADE"), primary_key=True)
    )
    monday: datetime.date = Field(primary_key=True)
