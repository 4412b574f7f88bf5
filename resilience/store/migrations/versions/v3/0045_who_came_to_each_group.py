"""Keep who had taken part in each group at the close of a vote."""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('frozen_facts', sa.Column('came', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('frozen_facts', 'came')
