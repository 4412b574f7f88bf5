"""people by choice of a closed vote on an action; votes that closed before have none"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('action', sa.Column('vote_choices', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('action', 'vote_choices')
