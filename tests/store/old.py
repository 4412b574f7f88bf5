"""Databases as earlier versions left them, with a row in every table that there was."""

import datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table

from resilience.store import Session, Store
from resilience.store.database.copying import DatabaseSnapshot
from resilience.store.database.migrate import upgrade
from resilience.store.database.rebuilding import rebuilding
from tests.store.rows import NOON, ROWS

Content = dict[str, list[dict[str, Any]]]


def make_old(store: Store, revision: str) -> None:
    """Bring an empty database to a revision, and write the row of each table that it has."""
    with rebuilding(store) as connection:
        upgrade(connection, revision)
    values = {str(table.__tablename__): row for table, row in ROWS.items()}
    values["staff_act"] = {"detail": {}} | values["staff_act"]  # as it was called before 0013
    values["comments_by_level"] = {"comments": 4} | values["comments_by_level"]  # until 0034
    until = {"moved": {}, "hides": True}  # 0040, 0041
    values["frozen_facts"] = until | values["frozen_facts"]
    values["round"] = values["round"] | {"closed_at": NOON}  # what is frozen is of a closed vote
    with rebuilding(store) as connection:
        for table in tables_of(connection):
            if table.name in values:
                row = {name: plain(x) for name, x in values[table.name].items()}
                known = {c.name for c in table.columns}
                connection.execute(table.insert(), {n: x for n, x in row.items() if n in known})


def tables_of(connection: Connection) -> list[Table]:
    """The tables of a database as they are."""
    found = MetaData()
    found.reflect(bind=connection)
    return found.sorted_tables


def plain(value: Any) -> Any:
    """A moment as the database keeps it, without its zone."""
    return value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value


def content(store: Store) -> Content:
    """Everything that a database holds, whatever its revision: the rows of each table by column."""
    with store.read() as session:
        return _content(session)


def _content(session: Session) -> Content:
    seen = DatabaseSnapshot(session)
    return {
        shape.name: [
            dict(zip([name for name, _ in shape.columns], row, strict=True))
            for row in seen.rows(shape.name)
        ]
        for shape in seen.shapes()
    }
