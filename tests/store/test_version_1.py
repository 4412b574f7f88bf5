"""A database of version 1, with workshops in the middle of what they do, goes on in this version."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilience.services.counting import rounds
from resilience.services.counting.kept_facts import keep_missing
from resilience.services.counting.recount import recount_old
from resilience.services.upkeep.verify import verify
from resilience.store import Store, migrate
from resilience.store.tables import StaffAct
from tests.services.held import Held, rows

#: as the program of version 1 left it; invented people of Water, Power and Roads
DUMP = Path(__file__).parent / "version_1.sql"
#: in the middle of its first vote; revealed; closed after a second vote which one person of Water left
AMIDST, BARED, CLOSED = "AEDJ9J", "KXHQJN", "JARY6H"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    """That database, opened by this version."""
    file = tmp_path / "version_1.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(DUMP.read_text())
    connection.close()
    store = Store(f"sqlite:///{file}")
    migrate(store)
    assert recount_old(store) == 2, "workshops in which figures told of fewer than three people"
    keep_missing(store)
    yield store
    store.engine.dispose()


def test_figures_of_a_few_are_served_no_more(old: Store) -> None:
    result = Held(old, BARED).result()
    cells = result.tallies.by_code["W2"]
    assert not cells.answers.any(), (
        "two of Power and Roads answered it, so Water would tell of them"
    )
    assert result.tallies.city.by_code["W2"].answers.sum(axis=0).tolist() == [0, 1, 1, 1, 2]
    assert result.tallies.by_code["W1"].answers.tolist() == [[0, 1, 1, 2, 0], [0, 1, 2, 0, 1]]


def test_a_second_vote_which_one_person_left_is_served_no_more(old: Store) -> None:
    result = Held(old, CLOSED).result()
    assert result.later == {}
    assert set(result.not_shown) == {"W1", "W2", "P1", "P2"}
    assert result.tallies.by_code["W1"].answers.tolist() == [[1, 1, 1, 1, 0], [0, 1, 1, 1, 0]]
    assert result.agreed["W1"].outcome == 2
    assert [vote.number for vote in result.rounds] == [1]


def test_the_installation_is_told_and_is_sound(old: Store) -> None:
    told = [
        act.workshop for act in rows(old, StaffAct) if act.act == "figures counted by a new rule"
    ]
    assert sorted(filter(None, told)) == [CLOSED, BARED]
    assert [found for found in verify(old) if not found.well] == []
    assert recount_old(old) == 0


def test_a_vote_that_was_open_goes_on(old: Store) -> None:
    held = Held(old, AMIDST)
    held.vote("Water", 4)
    held.move(rounds.close_vote, rounds.reveal)
    assert held.result().tallies.by_code["W1"].answers.sum(axis=0).tolist() == [1, 0, 2, 1, 1]
