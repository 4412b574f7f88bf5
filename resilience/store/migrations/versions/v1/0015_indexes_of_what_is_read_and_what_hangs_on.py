"""indexes: how far a vote is, what people wrote in it, and what hangs on a row that goes"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

REMARKED = sa.TextClause("comment != '' OR evidence != ''")

#: columns that point to another table: a row of that one goes without all of these being read
POINTING = (
    ('department', 'unit_id'),
    ('frozen_moments', 'unit_id'),
    ('frozen_room', 'unit_id'),
    ('frozen_tally', 'unit_id'),
    ('link', 'department_id'),
    ('password_link', 'account_id'),
    ('role_held', 'city_id'),
    ('role_held', 'department_id'),
    ('role_held', 'workshop_id'),
    ('workshop', 'framework_sha256'),
)


def upgrade() -> None:
    for table, column in POINTING:
        op.create_index(f'ix_{table}_{column}', table, [column])
    op.drop_index('ix_response_round_indicator', table_name='response')
    op.create_index('ix_response_round_participant', 'response', ['round_id', 'participant_id', 'state'])
    op.create_index(
        'ix_response_remarked', 'response', ['round_id'], sqlite_where=REMARKED, postgresql_where=REMARKED
    )


def downgrade() -> None:
    for table, column in POINTING:
        op.drop_index(f'ix_{table}_{column}', table_name=table)
    op.drop_index('ix_response_remarked', table_name='response')
    op.drop_index('ix_response_round_participant', table_name='response')
    op.create_index('ix_response_round_indicator', 'response', ['round_id', 'indicator'])
