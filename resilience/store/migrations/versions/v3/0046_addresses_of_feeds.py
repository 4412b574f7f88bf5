"""Keep the addresses of feeds."""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'feed_address',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('nonce', sa.String(), nullable=False),
        sa.Column('token_hash', sa.String(), nullable=False),
        sa.Column('made_by', sa.String(), nullable=False),
        sa.Column('made_at', resilience.store.columns.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ['workshop_id'],
            ['workshop.id'],
            name=op.f('fk_feed_address_workshop_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_feed_address')),
        sa.UniqueConstraint('nonce', name=op.f('uq_feed_address_nonce')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_feed_address_token_hash')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_feed_address_workshop_id'), 'feed_address', ['workshop_id'])


def downgrade() -> None:
    op.drop_table('feed_address')
