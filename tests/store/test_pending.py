"""What an upgrade would do is found on both databases."""

from sqlalchemy import text as sql

from resilience.store import Store, current, newest
from resilience.store.database.pending import pending_upgrade
from tests.store.old import make_old
from tests.store.rows import fill


def test_steps_and_workshops_of_an_old_database_are_found(empty_store: Store) -> None:
    make_old(empty_store, "0035")
    with empty_store.write() as session:
        session.connection().execute(sql("UPDATE round SET closed_at = NULL"))
    plan = pending_upgrade(empty_store)
    assert (plan.current, plan.target, current(empty_store)) == ("0035", newest(), "0035")
    assert [step.revision for step in plan.steps][:2] == ["0036", "0037"]
    assert plan.steps[1].words.startswith("Keep of each closed vote whether it was after")
    assert all(step.words.endswith(".") for step in plan.steps)
    assert (plan.voting, plan.begun) == (("CODE",), ())
    assert plan.size > 100_000


def test_nothing_is_to_be_done_to_a_database_of_this_version(store: Store) -> None:
    fill(store)
    assert pending_upgrade(store).steps == ()


def test_an_empty_database_has_no_schema_yet(empty_store: Store) -> None:
    plan = pending_upgrade(empty_store)
    assert (plan.current, plan.steps, current(empty_store)) == (None, (), None)
