"""The open data of a network: only of cities whose licence allows it, and why others are left out."""

import csv
import datetime
import io
from dataclasses import replace

import pytest

from resilience.errors import InputError
from resilience.exchange.dataset import DatasetFacts
from resilience.exchange.package import CityFacts, write_package
from resilience.framework import Framework
from resilience.services.cities.packages import publish
from resilience.services.cities.peers import add_peer, add_undrr_peer
from resilience.services.cities.publications import show_to_network, take_from_network
from resilience.services.coordinating.open_data import open_data, open_results
from resilience.store import Store
from resilience.store.tables import StaffAct
from tests.exchange.package.made import CITY, KEY, parts, result
from tests.indicators import UNDRR_1, shipped
from tests.services.coordinating.made import of
from tests.services.coordinating.test_collecting import COORDINATOR
from tests.services.held import HOST, rows
from tests.services.towns import published, town

FACTS = DatasetFacts("Cities of 2026", "ICLEI", datetime.date(2026, 12, 1))


def test_results_without_an_open_licence_are_left_out_and_say_why(
    store: Store, framework: Framework
) -> None:
    published(store, framework, "Aba", 2)
    agreed = town(store, framework, "Bay", 3)
    agreed.move(lambda *given: show_to_network(*given, licence="CC0-1.0"))
    add_peer(store, HOST, publish(store, HOST, agreed.code, KEY, "CC-BY-4.0"), trust=True)
    add_peer(store, HOST, of("Cay", licence="CC-BY-SA-4.0"))
    add_peer(store, HOST, of("Dey", licence="All rights reserved"))
    undrr = shipped(UNDRR_1)
    code = next(undrr.root.indicators()).code
    add_undrr_peer(store, HOST, undrr, "0" * 64, CityFacts("Elk", "Nowhere"), None, {code: 1})
    found = open_results(store, COORDINATOR)
    assert [(one.result.about.city.name, one.publisher, one.licence) for one in found.entries] == [
        ("Bay", "Bay, Nowhere", "CC0-1.0"),
        ("Cay", "City of Aba", "CC-BY-SA-4.0"),
    ]
    said = {one.name: str(one.reason) for one in found.left_out}
    assert list(said) == ["Aba, Nowhere", "Bay, Nowhere", "Dey, Nowhere", "Elk, Nowhere"]
    assert "on this server only" in said["Aba, Nowhere"]
    assert "is used instead" in said["Bay, Nowhere"]
    assert said["Dey, Nowhere"].endswith("All rights reserved.")
    assert "nobody signed" in said["Elk, Nowhere"]
    assert "CC0-1.0" in {(act.after or {}).get("licence") for act in rows(store, StaffAct)}


def test_a_city_that_stops_publishing_is_no_longer_in_it(
    store: Store, framework: Framework
) -> None:
    held = town(store, framework, "Aba", 2)
    held.move(lambda *given: show_to_network(*given, licence="CC-BY-4.0"))
    assert len(open_results(store, COORDINATOR).entries) == 1
    held.move(take_from_network)
    assert open_results(store, COORDINATOR).entries == ()
    with pytest.raises(InputError, match="No city has agreed yet"):
        open_data(store, COORDINATOR, FACTS)


def test_a_licence_must_be_one_of_the_offered(store: Store, framework: Framework) -> None:
    held = town(store, framework, "Aba", 2)
    with pytest.raises(InputError, match="not one of"):
        held.move(lambda *given: show_to_network(*given, licence="mine"))


def test_the_file_has_what_the_packages_have(store: Store) -> None:
    add_peer(store, HOST, of("Aba"), trust=True)
    add_peer(store, HOST, of("Bay"))
    data = open_data(store, COORDINATOR, FACTS)
    assert data == open_data(store, HOST, FACTS)
    held = parts(data)
    scores = list(csv.DictReader(io.StringIO(held["results.csv"].decode())))
    own = list(csv.DictReader(io.StringIO(parts(of("Aba"))["scores.csv"].decode())))
    first = [row for row in scores if row["result"] == "1"]
    assert [{name: row[name] for name in own[0]} for row in first] == own
    assert {row["city"] for row in first} == {"Aba"}


def test_invented_cities_are_not_in_it(store: Store) -> None:
    made_up = result(city=replace(CITY, invented=True))
    add_peer(store, HOST, write_package(made_up, KEY), trust=True)
    found = open_results(store, COORDINATOR)
    assert (found.entries, found.left_out) == ((), ())


@pytest.mark.parametrize("facts", [replace(FACTS, title=" "), replace(FACTS, publisher="x" * 201)])
def test_title_and_publisher_are_asked_for(store: Store, facts: DatasetFacts) -> None:
    add_peer(store, HOST, of("Aba"), trust=True)
    with pytest.raises(InputError):
        open_data(store, COORDINATOR, facts)
