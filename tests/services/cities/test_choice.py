"""Which peers are proposed, in what they are like the city, and what is told of each."""

from dataclasses import replace
from typing import Any

import pytest

from resilience.exchange.package import CityFacts
from resilience.scoring.comparison.likeness import Likeness, Reasons
from resilience.services.cities.choice import Choice, choice_of
from resilience.services.cities.rank import among
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.peers.peer_choice import printed_peers, reason_words
from resilience.wording.peers.rank import (
    standing_headline,
    standing_rows,
)
from resilience.wording.peers.theme_gaps import strip_frames, strips_finding
from tests.app.rooms import reveal_all
from tests.services.cities.test_rank import peer
from tests.services.held import Held

TEXT = Text()


@pytest.fixture
def result(held: Held) -> WorkshopResult:
    """Cascais, 214 000 people, on the coast, flood and heat."""
    reveal_all(held)
    return held.result()


def choice(result: WorkshopResult, *facts: dict[str, Any]) -> Choice:
    """Cities A, B, ... with these facts, in which everybody says level 2."""
    framework = result.workshop.framework
    return choice_of(
        result, [peer(framework, "ABCDEFGHIJKLMN"[at], 2, **each) for at, each in enumerate(facts)]
    )


#: distance from Cascais: 0 for the same, and 0.75 for a city with nothing of it but some size
SAME: dict[str, Any] = {"population": 214_000, "coast": True, "hazards": ("flood", "heat")}
FAR: dict[str, Any] = {"population": 9_000, "coast": False, "hazards": ("volcano",)}


def test_the_nearest_come_first_and_no_far_one_beyond_five(result: WorkshopResult) -> None:
    found = choice(result, FAR, SAME, SAME, SAME, SAME, SAME, SAME)
    assert found.proposed == ("B", "C", "D", "E", "F", "G")
    few = choice(result, FAR, SAME, SAME)
    assert few.proposed == ("B", "C", "A")


def test_no_more_than_ten_are_proposed(result: WorkshopResult) -> None:
    assert len(choice(result, *(SAME,) * 12).proposed) == 10


def test_a_city_of_which_nothing_is_known_fills_up_to_five(result: WorkshopResult) -> None:
    found = choice(result, {}, {}, SAME)
    assert found.proposed == ("C", "A", "B")
    assert set(found.likeness) == {"C"}
    full = choice(result, {}, *(SAME,) * 5)
    assert "A" not in full.proposed


def test_an_unticked_coast_without_hazards_is_unknown(result: WorkshopResult) -> None:
    found = choice(result, {"population": 214_000})
    assert found.likeness["A"].compared == 1
    assert found.likeness["A"].reasons == Reasons(population=1)


def test_a_city_that_cannot_be_compared_is_not_proposed_but_told(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    alone = peer(framework, "Alone", 4, people=1, **SAME)
    found = choice_of(result, [alone, peer(framework, "Aba", 0, **SAME)])
    assert (found.proposed, found.comparable) == (("Aba",), ("Aba",))
    assert list(printed_peers(found, "Cascais", TEXT).index)[1:] == ["Aba, Nowhere"]
    assert printed_peers(choice_of(result, [alone]), "Cascais", TEXT).empty


def test_an_invented_city_is_named_without_a_country(result: WorkshopResult) -> None:
    demo = replace(result, workshop=replace(result.workshop, invented=True))
    other = peer(result.workshop.framework, "Aba (invented)", 2, invented=True, **SAME)
    rows = printed_peers(choice_of(demo, [other]), "Cascais", TEXT)
    assert list(rows.index) == ["Cascais", "Aba (invented)"]


def test_reasons_in_words(result: WorkshopResult) -> None:
    facts = {"population": 150_000, "coast": True, "hazards": ("heat", "flood", "drought")}
    found = choice(result, facts)
    rows = printed_peers(found, "Cascais", TEXT)
    assert list(rows["Similarity"]) == [
        "This city",
        "on the coast, flood, extreme heat, 0.7 times the population",
    ]


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        (Reasons(coast=False, income="high"), "inland, high income"),
        (Reasons(hazards=frozenset({"typhoon"})), "typhoon or hurricane"),
        (Reasons(), "nothing known in common"),
    ],
)
def test_each_reason_has_words(reasons: Reasons, words: str) -> None:
    assert reason_words(Likeness("A", 0.5, 4, reasons), TEXT) == words


def test_too_little_known_has_words() -> None:
    assert reason_words(None, TEXT).startswith("too little is known")


def test_the_standing_is_of_the_chosen_alone(result: WorkshopResult) -> None:
    """Cascais: water 81.25, power 62.5; level 0: 0 and 25, level 4: 100 and 75."""
    framework = result.workshop.framework
    kept = [peer(framework, name, level) for name, level in (("Aba", 0), ("Bay", 4))]
    found = choice_of(result, kept)
    one = among(result, found.named(["Aba"]))
    assert list(strip_frames(one, framework, TEXT)[1]) == ["Aba"]
    assert (
        standing_rows(one, framework, TEXT).loc["Water", "Difference from the highest peer"]
        == 81.25
    )
    assert strips_finding(one, framework, TEXT) == (
        "Furthest ahead of the peers' median: Water, by 81.3 points."
    )
    other = among(result, found.named(["Bay"]))
    assert strips_finding(other, framework, TEXT) == (
        "Furthest behind the peers' median: Water, by 18.8 points."
    )
    gaps = {code: replace(own, against_median=4.0) for code, own in other.standings.items() if own}
    assert strips_finding(replace(other, standings=gaps), framework, TEXT) == (
        "Furthest ahead of the peers' median: Water, Power, by 4.0 points."
    )
    none = among(result, found.named([]))
    assert standing_headline(none, "Cascais", TEXT) == "No peer city is chosen"
    assert strips_finding(none, framework, TEXT) == ""


def test_cities_of_one_name_are_told_apart(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    first, second, third = (peer(framework, "Aba", 2) for _ in range(3))
    abroad = replace(second, city=CityFacts("Aba", "Elsewhere"))
    bay = peer(framework, "Bay", 2)
    assert list(choice_of(result, [first, abroad, bay]).peers) == [
        "Aba, Nowhere",
        "Aba, Elsewhere",
        "Bay",
    ]
    assert list(choice_of(result, [first, third]).peers) == [
        "Aba, Nowhere, two-themes #1",
        "Aba, Nowhere, two-themes #2",
    ]
