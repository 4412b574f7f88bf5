"""Accounts of the staff: made, ended and opened again by an admin."""

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.services.access.access import Visitor
from resilience.services.access.plain_text import typed_line
from resilience.services.access.record import record
from resilience.services.access.role_plan import Moment, RolePlan, role_row
from resilience.services.access.roles import RoleView, role_for_record, roles_of
from resilience.services.accounts.recent_code import check_fresh
from resilience.store import Session, Store, now, repeatable
from resilience.store.people.accounts import (
    account_by_sign_in,
    accounts,
    admins,
    end_sign_ins,
    lock_accounts,
    sign_ins,
)
from resilience.store.tables import Account

LONGEST_SIGN_IN = 254
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as an admin sees it.

    `password` and `provider` are the ways in which the person can sign in; `signed_in` has the times at which the
    browsers that are signed in now did so.
    """

    id: int
    sign_in: str
    name: str
    password: bool
    provider: bool
    created_at: datetime.datetime
    ended_at: datetime.datetime | None
    roles: tuple[RoleView, ...]
    signed_in: tuple[datetime.datetime, ...]


def check_admin(visitor: Visitor) -> None:
    """Raise `NotAllowed` unless the visitor is an admin."""
    if not visitor.is_admin:
        raise NotAllowed("Only an admin of this installation can manage its accounts.")


@repeatable
def all_accounts(store: Store, visitor: Visitor) -> list[AccountView]:
    """Return all accounts, sorted by sign-in name; admins only."""
    check_admin(visitor)
    with store.read() as session:
        return [_view(session, account) for account in accounts(session)]


@repeatable
def own_account(store: Store, visitor: Visitor) -> AccountView:
    """Return the account that is signed in; raises `NotAllowed` if none is."""
    with store.read() as session:
        return _view(session, account_of(session, visitor))


@repeatable
def make_account(
    store: Store,
    visitor: Visitor,
    sign_in: str,
    name: str,
    roles: Sequence[tuple[RolePlan, Moment]] = (),
) -> int:
    """Create an account without a password and return its id. Admins only.

    `roles` are its first roles, each until a moment or without end.
    """
    check_admin(visitor)
    with store.write() as session:
        lock_accounts(session)
        check_fresh(session, visitor)
        account = new_account(session, sign_in, name)
        first = [role_row(session, account.id, plan, until) for plan, until in roles]
        session.add_all(first)
        session.flush()
        record(
            session,
            visitor,
            "account made",
            None,
            account.sign_in,
            after={"name": account.name, "roles": [role_for_record(session, row) for row in first]},
        )
        return account.id


@repeatable
def end_account(store: Store, visitor: Visitor, account_id: int) -> None:
    """Deactivate an account and sign it out everywhere. Raises `WrongTime` for the last admin."""
    with store.write() as session:
        account = act_on_account(session, visitor, "account ended", account_id)
        was_admin = account_id in admins(session)
        account.ended_at = account.ended_at or now()
        end_sign_ins(session, account_id)
        if was_admin:
            check_admin_remains(session)


@repeatable
def open_account_again(store: Store, visitor: Visitor, account_id: int) -> None:
    """Reactivate an account with the roles that it still has. Admins only."""
    with store.write() as session:
        account = act_on_account(session, visitor, "account opened again", account_id)
        account.ended_at = None


def act_on_account(
    session: Session,
    visitor: Visitor,
    act: str,
    account_id: int | None = None,
    *,
    fresh: bool = True,
) -> Account:
    """Check and record an act on an account, and return its row to be changed; locks all accounts.

    With `account_id`, admins only; without it, the visitor's own account. `fresh` requires a recent code of the
    second factor. Raises `NotAllowed` and `NotFound`.
    """
    lock_accounts(session)
    if account_id is None:
        account = account_of(session, visitor)
    else:
        check_admin(visitor)
        account = find_account(session, account_id)
    if fresh:
        check_fresh(session, visitor)
    record(session, visitor, act, None, account.sign_in)
    return account


def new_account(session: Session, sign_in: str, name: str) -> Account:
    """Return a new account row; raises `InputError` if the name is taken or invalid."""
    kept = tidy_sign_in(sign_in)
    if not kept or " " in kept or len(kept) > LONGEST_SIGN_IN:
        raise InputError(
            "Enter the name the person signs in with, such as an e-mail address: at most {most} "
            "characters, without spaces.",
            most=LONGEST_SIGN_IN,
        )
    shown = typed_line(name) or kept
    if len(shown) > LONGEST_NAME:
        raise InputError("A name can have at most {most} characters.", most=LONGEST_NAME)
    if account_by_sign_in(session, kept) is not None:
        raise InputError("The account {name} already exists. Choose another name.", name=kept)
    account = Account(sign_in=kept, name=shown)
    session.add(account)
    session.flush()
    return account


def tidy_sign_in(sign_in: str) -> str:
    """Normalise the case and width of a sign-in name."""
    return typed_line(unicodedata.normalize("NFKC", sign_in)).casefold()


def find_account(session: Session, account_id: int) -> Account:
    """The account with this id; raises `NotFound`."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("There is no such account. Reload the page.")
    return account


def account_of(session: Session, visitor: Visitor) -> Account:
    """Return the row of the account that is signed in; raises `NotAllowed` if none is."""
    account = session.get(Account, visitor.account_id) if visitor.account_id else None
    if account is None:
        raise NotAllowed("You are not signed in on this device. Sign in first.")
    return account


def check_admin_remains(session: Session) -> None:
    """Raise `WrongTime` if no admin would be left after a change."""
    session.flush()
    if not admins(session):
        raise WrongTime(
            "Nobody would be left to manage the accounts, so nothing was changed. Make "
            "someone else an admin first, and have them set their password."
        )


def _view(session: Session, account: Account) -> AccountView:
    account_id = account.id
    return AccountView(
        id=account_id,
        sign_in=account.sign_in,
        name=account.name,
        password=account.password_hash is not None,
        provider=account.subject is not None,
        created_at=account.created_at,
        ended_at=account.ended_at,
        roles=roles_of(session, account_id),
        signed_in=tuple(running.made_at for running in sign_ins(session, account_id)),
    )
