"""Keep how many people beyond those in the room answered in each department, in place of each unit."""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None


def _counted() -> sa.Column[int]:
    return sa.Column('strangers', sa.Integer(), server_default='0', nullable=False)


def upgrade() -> None:
    # of a unit of several departments, each may have had all of them
    op.add_column('department', _counted())
    op.execute(
        'UPDATE department SET strangers = COALESCE('
        '(SELECT unit.strangers FROM unit WHERE unit.id = department.unit_id), 0)'
    )
    op.drop_column('unit', 'strangers')


def downgrade() -> None:
    op.add_column('unit', _counted())
    op.execute(
        'UPDATE unit SET strangers = COALESCE('
        '(SELECT SUM(department.strangers) FROM department WHERE department.unit_id = unit.id), 0)'
    )
    op.drop_column('department', 'strangers')
