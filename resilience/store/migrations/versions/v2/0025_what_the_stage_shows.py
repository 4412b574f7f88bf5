"""what the desk of a workshop shows on its stage"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'stage_place',
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('screen', sa.String(), nullable=False),
        sa.Column('topic', sa.String(), nullable=False),
        sa.CheckConstraint("screen IN ('result', 'discuss')"),
        sa.ForeignKeyConstraint(
            ['workshop_id'],
            ['workshop.id'],
            name=op.f('fk_stage_place_workshop_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('workshop_id', name=op.f('pk_stage_place')),
    )


def downgrade() -> None:
    op.drop_table('stage_place')
