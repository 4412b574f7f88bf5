"""Close votes that were reopened after their reveal: their questions are asked again in a new vote instead.

Their result stays hidden until the next reveal, with the figures that were shown before.
"""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute('UPDATE round SET closed_at = hidden_at WHERE closed_at IS NULL AND hidden_at IS NOT NULL')
    op.drop_column('round', 'shown_later')


def downgrade() -> None:
    op.add_column('round', sa.Column('shown_later', sa.JSON(none_as_null=True), nullable=True))
