"""What a city learns about its largest gains: who is a level higher, in which order, and why there may be nothing."""

from dataclasses import replace
from typing import Any

import pytest

from resilience.exchange.package import Practice, PracticeAction
from resilience.services.cities.choice import Choice, choice_of
from resilience.services.cities.lessons import Lesson, lessons_of
from resilience.services.cities.peers import PeerView
from resilience.services.deciding.targets import set_target
from resilience.services.results.priorities import what_first_in
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.peers.lessons import (
    lesson_rows,
    lessons_empty,
    own_level_words,
    without_words,
)
from tests.app.rooms import reveal_all
from tests.services.cities.test_choice import FAR, SAME
from tests.services.cities.test_rank import peer
from tests.services.held import HOST, Held

TEXT = Text()
WORDS = Practice(
    "The drains are new.", (PracticeAction("Clean them twice a year.", "done", "low"),)
)


@pytest.fixture
def result(held: Held) -> WorkshopResult:
    """Levels of 0 to 4: W1 2.5, W2 4, P1 2; P2 is measured, at 75 of 100."""
    reveal_all(held)
    return held.result()


def told(result: WorkshopResult, name: str, level: int, *codes: str, **facts: Any) -> PeerView:
    """A city at one level, with words on some indicators."""
    found = peer(result.workshop.framework, name, level, **facts)
    return replace(found, practices=dict.fromkeys(codes, WORDS))


def learnt(result: WorkshopResult, *kept: PeerView) -> tuple[Choice, dict[str, Lesson]]:
    """The peers, and what there is to learn by indicator."""
    choice = choice_of(result, kept)
    return choice, {one.code: one for one in lessons_of(result, what_first_in(result), choice)}


def empty(result: WorkshopResult, *kept: PeerView) -> str:
    """Why no words are shown."""
    choice, found = learnt(result, *kept)
    return lessons_empty(tuple(found.values()), choice, TEXT)


def test_peers_at_least_one_level_higher_the_most_alike_first(result: WorkshopResult) -> None:
    far = told(result, "Far", 4, "W1", "P1", **FAR)
    near, three = (
        told(result, "Near", 4, "W1", **SAME),
        told(result, "Three", 3, "W1", "P1", **SAME),
    )
    _, found = learnt(result, far, three, near)
    # the gains of W1 and P1 are the same size or larger than that of P2; W2 has nothing to gain
    assert set(found) == {"W1", "P1", "P2"}
    assert [(p.name, p.level) for p in found["W1"].ahead] == [("Near", 4), ("Far", 4)]
    assert [p.name for p in found["P1"].ahead] == ["Near", "Three", "Far"]
    assert [p.name for p in found["P1"].told] == ["Three", "Far"]
    assert found["P1"].ahead[0].practice is None
    assert found["P2"] == Lesson("P2", None, None, 3, ())
    assert own_level_words(found["W1"], TEXT) == (
        "This city is at level 2.5 of 4. 2 of the 3 cities that can be compared on this indicator are at least one level higher."
    )


def test_the_largest_gains_are_those_of_priorities(held: Held) -> None:
    reveal_all(held)
    set_target(held.store, HOST, held.code, "P1", 2)
    result = held.result()
    _, found = learnt(result, told(result, "Aba", 4, "P1", "W1"))
    assert set(found) == {"P2", "W1"}, "P1 is at its target"


def test_a_city_that_cannot_be_compared_teaches_nothing(result: WorkshopResult) -> None:
    alone = told(result, "Alone", 4, "W1", people=1)
    real = replace(alone, city=replace(alone.city, name="Invented", invented=True))
    choice, found = learnt(result, alone, real)
    assert not any(one.ahead or one.compared for one in found.values())
    assert lessons_empty(tuple(found.values()), choice, TEXT) == (
        "None of the peer cities can be compared with this one."
    )


def test_an_empty_state_says_the_true_reason(result: WorkshopResult) -> None:
    assert empty(result).startswith("No peer cities yet")
    assert empty(result, told(result, "Low", 1, "W1")).startswith("No comparable city is at least")
    assert "none of them published its reasons" in empty(result, told(result, "High", 4))
    assert empty(result, told(result, "High", 4, "W1")) == ""


def test_each_indicator_without_words_is_named_with_its_reason(result: WorkshopResult) -> None:
    kept = told(result, "High", 4, asked=("P1", "P2"))
    said = list(without_words(tuple(learnt(result, kept)[1].values()), TEXT))
    assert said == [
        "Measured in numbers, which are not compared by level: P2.",
        "Not asked or without a score in every comparable city: W1.",
        "Cities that are higher published no reasons or actions: P1.",
    ]


def test_the_table_has_a_row_for_each_city(result: WorkshopResult) -> None:
    _, found = learnt(result, told(result, "Aba", 4, "W1"))
    rows = lesson_rows([found["W1"]], result.workshop.framework, TEXT)
    (row,) = rows.to_numpy().tolist()
    assert list(rows.index) == ["W1 · Aba"]
    assert row[1:] == [4.0, "The drains are new.", "Clean them twice a year. (done · low cost)"]
