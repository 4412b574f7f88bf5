"""checksums of frozen figures"""

import hashlib
import json

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

SUMMED = {
    'frozen_tally': ('indicator', 'answer', 'answers', 'people', 'total', 'squares'),
    'frozen_room': ('participants', 'people', 'frozen_at'),
    'frozen_moments': ('theme', 'people', 'mean', 'variance'),
}


def upgrade() -> None:
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.add_column(sa.Column('frozen_sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=True))

    # what was frozen so far is taken as it is: from here on a change is seen
    connection = op.get_bind()
    known = sa.MetaData()
    known.reflect(bind=connection, only=['round', 'unit', *SUMMED])
    rounds = known.tables['round']
    for (round_id,) in connection.execute(sa.select(rounds.c.id)).all():
        parts = [_rows(connection, known, name, round_id) for name in SUMMED]
        if any(parts):
            summed = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
            changed = sa.update(rounds).where(rounds.c.id == round_id)
            connection.execute(changed.values(frozen_sha256=summed))


def _rows(connection, known, name, round_id):
    table, unit = known.tables[name], known.tables['unit']
    query = sa.select(unit.c.name, *(table.c[column] for column in SUMMED[name]))
    query = query.where(unit.c.id == table.c.unit_id, table.c.round_id == round_id)
    return sorted([_said(value) for value in row] for row in connection.execute(query))


def _said(value):
    if isinstance(value, float):
        return value + 0.0
    return value.isoformat() if hasattr(value, 'isoformat') else value


def downgrade() -> None:
    op.execute('ALTER TABLE round DROP COLUMN frozen_sha256')
