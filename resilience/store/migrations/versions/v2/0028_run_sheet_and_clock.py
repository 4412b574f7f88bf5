"""run sheet and clock of a workshop"""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # a workshop without a row has the half-day template, unstarted
    op.create_table(
        'run_sheet',
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('template', sa.String(), nullable=False),
        sa.Column('steps', sa.JSON(none_as_null=True), nullable=True),
        sa.Column('at', sa.Integer(), nullable=False),
        sa.Column('ends_at', resilience.store.columns.Moment(), nullable=True),
        sa.CheckConstraint("template IN ('short', 'half', 'day')"),
        sa.CheckConstraint('at >= -1'),
        sa.ForeignKeyConstraint(
            ['workshop_id'],
            ['workshop.id'],
            name=op.f('fk_run_sheet_workshop_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('workshop_id', name=op.f('pk_run_sheet')),
    )


def downgrade() -> None:
    op.drop_table('run_sheet')
