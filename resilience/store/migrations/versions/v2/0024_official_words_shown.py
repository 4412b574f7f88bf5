"""official words shown in a vote"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

rounds = sa.table('round', sa.column('workshop_id'), sa.column('official', sa.JSON))
workshops = sa.table('workshop', sa.column('id'), sa.column('framework'))
words = sa.table('official_wording', sa.column('language'))


def upgrade() -> None:
    op.add_column('round', sa.Column('official', sa.JSON(none_as_null=True), nullable=True))
    # what earlier votes showed was not recorded: the words kept now are taken for it
    kept = op.get_bind().scalars(sa.select(words.c.language).distinct().order_by(words.c.language))
    of_undrr = sa.select(workshops.c.id).where(workshops.c.framework == 'undrr-preliminary')
    op.execute(
        rounds.update().where(rounds.c.workshop_id.in_(of_undrr)).values(official=kept.all())
    )


def downgrade() -> None:
    op.drop_column('round', 'official')
