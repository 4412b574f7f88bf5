"""people erased by department"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'department', sa.Column('erased', sa.Integer(), nullable=False, server_default='0')
    )


def downgrade() -> None:
    op.drop_column('department', 'erased')
