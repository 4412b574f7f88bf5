"""the staff record is append-only"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

#: names under which an act was kept beside the thing that it was done to
THINGS = (
    'indicator', 'item', 'action', 'department', 'role', 'city', 'framework', 'name', 'publisher',
)  # fmt: skip
#: names of details that are called otherwise since
RENAMED = {'method_version': 'method', 'changed': 'would_change', 'number': 'vote'}

REFUSED = 'The staff record takes new rows alone.'
SQLITE = (
    f"""CREATE TRIGGER staff_act_keeps_rows BEFORE DELETE ON staff_act
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER staff_act_changes_nothing BEFORE UPDATE ON staff_act
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    # INSERT OR REPLACE takes the old row away without a DELETE
    f"""CREATE TRIGGER staff_act_replaces_nothing BEFORE INSERT ON staff_act
    WHEN EXISTS (SELECT 1 FROM staff_act WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION staff_act_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER staff_act_keeps_rows BEFORE UPDATE OR DELETE ON staff_act
    FOR EACH ROW EXECUTE FUNCTION staff_act_is_append_only()""",
    """CREATE TRIGGER staff_act_is_not_emptied BEFORE TRUNCATE ON staff_act
    FOR EACH STATEMENT EXECUTE FUNCTION staff_act_is_append_only()""",
)


def upgrade() -> None:
    for name in ('role', 'city', 'thing'):
        op.add_column('staff_act', sa.Column(name, sa.String(), nullable=True))
    for name in ('before', 'after'):
        op.add_column('staff_act', sa.Column(name, sa.JSON(), nullable=True))
    _rewrite(_apart)
    with op.batch_alter_table('staff_act', schema=None) as batch_op:
        for name in ('role', 'city', 'thing'):
            batch_op.alter_column(name, existing_type=sa.String(), nullable=False)
        batch_op.drop_column('detail')
    for statement in SQLITE if _on_sqlite() else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    names = ('keeps_rows', 'changes_nothing', 'replaces_nothing')
    if _on_sqlite():
        for name in names:
            op.execute(f'DROP TRIGGER staff_act_{name}')
    else:
        op.execute('DROP FUNCTION staff_act_is_append_only() CASCADE')
    op.add_column('staff_act', sa.Column('detail', sa.JSON(), nullable=True))
    _rewrite(_together)
    with op.batch_alter_table('staff_act', schema=None) as batch_op:
        batch_op.alter_column('detail', existing_type=sa.JSON(), nullable=False)
        for name in ('role', 'city', 'thing', 'before', 'after'):
            batch_op.drop_column(name)


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'


def _rewrite(changed: Any) -> None:
    """Put the columns of each row as `changed` gives them."""
    bind = op.get_bind()
    record = sa.Table('staff_act', sa.MetaData(), autoload_with=bind)
    for row in bind.execute(sa.select(record)).mappings().all():
        values = {n: sa.null() if v is None else v for n, v in changed(dict(row)).items()}
        bind.execute(record.update().where(record.c.id == row['id']).values(**values))


def _apart(row: dict[str, Any]) -> dict[str, Any]:
    """The detail of an act as the thing that it was done to, before and after."""
    detail = dict(row['detail'] or {})
    name = next((name for name in THINGS if name in detail), None)
    thing = '' if name is None else str(detail.pop(name))
    before = _said(detail.pop('before', None))
    if 'was' in detail:
        signed = {'signed_by': detail.pop('was_signed_by')} if 'was_signed_by' in detail else {}
        before = {'phase': detail.pop('was'), **signed}
    after = _said(detail.pop('after', None)) or {}
    after = {**after, **{RENAMED.get(key, key): value for key, value in detail.items()}} or None
    city, workshop = (
        sa.table(name, *map(sa.column, names))
        for name, names in (('city', ('id', 'name')), ('workshop', ('city_id', 'code')))
    )
    held = sa.select(workshop.c.city_id).where(workshop.c.code == row['workshop']).scalar_subquery()
    found = op.get_bind().execute(sa.select(city.c.name).where(city.c.id == held)).scalar()
    return {
        'role': row['actor'], 'city': found or '', 'thing': thing, 'before': before, 'after': after,
    }


def _said(found: Any) -> dict[str, Any] | None:
    """What was kept of one side: several columns, or one value."""
    return found if found is None or isinstance(found, dict) else {'value': found}


def _together(row: dict[str, Any]) -> dict[str, Any]:
    kept = {'thing': row['thing'], 'before': row['before'], 'after': row['after']}
    return {'detail': {name: value for name, value in kept.items() if value}}
