"""Keep how many people at tables erased their data before the first vote closed, by department."""

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'department', sa.Column('erased_seated', sa.Integer(), nullable=False, server_default='0')
    )


def downgrade() -> None:
    op.drop_column('department', 'erased_seated')
