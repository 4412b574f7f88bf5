"""blind spots as found at the close"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # NULL says that they were not found: checksums of what was frozen leave it out and stay as they are
    op.add_column('frozen_facts', sa.Column('spots', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('frozen_facts', 'spots')
