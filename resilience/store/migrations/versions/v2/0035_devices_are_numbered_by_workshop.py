"""Number devices from 1 in each workshop, those that joined earlier by id."""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (('participant', 'number'), ('workshop', 'devices')):
        op.add_column(table, sa.Column(column, sa.Integer(), server_default='0', nullable=False))
    connection = op.get_bind()
    connection.exec_driver_sql(
        'UPDATE participant SET number = (SELECT count(*) FROM participant AS older'
        ' WHERE older.workshop_id = participant.workshop_id AND older.id <= participant.id)'
    )
    connection.exec_driver_sql(
        'UPDATE workshop SET devices = (SELECT count(*) FROM participant WHERE workshop_id = workshop.id)'
    )
    op.drop_index('ix_participant_workshop_id', 'participant')
    op.create_index(
        'ix_participant_workshop_id_number', 'participant', ['workshop_id', 'number'], unique=True
    )


def downgrade() -> None:
    op.drop_index('ix_participant_workshop_id_number', 'participant')
    op.create_index('ix_participant_workshop_id', 'participant', ['workshop_id'])
    op.drop_column('workshop', 'devices')
    op.drop_column('participant', 'number')
