"""working groups: what they score or discuss, what their desk shows, and links of their desks"""

import sqlalchemy as sa
from alembic import op

import resilience.store.columns

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

ROLES = "role IN ('facilitator', 'cofacilitator', 'official', 'lead')"
PLACE = "(role = 'lead') = (department_id IS NOT NULL)"
ROLES_WITH_GROUPS = "role IN ('facilitator', 'cofacilitator', 'official', 'lead', 'group')"
PLACE_WITH_GROUPS = "(role IN ('lead', 'group')) = (department_id IS NOT NULL)"


def upgrade() -> None:
    op.add_column('department', sa.Column('kind', sa.String(), server_default='department', nullable=False))
    op.add_column('department', sa.Column('themes', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('department', sa.Column('topic', sa.String(), nullable=True))
    _check_links(ROLES_WITH_GROUPS, PLACE_WITH_GROUPS)


def downgrade() -> None:
    op.execute("DELETE FROM link WHERE role = 'group'")
    _check_links(ROLES, PLACE)
    op.drop_column('department', 'topic')
    op.drop_column('department', 'themes')
    op.drop_column('department', 'kind')


def _check_links(*checks: str) -> None:
    """Replace the checks of the table of links: PostgreSQL drops them by name, SQLite copies the table."""
    connection = op.get_bind()
    if connection.dialect.name == 'sqlite':
        with op.batch_alter_table('link', recreate='always', copy_from=_links(*checks)):
            pass
        return
    for check in sa.inspect(connection).get_check_constraints('link'):
        op.execute(f'ALTER TABLE link DROP CONSTRAINT "{check["name"]}"')
    for check in checks:
        op.execute(f'ALTER TABLE link ADD CHECK ({check})')


def _links(*checks: str) -> sa.Table:
    """The table of links with these checks."""
    return sa.Table(
        'link',
        sa.MetaData(),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('workshop_id', sa.Integer(), nullable=False),
        sa.Column('role', sa.String(), nullable=False),
        sa.Column('department_id', sa.Integer(), nullable=True),
        sa.Column('nonce', sa.String(), nullable=False),
        sa.Column('token_hash', sa.String(), nullable=False),
        sa.Column('created_at', resilience.store.columns.Moment(), nullable=False),
        sa.Column('revoked_at', resilience.store.columns.Moment(), nullable=True),
        *(sa.CheckConstraint(check) for check in checks),
        sa.ForeignKeyConstraint(
            ['department_id'], ['department.id'], name='fk_link_department_id', ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['workshop_id'], ['workshop.id'], name='fk_link_workshop_id', ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name='pk_link'),
        sa.UniqueConstraint('nonce', name='uq_link_nonce'),
        sa.UniqueConstraint('token_hash', name='uq_link_token_hash'),
        sa.Index('ix_link_workshop_id', 'workshop_id'),
        sa.Index('ix_link_department_id', 'department_id'),
    )
