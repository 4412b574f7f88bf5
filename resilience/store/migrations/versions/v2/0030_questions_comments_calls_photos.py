"""questions of the room, comments by level or hidden, remote people, photos of the wall"""

import resilience.store.columns
import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('workshop', sa.Column('call_link', sa.String(), nullable=True))
    op.add_column('participant', sa.Column('remote', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        'question',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=True),
        sa.Column('words', sa.String(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('by_staff', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('asked_at', resilience.store.columns.Moment(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'answered', 'hidden', 'later')"),
        sa.CheckConstraint("words <> ''"),
        _to('question', 'participant'),
        _to('question', 'workshop'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    )
    _index('question', 'participant_id')
    _index('question', 'workshop_id')
    op.create_table(
        'question_vote',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('question_id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=True),
        _to('question_vote', 'participant'),
        _to('question_vote', 'question'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_question_vote')),
        sa.UniqueConstraint('question_id', 'participant_id', name=op.f('uq_question_vote_question_id_participant_id')),
    )
    _index('question_vote', 'participant_id')
    op.create_table(
        'stage_question',
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('question_id', sa.Integer(), nullable=True),
        _to('stage_question', 'question'),
        _to('stage_question', 'workshop'),
        sa.PrimaryKeyConstraint('workshop_id', name=op.f('pk_stage_question')),
    )
    _index('stage_question', 'question_id')
    op.create_table(
        'comments_by_level',
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('indicator', sa.String(), nullable=False),
        sa.Column('comments', sa.Integer(), nullable=False),
        sa.CheckConstraint('comments > 0'),
        _to('comments_by_level', 'round'),
        sa.PrimaryKeyConstraint('round_id', 'indicator', name=op.f('pk_comments_by_level')),
    )
    op.create_table(
        'hidden_comment',
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('mark', sa.String(), nullable=False),
        _to('hidden_comment', 'workshop'),
        sa.PrimaryKeyConstraint('workshop_id', 'mark', name=op.f('pk_hidden_comment')),
    )
    op.create_table(
        'photo',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('image', sa.LargeBinary(), nullable=False),
        sa.Column('in_report', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('added_at', resilience.store.columns.Moment(), nullable=False),
        _to('photo', 'workshop'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_photo')),
    )
    _index('photo', 'workshop_id')


def downgrade() -> None:
    for table in ('photo', 'hidden_comment', 'comments_by_level', 'stage_question', 'question_vote', 'question'):
        op.drop_table(table)
    op.drop_column('participant', 'remote')
    op.drop_column('workshop', 'call_link')


def _to(table: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{other}_id')
    return sa.ForeignKeyConstraint([f'{other}_id'], [f'{other}.id'], name=name, ondelete='CASCADE')


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f'ix_{table}_{column}'), table, [column], unique=False)
