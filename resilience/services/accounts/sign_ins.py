"""Signing in with a name and a password, and out again, here or everywhere."""

import datetime

from resilience.errors import InputError, NotAllowed
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.access.tokens import hashed, new_token
from resilience.services.accounts.accounts import account_of, act_on_account, tidy_sign_in
from resilience.services.accounts.failed_sign_ins import record_failed
from resilience.services.accounts.passwords import (
    check_password,
    check_twice,
    is_outdated,
    is_password,
    password_hash,
)
from resilience.store import Session, Store, now, repeatable
from resilience.store.people.accounts import (
    account_by_sign_in,
    acting_name,
    admins,
    end_sign_in,
    end_sign_ins,
    forget_sign_ins,
    signed_in,
)
from resilience.store.tables import Account, SecondFactor, SignIn

#: days for which it is kept that a browser was signed in, once its time is over
DAYS_KEPT = 30
SIGNED_OUT = "signed out everywhere"
#: minutes to enter the second factor after the password
MINUTES_FOR_SECOND = 10


def sign_in(
    store: Store, name: str, password: str, hours: int, *, admins_need_second: bool = False
) -> str:
    """Sign someone in by password; returns a browser token, valid for some hours.

    If a second factor is required, the token awaits it. Unknown names and deactivated accounts get the same
    reply as a wrong password, after the same time; each failure is recorded.
    """
    with store.read() as session:
        found = account_by_sign_in(session, tidy_sign_in(name))
    kept = found.password_hash if found else None
    right = is_password(kept, password)
    if found is None or not right or found.ended_at is not None:
        with store.write() as session:
            record_failed(session, found)
        raise NotAllowed(
            "The name or the password is incorrect. Try again, or ask an admin for a link to set "
            "a new password."
        )
    renewed = password_hash(password) if is_outdated(kept) else kept
    with store.write() as session:
        account = session.get_one(Account, found.id)
        if account.password_hash == kept:
            account.password_hash = renewed
            session.add(account)
        return begin_by_password(session, account, hours, admins_need_second=admins_need_second)


def begin_by_password(
    session: Session, account: Account, hours: int, *, admins_need_second: bool
) -> str:
    """As `begin`, but the sign-in awaits the second factor if the account has or needs one."""
    account_id = account.id
    asked = session.get(SecondFactor, account_id) is not None
    if asked or (admins_need_second and account_id in admins(session)):
        return _keep(session, account, datetime.timedelta(minutes=MINUTES_FOR_SECOND), awaits=True)
    return begin(session, account, hours)


def begin(session: Session, account: Account, hours: int) -> str:
    """Store a sign-in and return the browser's token."""
    return _keep(session, account, datetime.timedelta(hours=hours))


def _keep(
    session: Session, account: Account, good: datetime.timedelta, *, awaits: bool = False
) -> str:
    token = new_token()
    forget_sign_ins(session, now() - datetime.timedelta(days=DAYS_KEPT))
    row = SignIn(
        account_id=account.id,
        token_hash=hashed(token),
        expires_at=now() + good,
        awaits=awaits,
    )
    session.add(row)
    return token


@repeatable
def waiting_visitor(store: Store, token: str) -> Visitor:
    """Return the visitor whose sign-in awaits the second factor, without any role."""
    with store.read() as session:
        found = signed_in(session, hashed(token), awaits=True) if token else None
    if found is None:
        return NOBODY
    browser, account = found
    return Visitor(account=acting_name(account), account_id=account.id, sign_in_id=browser.id)


@repeatable
def sign_out(store: Store, token: str) -> None:
    """End the sign-in of a browser by its token; an unknown token is ignored."""
    with store.write() as session:
        end_sign_in(session, hashed(token))


@repeatable
def sign_out_everywhere(store: Store, visitor: Visitor) -> None:
    """End all sign-ins of the visitor's account, including this browser's."""
    with store.write() as session:
        account = act_on_account(session, visitor, SIGNED_OUT, fresh=False)
        end_sign_ins(session, account.id)


@repeatable
def sign_somebody_out(store: Store, visitor: Visitor, account_id: int) -> None:
    """End all sign-ins of an account; admins only."""
    with store.write() as session:
        act_on_account(session, visitor, SIGNED_OUT, account_id, fresh=False)
        end_sign_ins(session, account_id)


def change_password(store: Store, visitor: Visitor, before: str, new: str, again: str) -> None:
    """Change the visitor's own password, typed twice, and sign out all other browsers.

    Raises `InputError` for a wrong previous password and for a weak new one.
    """
    with store.read() as session:
        account = account_of(session, visitor)
    if not is_password(account.password_hash, before):
        raise InputError(
            "The current password is incorrect, so nothing was changed. Enter it again."
        )
    check_password(new, account.sign_in, account.name)
    check_twice(new, again)
    kept = password_hash(new)
    with store.write() as session:
        own = act_on_account(session, visitor, "password changed", fresh=False)
        own.password_hash = kept
        end_sign_ins(session, own.id, but=visitor.sign_in_id)
