"""Take open workshops off the network: their people agreed to be identifiable in their room alone.

So whether enough people answered to hide one another outside it is no fact of a vote any more.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

BEFORE = {
    'frozen_tally': ('indicator', 'answer', 'answers', 'people', 'total', 'squares'),
    'frozen_room': ('participants', 'people', 'frozen_at', 'few_alone'),
    'frozen_moments': ('theme', 'people', 'mean', 'variance'),
    'frozen_facts': ('left_out', 'hides', 'people', 'spots'),
}
AFTER = BEFORE | {'frozen_facts': ('left_out', 'people', 'spots')}
OPEN = 'workshop_id IN (SELECT id FROM workshop WHERE k = 0)'
NEWEST = 'UPDATE publication SET newest = true WHERE workshop_id = :workshop'
#: what cities show, the latest of each first
SHOWN = """
SELECT workshop.city_id, publication.framework, workshop.id, workshop.k FROM publication
JOIN workshop ON workshop.id = publication.workshop_id
ORDER BY workshop.date DESC, publication.published_at DESC
"""


def upgrade() -> None:
    sound = _sound(BEFORE)
    shown = op.get_bind().execute(sa.text(SHOWN)).all()
    for table in ('published_score', 'network_place', 'publication'):
        op.execute(f'DELETE FROM {table} WHERE {OPEN}')
    _settle_newest(op.get_bind(), shown)
    op.drop_column('frozen_facts', 'hides')
    _seal(sound, AFTER)


def downgrade() -> None:
    sound = _sound(AFTER)
    op.add_column('frozen_facts', sa.Column('hides', sa.Boolean(), server_default=sa.true(), nullable=False))
    _seal(sound, BEFORE)


def _settle_newest(connection, shown):
    """Where a city showed an open workshop, the latest other one on the framework is the one that counts."""
    waiting = {(city, framework) for city, framework, _, k in shown if k == 0}
    newest = sa.text(NEWEST)
    for city, framework, workshop, k in shown:
        if k and (city, framework) in waiting:
            connection.execute(newest, {'workshop': workshop})
            waiting.discard((city, framework))


def _tables(summed):
    known = sa.MetaData()
    known.reflect(bind=op.get_bind(), only=['round', 'unit', *summed])
    return known.tables


def _sound(summed):
    """The votes that are as they were frozen; others keep their checksum, which shows the difference."""
    tables, connection = _tables(summed), op.get_bind()
    sealed = connection.execute(sa.select(tables['round'].c.id, tables['round'].c.frozen_sha256)).all()
    return [one for one, checksum in sealed if checksum and checksum == _sum(connection, tables, summed, one)]


def _seal(sound, summed):
    tables, connection = _tables(summed), op.get_bind()
    for round_id in sound:
        changed = sa.update(tables['round']).where(tables['round'].c.id == round_id)
        connection.execute(changed.values(frozen_sha256=_sum(connection, tables, summed, round_id)))


def _sum(connection, tables, summed, round_id):
    parts = [_rows(connection, tables, name, summed[name], round_id) for name in summed]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest() if any(parts) else None


def _rows(connection, tables, name, columns, round_id):
    table = tables[name]
    own = [table.c[column] for column in columns]
    query = sa.select(*own)
    if 'unit_id' in table.c:
        query = sa.select(tables['unit'].c.name, *own).where(tables['unit'].c.id == table.c.unit_id)
    found = connection.execute(query.where(table.c.round_id == round_id))
    return sorted([_said(value) for value in row if value is not None] for row in found)


def _said(value):
    if isinstance(value, float):
        return value + 0.0
    if isinstance(value, dict):
        return sorted(value.items())
    return value.replace(tzinfo=None).isoformat() if hasattr(value, 'isoformat') else value
