"""Which step the suggestions of an indicator are for: that above the level the result shows."""

import pytest

from resilience.framework.suggested.actions import SuggestedAction, SuggestedActions
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.suggested_actions import next_step
from tests.services.held import HOST, Held

ACTIONS = SuggestedActions(
    {
        "en": tuple(
            SuggestedAction("W1", step, ("water",), "low", (1, 2), f"Step {step}", "Do it.")
            for step in (1, 2, 3, 4, 3)
        )
    }
)


def revealed(held: Held, *levels: int) -> Held:
    """A result in which people of one department gave these levels."""
    held.move(rounds.open_vote)
    for level in levels:
        held.say(held.join("Water"), W1=level, P2=4.5)
    held.reveal()
    return held


@pytest.mark.parametrize(
    ("levels", "step"),
    [((0, 0, 0, 0), 1), ((2, 2, 2, 2), 3), ((2, 2, 3, 3), 3), ((2, 2, 2, 3), 3), ((4, 4, 4), None)],
)
def test_the_step_is_the_one_above_the_level(
    held: Held, levels: tuple[int, ...], step: int | None
) -> None:
    assert next_step(revealed(held, *levels).result(), "W1") == step


def test_an_agreed_level_counts_before_the_votes(held: Held) -> None:
    revealed(held, 1, 1, 1)
    agree(held.store, HOST, held.code, "W1", 3, "With the new pump.")
    assert next_step(held.result(), "W1") == 4


def test_without_a_level_there_is_no_step(held: Held) -> None:
    result = revealed(held, 1, 1, 1).result()
    assert next_step(result, "W2") is None, "nobody answered"
    assert next_step(result, "P2") is None, "a measured number"
    assert next_step(result, "none") is None
    agree(held.store, HOST, held.code, "W1", "na", "There is no river.")
    assert next_step(held.result(), "W1") is None


def test_all_suggestions_of_the_step_are_given_in_order(held: Held) -> None:
    result = revealed(held, 2, 2, 2).result()
    found = ACTIONS.of("W1", next_step(result, "W1"), "ko")
    assert [(one.title, one.lent) for one in found] == [("Step 3", True)] * 2
    assert ACTIONS.of("W2", next_step(result, "W2"), "en") == ()
