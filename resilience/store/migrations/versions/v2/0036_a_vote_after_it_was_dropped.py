"""Keep of a vote that the one after it was dropped, so that phones and the stage can say so."""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('round', sa.Column('dropped', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('round', 'dropped')
