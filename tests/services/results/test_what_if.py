"""What if a result were made in another way: how far the overall and the order of themes move."""

import pytest

from resilience.services.counting import rounds
from resilience.services.results.what_if import WhatIf, what_ifs
from tests.app.rooms import adopt_weights, reveal_all, vote_all
from tests.services.held import Held


def ways(held: Held) -> dict[str, WhatIf]:
    """The other ways of a revealed workshop, by what they are called."""
    return {str(one.said): one for one in what_ifs(held.result(), "en")}


def test_each_way_says_how_far_the_overall_moves(held: Held) -> None:
    """Water has 81.25 and power 62.5, so 71.875 overall; all is answered, all units alike in size."""
    reveal_all(held)
    found = {name: (one.overall, one.move) for name, one in ways(held).items()}
    assert found == {
        "Unanswered indicators count as 0": (71.875, 0),
        "Each person counts once": (71.875, 0),
        "Without Water": (62.5, -9.375),
        "Without Power": (81.25, 9.375),
    }


def test_an_unknown_indicator_as_0_pulls_down_its_theme_and_the_overall(held: Held) -> None:
    """Nobody knows P2, all else is at the top: power has 50 instead of 100, and the overall 75."""
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join(), W1=4, W2=4, P1=4, P2="dk")
    held.reveal()
    found = ways(held)["Unanswered indicators count as 0"]
    assert (found.overall, found.move) == (75, -25)


def test_another_order_of_the_themes_is_told(held: Held) -> None:
    """Six of Water hold power for 100 and water for 0, three of Power the other way round."""
    held.move(rounds.open_vote)
    for department, people, water, power in (("Water", 6, 1, 4), ("Power", 3, 4, 0)):
        for _ in range(people):
            held.say(held.join(department), W1=water, W2=water, P1=power, P2=0 if power else 10)
    held.reveal()
    by_people = ways(held)["Each person counts once"]
    assert by_people.order == ("PWR", "WAT")
    assert by_people.reordered
    assert not ways(held)["Unanswered indicators count as 0"].reordered


def test_equal_weights_are_a_way_only_where_the_themes_have_others(held: Held) -> None:
    vote_all(held)
    adopt_weights(held)
    held.reveal()
    weighed = ways(held)["All themes weigh the same"]
    assert weighed.overall == 71.875
    assert weighed.move == pytest.approx(71.875 - (0.75 * 81.25 + 0.25 * 62.5))
