"""Keep the addresses at which anyone sees one page of a result, or its chart."""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None

MOMENT = resilience.store.columns.Moment


def upgrade() -> None:
    op.create_table(
        'share',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('page', sa.String(), nullable=False),
        sa.Column('language', sa.String(), nullable=False),
        sa.Column('nonce', sa.String(), nullable=False),
        sa.Column('token_hash', sa.String(), nullable=False),
        sa.Column('made_by', sa.String(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('ends_at', MOMENT(), nullable=True),
        sa.CheckConstraint("page IN ('overview', 'departments', 'priorities', 'embed')"),
        sa.CheckConstraint("(page = 'embed') = (ends_at IS NULL)"),
        sa.ForeignKeyConstraint(
            ['workshop_id'],
            ['workshop.id'],
            name=op.f('fk_share_workshop_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_share')),
        sa.UniqueConstraint('nonce', name=op.f('uq_share_nonce')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_share_token_hash')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_share_workshop_id'), 'share', ['workshop_id'])


def downgrade() -> None:
    op.drop_table('share')
