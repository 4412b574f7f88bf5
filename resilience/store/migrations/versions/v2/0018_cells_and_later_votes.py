"""cells and later votes"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('unit', sa.Column('kind', sa.String(), server_default='departments', nullable=False))
    op.add_column('unit', sa.Column('strangers', sa.Integer(), server_default='0', nullable=False))
    op.add_column('round', sa.Column('shown_later', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('frozen_facts', sa.Column('withheld', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('frozen_facts', 'withheld')
    op.drop_column('round', 'shown_later')
    op.drop_column('unit', 'strangers')
    op.drop_column('unit', 'kind')
