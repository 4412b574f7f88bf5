"""Keep the evidence of cities for the indicators of a framework."""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'evidence_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('city_id', sa.Integer(), nullable=False),
        sa.Column('framework', sa.String(), nullable=False),
        sa.Column('version', sa.String(), nullable=False),
        sa.Column('indicator', sa.String(), nullable=False),
        sa.Column('title', sa.String(), nullable=False),
        sa.Column('dated', sa.Date(), nullable=False),
        sa.Column('valid_until', sa.Date(), nullable=True),
        sa.Column('link', sa.String(), nullable=False),
        sa.Column('file_name', sa.String(), nullable=False),
        sa.Column('file_bytes', sa.Integer(), nullable=False),
        sa.Column('file_sha256', sa.String(), nullable=False),
        sa.Column('role', sa.String(), nullable=False),
        sa.Column('department', sa.String(), nullable=False),
        sa.Column('added_at', resilience.store.columns.Moment(), nullable=False),
        sa.CheckConstraint("title <> ''"),
        sa.CheckConstraint("(link = '') <> (file_name = '')"),
        sa.CheckConstraint("(file_name = '') = (file_bytes = 0)"),
        sa.CheckConstraint('valid_until >= dated'),
        sa.ForeignKeyConstraint(
            ['city_id'], ['city.id'], name=op.f('fk_evidence_entry_city_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_entry')),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f('ix_evidence_entry_city_id_framework_indicator'),
        'evidence_entry',
        ['city_id', 'framework', 'indicator'],
    )
    op.create_table(
        'evidence_file',
        sa.Column('entry_id', sa.Integer(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ['entry_id'],
            ['evidence_entry.id'],
            name=op.f('fk_evidence_file_entry_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_evidence_file')),
    )


def downgrade() -> None:
    op.drop_table('evidence_file')
    op.drop_table('evidence_entry')
