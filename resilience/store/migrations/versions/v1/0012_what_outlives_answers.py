"""what outlives answers"""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('frozen_facts',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('left_out', sa.Integer(), nullable=False),
    sa.Column('hides', sa.Boolean(), nullable=False),
    sa.Column('moved', sa.JSON(), nullable=False),
    sa.Column('people', sa.JSON(), nullable=False),
    sa.CheckConstraint('left_out >= 0'),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_frozen_facts_round_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_frozen_facts'))
    )
    # columns without a check are added as they are on both databases: no table is copied
    for table, column in (('frozen_room', 'few_alone'), ('frozen_room', 'answers_gone'), ('department', 'came')):
        op.add_column(table, sa.Column(column, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('workshop', sa.Column('removed_at', resilience.store.columns.Moment(), nullable=True))
    op.add_column('weighing', sa.Column('mean', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('weighing', 'mean')
    op.drop_column('workshop', 'removed_at')
    for table, column in (('department', 'came'), ('frozen_room', 'answers_gone'), ('frozen_room', 'few_alone')):
        op.drop_column(table, column)
    op.drop_table('frozen_facts')
