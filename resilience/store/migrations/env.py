"""Alembic's entry: runs on the connection that it is given, or on the configured database."""

from alembic import context
from sqlalchemy import Connection

from resilience.settings import load_settings
from resilience.store.database.engine import Store
from resilience.store.tables import Base


def run(connection: Connection) -> None:
    """Apply the migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    store = Store(load_settings().database_url)
    try:
        with store.engine.connect() as connection:
            run(connection)
    finally:
        store.engine.dispose()
