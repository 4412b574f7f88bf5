"""Queries about the addresses that get mails of due dates, and who has taken which week."""

import datetime
from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from resilience.store.tables import MailAddress, MailQuestion, MailWeek
from resilience.store.workshops import wait_for

#: names the advisory lock of questions, beside those of workshops, peers and accounts, on PostgreSQL
QUESTIONS_LOCK = 12


def lock_questions(session: Session) -> None:
    """Let no other mailbox be asked until this transaction ends."""
    wait_for(session, func.pg_advisory_xact_lock(QUESTIONS_LOCK, 0))


def mail_addresses(session: Session, workshop_id: int) -> Sequence[MailAddress]:
    """The addresses of a workshop, first to last."""
    query = select(MailAddress).where(MailAddress.workshop_id == workshop_id)
    return session.exec(query.order_by(col(MailAddress.id))).all()


def mail_by_hash(session: Session, token_hash: str) -> MailAddress | None:
    """The address whose token has this hash."""
    return session.exec(select(MailAddress).where(MailAddress.token_hash == token_hash)).first()


def confirmed_mail(session: Session) -> Sequence[MailAddress]:
    """All addresses that were confirmed, first to last."""
    query = select(MailAddress).where(col(MailAddress.confirmed_at).is_not(None))
    return session.exec(query.order_by(col(MailAddress.id))).all()


def remove_unconfirmed(session: Session, before: datetime.datetime) -> None:
    """Delete the addresses that were added before a moment and never confirmed."""
    unconfirmed = col(MailAddress.confirmed_at).is_(None)
    session.exec(delete(MailAddress).where(unconfirmed, col(MailAddress.made_at) < before))


def remove_questions(session: Session, before: datetime.datetime) -> None:
    """Delete the marks of mailboxes that were asked, or stopped the mails, before a moment."""
    session.exec(delete(MailQuestion).where(col(MailQuestion.asked_at) < before))


def has_week(session: Session, address_id: int, monday: datetime.date) -> bool:
    """Whether a server has taken a week of an address."""
    return session.get(MailWeek, (address_id, monday)) is not None


def take_week(session: Session, address_id: int, monday: datetime.date) -> MailAddress | None:
    """Take a week of an address; None if it was taken or the address is gone.

    The row of the address is locked, so that of several servers one takes it.
    """
    query = select(MailAddress).where(MailAddress.id == address_id).with_for_update()
    row = session.exec(query).first()
    if row is None or has_week(session, address_id, monday):
        return None
    session.add(MailWeek(address_id=address_id, monday=monday))
    session.flush()
    return row


def give_week_back(session: Session, address_id: int, monday: datetime.date) -> None:
    """Let a week of an address be taken again."""
    own = col(MailWeek.address_id) == address_id
    session.exec(delete(MailWeek).where(own, col(MailWeek.monday) == monday))
