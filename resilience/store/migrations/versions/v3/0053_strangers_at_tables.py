"""Keep how many people beyond those in the room may have answered at tables, apart from those alone."""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('unit', sa.Column('seated_strangers', sa.Integer(), server_default='0', nullable=False))
    op.execute('UPDATE unit SET seated_strangers = strangers')


def downgrade() -> None:
    op.drop_column('unit', 'seated_strangers')
