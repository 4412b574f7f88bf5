"""Keep which mailboxes were asked, by a keyed hash."""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'mail_question',
        sa.Column('mark', sa.String(), nullable=False),
        sa.Column('asked_at', resilience.store.columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint('mark', name=op.f('pk_mail_question')),
    )
    mark = sa.Column('mark', sa.String(), server_default=sa.TextClause("''"), nullable=False)
    op.add_column('mail_address', mark)


def downgrade() -> None:
    op.drop_column('mail_address', 'mark')
    op.drop_table('mail_question')
