"""A vote that was open in version 1 continues after the upgrade, and ends as it would have there."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from resilience.services.access.access import identify
from resilience.services.counting.kept_facts import keep_missing
from resilience.services.counting.recount import recount_old
from resilience.services.upkeep.verify import verify
from resilience.store import Store, current, migrate, newest
from resilience.store.database.pending import pending_upgrade
from tests.services.held import KEY, Held
from tests.store.make_version_1 import AFTER, AGAIN, BEFORE, FIRST, figures, vote
from tests.store.old import content

HERE = Path(__file__).parent
#: what version 1 said of this vote; made with its program, as make_version_1.py says
SAID: dict[str, Any] = json.loads((HERE / "version_1_vote.json").read_text(encoding="utf-8"))


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    """The database that version 1 left in the middle of the vote."""
    file = tmp_path / "version_1.db"
    with closing(sqlite3.connect(file)) as connection:
        for statement in tables():
            connection.execute(statement)
        connection.executescript((HERE / "version_1_vote.sql").read_text(encoding="utf-8"))
    store = Store(f"sqlite:///{file}")
    yield store
    store.engine.dispose()


def tables() -> list[str]:
    """The statements that create the tables of version 1, from the dump with a row in each."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript((HERE / "version_1.sql").read_text(encoding="utf-8"))
        query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        return [statement for (statement,) in connection.execute(query)]


def bring_up_to_date(store: Store) -> None:
    """Do what the first start of this version does."""
    migrate(store)
    assert recount_old(store) == 0
    keep_missing(store)


def test_the_vote_ends_as_it_would_have_in_version_1(old: Store) -> None:
    bring_up_to_date(old)
    held = Held(old, SAID["code"])
    held.say(identify(old, KEY, participant_token=SAID["device"]), **AGAIN)
    vote(held, AFTER)
    held.reveal()
    said = figures(held)
    assert said["answers"] == SAID["answers"]
    assert said["scores"] == pytest.approx(SAID["scores"], rel=1e-14)  # sums are in another order
    assert [found for found in verify(old) if not found.well] == []


def test_no_answer_is_lost_or_changed(old: Store) -> None:
    query = sql(
        "SELECT participant_id, indicator, state, level, number, saved_at FROM response ORDER BY 1, 2"
    )
    with old.engine.connect() as connection:
        before = connection.execute(query).all()
    bring_up_to_date(old)
    with old.engine.connect() as connection:
        assert connection.execute(query).all() == before
    given = [FIRST, *(one for people in BEFORE.values() for one in people)]
    assert len(before) == sum(map(len, given)) == 32


def test_what_the_upgrade_would_do_is_found_without_doing_it(old: Store) -> None:
    before = content(old)
    plan = pending_upgrade(old)
    assert (plan.current, plan.target, current(old)) == ("0017", newest(), "0017")
    assert plan.steps[0].words == "Cells and later votes."
    assert len(plan.steps) == int(newest()) - 17
    assert (plan.voting, plan.begun) == ((SAID["code"],), ())
    assert plan.size > 100_000
    assert content(old) == before
