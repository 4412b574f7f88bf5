"""How far a room agrees on each theme, counted by hand."""

from resilience.scoring.scores.tables import theme_table
from resilience.services.counting import rounds
from resilience.services.results.discussion import discuss
from resilience.text import Text
from resilience.wording.agreement import add_agreement
from tests.app.rooms import reveal_all
from tests.services.held import Held


def told(held: Held) -> list[tuple[str, str]]:
    """The short and the long words by theme of a workshop with a result."""
    result = held.result()
    framework = result.workshop.framework
    themes = theme_table(framework, result.result.city, "en")
    found = add_agreement(themes, framework, discuss(result), Text())
    return list(zip(found["agreed"], found["agreement"], strict=True))


def test_agreement_and_splits_are_counted_theme_by_theme(held: Held) -> None:
    # W1: 1, 2, 3, 3, 3, 3 has a consensus of .75; W2: all 4; P1: three 0 and three 4; P2 is measured
    reveal_all(held)
    assert told(held) == [
        ("votes agree on 2 of 2", "votes agree on 2 of 2"),
        (
            "votes agree on 0 of 1",
            "votes agree on 0 of 1, split on 1 (with fewer than 40 answers it may be chance)",
        ),
    ]


def test_too_few_answers_are_not_judged(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 1, 1)
    held.reveal()
    assert told(held) == [("", "not judged")] * 2
