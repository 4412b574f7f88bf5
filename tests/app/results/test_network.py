"""The page Network: nothing yet, too few, five cities, the demo, and who is refused."""

import pytest
from streamlit.testing.v1 import AppTest

from resilience.framework import Framework, load_source
from resilience.services.cities.coordinators import invite_coordinator
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.ui.results.network import CITY
from resilience.ui.results.network import FRAMEWORK as ASKED
from resilience.ui.shared.menu import NETWORK, PEERS_RESULT
from tests.app.conftest import DemoCodes
from tests.app.seen import charts, figures, table, words
from tests.app.visit import as_host, as_staff, as_stranger, visit
from tests.charts.frames import numbers
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import HOST, KEY, Held
from tests.services.towns import published

TOO_FEW = "The distribution of scores is shown once 5 cities can be compared"


def as_coordinator(store: Store, **asked: str) -> AppTest:
    """The page as somebody with a coordinator's link, with these parts of the address."""
    return visit(NETWORK, links=[invite_coordinator(store, KEY, HOST, "ICLEI")], asked=asked)


@pytest.fixture
def towns(store: Store, framework: Framework) -> dict[str, Held]:
    """Five towns with 0, 25, 50, 75 and 100 points in everything; only people of Cay differ."""
    levels = {"Aba": 0, "Bay": 1, "Cay": 2, "Dey": 3, "Elk": 4}
    apart = {"Cay": (1, 2, 3) * 2}
    return {
        name: published(store, framework, name, level, said=apart.get(name, ()))
        for name, level in levels.items()
    }


def test_before_anybody_publishes_the_page_says_how_it_is_done(store: Store) -> None:
    for at in (as_coordinator(store), as_host(NETWORK)):
        assert "No city takes part yet. The facilitator of a closed workshop" in words(at)
        assert figures(at) == set()


def test_whoever_reads_no_result_of_a_city_that_published_is_refused(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    published(held.store, held.view.framework, "Aba", 2)
    for at in (as_stranger(NETWORK), as_staff(NETWORK, held, "official")):
        assert "Only coordinators and cities that publish their result here" in words(at)
        assert figures(at) == set()
        assert "Aba" not in words(at)


def test_one_city_is_told_that_it_is_too_few(store: Store, framework: Framework) -> None:
    held = published(store, framework, "Aba", 2)
    at = as_staff(NETWORK, held, "official")
    said = words(at)
    assert "1 city on Two themes 1" in said
    assert TOO_FEW in said
    assert "Aba, Nowhere" in said
    assert figures(at) == {"table"}, "who takes part, and no score"


def test_an_official_reads_the_own_place_and_the_distribution(towns: dict[str, Held]) -> None:
    at = as_staff(NETWORK, towns["Cay"], "official")
    said = words(at)
    assert "Cay is probably number 3 of 5 comparable cities, scored with Two themes 1" in said
    assert "Cay is within the middle half everywhere." in said
    assert "middle half of all cities" in said
    assert table(at, "Median") == {
        row: ["5", "10.0", "25.0", "50.0", "75.0", "90.0", "50.0"]
        for row in ("Overall", "Water", "Power")
    }
    assert [box.key for box in at.selectbox] == ["language-switch"], "there is nothing to choose"
    assert said.index("Aba, Nowhere") < said.index("Cay, Nowhere") < said.index("Elk, Nowhere")
    for name in ("Aba", "Bay", "Dey", "Elk"):
        drawn = str(charts(at)[0].figure)
        assert name not in drawn, "the others are dots without names"


def test_an_official_sees_the_place_of_no_other_city(towns: dict[str, Held]) -> None:
    at = as_staff(NETWORK, towns["Cay"], "official")
    at.query_params[CITY] = "Elk, Nowhere"
    said = words(at.run())
    assert (
        "Only readers of Elk, Nowhere's results can see its rank. You see your own city's rank."
        in said
    )
    assert "number 3" in said
    assert "the rank of Elk" not in said


def test_a_coordinator_chooses_a_city_or_none(store: Store, towns: dict[str, Held]) -> None:
    assert len(towns) == 5
    at = as_coordinator(store)
    assert "5 cities on Two themes 1" in words(at)
    assert "is probably number" not in words(at)
    assert "is unknown" not in words(at)
    at.selectbox(key="network-city-two-themes").set_value("Elk, Nowhere").run()
    assert "the rank of Elk is unknown" in words(at)
    assert at.query_params[CITY] == "Elk, Nowhere"
    shared = as_coordinator(store, **{CITY: "Aba, Nowhere", ASKED: "two-themes"})
    assert "the rank of Aba is unknown" in words(shared)


def test_many_cities_are_listed_page_by_page_and_found_by_name(
    store: Store, towns: dict[str, Held], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(towns) == 5
    monkeypatch.setattr("resilience.ui.results.network.MOST_LINES", 2)
    monkeypatch.setattr("resilience.ui.results.network.PER_PAGE", 2)
    monkeypatch.setattr("resilience.ui.results.network.MOST_FOUND", 2)
    at = as_coordinator(store)
    listed = words(at)
    assert "Bay, Nowhere" in listed
    assert "Cay, Nowhere" not in listed
    at.session_state["network-page-two-themes-"] = 3
    listed = words(at.run())
    assert "Elk, Nowhere" in listed
    assert "Bay, Nowhere" not in listed
    only = words(at.text_input(key="network-list-two-themes").set_value("dey").run())
    assert "Dey, Nowhere" in only
    assert "Elk, Nowhere" not in only
    find = "network-find-two-themes"
    assert "5 cities have this in their name" in words(
        at.text_input(key=find).set_value("NOWHERE").run()
    )
    assert "No city has this in its name." in words(at.text_input(key=find).set_value("zoo").run())
    at.text_input(key=find).set_value("lk").run()
    box = at.selectbox(key="network-city-two-themes")
    assert [option.strip("\u2068\u2069") for option in box.options] == ["No city", "Elk, Nowhere"]
    box.set_value("Elk, Nowhere").run()
    assert "the rank of Elk is unknown" in words(at)
    at.text_input(key=find).set_value("").run()
    assert "the rank of Elk is unknown" in words(at), "the city that is shown can still be chosen"


def test_another_framework_is_chosen_and_stands_in_the_address(
    store: Store, towns: dict[str, Held]
) -> None:
    assert len(towns) == 5
    structure = STRUCTURE.replace("id: two-themes", "id: other-themes")
    words_of_it = WORDS.replace("title: Two themes", "title: Other themes")
    other = load_source({"framework.yaml": structure, "text.en.yaml": words_of_it})
    published(store, other, "Fir", 2)
    at = as_coordinator(store)
    box = at.selectbox(key="network-framework")
    assert list(box.options) == ["Two themes", "Other themes"]
    box.set_value("other-themes").run()
    assert "1 city on Other themes 1" in words(at)
    assert at.query_params[ASKED] == "other-themes"
    of_city = as_coordinator(store, **{CITY: "Fir, Nowhere"})
    assert "1 city on Other themes 1" in words(of_city)


def test_what_an_address_asks_for_in_vain_is_told(store: Store, towns: dict[str, Held]) -> None:
    assert len(towns) == 5
    at = as_coordinator(store, **{CITY: "[Zoo](http://evil)", ASKED: "nothing"})
    said = words(at)
    assert "No city takes part with the framework nothing. Shown instead\\: two-themes." in said
    assert "does not take part here, so no rank is shown." in said
    assert "[Zoo](http" not in said
    assert "5 cities on Two themes 1" in said


@pytest.mark.usefixtures("demo")
def test_everybody_sees_the_network_of_the_demo_marked_invented() -> None:
    at = as_stranger(NETWORK)
    said = words(at)
    assert "Invented data: these cities do not exist." in said
    assert (
        "Haiwan (invented demo city) is probably number 3 of 7 comparable cities, scored with Urban "
        "resilience scorecard 2.0.0" in said
    )
    assert table(at, "Median")["Overall"][:4] == ["7", "45.4", "50.3", "53.9"]
    assert "Not comparable: a different number of indicators was asked: 20 instead of 59." in said
    assert "Not comparable: it is one person's answer." in said


def test_beside_a_real_city_the_demo_shows_where_it_is_asked_for(
    demo: DemoCodes, held: Held
) -> None:
    assert demo
    assert held
    assert "Only coordinators and cities" in words(as_stranger(NETWORK))
    at = as_stranger(NETWORK)
    at.query_params[CITY] = "Haiwan (invented demo city), Invented"
    assert "Invented data: these cities do not exist." in words(at.run())


def test_the_network_is_a_tab_of_peers_for_who_may_see_it(
    towns: dict[str, Held], held: Held
) -> None:
    at = as_staff(PEERS_RESULT, towns["Cay"], "official", towns["Cay"].code)
    said = words(at)
    assert "Cay is probably number 3 of 5 comparable cities, scored with Two themes 1" in said
    assert "Other frameworks and cities" not in said, "an official has no others"
    assert [tab.label for tab in at.tabs] == [
        "Peers",
        "Learn from peers",
        "Network",
        "Map",
        "Context figures",
        "Method",
    ]
    held.bring_to(Phase.REVEALED)
    at = as_staff(PEERS_RESULT, held, "official", held.code)
    assert "Network" not in [tab.label for tab in at.tabs], "this city published nothing"
    assert "cities on Two themes" not in words(at)
    host = as_host(PEERS_RESULT, held.code)
    assert "5 cities on Two themes 1" in words(host)
    assert "Cascais ranks" not in words(host)
    assert "Other frameworks and cities of the network" in words(host)


def test_the_own_score_is_not_among_the_dots_of_others(towns: dict[str, Held]) -> None:
    at = as_staff(NETWORK, towns["Cay"], "official")
    drawn = charts(at)[0].figure
    (dots,) = (trace for trace in drawn["data"] if trace["name"] == "another city")
    assert numbers(dots["x"]) == [0, 25, 75, 100] * 3
