"""indicators that a workshop does not ask, since the city does not face their hazards"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # NULL says that all of the tier is asked, as in workshops that were set up before
    op.add_column('workshop', sa.Column('not_asked', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('workshop', 'not_asked')
