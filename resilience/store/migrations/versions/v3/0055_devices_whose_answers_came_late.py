"""Keep whether answers of a device came after the last vote had closed, to be counted for the facilitator."""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'participant', sa.Column('late', sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column('participant', 'late')
