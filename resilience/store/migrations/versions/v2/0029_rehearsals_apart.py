"""rehearsals as workshops of their own"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

FROZEN = ('frozen_facts', 'frozen_moments', 'frozen_room', 'frozen_tally')


def upgrade() -> None:
    # devices that only tried an earlier rehearsal have joined, as far as attendance tells
    tried = 'IN (SELECT id FROM round WHERE number = 0)'
    imported = f'(SELECT id FROM card_import WHERE round_id {tried})'
    op.execute(f'DELETE FROM before_import WHERE import_id IN {imported}')
    for table in (*FROZEN, 'card_import', 'delivery', 'replaced_answer', 'response'):
        op.execute(f'DELETE FROM {table} WHERE round_id {tried}')
    op.execute('DELETE FROM round WHERE number = 0')
    op.drop_column('participant', 'rehearsed')
    op.add_column('workshop', sa.Column('rehearses', sa.String(), nullable=True))
    op.create_index(op.f('ix_workshop_rehearses'), 'workshop', ['rehearses'], unique=True)


def downgrade() -> None:
    op.drop_index(op.f('ix_workshop_rehearses'), table_name='workshop')
    op.drop_column('workshop', 'rehearses')
    op.add_column('participant', sa.Column('rehearsed', sa.Boolean(), server_default=sa.false(), nullable=False))
