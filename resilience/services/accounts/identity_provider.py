"""Signing in by the city's identity provider: whose account it is, and the roles of its groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.errors import NotAllowed, NotFound
from resilience.services.access.access import Visitor
from resilience.services.access.groups import GroupRole, roles_of_groups
from resilience.services.access.plain_text import typed_line
from resilience.services.access.record import record
from resilience.services.access.role_plan import role_row, same_role
from resilience.services.access.roles import role_for_record
from resilience.services.accounts.accounts import LONGEST_NAME, new_account, tidy_sign_in
from resilience.services.accounts.sign_ins import begin
from resilience.store import Session, Store, repeatable
from resilience.store.people.accounts import (
    account_by_sign_in,
    account_by_subject,
    acting_name,
    all_roles,
    end_links,
    lock_accounts,
    roles_held,
)
from resilience.store.tables import Account, RoleHeld


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the identity provider knows them.

    `issuer` is the provider's address and `subject` its identifier for the person: together they never
    change. `address` is an e-mail address, "" for none; `verified` says whether the provider vouches for it.
    """

    issuer: str
    subject: str
    address: str
    name: str
    verified: bool
    groups: tuple[str, ...]

    @property
    def known_as(self) -> str:
        """The identity by which an account recognises the person."""
        return f"{self.issuer} {self.subject}"

    @property
    def sign_in(self) -> str:
        """The name for a new account: never an address that the person may not own."""
        return self.address if self.verified else self.subject


@repeatable
def sign_in_provided(store: Store, person: Person, mapping: Sequence[GroupRole], hours: int) -> str:
    """Sign in a person vouched for by the identity provider; returns the browser's token.

    Roles from groups are updated to the person's present groups. A person without any role, from a group or from an
    admin, is refused and loses the roles from earlier groups.
    """
    with store.write() as session:
        lock_accounts(session)
        token = _sign_in(session, person, roles_of_groups(mapping, person.groups), hours)
    if token is None:
        raise NotAllowed(
            "The identity provider recognises you, but you have no role here. Ask an admin of "
            "this installation, and tell them your name at the provider: {name}.",
            name=person.address or person.subject,
        )
    return token


def _sign_in(
    session: Session, person: Person, wanted: Sequence[GroupRole], hours: int
) -> str | None:
    account = _account(session, person, known_only=not wanted)
    if account is None or account.ended_at is not None:
        return None
    account.name = _name(person) or account.name
    session.add(account)
    _renew(session, account, wanted)
    session.flush()
    return begin(session, account, hours) if roles_held(session, account.id) else None


def _account(session: Session, person: Person, *, known_only: bool) -> Account | None:
    """The account of a person: known already, created for their address by an admin, or new."""
    if known := account_by_subject(session, person.known_as):
        return known
    _check_verified(session, person)
    waiting = account_by_sign_in(session, tidy_sign_in(person.sign_in))
    if waiting is None:
        return None if known_only else _new_account(session, person)
    if person.verified and waiting.password_hash is None and waiting.subject is None:
        waiting.subject = person.known_as
        end_links(session, waiting.id)
        return waiting
    raise NotAllowed(
        "The name {name} belongs to another account here, which signs in with a password or "
        "as someone else. Ask an admin of this installation.",
        name=waiting.sign_in,
    )


def _check_verified(session: Session, person: Person) -> None:
    """Raise `NotAllowed` for an address with an account if the provider does not vouch for it."""
    if not person.verified and account_by_sign_in(session, tidy_sign_in(person.address)):
        raise NotAllowed(
            "The identity provider does not confirm that the address {address} is yours, so you "
            "cannot sign in to the account with that name. Ask an admin of this installation.",
            address=person.address,
        )


def _new_account(session: Session, person: Person) -> Account:
    account = new_account(session, person.sign_in, _name(person))
    account.subject = person.known_as
    who, after = Visitor(account=acting_name(account)), {"name": account.name, "roles": []}
    record(session, who, "account made", None, account.sign_in, after=after)
    return account


def _name(person: Person) -> str:
    return typed_line(person.name)[:LONGEST_NAME]


def _renew(session: Session, account: Account, wanted: Sequence[GroupRole]) -> None:
    """Give the roles of the groups of now, and end those of groups of before."""
    rows = [row for one in wanted if (row := _row(session, account, one)) is not None]
    running = [row.id for row in roles_held(session, account.id)]
    every = all_roles(session, account.id)
    held = [row for row in every if row.from_group is not None or row.id in running]
    who = Visitor(account=acting_name(account))
    for old in [row for row in held if row.from_group is not None]:
        if not any(same_role(old, row) for row in rows):
            gone = role_for_record(session, old)
            record(session, who, "role of a group ended", None, account.sign_in, before=gone)
            session.delete(old)
    for row in rows:
        if not any(same_role(old, row) for old in held):
            held.append(row)
            session.add(row)
            session.flush()
            new = role_for_record(session, row)
            record(session, who, "role of a group given", None, account.sign_in, after=new)


def _row(session: Session, account: Account, one: GroupRole) -> RoleHeld | None:
    """The row of a group's role; None while there is no such city, workshop or department."""
    try:
        row = role_row(session, account.id, one.plan)
    except NotFound:
        return None
    row.from_group = one.group
    return row
