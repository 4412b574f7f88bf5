"""Giving roles to accounts, changing how long they last, and ending them; admins only."""

import datetime

from resilience.errors import NotFound
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.services.access.role_plan import Moment, RolePlan, check_end, role_row, same_role
from resilience.services.access.roles import role_for_record
from resilience.services.accounts.accounts import check_admin, check_admin_remains, find_account
from resilience.services.accounts.recent_code import check_fresh
from resilience.store import Session, Store, repeatable
from resilience.store.people.accounts import admins, all_roles, lock_accounts
from resilience.store.tables import RoleHeld


@repeatable
def give_role(
    store: Store, visitor: Visitor, account_id: int, plan: RolePlan, expires_at: Moment = None
) -> None:
    """Give an account a role until a moment or without end; a role that it already holds gets the new end.

    Raises `NotFound` if the account, city, workshop or department does not exist.
    """
    check_admin(visitor)
    with store.write() as session:
        lock_accounts(session)
        account = find_account(session, account_id)
        if plan.role == "admin":
            check_fresh(session, visitor)
        new = role_row(session, account_id, plan, expires_at)
        held = [row for row in all_roles(session, account_id) if same_role(row, new)]
        kept = held[0] if held else new
        before = role_for_record(session, kept) if held else None
        kept.expires_at, kept.from_group = expires_at, None
        session.add(kept)
        record(
            session,
            visitor,
            "role given",
            None,
            account.sign_in,
            before=before,
            after=role_for_record(session, kept),
        )


@repeatable
def change_role_end(store: Store, visitor: Visitor, role_id: int, expires_at: Moment) -> None:
    """Set a new end for a role, or none."""
    check_admin(visitor)
    with store.write() as session:
        row, account = _held_role(session, role_id)
        check_end(row.role, expires_at)
        before, row.expires_at = role_for_record(session, row), expires_at
        session.add(row)
        record(
            session,
            visitor,
            "role's end changed",
            None,
            account,
            before=before,
            after=role_for_record(session, row),
        )


@repeatable
def end_role(store: Store, visitor: Visitor, role_id: int) -> None:
    """End a role at once; raises `WrongTime` for the last admin."""
    check_admin(visitor)
    with store.write() as session:
        lock_accounts(session)
        row, account = _held_role(session, role_id)
        if row.role == "admin":
            check_fresh(session, visitor)
        told = role_for_record(session, row)
        was_admin = row.role == "admin" and row.account_id in admins(session)
        session.delete(row)
        if was_admin:
            check_admin_remains(session)
        record(session, visitor, "role ended", None, account, before=told)


def last_moment(day: datetime.date | None) -> Moment:
    """Return the moment (UTC) at which a role with this last day ends; None without a last day."""
    if day is None:
        return None
    after = day + datetime.timedelta(days=1)
    return datetime.datetime(after.year, after.month, after.day, tzinfo=datetime.UTC)


def last_day(expires_at: Moment) -> datetime.date | None:
    """Return the last day of a role, as it was chosen; None without one."""
    return (expires_at - datetime.timedelta(seconds=1)).date() if expires_at else None


def _held_role(session: Session, role_id: int) -> tuple[RoleHeld, str]:
    """The row of a role, and the account that holds it."""
    row = session.get(RoleHeld, role_id)
    if row is None:
        raise NotFound("This role has already been ended. Reload the page.")
    return row, find_account(session, row.account_id).sign_in
