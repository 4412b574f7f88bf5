"""Figures of how one person's answers go together: devices beyond the people in the room hide nobody there."""

from functools import partial

import pytest

from resilience.services.counting import rounds
from tests.services.held import Held

CODES = ("W1", "W2", "P1", "P2")


def _close_with(held: Held, **in_room: int) -> None:
    held.move(partial(rounds.close_vote, in_room=in_room), rounds.reveal)


@pytest.mark.parametrize(("confirmed", "known"), [(6, True), (3, False)])
def test_a_standard_error_needs_twice_k_people_besides_strangers(
    held: Held, confirmed: int, known: bool
) -> None:
    held.move(rounds.open_vote)
    for said in (0, 1, 2, 3, 4, 4):
        held.say(held.join("Water"), **dict.fromkeys(CODES, said))
    _close_with(held, Water=confirmed)
    assert (held.result().error is not None) is known


@pytest.mark.parametrize("strangers", [0, 5])
def test_one_person_with_all_answers_has_no_figure_beside_strangers(
    held: Held, strangers: int
) -> None:
    """Eight others of Water answer one question each: too few for a mean of their own."""
    held.move(rounds.open_vote)
    held.say(held.join("Water"), **dict.fromkeys(CODES, 4))
    for code in CODES * 2:
        held.say(held.join("Water"), **{code: 4})
    for at in range(8):
        held.say(held.join("Power"), **dict.fromkeys(CODES, at % 2))
    for _ in range(strangers):
        held.say(held.join("Water"), **dict.fromkeys(CODES, 4))
    _close_with(held, Water=9, Power=8)
    assert held.result().tallies.units == ("Water", "Power")
    assert not held.result().spots
