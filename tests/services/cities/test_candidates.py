"""Which peers are read: all, or of many cities that publish here those most like the own one."""

import pytest

from resilience.framework import Framework
from resilience.services.cities.candidates import peers_beside
from resilience.services.cities.peers import add_peer, peers
from resilience.services.workshop.profile import CityProfile
from resilience.store import Store
from tests.services.cities.test_network import brought
from tests.services.held import HOST
from tests.services.towns import published, town

#: people of the towns that publish, beside a town of 100 000
PEOPLE = {"Aba": 90_000, "Bay": 9_000_000, "Cay": 120_000, "Dey": 1_000}


def test_of_many_cities_those_most_alike_are_read(
    store: Store, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, people in PEOPLE.items():
        held = published(store, framework, name, 2, city=CityProfile(name, "Nowhere", people))
    own = town(store, framework, "Own", 1, city=CityProfile("Own", "Nowhere", 100_000))
    add_peer(store, HOST, brought(held, name="File"), trust=True)
    add_peer(store, HOST, brought(held, name="Bay"))
    every = [(one.city.name, one.published_here) for one in peers_beside(store, own.result())]
    assert every == [(one.city.name, one.published_here) for one in peers(store)]
    assert [name for name, _ in every] == ["Aba", "Bay", "Cay", "Dey", "File"]
    monkeypatch.setattr("resilience.services.cities.candidates.MOST", 2)
    near = [(one.city.name, one.published_here) for one in peers_beside(store, own.result())]
    assert near == [("Aba", True), ("Cay", True), ("File", False)]


def test_where_too_little_is_known_others_are_read_all_the_same(
    sqlite_store: Store, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PEOPLE:
        published(sqlite_store, framework, name, 2)
    monkeypatch.setattr("resilience.services.cities.candidates.MOST", 2)
    own = town(sqlite_store, framework, "Own", 1)
    assert [one.city.name for one in peers_beside(sqlite_store, own.result())] == ["Aba", "Bay"]
