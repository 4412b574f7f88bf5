"""choice to show the last agreed level with each question"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # workshops that were set up before go on showing it
    op.add_column('workshop', sa.Column('shows_last', sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_column('workshop', 'shows_last')
