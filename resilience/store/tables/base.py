"""The root of all tables, and the kinds of column that they share."""

from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, MetaData, TextClause, false
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from resilience.store.columns import Moment, now

#: names of constraints, so that a later migration can find them on every database
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """The root of all tables; a registry of their own lets a reload build them again."""


def key() -> Any:
    """A primary key that the database numbers: a row has it from its first flush on."""
    return Field(default=None, primary_key=True)


#: option of tables whose ids a browser holds: SQLite would give the id of a deleted row to a new one
IDS_ONCE = {"sqlite_autoincrement": True}


def moment(*, required: bool = False) -> Any:
    """A column for a moment in UTC; a required one is now where nothing is given."""
    if required:
        return Field(default_factory=now, sa_type=Moment, nullable=False)
    return Field(default=None, sa_type=Moment, nullable=True)


def counted() -> Any:
    """A column for a number of a participant's writes; rows from before there were any have 0."""
    return Field(default=0, nullable=False, sa_column_kwargs={"server_default": "0"})


def flag() -> Any:
    """A Boolean column, false by default and in rows from before it was added."""
    return Field(default=False, nullable=False, sa_column_kwargs={"server_default": false()})


def worded() -> Any:
    """A column for words, "" by default and in rows from before it was added."""
    return Field(default="", nullable=False, sa_column_kwargs={"server_default": TextClause("''")})


def listed() -> Any:
    """A column for a list, kept as JSON; None where there is nothing."""
    return Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))


def row_of(table: str, **options: Any) -> Any:
    """A foreign key whose row goes when the row it points to goes."""
    return Field(sa_column=Column(ForeignKey(f"{table}.id", ondelete="CASCADE"), **options))
