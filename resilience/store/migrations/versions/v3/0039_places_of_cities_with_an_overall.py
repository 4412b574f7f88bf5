"""Make the places of the network again: only cities with an overall score have one."""

from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute('DELETE FROM network_place')


def downgrade() -> None:
    op.execute('DELETE FROM network_place')
