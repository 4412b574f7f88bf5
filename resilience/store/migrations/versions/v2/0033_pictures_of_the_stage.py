"""what the stage shows in each step after the reveal, and which topics were discussed"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

BEFORE = "screen IN ('result', 'discuss')"
SCREENS = "screen IN ('result', 'discuss', 'second vote', 'actions', 'feasibility', 'points', 'closing')"


def upgrade() -> None:
    discussed = sa.Column('discussed', sa.JSON(), nullable=False)
    rows = _rows()
    _replace(SCREENS, [{**row, 'discussed': []} for row in rows], discussed)


def downgrade() -> None:
    _replace(BEFORE, [row for row in _rows() if row['screen'] in ('result', 'discuss')])


def _rows() -> list[dict[str, object]]:
    """What stages show now."""
    found = op.get_bind().exec_driver_sql('SELECT workshop_id, screen, topic FROM stage_place')
    return [dict(row) for row in found.mappings()]


def _replace(check: str, rows: list[dict[str, object]], *more: sa.Column) -> None:
    """Make the table again with a check and more columns: SQLite changes no check."""
    op.drop_table('stage_place')
    table = op.create_table(
        'stage_place',
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('screen', sa.String(), nullable=False),
        sa.Column('topic', sa.String(), nullable=False),
        *more,
        sa.CheckConstraint(check),
        sa.ForeignKeyConstraint(
            ['workshop_id'],
            ['workshop.id'],
            name=op.f('fk_stage_place_workshop_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('workshop_id', name=op.f('pk_stage_place')),
    )
    op.bulk_insert(table, rows)
