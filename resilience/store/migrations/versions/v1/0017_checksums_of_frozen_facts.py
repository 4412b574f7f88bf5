"""checksums of frozen facts"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

BEFORE = {
    'frozen_tally': ('indicator', 'answer', 'answers', 'people', 'total', 'squares'),
    'frozen_room': ('participants', 'people', 'frozen_at'),
    'frozen_moments': ('theme', 'people', 'mean', 'variance'),
}
AFTER = BEFORE | {
    'frozen_room': ('participants', 'people', 'frozen_at', 'few_alone'),
    'frozen_facts': ('left_out', 'hides', 'moved', 'people'),
}


def upgrade() -> None:
    _seal_anew(BEFORE, AFTER)


def downgrade() -> None:
    _seal_anew(AFTER, BEFORE)


def _seal_anew(before, after):
    # what is no more as it was frozen keeps its checksum, so that it is told as it was
    connection = op.get_bind()
    known = sa.MetaData()
    known.reflect(bind=connection, only=['round', 'unit', *AFTER])
    rounds = known.tables['round']
    for round_id, sealed in connection.execute(sa.select(rounds.c.id, rounds.c.frozen_sha256)).all():
        if sealed == _sum(connection, known, before, round_id):
            changed = sa.update(rounds).where(rounds.c.id == round_id)
            summed = _sum(connection, known, after, round_id)
            connection.execute(changed.values(frozen_sha256=summed))


def _sum(connection, known, summed, round_id):
    parts = [_rows(connection, known.tables[name], known, summed[name], round_id) for name in summed]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest() if any(parts) else None


def _rows(connection, table, known, names, round_id):
    columns = [table.c[name] for name in names]
    query = sa.select(*columns)
    if 'unit_id' in table.c:
        unit = known.tables['unit']
        query = sa.select(unit.c.name, *columns).where(unit.c.id == table.c.unit_id)
    found = connection.execute(query.where(table.c.round_id == round_id))
    return sorted([_said(value) for value in row] for row in found)


def _said(value):
    if isinstance(value, float):
        return value + 0.0
    if isinstance(value, dict):
        return sorted(value.items())
    return value.isoformat() if hasattr(value, 'isoformat') else value
