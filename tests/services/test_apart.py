"""How departments see a city differently, worked by hand from the room of `rooms.SAID`."""

import pytest

from resilience.services import rounds
from resilience.services.apart import Apart, Pair, apart
from resilience.services.apart_words import pair_words, spot_words
from resilience.store import Store
from resilience.text import Text
from tests.app.rooms import reveal_all
from tests.services.held import Held

TEXT = Text()


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """What sets departments apart hangs on no database."""
    return sqlite_store


def words(held: Held, code: str) -> list[str]:
    return pair_words(apart(held.result()), code, TEXT)


def test_a_blind_spot_is_a_level_or_more_from_all_others(held: Held) -> None:
    """P1 has 0 0 0 of Water and 4 4 4 of Power; the levels of water's theme have the same middle."""
    reveal_all(held)
    found = apart(held.result())
    assert {(spot.theme, spot.unit, spot.median, spot.rest) for spot in found.spots} == {
        ("PWR", "Power", 4, 0),
        ("PWR", "Water", 0, 4),
    }
    assert (
        "Water sees Power differently: its middle level is 0, that of all others 4."
        in spot_words(found, held.view.framework, TEXT)
    )


def test_pairs_are_told_as_ten(held: Held) -> None:
    """W1: Water 1 2 3, Power 3 3 3: of 9 pairs Power is higher in 6 and even in 3, so 7.5 of 9."""
    reveal_all(held)
    assert words(held, "W1")[0] == (
        "Take one answer of Power and one of Water: Power gives the higher level in 8 of 10 pairs, "
        "ties counting half."
    )
    assert words(held, "W2")[0] == (
        "No department gives a higher level than another more often than not."
    )


def test_clear_differences_come_first_and_measured_numbers_have_none(held: Held) -> None:
    held.move(rounds.open_vote)
    for department, one, other in (("Water", 0, 2), ("Power", 4, 2)):
        for _ in range(9):
            held.say(held.join(department), W1=other, P1=one, P2=5)
    found = apart(held.reveal())
    assert found.order == ("P1", "W1")
    assert found.pairs["P1"] == Pair("Water", "Power", found.pairs["P1"].found)
    assert pair_words(found, "P1", TEXT)[1] == "clear difference"


def test_a_single_department_is_apart_from_nobody(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    found = apart(held.reveal())
    assert (found.spots, found.pairs) == ((), {})
    assert isinstance(found, Apart)
    assert spot_words(found, held.view.framework, TEXT) == [
        "No department sees a theme a level or more differently from all the others."
    ]
