"""All rows of all tables, as they are in the database, whatever its revision."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, select, types
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from resilience.errors import CannotRun
from resilience.store.database.engine import Store
from resilience.store.database.migrate import newest, revision_of, upgrade
from resilience.store.database.rebuilding import rebuilding
from resilience.store.tables import Base

#: rows that are read or written at once: memory stays the same however many there are
BATCH = 2000
VERSION = "alembic_version"
#: the kind of a column by its type in the database; of two that fit the first one counts
KINDS: tuple[tuple[type[types.TypeEngine[Any]], str], ...] = (
    (types.Boolean, "boolean"),
    (types.DateTime, "moment"),
    (types.Date, "date"),
    (types.Integer, "integer"),
    (types.Float, "number"),
    (types.LargeBinary, "bytes"),
    (types.JSON, "json"),
    (types.String, "text"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its name, and the name and kind of each of its columns in order."""

    name: str
    columns: tuple[tuple[str, str], ...]


class DatabaseSnapshot:
    """All that a database holds, as one session sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tables = {table.name: table for table in _tables(session.connection())}

    @property
    def revision(self) -> str | None:
        """The revision of the schema, None where there are no tables yet."""
        return revision_of(self._session.connection())

    def shapes(self) -> list[Shape]:
        """The tables, those that others point to first."""
        return [_shape(table) for table in self._tables.values()]

    def rows(self, name: str) -> Iterator[Sequence[Any]]:
        """The rows of a table in the order of its key, read piece by piece."""
        table = self._tables[name]
        query = select(table).order_by(*table.primary_key.columns)
        yield from self._session.execute(query, execution_options={"yield_per": BATCH})


class DatabaseRebuild:
    """A database rebuilt from rows, in a transaction of `rebuilding`."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._tables: dict[str, Table] = {}

    def clear(self, also: Iterable[str], *, replace: bool) -> None:
        """Take all tables away; raises `CannotRun` for rows where they may not be replaced.

        Tables that neither this version has nor the backup (`also`) are another program's: they are
        never taken away.
        """
        tables = _tables(self._connection)
        foreign = {table.name for table in tables} - {*also} - {*Base.metadata.tables}
        if foreign:
            raise CannotRun(
                "The database {name} contains tables of another program ({tables}), so nothing "
                "was restored. Specify a separate database.",
                name=self._store.name,
                tables=", ".join(sorted(foreign)),
            )
        if not replace and any(_count(self._connection, table) for table in tables):
            raise CannotRun(
                "The database {name} is not empty, so nothing was restored. Specify an empty one "
                "with --database, or use --replace to overwrite it with the backup.",
                name=self._store.name,
            )
        for table in reversed(tables):
            table.drop(self._connection)
        self._connection.execute(sql(f"DROP TABLE IF EXISTS {VERSION}"))
        if self._connection.dialect.name == "postgresql":
            self._drop_trigger_functions()

    def _drop_trigger_functions(self) -> None:
        """Take away what triggers of the tables called: in PostgreSQL it outlives them."""
        found = "SELECT oid::regprocedure::text FROM pg_proc WHERE prorettype = 'trigger'::regtype"
        ours = f"{found} AND pronamespace = current_schema()::regnamespace"
        for name in self._connection.execute(sql(ours)).scalars().all():
            self._connection.execute(sql(f"DROP FUNCTION {name} CASCADE"))

    def make(self, revision: str) -> list[Shape]:
        """Make the tables of a revision; gives them, those that others point to first."""
        upgrade(self._connection, revision)
        self._tables = {table.name: table for table in _tables(self._connection)}
        return [_shape(table) for table in self._tables.values()]

    def bring_up_to_date(self) -> None:
        """Bring what is there to the schema of this version."""
        if revision_of(self._connection) != newest():
            upgrade(self._connection, newest())

    def put(self, name: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows, whose values have these `names`, into a table; numbers go on after them."""
        table = self._tables[name]
        waiting = iter(rows)
        while batch := [dict(zip(names, row, strict=True)) for row in islice(waiting, BATCH)]:
            self._connection.execute(table.insert(), batch)
        if self._connection.dialect.name == "postgresql":
            self._go_on(table)

    def _go_on(self, table: Table) -> None:
        """The next number that PostgreSQL gives out is one after the highest; SQLite does so itself."""
        for column in table.primary_key.columns:
            found = select(func.pg_get_serial_sequence(table.name, column.name))
            sequence = self._connection.execute(found).scalar()
            if sequence:
                highest = select(func.max(column)).scalar_subquery()
                last = func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))
                self._connection.execute(select(last))


@contextmanager
def made_anew(store: Store) -> Iterator[DatabaseRebuild]:
    """A database to be rebuilt, completely or not at all: no new file is left behind on an error.

    Raises `CannotRun` where the database refuses.
    """
    new = store.file if store.file and not store.file.exists() else None
    try:
        if new:
            new.parent.mkdir(parents=True, exist_ok=True)
        with rebuilding(store) as connection:
            yield DatabaseRebuild(store, connection)
    except BaseException as error:
        if new:
            store.engine.dispose()
            for ending in ("", "-wal", "-shm"):
                new.with_name(new.name + ending).unlink(missing_ok=True)
        if isinstance(error, DBAPIError | OSError):
            raise CannotRun(
                "The database {name} rejected the backup: {reason}. Nothing was changed in it.",
                name=store.name,
                reason=str(getattr(error, "orig", error)).splitlines()[0],
            ) from error
        raise


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(bind=connection)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, types.JSON):
                column.type = types.JSON(none_as_null=bool(column.nullable))
    return [table for table in found.sorted_tables if table.name != VERSION]


def _shape(table: Table) -> Shape:
    return Shape(table.name, tuple((c.name, _kind(table, c.type)) for c in table.columns))


def _kind(table: Table, type_: types.TypeEngine[Any]) -> str:
    for known, kind in KINDS:
        if isinstance(type_, known):
            return kind
    raise CannotRun(
        "The table {table} has a column of the type {kind}, which a backup cannot store.",
        table=table.name,
        kind=type_,
    )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
