"""Keep which groups moved their own desk after the room's, and that a later vote was just dropped."""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('stage_place', sa.Column('apart', sa.JSON(), nullable=True))
    dropped = sa.Column('dropped', sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column('stage_place', dropped)


def downgrade() -> None:
    op.drop_column('stage_place', 'dropped')
    op.drop_column('stage_place', 'apart')
