"""Keep the addresses that get mails of due dates, and which weeks were taken."""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'mail_address',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('department_id', sa.Integer(), nullable=True),
        sa.Column('address', sa.String(), nullable=False),
        sa.Column('language', sa.String(), nullable=False),
        sa.Column('nonce', sa.String(), nullable=False),
        sa.Column('token_hash', sa.String(), nullable=False),
        sa.Column('made_by', sa.String(), nullable=False),
        sa.Column('made_at', resilience.store.columns.Moment(), nullable=False),
        sa.Column('confirmed_at', resilience.store.columns.Moment(), nullable=True),
        sa.Column('sent_at', resilience.store.columns.Moment(), nullable=True),
        sa.Column('trouble', sa.String(), server_default=sa.TextClause("''"), nullable=False),
        sa.CheckConstraint("trouble IN ('', 'unreachable', 'later', 'refused', 'unknown')"),
        *(
            sa.ForeignKeyConstraint(
                [f'{owner}_id'],
                [f'{owner}.id'],
                name=op.f(f'fk_mail_address_{owner}_id'),
                ondelete='CASCADE',
            )
            for owner in ('department', 'workshop')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_address')),
        sa.UniqueConstraint('nonce', name=op.f('uq_mail_address_nonce')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_mail_address_token_hash')),
        sqlite_autoincrement=True,
    )
    for owner in ('department', 'workshop'):
        op.create_index(op.f(f'ix_mail_address_{owner}_id'), 'mail_address', [f'{owner}_id'])
    op.create_table(
        'mail_week',
        sa.Column('address_id', sa.Integer(), nullable=False),
        sa.Column('monday', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ['address_id'],
            ['mail_address.id'],
            name=op.f('fk_mail_week_address_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('address_id', 'monday', name=op.f('pk_mail_week')),
    )


def downgrade() -> None:
    op.drop_table('mail_week')
    op.drop_table('mail_address')
