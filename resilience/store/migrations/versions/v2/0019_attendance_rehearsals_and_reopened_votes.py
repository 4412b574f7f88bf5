"""attendance confirmed at the close, devices of a rehearsal, and votes hidden since they were reopened"""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # columns without a check are added as they are on both databases: no table is copied
    op.add_column('department', sa.Column('in_room', sa.Integer(), nullable=True))
    op.add_column('participant', sa.Column('rehearsed', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('round', sa.Column('hidden_at', resilience.store.columns.Moment(), nullable=True))
    op.execute('UPDATE round SET hidden_at = opened_at WHERE closed_at IS NULL AND revealed_at IS NOT NULL')
    op.execute(
        'UPDATE participant SET rehearsed = true '
        'WHERE workshop_id IN (SELECT workshop_id FROM round WHERE number = 0)'
    )


def downgrade() -> None:
    op.drop_column('round', 'hidden_at')
    op.drop_column('participant', 'rehearsed')
    op.drop_column('department', 'in_room')
