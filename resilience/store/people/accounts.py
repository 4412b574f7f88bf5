"""Queries about accounts, the roles that they hold, and where people are signed in."""

import datetime
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, func, or_, update
from sqlmodel import Session, col, select

from resilience.store.columns import now
from resilience.store.tables import (
    Account,
    City,
    HostLink,
    PasswordLink,
    RecoveryCode,
    RoleHeld,
    SecondFactor,
    SignIn,
    Workshop,
)
from resilience.store.workshops import wait_for

#: names the advisory lock of accounts among all those of a PostgreSQL database
ACCOUNTS_LOCK = 11


def lock_accounts(session: Session) -> None:
    """Hold all accounts until the transaction ends, so that an admin remains even if several act at once."""
    wait_for(session, func.pg_advisory_xact_lock(ACCOUNTS_LOCK, 0))


def accounts(session: Session) -> Sequence[Account]:
    """All accounts by the name with which they sign in."""
    return session.exec(select(Account).order_by(col(Account.sign_in))).all()


def acting_name(account: Account) -> str:
    """How the history names an account: two people may have the same name."""
    if account.name == account.sign_in:
        return account.name
    return f"{account.name} ({account.sign_in})"


def account_by_sign_in(session: Session, sign_in: str) -> Account | None:
    """The account of a name as it is kept."""
    return session.exec(select(Account).where(Account.sign_in == sign_in)).first()


def account_by_subject(session: Session, subject: str) -> Account | None:
    """The account of somebody whom the identity provider knows."""
    return session.exec(select(Account).where(Account.subject == subject)).first()


def signed_in(
    session: Session, token_hash: str, *, awaits: bool = False
) -> tuple[SignIn, Account] | None:
    """The browser of a token in which somebody is signed in, or `awaits` the second factor, and the account."""
    query = select(SignIn, Account).join(Account, col(Account.id) == col(SignIn.account_id))
    running = query.where(
        SignIn.token_hash == token_hash,
        col(SignIn.awaits).is_(awaits),
        col(SignIn.ended_at).is_(None),
        SignIn.expires_at > now(),
        col(Account.ended_at).is_(None),
    )
    return session.exec(running).first()


def sign_ins(session: Session, account_id: int) -> Sequence[SignIn]:
    """Where an account is signed in by now, first to last."""
    query = select(SignIn).where(
        SignIn.account_id == account_id,
        col(SignIn.awaits).is_(False),
        col(SignIn.ended_at).is_(None),
        SignIn.expires_at > now(),
    )
    return session.exec(query.order_by(col(SignIn.id))).all()


def end_sign_ins(session: Session, account_id: int, *, but: int | None = None) -> None:
    """Sign an account out of all browsers, or of all `but` one.

    Also where its time seems over: a clock that is set back must not sign anybody in again.
    """
    query = update(SignIn).where(col(SignIn.account_id) == account_id)
    query = query.where(col(SignIn.ended_at).is_(None), col(SignIn.id).is_distinct_from(but))
    session.exec(query.values(ended_at=now()))


def end_sign_in(session: Session, token_hash: str) -> None:
    """Sign a browser out by the hash of its token."""
    query = update(SignIn).where(col(SignIn.token_hash) == token_hash)
    session.exec(query.where(col(SignIn.ended_at).is_(None)).values(ended_at=now()))


def forget_sign_ins(session: Session, before: datetime.datetime) -> None:
    """Remove what is kept of browsers whose time was over by then."""
    session.exec(delete(SignIn).where(col(SignIn.expires_at) < before))


def roles_held(session: Session, account_id: int) -> Sequence[RoleHeld]:
    """The roles of an account that are not over, first to last."""
    query = select(RoleHeld).where(RoleHeld.account_id == account_id, _running())
    return session.exec(query.order_by(col(RoleHeld.id))).all()


def all_roles(session: Session, account_id: int) -> Sequence[RoleHeld]:
    """The roles of an account, also those whose time is over, first to last."""
    query = select(RoleHeld).where(RoleHeld.account_id == account_id)
    return session.exec(query.order_by(col(RoleHeld.id))).all()


def cities(session: Session) -> Sequence[City]:
    """All cities by name, the invented too."""
    return session.exec(select(City).order_by(col(City.name), col(City.country))).all()


def workshops_in(session: Session, city_ids: Sequence[int]) -> Sequence[tuple[int, int]]:
    """City and workshop of each workshop of these cities."""
    query = select(Workshop.city_id, Workshop.id).where(col(Workshop.city_id).in_(city_ids))
    return session.exec(query).all()


def admins(session: Session) -> Sequence[int]:
    """The accounts that are admin and have a way to sign in."""
    query = (
        select(col(RoleHeld.account_id))
        .join(Account, col(Account.id) == col(RoleHeld.account_id))
        .where(RoleHeld.role == "admin", _running(), col(Account.ended_at).is_(None))
        .where(col(Account.password_hash).is_not(None) | col(Account.subject).is_not(None))
    )
    return session.exec(query.distinct()).all()


def link_by_hash(session: Session, token_hash: str) -> PasswordLink | None:
    """The link to set a password whose token has this hash, while it works."""
    query = select(PasswordLink).where(PasswordLink.token_hash == token_hash, _unused())
    return session.exec(query).first()


def links_to(session: Session, account_id: int | None) -> Sequence[PasswordLink]:
    """The links that work and set the password of an account, or of the first admin."""
    query = select(PasswordLink).where(col(PasswordLink.account_id) == account_id, _unused())
    return session.exec(query.order_by(col(PasswordLink.id))).all()


def end_links(session: Session, account_id: int | None) -> None:
    """Let the links that set the password of an account, or make the first admin, work no more.

    Also those whose time seems over: a clock that is set back must not make them good again.
    """
    query = update(PasswordLink).where(
        col(PasswordLink.account_id).is_not_distinct_from(account_id)
    )
    session.exec(query.where(col(PasswordLink.used_at).is_(None)).values(used_at=now()))


def host_link(session: Session) -> HostLink | None:
    """The installation's facilitator link, if one is valid now."""
    query = select(HostLink).where(col(HostLink.ended_at).is_(None), HostLink.expires_at > now())
    return session.exec(query.order_by(col(HostLink.id).desc())).first()


def had_host_link(session: Session) -> bool:
    """Whether the installation ever had a facilitator link of this kind."""
    return session.exec(select(HostLink.id).limit(1)).first() is not None


def end_host_links(session: Session) -> None:
    """End the installation's facilitator link."""
    query = update(HostLink).where(col(HostLink.ended_at).is_(None))
    session.exec(query.values(ended_at=now()))


def _running() -> ColumnElement[bool]:
    return or_(col(RoleHeld.expires_at).is_(None), col(RoleHeld.expires_at) > now())


def _unused() -> ColumnElement[bool]:
    return and_(col(PasswordLink.used_at).is_(None), col(PasswordLink.expires_at) > now())


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
