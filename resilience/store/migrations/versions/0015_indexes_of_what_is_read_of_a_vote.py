"""indexes of what is read of a vote: how far people are, and what they wrote"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

REMARKED = sa.text("comment != '' OR evidence != ''")


def upgrade() -> None:
    op.drop_index('ix_response_round_indicator', table_name='response')
    op.create_index('ix_response_round_participant', 'response', ['round_id', 'participant_id', 'state'])
    op.create_index(
        'ix_response_remarked', 'response', ['round_id'], sqlite_where=REMARKED, postgresql_where=REMARKED
    )


def downgrade() -> None:
    op.drop_index('ix_response_remarked', table_name='response')
    op.drop_index('ix_response_round_participant', table_name='response')
    op.create_index('ix_response_round_indicator', 'response', ['round_id', 'indicator'])
