"""Workshops with an outcome that can be worked out by hand, as pages meet them."""

from collections.abc import Mapping

from resilience.framework import AnswerValue
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from tests.services.held import HOST, Held
from tests.services.remembered import remembered

#: what each of three people of a department says: level k of 0 to 4 is worth 25 k, and an outage of
#: h hours is worth 100 - 10 h
SAID: dict[str, tuple[Mapping[str, AnswerValue], ...]] = {
    "Water": (
        {"W1": 1, "W2": 4, "P1": 0, "P2": 5},
        {"W1": 2, "W2": 4, "P1": 0, "P2": 5},
        {"W1": 3, "W2": 4, "P1": 0, "P2": 5},
    ),
    "Power": ({"W1": 3, "W2": 4, "P1": 4, "P2": 0},) * 3,
}
#: Water sees its theme at (50 + 100)/2 = 75 and power at (0 + 50)/2 = 25; Power at (75 + 100)/2 =
#: 87.5 and (100 + 100)/2 = 100. The city: W1 62.5, W2 100, P1 50, P2 75, so water 81.25 and power
#: 62.5, and overall 71.875


def vote_all(held: Held) -> None:
    """Open the vote; two departments of three people answer everything, nobody of Roads comes."""
    remembered(held.store, f"{held.code}: everyone votes", lambda: _vote_all(held))


def _vote_all(held: Held) -> None:
    held.move(rounds.open_vote)
    for department, people in SAID.items():
        for answers in people:
            held.say(held.join(department), **answers)


def reveal_all(held: Held) -> None:
    """Vote, close and reveal."""
    remembered(held.store, f"{held.code}: everyone votes, revealed", lambda: _reveal_all(held))


def _reveal_all(held: Held) -> None:
    vote_all(held)
    held.move(rounds.close_vote, rounds.reveal)


def adopt_weights(held: Held, *, adopt: bool = True) -> None:
    """Three people give water 75 of 100 points; the workshop adopts that, or only closes the step."""
    weights.ask_for_points(held.store, HOST, held.code)
    for who in [held.join("Water") for _ in range(3)]:
        weights.save_points(held.store, who, {"WAT": 75, "PWR": 25})
    weights.close_points(held.store, HOST, held.code)
    if adopt:
        weights.settle_weights(held.store, HOST, held.code, adopt=True)
