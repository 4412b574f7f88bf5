"""Keep how many people's answers can count in a later vote."""

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('frozen_facts', sa.Column('counted', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('frozen_facts', 'counted')
