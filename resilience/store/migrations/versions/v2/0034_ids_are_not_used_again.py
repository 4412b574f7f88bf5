"""ids in browsers are not used again on SQLite, comments by level keep their levels, devices that staff moved"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

TABLES = (
    'question', 'action', 'department', 'photo', 'card_import', 'peer_result', 'workshop', 'round',
    'participant',
)


def upgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        for table in TABLES:
            _number_anew(table)
    op.add_column('participant', sa.Column('moved', sa.Boolean(), server_default=sa.false(), nullable=False))
    # the levels of before followed a weaker rule, so that none of them is shown any more
    kept = op.get_bind().exec_driver_sql(
        'SELECT round_id, indicator, EXISTS (SELECT 1 FROM department'
        ' WHERE department.workshop_id = round.workshop_id AND department.erased > 0) AS gone'
        ' FROM comments_by_level JOIN round ON round.id = round_id'
    ).all()
    op.drop_table('comments_by_level')
    made = op.create_table(
        'comments_by_level',
        *_place(),
        sa.Column('levels', sa.JSON(), nullable=False),
        sa.Column('answers_gone', sa.Boolean(), server_default=sa.false(), nullable=False),
        *_keys(),
    )
    op.bulk_insert(
        made, [{'round_id': r, 'indicator': i, 'levels': [], 'answers_gone': bool(gone)} for r, i, gone in kept]
    )


def downgrade() -> None:
    kept = op.get_bind().exec_driver_sql('SELECT round_id, indicator FROM comments_by_level').all()
    op.drop_table('comments_by_level')
    made = op.create_table(
        'comments_by_level',
        *_place(),
        sa.Column('comments', sa.Integer(), nullable=False),
        sa.CheckConstraint('comments > 0'),
        *_keys(),
    )
    op.bulk_insert(made, [{'round_id': r, 'indicator': i, 'comments': 1} for r, i in kept])
    op.drop_column('participant', 'moved')


def _number_anew(table: str) -> None:
    """Make a table again with the same columns, checks, keys, indexes and rows, and AUTOINCREMENT."""
    connection = op.get_bind()
    kept = connection.exec_driver_sql(
        'SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL', (table,)
    ).all()
    (words,) = (sql for kind, sql in kept if kind == 'table')
    if 'AUTOINCREMENT' in words:  # a downgrade keeps it
        return
    words = re.sub(rf'^CREATE TABLE "?{table}"?', f'CREATE TABLE new_{table}', words)
    words = re.sub(rf',\s*CONSTRAINT pk_{table} PRIMARY KEY \(id\)', '', words)
    words = words.replace('id INTEGER NOT NULL', 'id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT', 1)
    for step in (
        words,
        f'INSERT INTO new_{table} SELECT * FROM {table}',
        f'DROP TABLE {table}',
        f'ALTER TABLE new_{table} RENAME TO {table}',
        *(sql for kind, sql in kept if kind == 'index'),
    ):
        connection.exec_driver_sql(step)


def _place() -> tuple[sa.Column[int], sa.Column[str]]:
    return (
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('indicator', sa.String(), nullable=False),
    )


def _keys() -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ['round_id'], ['round.id'], name=op.f('fk_comments_by_level_round_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('round_id', 'indicator', name=op.f('pk_comments_by_level')),
    )
