"""People who sign in, the roles they hold, and where they are signed in."""

import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey
from sqlmodel import Field

from resilience.store.tables.base import IDS_ONCE, Base, flag, key, moment, row_of


class Account(Base, table=True):
    """Somebody of the staff, who signs in as `sign_in`; accounts are ended, never removed.

    `password_hash` (argon2id) is none for who only comes through the identity provider. `subject` is
    the provider's own name for the person, with the provider's address before it.
    """

    id: int = key()
    sign_in: str = Field(unique=True)
    name: str
    password_hash: str | None = None
    subject: str | None = Field(default=None, unique=True)
    created_at: datetime.datetime = moment(required=True)
    ended_at: datetime.datetime | None = moment()


class RoleHeld(Base, table=True):
    """A role of an account: everywhere, in a city, or in a workshop, until `expires_at` if any.

    `from_group` is the group of the identity provider that brought it, none for one given by hand.
    """

    __tablename__ = "role_held"
    __table_args__ = (
        CheckConstraint(
            "role IN ('admin', 'facilitator', 'cofacilitator', 'official', 'lead', 'coordinator')"
        ),
        CheckConstraint("(role = 'lead') = (department_id IS NOT NULL)"),
        CheckConstraint("city_id IS NULL OR workshop_id IS NULL"),
        CheckConstraint("role <> 'admin' OR (city_id IS NULL AND workshop_id IS NULL)"),
        CheckConstraint("role NOT IN ('lead', 'cofacilitator') OR workshop_id IS NOT NULL"),
        CheckConstraint(
            "role NOT IN ('facilitator', 'official') OR city_id IS NOT NULL "
            "OR workshop_id IS NOT NULL"
        ),
        IDS_ONCE,
    )
    id: int = key()
    account_id: int = row_of("account", nullable=False, index=True)
    role: str
    city_id: int | None = row_of("city", nullable=True, index=True)
    workshop_id: int | None = row_of("workshop", nullable=True, index=True)
    department_id: int | None = row_of("department", nullable=True, index=True)
    expires_at: datetime.datetime | None = moment()
    from_group: str | None = None
    given_at: datetime.datetime = moment(required=True)


class SignIn(Base, table=True):
    """A signed-in browser, identified by the hash of its token.

    While it `awaits` the second factor nobody is signed in there yet. `confirmed_at` is when a code of the
    second factor was last given there.
    """

    __tablename__ = "sign_in"
    id: int = key()
    account_id: int = row_of("account", nullable=False, index=True)
    token_hash: str = Field(unique=True)
    made_at: datetime.datetime = moment(required=True)
    expires_at: datetime.datetime = moment(required=True)
    ended_at: datetime.datetime | None = moment()
    awaits: bool = flag()
    confirmed_at: datetime.datetime | None = moment()


class SecondFactor(Base, table=True):
    """The second factor of an account: its secret, encrypted with the installation's key.

    `last_step` is the time step of the last code used: codes up to that step are refused.
    """

    __tablename__ = "second_factor"
    account_id: int = row_of("account", primary_key=True)
    sealed: str
    last_step: int
    made_at: datetime.datetime = moment(required=True)


class RecoveryCode(Base, table=True):
    """The hash of a one-time code that replaces a lost second factor; deleted when used."""

    __tablename__ = "recovery_code"
    id: int = key()
    account_id: int = row_of("account", nullable=False, index=True)
    code_hash: str = Field(unique=True)


class HostLink(Base, table=True):
    """A facilitator link of the installation: its token is derived from the nonce and the key."""

    __tablename__ = "host_link"
    id: int = key()
    nonce: str = Field(unique=True)
    made_at: datetime.datetime = moment(required=True)
    expires_at: datetime.datetime = moment(required=True)
    ended_at: datetime.datetime | None = moment()


class PasswordLink(Base, table=True):
    """A link that works once, to set a password; without an account it makes the first admin."""

    __tablename__ = "password_link"
    id: int = key()
    account_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    )
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    made_at: datetime.datetime = moment(required=True)
    expires_at: datetime.datetime = moment(required=True)
    used_at: datetime.datetime | None = moment()


class ApiToken(Base, table=True):
    """A token with which a program reads results, until `ends_at` if any; only its hash is kept.

    It reads one workshop, or those that an account may facilitate, or with the facilitator link `host_link_id` all of
    them. `made_by` is an account or a role.
    """

    __tablename__ = "api_token"
    __table_args__ = (
        CheckConstraint("account_id IS NULL OR host_link_id IS NULL"),
        CheckConstraint(
            "(workshop_id IS NULL) = (account_id IS NOT NULL OR host_link_id IS NOT NULL)"
        ),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int | None = row_of("workshop", nullable=True, index=True)
    account_id: int | None = row_of("account", nullable=True, index=True)
    host_link_id: int | None = row_of("host_link", nullable=True, index=True)
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    made_by: str
    made_at: datetime.datetime = moment(required=True)
    ends_at: datetime.datetime | None = moment()
