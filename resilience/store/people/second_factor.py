"""Queries about second factors and their recovery codes."""

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from resilience.store.tables import RecoveryCode, SecondFactor


def recovery_codes_left(session: Session, account_id: int) -> int:
    """The number of unused recovery codes of an account."""
    query = select(func.count()).where(RecoveryCode.account_id == account_id)
    return session.exec(query).one()


def use_recovery_code(session: Session, code_hash: str) -> bool:
    """Use up a recovery code; returns whether it existed."""
    done = session.exec(delete(RecoveryCode).where(col(RecoveryCode.code_hash) == code_hash))
    return done.rowcount == 1


def forget_factor(session: Session, account_id: int) -> None:
    """Delete the second factor of an account and its recovery codes."""
    for table in (SecondFactor, RecoveryCode):
        session.exec(delete(table).where(col(table.account_id) == account_id))
