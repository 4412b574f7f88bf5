"""Where a city stands among its peers, worked by hand from the room of `rooms.SAID`."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from resilience.exchange.package import CityFacts
from resilience.framework import AnswerValue, Framework
from resilience.outputs.digest import digest_of
from resilience.outputs.evidence import gather
from resilience.outputs.workbook_findings import findings_of
from resilience.scoring import Side, score
from resilience.scoring.scores.what_if import restricted
from resilience.services.cities.choice import choice_of
from resilience.services.cities.peers import PeerView
from resilience.services.cities.rank import among, besides
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.groups import GroupView
from resilience.store import now
from resilience.text import Text
from resilience.wording.peers import rank
from resilience.wording.peers.peer_choice import printed_peers, printed_terms
from resilience.wording.peers.peer_rows import peers_beside
from resilience.wording.peers.rank import (
    basis_words,
    peer_median,
    standing_headline,
    standing_rows,
)
from resilience.wording.peers.theme_gaps import strip_frames
from tests.app.rooms import reveal_all
from tests.scoring.build import Person, tally
from tests.services.held import HOST, Held

TEXT = Text()


@pytest.fixture
def result(held: Held) -> WorkshopResult:
    """Water 81.25, power 62.5, overall 71.875."""
    reveal_all(held)
    return held.result()


def peer(
    framework: Framework,
    name: str,
    level: int,
    people: int = 9,
    error: float | None = 2.0,
    asked: Sequence[str] = ("W1", "W2", "P1", "P2"),
    unknown: Sequence[str] = (),
    **facts: object,
) -> PeerView:
    """A city that says one level of 0 to 4 to W1, W2 and P1, and half of P2, or to what it asked and knows."""
    everything: dict[str, AnswerValue] = {"W1": level, "W2": level, "P1": level, "P2": 5}
    everything |= dict.fromkeys(unknown, "dk")
    answers = {code: everything[code] for code in asked}
    own = restricted(framework, asked)
    counted = tally(own, [Person("city", answers) for _ in range(people)])
    side = Side(name, framework, score(own, counted).city, people, 2)
    city = CityFacts(name, "Nowhere", **facts)  # type: ignore[arg-type]
    return PeerView(1, city, side, error, "City network", "AB12", "CC0-1.0", now())


def test_the_place_of_each_theme_and_the_gaps(result: WorkshopResult) -> None:
    """Aba: water 0, power 25; Bay: water 100, power 75; Cliff: water 50, power 50."""
    framework = result.workshop.framework
    kept = [peer(framework, name, level) for name, level in (("Aba", 0), ("Bay", 4), ("Cliff", 2))]
    found = among(result, besides(result, kept))
    rows = standing_rows(found, framework, TEXT).to_dict("index")
    assert rows["Water"] == {
        "This city": 81.25,
        "Difference from the peers' median": 31.25,
        "Difference from the highest peer": -18.75,
    }
    assert rows["Power"]["Difference from the peers' median"] == 12.5
    themes, peers = strip_frames(found, framework, TEXT)
    assert list(themes["score"]) == [71.875, 81.25, 62.5]
    assert peers.loc[1].to_dict() == {"Aba": 0, "Bay": 100, "Cliff": 50}
    assert [peer_median(found, code) for code in ("WAT", "PWR")] == [50.0, 50.0]


def test_what_the_tests_of_the_rank_do_not_cover_is_said_only_where_it_counts(held: Held) -> None:
    reveal_all(held)
    kept = [peer(held.view.framework, "Aba", 2)]
    said = "In at least nine in ten simulations the rank was as stated."
    assert rank.tested_words(among(held.result(), besides(held.result(), kept)), TEXT) == said
    agree(held.store, HOST, held.code, "W1", 4.0)
    agree(held.store, HOST, held.code, "W2", "both")
    assert rank.tested_words(among(held.result(), besides(held.result(), kept)), TEXT) == (
        f"{said} A later vote or agreed level (1 indicator) adds doubt that is not tested."
    )


def test_both_sides_are_scored_on_the_indicators_that_all_of_them_asked(
    result: WorkshopResult,
) -> None:
    """The city has W1 at 75 and W2 at 87.5 (water 81.25): beside a peer that asked W1 alone it has 75."""
    framework = result.workshop.framework
    whole, part = peer(framework, "Aba", 2), peer(framework, "Bay", 2, asked=("W1", "P1", "P2"))
    both = among(result, besides(result, [whole, part]))
    assert (both.common, both.asked) == (3, 4)
    w1 = result.result.city["W1"].value
    assert both.own["WAT"] == w1 != result.result.city["WAT"].value
    assert both.scores["Aba"]["WAT"] == both.scores["Bay"]["WAT"] == 50
    standing = both.standings["WAT"]
    assert standing
    assert w1 is not None
    assert standing.against_median == w1 - 50
    assert basis_words(both, TEXT)[0] == (
        "Scores are of the indicators for which all these cities have a score (3 of 4)."
    )
    alone = among(result, besides(result, [whole]))
    assert alone.own["WAT"] == result.result.city["WAT"].value


def test_peers_that_share_nothing_with_one_another_stand_nowhere(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    apart = [peer(framework, "Aba", 2, asked=("W1",)), peer(framework, "Bay", 2, asked=("W2",))]
    found = among(result, besides(result, apart))
    assert (found.range, found.standings, found.comparable) == (None, {}, ())
    assert (
        standing_headline(found, "Cascais", TEXT)
        == "There is no indicator for which this city and all these peers have a score"
    )


def test_page_workbook_and_report_say_the_same_of_the_same_peers(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    kept = [
        peer(framework, "Aba", 0),
        peer(framework, "Bay", 4, asked=("W1", "P1", "P2")),
        peer(framework, "Alone", 4, people=1),
    ]
    choice = choice_of(result, kept)
    found = among(result, choice.usual)
    rows = standing_rows(found, framework, TEXT)
    shown = gather(result, kept, None)
    beside = peers_beside(choice, found, TEXT)
    assert beside
    assert (beside.own, beside.standings) == (found.own, found.standings)
    said = findings_of(digest_of(shown, TEXT), shown, TEXT)["Peers"]
    assert standing_headline(found, "Cascais", TEXT) in (said.title, *said.notes)
    assert [row.city for row in beside.rows] == ["Aba", "Bay", "Alone"]
    assert dict(beside.rows[-1].scores) == {}
    for code, title in (("WAT", "Water"), ("PWR", "Power")):
        standing = beside.standings[code]
        assert standing
        median = (beside.rows[0].scores[code] or 0) / 2 + (beside.rows[1].scores[code] or 0) / 2
        assert (
            rows.loc[title, "Difference from the peers' median"] == (beside.own[code] or 0) - median
        )
        assert standing.against_median == rows.loc[title, "Difference from the peers' median"]


def test_the_place_of_the_overall_is_a_range(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    far = [peer(framework, name, level) for name, level in (("Aba", 0), ("Bay", 4))]
    assert standing_headline(among(result, besides(result, far)), "Cascais", TEXT) == (
        "Cascais is probably number 2 of the 3 cities compared"
    )
    near = [peer(framework, name, 3, error=9.0) for name in ("Aba", "Bay")]
    found = among(result, besides(result, near))
    assert standing_headline(found, "Cascais", TEXT) == (
        "In at least nine in ten simulations, Cascais ranked between 1 and 3 of the 3 cities compared"
    )
    assert rank.tested_words(found, TEXT) == "", "the headline says it"


def test_a_city_without_a_standard_error_has_no_place(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    kept = [peer(framework, name, level) for name, level in (("Aba", 0), ("Bay", 4))]
    group = GroupView(1, "Rivers", ("WAT",), 4, scores=True)
    grouped = replace(result, workshop=replace(result.workshop, groups=(group,)))
    unknown = "this city's rank among its peers is unknown"
    few = f"{unknown}: too few people answered enough questions".replace("this", "This", 1)
    groups = f"Results are by group, so we cannot say how certain the score is; {unknown}"
    gone = f"Answers needed for the standard error were deleted, so {unknown}"
    erased = replace(result, spots=None)
    for bare, why in ((result, few), (grouped, groups), (erased, gone)):
        found = among(replace(bare, error=None), besides(result, kept))
        assert (found.range, found.scored) == (None, True)
        assert standing_headline(found, "Cascais", TEXT).startswith(why)
        assert basis_words(found, TEXT) == [
            "Scores are of the indicators for which all these cities have a score (4 of 4).",
            "Differences are calculated before rounding.",
        ]
        rows = standing_rows(found, framework, TEXT)
        assert rows.loc["Water", "Difference from the highest peer"] == -18.75


def test_a_peer_that_cannot_be_compared_stands_last_and_counts_nowhere(
    result: WorkshopResult,
) -> None:
    framework = result.workshop.framework
    alone = peer(framework, "Alone", 4, people=1)
    found = among(result, besides(result, [alone, peer(framework, "Aba", 0)]))
    assert [one.peer.city.name for one in found.besides] == ["Aba", "Alone"]
    assert found.range
    assert found.range.among == 2
    choice = choice_of(result, [alone, peer(framework, "Aba", 0)])
    rows = printed_peers(choice, "Cascais", TEXT)
    assert list(rows.index) == ["Cascais", "Aba, Nowhere"]
    assert printed_terms(choice, TEXT) == [
        "Aba, Nowhere: Comparable: all 4 indicators were asked in both and scored by the same rules. Signed by City network.",
        "Alone, Nowhere: Not comparable: the result for Alone is one person's answer. Signed by City network.",
    ]
    assert list(rows["People"])[1] == 9
    nobody = among(result, besides(result, [alone]))
    assert nobody.range is None
    assert standing_headline(nobody, "Cascais", TEXT) == "1 peer city, which cannot be compared"


def test_a_city_without_a_score_has_no_place_and_its_peers_are_not_blamed(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "dk", "dk")
    unknown = held.reveal()
    found = among(unknown, besides(unknown, [peer(unknown.workshop.framework, "Aba", 2)]))
    assert found.range is None
    assert standing_headline(found, "Cascais", TEXT) == (
        "This city has no overall score, so it cannot be ranked among its peers"
    )


def test_invented_cities_and_the_city_itself_are_no_peers(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    itself = peer(framework, "Cascais", 2)
    itself = replace(itself, city=replace(itself.city, country="Portugal"))
    kept = [itself, peer(framework, "Dream", 2, invented=True)]
    assert besides(result, kept) == ()


def test_a_peer_without_a_standard_error_stands_at_its_score_and_is_named(
    result: WorkshopResult,
) -> None:
    framework = result.workshop.framework
    bare = peer(framework, "Aba", 0, error=None)
    found = among(result, besides(result, [bare]))
    assert found.range
    assert (found.range.first, found.range.last) == (1, 1)
    assert basis_words(found, TEXT)[-1] == (
        "No standard error is known for these cities, so only their score is used: Aba."
    )


def test_a_peer_without_an_overall_is_said_not_to_be_ranked(result: WorkshopResult) -> None:
    framework = result.workshop.framework
    kept = [
        peer(framework, "Aba", 0),
        peer(framework, "Bay", 4),
        peer(framework, "Cod", 3, error=None, unknown=("P1", "P2")),
    ]
    found = among(result, besides(result, kept))
    assert found.range is not None
    assert (found.range.among, found.unranked, found.unsampled) == (3, ("Cod",), ())
    assert "Not ranked, because they have no overall score: Cod." in basis_words(found, TEXT)


def test_a_city_without_an_overall_has_no_place(held: Held) -> None:
    """Its theme Water is known and Power is not; the peers' places say nothing of it."""
    rounds.open_vote(held.store, HOST, held.code)
    for place in ("Water", "Power"):
        for level in (1, 2, 3):
            who = held.join(place)
            held.say(who, W1=level, W2=level, P1="dk", P2="dk")
    result = held.reveal()
    framework = result.workshop.framework
    kept = [peer(framework, name, level) for name, level in (("Aba", 1), ("Bay", 3))]
    found = among(result, besides(result, kept))
    assert found.range is None
    assert "no overall score" in standing_headline(found, "Cascais", TEXT)
