"""Where a framework is in points, pages never print shares of the points as points."""

import pytest

from resilience.services.cities.publications import show_to_network
from resilience.services.counting import rounds
from resilience.services.workshop.profile import CityProfile
from resilience.store import Store
from resilience.ui.shared.menu import DEPARTMENTS, NETWORK, PRIORITIES, TREND
from tests.app.seen import pieces
from tests.app.visit import as_host, as_staff
from tests.indicators import UNDRR_1, shipped
from tests.outputs.pointed import in_points, pointed
from tests.services.held import Held, finish, set_up


@pytest.fixture
def two(store: Store) -> Held:
    """The later of two workshops in points."""
    return pointed(store)


def test_departments_are_apart_by_shares(two: Held) -> None:
    said = pieces(as_host(DEPARTMENTS, two.code))
    assert not in_points(said)
    for words in (
        "Water and Parks see Recovery most differently: 29 % and 88 %",
        "▲ 40 percentage points or more above the city",
        "Share of the possible score by department and theme, 0 to 100",
    ):
        assert any(one.startswith(words) for one in said), words
    assert any("both have a score for (percentage points)" in one.replace("\\", "") for one in said)


def test_a_trend_is_of_shares(two: Held) -> None:
    said = pieces(as_host(TREND, two.code))
    assert not in_points(said)
    assert any("percentage points or more clear." in one for one in said)
    assert any(one.startswith("Change in the score, in percentage points") for one in said)


def test_targets_are_away_by_shares(two: Held) -> None:
    said = pieces(as_host(PRIORITIES, two.code))
    assert not in_points(said)
    assert "Gap in percentage points" in said
    assert any(one.startswith("Score and target, 0 to 100 (%) · ") for one in said)
    assert any("The widest gap is" in one and "percentage points" in one for one in said)


def test_cities_of_the_network_are_apart_by_shares(store: Store) -> None:
    towns = [
        _published(store, name, n) for n, name in enumerate(("Aba", "Bay", "Cay", "Dey", "Elk"))
    ]
    said = pieces(as_staff(NETWORK, towns[0], "official"))
    assert not in_points(said)
    assert "Score by theme, 0 to 100" not in said
    assert any(one.startswith("Share of the possible score by theme, 0 to 100") for one in said)
    assert any("Cities differ most in" in one for one in said)


def _published(store: Store, name: str, n: int) -> Held:
    """A town whose levels of essential 1 differ from those of the others by `n`."""
    held = set_up(store, shipped(UNDRR_1), city=CityProfile(name, "Nowhere"))
    held.move(rounds.open_vote)
    for _ in range(3):
        said = {
            one.code: min(3, n) if one.code.startswith("P1.") else 1
            for one in held.view.framework.root.indicators()
        }
        held.say(held.join("Water"), **said)
    held.move(rounds.close_vote, rounds.reveal, finish, show_to_network)
    return held
