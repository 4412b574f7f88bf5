"""Keep which groups moved their own desk after the room's, for what phones show."""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('stage_place', sa.Column('apart', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('stage_place', 'apart')
