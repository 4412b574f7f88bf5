"""The headline of a result counts the indicators that its score is made of."""

from resilience.services.counting import rounds
from resilience.text import Text
from resilience.wording.result import headline
from tests.services.held import Held

TEXT = Text("en")


def test_an_answered_indicator_in_a_theme_that_is_left_out_is_not_counted(held: Held) -> None:
    """W2 is unknown, so Water has half of its weight and is left out; the overall is that of Power."""
    held.move(rounds.open_vote)
    for name in ("Water", "Water", "Water", "Power", "Power", "Power"):
        held.say(held.join(name), W1=0, P1=2, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    result = held.result()
    overall = result.result.city[result.workshop.framework.root.code]
    assert overall.value == 50
    assert headline(result, overall, TEXT).startswith("50 of 100, from 2 of 4 indicators, 6 people")
