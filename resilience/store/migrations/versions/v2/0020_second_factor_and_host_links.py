"""second factor and host links"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import resilience.store.columns

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = resilience.store.columns.Moment


def upgrade() -> None:
    op.create_table('second_factor',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('sealed', TEXT(), nullable=False),
    sa.Column('last_step', sa.Integer(), nullable=False),
    sa.Column('made_at', MOMENT(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_second_factor_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_second_factor'))
    )
    op.create_table('recovery_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_recovery_code_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_recovery_code_code_hash'))
    )
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_code_account_id'), ['account_id'], unique=False)
    op.create_table('host_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('nonce', TEXT(), nullable=False),
    sa.Column('made_at', MOMENT(), nullable=False),
    sa.Column('expires_at', MOMENT(), nullable=False),
    sa.Column('ended_at', MOMENT(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_host_link')),
    sa.UniqueConstraint('nonce', name=op.f('uq_host_link_nonce'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('awaits', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('confirmed_at', MOMENT(), nullable=True))


def downgrade() -> None:
    # whoever has given the password alone must not be signed in by it
    op.execute('DELETE FROM sign_in WHERE awaits')
    op.execute('ALTER TABLE sign_in DROP COLUMN confirmed_at')
    op.execute('ALTER TABLE sign_in DROP COLUMN awaits')
    op.drop_table('host_link')
    op.drop_table('recovery_code')
    op.drop_table('second_factor')
