"""What else a plan says of an action: further indicators, contact, start, budget, steps, evidence"""

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None

LISTS = ('also', 'steps', 'links')
WORDS = ('contact', 'partners', 'currency', 'source')


def upgrade() -> None:
    for name in LISTS:
        op.add_column('action', sa.Column(name, sa.JSON(), nullable=True))
    for name in WORDS:
        empty = sa.TextClause("''")
        op.add_column('action', sa.Column(name, sa.String(), server_default=empty, nullable=False))
    op.add_column('action', sa.Column('starts', sa.Date(), nullable=True))
    op.add_column('action', sa.Column('budget', sa.Float(), nullable=True))


def downgrade() -> None:
    for name in (*LISTS, *WORDS, 'starts', 'budget'):
        op.drop_column('action', name)
