"""Addresses of calendars: what an address of feeds opens, and whose due dates"""

import warnings

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

TABLE = 'feed_address'
CHECKS = ("opens IN ('feeds', 'calendar')", "department_id IS NULL OR opens = 'calendar'")
KEY = 'fk_feed_address_department_id'
INDEX = 'ix_feed_address_department_id'


def upgrade() -> None:
    connection = op.get_bind()
    copies = connection.dialect.name == 'sqlite'
    last = _last_number(connection) if copies else None
    with op.batch_alter_table(TABLE, **_as_copied(*CHECKS)) as batch:
        batch.add_column(sa.Column('opens', sa.String(), server_default='feeds', nullable=False))
        batch.add_column(sa.Column('department_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(KEY, 'department', ['department_id'], ['id'], ondelete='CASCADE')
    op.create_index(INDEX, TABLE, ['department_id'])
    for check in () if copies else CHECKS:
        op.execute(f'ALTER TABLE {TABLE} ADD CHECK ({check})')
    if last is not None:  # the copy knows only the rows that are left
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'feed_address'")
        connection.exec_driver_sql('INSERT INTO sqlite_sequence VALUES (?, ?)', (TABLE, last))


def downgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE opens = 'calendar'")
    op.drop_index(INDEX, TABLE)
    with warnings.catch_warnings(), op.batch_alter_table(TABLE, **_as_copied()) as batch:
        warnings.simplefilter('ignore')  # the checks without a name are left out, as they should be
        batch.drop_constraint(KEY, type_='foreignkey')
        batch.drop_column('department_id')
        batch.drop_column('opens')


def _as_copied(*checks: str) -> dict[str, object]:
    """How SQLite makes the table again."""
    return {
        'table_args': tuple(sa.CheckConstraint(check) for check in checks),
        'table_kwargs': {'sqlite_autoincrement': True},
    }


def _last_number(connection: sa.Connection) -> int | None:
    """The highest number that an address has had, None for none."""
    return connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'feed_address'").scalar()
