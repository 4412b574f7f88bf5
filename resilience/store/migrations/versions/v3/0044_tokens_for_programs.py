"""Keep the tokens with which programs read results."""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None

MOMENT = resilience.store.columns.Moment
OWNERS = ('workshop', 'account', 'host_link')


def upgrade() -> None:
    op.create_table(
        'api_token',
        sa.Column('id', sa.Integer(), nullable=False),
        *(sa.Column(f'{owner}_id', sa.Integer(), nullable=True) for owner in OWNERS),
        sa.Column('nonce', sa.String(), nullable=False),
        sa.Column('token_hash', sa.String(), nullable=False),
        sa.Column('made_by', sa.String(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('ends_at', MOMENT(), nullable=True),
        sa.CheckConstraint('account_id IS NULL OR host_link_id IS NULL'),
        sa.CheckConstraint(
            '(workshop_id IS NULL) = (account_id IS NOT NULL OR host_link_id IS NOT NULL)'
        ),
        *(
            sa.ForeignKeyConstraint(
                [f'{owner}_id'],
                [f'{owner}.id'],
                name=op.f(f'fk_api_token_{owner}_id'),
                ondelete='CASCADE',
            )
            for owner in OWNERS
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_api_token')),
        sa.UniqueConstraint('nonce', name=op.f('uq_api_token_nonce')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_api_token_token_hash')),
        sqlite_autoincrement=True,
    )
    for owner in OWNERS:
        op.create_index(op.f(f'ix_api_token_{owner}_id'), 'api_token', [f'{owner}_id'])


def downgrade() -> None:
    op.drop_table('api_token')
