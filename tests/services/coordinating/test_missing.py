"""Which cities have not sent a result yet."""

import datetime
from dataclasses import replace

from resilience.exchange.package import write_package
from resilience.framework import Framework
from resilience.services.cities.peers import add_peer
from resilience.services.coordinating.missing import AwaitedCities, missing_cities
from resilience.store import Store
from resilience.text import Text
from resilience.wording.peers.collected import reminder_words
from tests.exchange.package.made import CITY, KEY, result
from tests.services.coordinating.made import FIRST, SECOND, of
from tests.services.coordinating.test_collecting import COORDINATOR
from tests.services.held import HOST
from tests.services.towns import published


def test_cities_with_older_results_and_expected_ones_are_missing(
    store: Store, framework: Framework
) -> None:
    add_peer(store, HOST, of("Aba", FIRST), trust=True)
    add_peer(store, HOST, of("Bay", SECOND))
    published(store, framework, "Cay", 2)
    expected = ["bay, nowhere", "Dey,  Nowhere", "", "Dey, Nowhere"]
    found = missing_cities(store, COORDINATOR, SECOND, expected)
    day = missing_cities(store, COORDINATOR, datetime.date(2100, 1, 1))
    assert (found.count, day.count) == (4, 3)
    assert {one.name: one.last for one in found.missing} == {
        "Aba, Nowhere": FIRST,
        "Dey, Nowhere": None,
    }
    assert [one.name for one in day.missing] == ["Aba, Nowhere", "Bay, Nowhere", "Cay, Nowhere"]


def test_an_invented_city_is_not_missing(store: Store) -> None:
    made_up = result(city=replace(CITY, invented=True))
    add_peer(store, HOST, write_package(made_up, KEY), trust=True)
    assert missing_cities(store, COORDINATOR, datetime.date(2100, 1, 1)) == AwaitedCities(0, ())


def test_the_reminder_says_where_to_publish() -> None:
    said = reminder_words(SECOND, "https://net.example", Text("en"))
    assert "https://net.example/package" in said
    assert "June 1, 2026 or later" in said
