"""Keep of each closed vote whether it was after an erasure, and of each department whether it was in the first vote.

It is not known if an erasure came before or after the close of a vote, so comments of votes that may be after one
are shown no more.
"""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

#: votes of which an earlier one of the workshop has lost somebody
AFTER = """
UPDATE frozen_facts SET after_erasure = :yes WHERE round_id IN (
    SELECT later.id FROM round AS later
    JOIN workshop ON workshop.id = later.workshop_id AND workshop.k > 0
    JOIN round AS earlier ON earlier.workshop_id = later.workshop_id AND earlier.number < later.number
    JOIN frozen_room ON frozen_room.round_id = earlier.id AND frozen_room.answers_gone = :yes
)
"""
#: departments with somebody who has answered, as results read it until now
CAME = """
UPDATE department SET came = :yes WHERE unit_id IS NOT NULL AND id IN (
    SELECT participant.department_id FROM participant
    JOIN response ON response.participant_id = participant.id WHERE response.state != 'blank'
)
"""


def upgrade() -> None:
    added = sa.Column('after_erasure', sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column('frozen_facts', added)
    op.add_column('frozen_facts', sa.Column('open_comments', sa.JSON(), nullable=True))
    for statement in (AFTER, CAME):
        op.execute(sa.text(statement).bindparams(yes=True))


def downgrade() -> None:
    op.drop_column('frozen_facts', 'open_comments')
    op.drop_column('frozen_facts', 'after_erasure')
