"""Links that work once: to set a password, and to make the first admin."""

import datetime
from dataclasses import dataclass

from resilience.errors import NotFound, WrongTime
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.services.access.roles import role_for_record
from resilience.services.access.tokens import hashed, new_link, token_again
from resilience.services.accounts.accounts import act_on_account, find_account, new_account
from resilience.services.accounts.passwords import check_password, password_hash
from resilience.services.accounts.sign_ins import begin_by_password
from resilience.store import Session, Store, now, repeatable
from resilience.store.people.accounts import (
    acting_name,
    admins,
    end_links,
    end_sign_ins,
    link_by_hash,
    links_to,
    lock_accounts,
)
from resilience.store.tables import PasswordLink, RoleHeld

DAYS_GOOD = 7


@dataclass(frozen=True, slots=True)
class LinkTo:
    """The account whose password a link sets; `first` if it creates the first admin, who has no name yet."""

    sign_in: str
    name: str
    first: bool


@repeatable
def first_admin_link(store: Store, key: bytes) -> str | None:
    """Return the token of the first-admin link, or None once an admin exists.

    It survives restarts of the server until it is used or expires.
    """
    with store.write() as session:
        lock_accounts(session)
        if admins(session):
            return None
        for link in links_to(session, None):
            if token := token_again(key, link.nonce, link.token_hash):
                return token
        return _new(session, key, None)


@repeatable
def make_password_link(store: Store, key: bytes, visitor: Visitor, account_id: int) -> str:
    """Create a link to set an account's password; an earlier link stops working. Admins only."""
    with store.write() as session:
        act_on_account(session, visitor, "password link made", account_id)
        end_links(session, account_id)
        return _new(session, key, account_id)


@repeatable
def look_at_link(store: Store, token: str) -> LinkTo:
    """Return whose password a link sets; raises `NotFound` if it is used, expired or unknown."""
    with store.read() as session:
        return _whose(session, _find(session, token))


def use_link(
    store: Store,
    token: str,
    password: str,
    hours: int,
    *,
    sign_in: str = "",
    name: str = "",
    admins_need_second: bool = False,
) -> str:
    """Set the password of a link's account, or create the first admin; returns a browser token.

    A link replaces only the password: if a second factor is required, the token awaits it. All other browsers are
    signed out, and the link stops working. Raises `InputError` for a weak password or a missing name of the first
    admin; the link then still works.
    """
    whose = look_at_link(store, token)
    check_password(password, whose.sign_in or sign_in, whose.name or name)
    kept = password_hash(password)
    with store.write() as session:
        lock_accounts(session)
        link = _find(session, token)
        _whose(session, link)
        if link.account_id is None:
            account = new_account(session, sign_in, name)
            role = RoleHeld(account_id=account.id, role="admin")
            session.add(role)
            session.flush()
            after = {"name": account.name, "roles": [role_for_record(session, role)]}
        else:
            account, after = find_account(session, link.account_id), None
        account.password_hash = kept
        session.add(account)
        end_links(session, link.account_id)
        end_sign_ins(session, account.id)
        who = Visitor(account=acting_name(account))
        act = "first admin made" if whose.first else "password set by link"
        record(session, who, act, None, account.sign_in, after=after)
        return begin_by_password(session, account, hours, admins_need_second=admins_need_second)


def _find(session: Session, token: str) -> PasswordLink:
    link = link_by_hash(session, hashed(token))
    if link is None or (link.account_id is None and admins(session)):
        raise NotFound(
            "This link has been used or has expired. Ask an admin for a new one, or create one "
            "with the command `resilience account reset-password`."
        )
    return link


def _whose(session: Session, link: PasswordLink) -> LinkTo:
    if link.account_id is None:
        return LinkTo("", "", first=True)
    account = find_account(session, link.account_id)
    if account.ended_at is not None:
        raise WrongTime("This account has been deactivated. Ask an admin to reactivate it.")
    return LinkTo(account.sign_in, account.name, first=False)


def _new(session: Session, key: bytes, account_id: int | None) -> str:
    nonce, token = new_link(key)
    expires_at = now() + datetime.timedelta(days=DAYS_GOOD)
    session.add(
        PasswordLink(
            account_id=account_id, nonce=nonce, token_hash=hashed(token), expires_at=expires_at
        )
    )
    return token
