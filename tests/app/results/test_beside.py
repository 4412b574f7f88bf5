"""The page Peers: where the city stands, and what is compared; nothing before the reveal."""

import pytest
from streamlit.testing.v1 import AppTest

from resilience.services.cities.peers import peers, remove_peer
from resilience.services.cities.undrr_results import take_workbook
from resilience.services.counting import rounds
from resilience.services.workshop.phase import Phase
from resilience.settings import ROOT
from resilience.store import Store
from resilience.ui.shared import runtime
from resilience.ui.shared.menu import PEERS_RESULT
from resilience.ui.shared.runtime import TEST_TOKENS
from tests.app.conftest import DemoCodes
from tests.app.seen import charts, figures, table, words
from tests.app.visit import as_staff, as_stranger
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST, Held, set_up
from tests.workbook.undrr.filled_official import of_city

#: the charts of the page where no peer city is chosen
WITHOUT_PEERS = {
    "beside-map",
    "network-distribution",
    "network-distribution-phone",
    "context-green",
}


def keys(at: AppTest) -> set[str]:
    """The keys of the charts of a page."""
    return {chart.key for chart in charts(at)}


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.COUNTED])
def test_nothing_is_shown_before_the_reveal(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_staff(PEERS_RESULT, held, "official", held.code)
    assert "No results are shown before the reveal." in words(at)
    assert figures(at) == set()


def test_without_a_peer_the_page_says_how_to_get_one(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = as_staff(PEERS_RESULT, held, "official", held.code)
    assert "Ask another city for its data package" in words(at)
    assert keys(at) == {"context-green"}
    assert figures(as_stranger(PEERS_RESULT, held.code)) == set()


def test_a_peer_that_cannot_be_compared_is_told_with_the_reason(store: Store) -> None:
    framework = shipped(UNDRR_1)
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join(), **{"P1.1": 3})
    held.move(rounds.close_vote, rounds.reveal)
    take_workbook(store, HOST, framework, of_city(P1_1=2))
    at = as_staff(PEERS_RESULT, held, "official", held.code)
    said = words(at)
    assert "1 peer city, which cannot be compared" in said
    assert "is one person's answer" in said
    assert "No map\\: no location is known for this city or its peers." in said
    assert keys(at) == {"context-green"}
    assert not [box for box in at.multiselect if str(box.key).startswith("beside-chosen")]


def test_the_demo_stands_among_the_invented_cities_most_like_it(demo: DemoCodes) -> None:
    at = as_stranger(PEERS_RESULT, demo[0])
    said = words(at)
    assert "Haiwan (invented demo city) is probably number 3 of the 6 cities compared" in said
    assert "Invented data: this city does not exist." in said
    assert (
        "Above the peers' median in 1 of 5 themes, below it in 2, within a point of it in 2" in said
    )
    peers = table(at, "Similarity")
    assert list(peers)[:2] == ["Haiwan (invented demo city)", "Corvala (invented)"]
    assert peers["Corvala (invented)"] == [
        "on the coast, flood, storm surge, typhoon or hurricane, landslide, 1.5 times the "
        "population, upper middle income",
        *("May 12, 2026", "38", "5", "59"),
        "Comparable: scored by the same rules. Signed by Invented demo.",
    ]
    *nothing, why = peers["Weirhaven (invented)"]
    assert set(nothing) == {"–"}
    assert why.startswith(
        "Not comparable: the result for Weirhaven (invented) is one person's answer."
    )
    assert "Not chosen\\: Fallowick (invented), Veldstrand (invented)." in said
    strips = {"peers-strips", "peers-strips-phone"}
    assert keys(at) == {*strips, *WITHOUT_PEERS}
    assert table(at, "Difference from the highest peer")["Resilient urban planning"] == [
        "64.5",
        "0.0",
        "−4.6",
    ]
    assert "peers" not in at.query_params


def test_a_choice_lives_in_the_address_and_goes_back(demo: DemoCodes) -> None:
    at = as_stranger(PEERS_RESULT, demo[0])
    chosen = f"beside-chosen-{demo[0]}"
    at.multiselect(key=chosen).set_value(["Kazenoura (invented)", "Veldstrand (invented)"]).run()
    assert at.query_params["peers"] == ["Kazenoura (invented)", "Veldstrand (invented)"]
    assert "of the 3 cities compared" in words(at)
    at.multiselect(key=chosen).set_value([]).run()
    assert at.query_params["peers"] in ("", [""])
    said = words(at)
    assert "No peer city is chosen" in said
    assert "Choose a city below" in said
    assert keys(at) == WITHOUT_PEERS
    at.button(key=f"{chosen}-back").click().run()
    assert "peers" not in at.query_params
    assert "of the 6 cities compared" in words(at)


def test_a_shared_address_shows_its_choice_and_tells_what_it_does_not_know(
    demo: DemoCodes,
) -> None:
    at = as_stranger(PEERS_RESULT, demo[0])
    shared = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    shared.session_state[TEST_TOKENS] = ((), "")
    shared.run()
    shared.switch_page(PEERS_RESULT)
    shared.query_params["workshop"] = demo[0]
    shared.query_params["peers"] = [
        "Aldmouth (invented), Invented",
        "Atlantis",
        "Weirhaven (invented)",
    ]
    said = words(shared.run())
    assert "of the 2 cities compared" in said
    assert "Not found here, and left out\\: Atlantis, Weirhaven (invented)." in said
    assert "of the 6 cities" in words(at)


def test_context_figures_are_of_real_cities_each_with_its_source(demo: DemoCodes) -> None:
    at = as_stranger(PEERS_RESULT, demo[0])
    said = words(at)
    assert "Context, not a self-assessment" in said
    assert "an invented city has no published figures" in said
    assert not [box for box in at.selectbox if str(box.key).startswith("context-own")]
    shown = table(at, "Lisbon")
    assert shown["Public open space, share of the built-up area in %, 2020 [2]"] == [
        *("–", "–", "21.7", "–", "27.9", "22.2")
    ]
    assert "No openly licensed city figure was found for planning or engagement." in said
    assert "PDDL (HDX)" in said
    assert "Green area changed most in Lisbon [3]: from 10.8 % in 1990" in said


def test_a_real_city_is_found_in_the_published_figures_and_may_be_another(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = as_staff(PEERS_RESULT, held, "official", held.code)
    own = f"context-own-{held.code}"
    assert at.selectbox(key=own).value == "Cascais"
    assert list(table(at, "Lisbon")["Strongest of these, magnitude, 1900–2018 [6]"]) == [
        *("6.6", "–", "7.3", "6.6", "7.5", "5.0")  # Cascais first, then the others without it
    ]
    at.selectbox(key=own).set_value("Porto").run()
    assert at.query_params["own"] == "Porto"
    assert "Porto" in words(at)
    at.multiselect(key=f"context-beside-{held.code}").set_value([]).run()
    at.selectbox(key=own).set_value("").run()
    assert "Choose cities to see what is published about them." in words(at)


def test_outlines_are_drawn_where_an_installation_turns_them_on(
    demo: DemoCodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = as_stranger(PEERS_RESULT, demo[0])
    assert "Outlines imply no opinion" not in words(at)
    monkeypatch.setenv("RESILIENCE_MAP_OUTLINES", "on")
    runtime.settings.clear()
    at = as_stranger(PEERS_RESULT, demo[0])
    assert "Outlines imply no opinion on the status of any territory." in words(at)
    (drawn,) = (chart.figure for chart in charts(at) if chart.key == "beside-map")
    assert drawn["data"][0]["name"] == "outlines"


def test_a_chosen_peer_that_is_removed_meanwhile_is_chosen_no_more(
    demo: DemoCodes, store: Store
) -> None:
    at = as_stranger(PEERS_RESULT, demo[0])
    chosen = at.multiselect(key=f"beside-chosen-{demo[0]}")
    chosen.set_value(["Kazenoura (invented)", "Veldstrand (invented)"]).run()
    (gone,) = (one for one in peers(store, invented=True) if "Kazenoura" in one.city.name)
    remove_peer(store, HOST, gone.id)
    assert "of the 2 cities compared" in words(at.run())
