"""Keep who had taken part in each unit at the close of a vote, and what somebody answered alone."""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

KEPT = ('came', 'alone')


def upgrade() -> None:
    for name in KEPT:
        op.add_column('frozen_facts', sa.Column(name, sa.JSON(none_as_null=True), nullable=True))
    op.add_column('frozen_facts', sa.Column('voted', sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in (*KEPT, 'voted'):
        op.drop_column('frozen_facts', name)
