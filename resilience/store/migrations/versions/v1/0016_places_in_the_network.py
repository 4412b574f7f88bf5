"""places in the network"""

import hashlib
import json

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table('network_place',
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('content_sha256', TEXT(), nullable=False),
    sa.Column('framework_sha256', TEXT(), nullable=False),
    sa.Column('method_version', TEXT(), nullable=False),
    sa.Column('framework', TEXT(), nullable=False),
    sa.Column('basis', TEXT(), nullable=False),
    sa.Column('invented', sa.Boolean(), nullable=False),
    sa.Column('name', TEXT(), nullable=False),
    sa.Column('mean_low', sa.Integer(), nullable=True),
    sa.Column('mean_high', sa.Integer(), nullable=True),
    sa.Column('weak_low', sa.Integer(), nullable=True),
    sa.Column('weak_high', sa.Integer(), nullable=True),
    sa.Column('draws', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['workshop_id'], ['publication.workshop_id'], name=op.f('fk_network_place_workshop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workshop_id', name=op.f('pk_network_place'))
    )
    with op.batch_alter_table('network_place', schema=None) as batch_op:
        batch_op.create_index('ix_network_place_bounds', ['invented', 'framework', 'basis', 'mean_low', 'mean_high', 'weak_low', 'weak_high'], unique=False)
        batch_op.create_index('ix_network_place_name', ['framework', 'invented', 'name'], unique=False)
    with op.batch_alter_table('publication', schema=None) as batch_op:
        batch_op.add_column(sa.Column('content_sha256', TEXT(), nullable=True))
        batch_op.add_column(sa.Column('newest', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index('ix_publication_newest', ['newest', 'content_sha256'], unique=False)
        batch_op.create_index('ix_publication_published_at', ['published_at'], unique=False)
    _tell_what_is_there(op.get_bind())
    # scores that are there count for nothing until they are made again with the places
    with op.batch_alter_table('published_score', schema=None) as batch_op:
        batch_op.drop_index('ix_published_score_code')
        batch_op.add_column(sa.Column('basis', TEXT(), nullable=True))
        batch_op.add_column(sa.Column('invented', sa.Boolean(), nullable=True))
        batch_op.create_index('ix_published_score_counted', ['invented', 'basis', 'code', 'score'], unique=False)


def _tell_what_is_there(connection) -> None:
    known = sa.MetaData()
    known.reflect(bind=connection, only=['publication', 'workshop'])
    shown, held = known.tables['publication'], known.tables['workshop']
    order = held.c.date.desc(), shown.c.published_at.desc()
    query = sa.select(shown.c.workshop_id, held.c.city_id, shown.c.framework).order_by(*order)
    seen = set()
    for workshop_id, *city in connection.execute(query.where(held.c.id == shown.c.workshop_id)).all():
        here = shown.c.workshop_id == workshop_id
        content = connection.execute(sa.select(shown.c.content).where(here)).scalar()
        summed = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        values = {'content_sha256': summed, 'newest': tuple(city) not in seen}
        connection.execute(sa.update(shown).where(here).values(**values))
        seen.add(tuple(city))


def downgrade() -> None:
    op.drop_table('network_place')
    op.drop_index('ix_published_score_counted', table_name='published_score')
    op.execute('ALTER TABLE published_score DROP COLUMN invented')
    op.execute('ALTER TABLE published_score DROP COLUMN basis')
    op.create_index('ix_published_score_code', 'published_score', ['code'], unique=False)
    op.drop_index('ix_publication_published_at', table_name='publication')
    op.drop_index('ix_publication_newest', table_name='publication')
    op.execute('ALTER TABLE publication DROP COLUMN newest')
    op.execute('ALTER TABLE publication DROP COLUMN content_sha256')
