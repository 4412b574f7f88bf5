"""What an upgrade of a database would do, found without changing it."""

import ast
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy import text as sql

from resilience.store.database.engine import Store
from resilience.store.database.migrate import (
    SCRIPTS,
    MigrationStep,
    check_known,
    newest,
    revision_of,
    steps,
)

#: the workshops that have begun and are not signed off, and whether a vote is open; on every schema
UNDER_WAY = """
SELECT code, EXISTS (
    SELECT 1 FROM round WHERE round.workshop_id = workshop.id AND round.closed_at IS NULL
) FROM workshop
WHERE closed_at IS NULL AND id IN (SELECT workshop_id FROM round) ORDER BY code
"""
SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


@dataclass(frozen=True, slots=True)
class PendingUpgrade:
    """What is to be done to a database: its schema and that of this version, and the steps between.

    `size` is in bytes; `voting` and `begun` are codes of workshops, with a vote open and without one.
    """

    current: str | None
    target: str
    steps: tuple[MigrationStep, ...] = ()
    size: int = 0
    voting: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()


def pending_upgrade(store: Store) -> PendingUpgrade:
    """Find what an upgrade would do; raises `CannotRun` for a database of a newer version."""
    if store.file and not store.file.exists():
        return PendingUpgrade(None, newest())
    with store.telling(), store.engine.connect() as connection:
        have = revision_of(connection)
        check_known(store, have)
        size = int(connection.execute(sql(SIZES[connection.dialect.name])).scalar_one())
        if have is None:
            return PendingUpgrade(None, newest(), size=size)
        todo = tuple(_in_words(step) for step in steps() if step.revision > have)
        return PendingUpgrade(have, newest(), todo, size, *_under_way(connection))


def _under_way(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of workshops that are under way: with a vote open, and without one."""
    found = connection.execute(sql(UNDER_WAY)).all()
    voting = tuple(code for code, is_open in found if is_open)
    return voting, tuple(code for code, is_open in found if not is_open)


def _in_words(step: MigrationStep) -> MigrationStep:
    """A step with the first sentence of its migration in place of its name."""
    (file,) = (SCRIPTS / "versions").rglob(f"{step.revision}_*.py")
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or step.words
    sentence = said.partition("\n")[0].rstrip(".")
    return MigrationStep(step.revision, f"{sentence[0].upper()}{sentence[1:]}.")
