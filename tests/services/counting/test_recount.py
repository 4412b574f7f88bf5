"""Results of earlier versions whose answers are deleted are counted again by the rule of today."""

from resilience.services.counting import rounds
from resilience.services.counting.recount import recount_old
from resilience.services.upkeep.retention import remove_now
from resilience.store.tables import Unit
from tests.services.held import HOST, Held, finish, rows
from tests.services.recount import Line, frozen, of_rest


def make_old(held: Held) -> None:
    """Leave a closed workshop as earlier versions did: its answers deleted, no unit for the whole room."""
    held.move(rounds.close_vote, rounds.reveal, finish)
    remove_now(held.store, HOST, held.code)
    of_later = [unit for kind in ("room", "rest") for unit in rows(held.store, Unit, kind=kind)]
    with held.store.write() as session:
        for unit in of_later:
            session.delete(unit)


def test_counts_that_may_hold_somebody_who_answered_alone_are_pooled(held: Held) -> None:
    """Two answers of four people: two tables, or one person and a table of three."""
    held.move(rounds.open_vote)
    for _ in range(2):
        held.say(held.join("Water", size=2), W1=2)
    held.vote("Power", 1, 1, 1)
    make_old(held)
    assert frozen(held) == {
        ("Water", "W1", "2"): Line(2, 4, 0, 0),
        ("Power", "W1", "1"): Line(3, 3, 0, 0),
    }
    assert recount_old(held.store) == 1
    assert frozen(held) == {}
    assert of_rest(held) == {
        ("", "W1", "2"): Line(2, 4, 0, 0),
        ("", "W1", "1"): Line(3, 3, 0, 0),
    }


def test_counts_that_hide_their_people_stay(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 1, 1)
    held.vote("Power", 2, 2, 2)
    make_old(held)
    before = frozen(held)
    assert recount_old(held.store) == 0
    assert frozen(held) == before != {}
