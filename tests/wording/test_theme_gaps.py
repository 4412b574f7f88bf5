"""A city and its peers theme by theme: gaps, ranges, the highest peers, and the table of what is compared."""

from dataclasses import replace

import pytest

from resilience.framework import load_source
from resilience.services.cities.choice import choice_of
from resilience.services.cities.rank import among, besides
from resilience.services.counting import rounds
from resilience.services.results.results import WorkshopResult
from resilience.store import Store
from resilience.text import Text
from resilience.wording.peers.peer_choice import peer_table
from resilience.wording.peers.theme_gaps import best_peers, gaps_finding, strip_frames, theme_gaps
from tests.app.rooms import reveal_all
from tests.conftest import STRUCTURE, WORDS
from tests.services.cities.test_rank import peer
from tests.services.held import Held, set_up

TEXT = Text()


@pytest.fixture
def result(held: Held) -> WorkshopResult:
    """Water 81.25, power 62.5, overall 71.875."""
    reveal_all(held)
    return held.result()


def test_themes_are_counted_above_and_below_the_median_as_printed(result: WorkshopResult) -> None:
    """Water 81.25 and power 62.5: Bay has 100 and 75, Cliff 50 and 50."""
    framework = result.workshop.framework

    def found(*levels: int) -> tuple[str, list[str], list[str]]:
        kept = [peer(framework, f"City{level}", level) for level in levels]
        beside = among(result, besides(result, kept))
        above, below = theme_gaps(beside, framework, TEXT)
        said = gaps_finding(beside, framework, TEXT)
        return said, [one.shown for one in above], [one.shown for one in below]

    assert found(2) == (
        "Above the peers' median in 2 of 2 themes, below it in 0",
        ["+31.3", "+12.5"],
        [],
    )
    assert found(4) == (
        "Above the peers' median in 0 of 2 themes, below it in 2",
        [],
        ["−18.8", "−12.5"],
    )
    assert found(2, 4) == (
        "Above the peers' median in 1 of 2 themes, below it in 0, within a point of it in 1",
        ["+6.3"],
        [],
    ), "power is at the median, 62.5"


def test_a_gap_of_less_than_a_point_is_neither_above_nor_below(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    beside = among(result, besides(result, [peer(framework, "Aba", 2)]))
    close = {
        code: one and replace(one, against_median=gap)
        for (code, one), gap in zip(beside.standings.items(), (3.0, -0.94, 0.95), strict=True)
    }
    above, below = theme_gaps(replace(beside, standings=close), framework, TEXT)
    assert ([one.shown for one in above], below) == (["+1.0"], [])


def test_the_highest_peers_of_a_theme_are_named_together(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    kept = [peer(framework, name, level) for name, level in (("Aba", 4), ("Bay", 4), ("Cay", 2))]
    found = among(result, besides(result, kept))
    assert best_peers(found, framework, TEXT) == [
        ("Water", 100, ["Aba", "Bay"]),
        ("Power", 75, ["Aba", "Bay"]),
    ]


def test_strips_are_sorted_and_stress_the_theme_furthest_below(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    kept = [peer(framework, "Aba", 4)]
    themes, peers = strip_frames(among(result, besides(result, kept)), framework, TEXT)
    assert list(themes["title"]) == ["Overall", "Water", "Power"]
    assert list(themes["shown"]) == ["71.9", "81.3", "62.5"]
    assert list(themes["stressed"]) == [False, True, False]
    assert peers.to_dict("list") == {"Aba": [87.5, 100, 75]}
    lower, _ = strip_frames(
        among(result, besides(result, [peer(framework, "Aba", 1)])), framework, TEXT
    )
    assert not lower["stressed"].any(), "nothing is below the median"


def test_an_indicator_without_a_score_in_the_city_does_not_count_for_its_peers(
    store: Store,
) -> None:
    """Nobody knew W2: beside a peer that scored both, Water is W1 alone in both cities."""
    framework = load_source(
        {"framework.yaml": f"{STRUCTURE}threshold: 0.4\n", "text.en.yaml": WORDS}
    )
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Water"), W1=3, W2="dk", P1=2, P2=5)
    result = held.reveal()
    whole, part = peer(framework, "Aba", 2), peer(framework, "Bay", 2, unknown=("P2",))
    found = among(result, besides(result, [whole]))
    assert (found.common, found.asked) == (3, 4)
    assert (found.own["WAT"], found.scores["Aba"]["WAT"]) == (75, 50)
    assert found.scores["Aba"]["WAT"] == part.side.scores["W1"].value
    both = among(result, besides(result, [whole, part]))
    assert both.common == 2
    assert both.own["PWR"] == result.result.city["P1"].value


def test_a_table_of_peers_says_nothing_of_those_that_cannot_be_compared(
    result: WorkshopResult,
) -> None:
    framework = result.workshop.framework
    kept = [
        peer(framework, "Aba", 0),
        peer(framework, "Bay", 4, asked=("W1", "P1", "P2")),
        peer(framework, "Alone", 4, people=1),
    ]
    table = peer_table(choice_of(result, kept), ["Bay"], "Cascais", TEXT)
    assert list(table.index) == ["Cascais", "Bay, Nowhere", "Alone, Nowhere"]
    assert list(table["Indicators in common"])[:2] == [4, 3]
    assert list(table["People"])[1] == 9
    assert table.loc["Alone, Nowhere"].drop("What is compared").isna().all()
    compared = list(table["What is compared"])
    assert compared[1] == "Comparable: scored by the same rules. Signed by City network."
    assert compared[2].startswith("Not comparable: the result for Alone is one person's answer.")
