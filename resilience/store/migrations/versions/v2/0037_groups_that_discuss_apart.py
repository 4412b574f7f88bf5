"""Keep whether a group's own desk or the room's moved last, for what phones show."""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('stage_place', sa.Column('apart', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('stage_place', 'apart')
