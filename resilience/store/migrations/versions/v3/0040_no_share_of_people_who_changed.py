"""Forget how people changed their answers, and moments that combine votes.

Together with the counts, either could reveal what a person said in one vote if they gave no answer in the other.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

AFTER = {
    'frozen_tally': ('indicator', 'answer', 'answers', 'people', 'total', 'squares'),
    'frozen_room': ('participants', 'people', 'frozen_at', 'few_alone'),
    'frozen_moments': ('theme', 'people', 'mean', 'variance'),
    'frozen_facts': ('left_out', 'hides', 'people', 'spots'),
}
BEFORE = AFTER | {'frozen_facts': ('left_out', 'hides', 'moved', 'people', 'spots')}
#: how the same people changed, in workshops with small groups
FORGET = """
UPDATE frozen_facts SET people = '{}' WHERE round_id IN (
    SELECT round.id FROM round JOIN workshop ON workshop.id = round.workshop_id AND workshop.k > 0
)
"""
#: the indicators that votes of workshops with small groups counted, vote by vote
COUNTED = """
SELECT DISTINCT round.workshop_id, round.number, round.id, frozen_tally.indicator FROM round
JOIN workshop ON workshop.id = round.workshop_id AND workshop.k > 0
JOIN frozen_tally ON frozen_tally.round_id = round.id
ORDER BY round.workshop_id, round.number
"""


def upgrade() -> None:
    sound = _sound(BEFORE)
    connection = op.get_bind()
    moments = _tables(BEFORE)['frozen_moments']
    for round_id in list(_combined(connection)):
        connection.execute(sa.delete(moments).where(moments.c.round_id == round_id))
    op.execute(FORGET)
    op.drop_column('frozen_facts', 'moved')
    _seal(sound, AFTER)


def downgrade() -> None:
    sound = _sound(AFTER)
    op.add_column('frozen_facts', sa.Column('moved', sa.JSON(), server_default='{}', nullable=False))
    _seal(sound, BEFORE)


def _combined(connection):
    """The votes by when two or more of a workshop had added indicators."""
    asked = {}
    for workshop_id, _, round_id, indicator in connection.execute(sa.text(COUNTED)):
        asked.setdefault(workshop_id, {}).setdefault(round_id, set()).add(indicator)
    for votes in asked.values():
        known, adding = set(), 0
        for round_id, own in votes.items():
            adding += not own <= known
            known |= own
            if adding > 1:
                yield round_id


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
