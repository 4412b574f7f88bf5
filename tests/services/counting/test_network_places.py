"""What the network keeps of each city: the same as from its tallies, and nothing is lost without it."""

import datetime
from collections.abc import Mapping

import numpy as np
import pytest
from sqlmodel import col, delete, select, update

from resilience.framework import Framework
from resilience.scoring.comparison.draws import Dice, RankRange, place_among
from resilience.services.cities.network import Network, members, networks
from resilience.services.cities.network_rank import NetworkRank, network_rank_of
from resilience.services.cities.packages import city_result_of
from resilience.services.cities.peers import add_peer
from resilience.services.cities.publications import show_to_network, take_from_network
from resilience.services.counting import rounds
from resilience.services.counting.comparable_scores import network_scores
from resilience.services.counting.network_places import keep_places
from resilience.services.results.results import read_result
from resilience.services.workshop.profile import CityProfile
from resilience.store import Store
from resilience.store.tables import NetworkPlace, Publication, PublishedScore
from tests.conftest import DATABASES
from tests.services.cities.test_network import brought, network_of
from tests.services.held import HOST, Held, finish, rows, set_up
from tests.services.towns import published, town

#: towns, and the levels that their six people say to everything but the outage
SAID = {
    "Aba": (0, 0, 0, 0, 0, 1),
    "Bay": (1, 2, 2) * 2,
    "Cay": (1, 2, 3) * 2,
    "Dey": (4, 2, 1) * 2,
    "Elk": (1, 2, 4) * 2,
}


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: places are summed in the database."""
    return str(request.param)


def mixed(store: Store, framework: Framework) -> dict[str, Held]:
    """Five towns that disagree within, and publish."""
    found = {}
    for name, levels in SAID.items():
        held = town(store, framework, name, 2, said=levels)
        show_to_network(store, HOST, held.code)
        found[f"{name}, Nowhere"] = held
    return found


def places(store: Store, found: Network) -> Mapping[str, NetworkRank | None]:
    """Where each city stands, as the pages read it."""
    names = [one.name for one in members(store, found).members]
    return {name: network_rank_of(store, found, found.usual_basis, name) for name in names}


def from_results(towns: Mapping[str, Held], framework: Framework) -> dict[str, NetworkRank]:
    """The same from the results of all, without anything that is kept."""
    dice, drawn, scores = Dice.of(framework), {}, {}
    for name, held in towns.items():
        result = city_result_of(read_result(held.store, held.id), "CC0-1.0")
        means = [result.scores[one.code].value for one in framework.root.indicators()]
        error = result.about.standard_error
        drawn[name] = dice.thrown(name, np.array(means, dtype=np.float64), error)
        scores[name] = network_scores(result.side, framework)
    found = {}
    for name, own in drawn.items():
        assert own is not None
        others = np.array([one for other, one in drawn.items() if other != name])
        found[name] = NetworkRank(scores[name], place_among(own, others))
    return found


def test_what_is_kept_says_what_the_tallies_say(store: Store, framework: Framework) -> None:
    towns = mixed(store, framework)
    expected = from_results(towns, framework)
    assert places(store, network_of(store, framework)) == expected
    ranges = [one.range for one in expected.values()]
    assert any(found and found.first < found.last for found in ranges)
    assert ranges[0] == RankRange(5, 5, 5), "Aba is below all others in every draw"


def test_a_city_without_an_overall_has_no_place_and_is_none_among_others(
    sqlite_store: Store, framework: Framework
) -> None:
    mixed(sqlite_store, framework)
    held = set_up(sqlite_store, framework, city=CityProfile("Fox", "Nowhere"))
    held.move(rounds.open_vote)
    for level in (3, 4, 4, 4):
        held.say(held.join(), W1=level, W2=level, P1="dk", P2="dk")
    held.move(rounds.close_vote, rounds.reveal, finish)
    show_to_network(sqlite_store, HOST, held.code)
    found = places(sqlite_store, network_of(sqlite_store, framework))
    assert {name: one.range.among for name, one in found.items() if one and one.range} == {
        f"{name}, Nowhere": len(SAID) for name in SAID
    }
    fox = found["Fox, Nowhere"]
    assert fox is not None
    assert (fox.range, fox.scores["WAT"] > 0, fox.unsure) == (None, True, False)


def test_without_what_is_kept_nothing_is_lost(store: Store, framework: Framework) -> None:
    mixed(store, framework)
    found = network_of(store, framework)
    before = places(store, found)
    with store.write() as session:
        session.exec(delete(NetworkPlace))
        session.exec(delete(PublishedScore))
    again = network_of(store, framework)
    assert again == found
    assert places(store, again) == before


@pytest.mark.parametrize("key", ["content_sha256", "framework_sha256", "method_version"])
def test_what_was_made_of_something_else_is_made_again(
    sqlite_store: Store, framework: Framework, key: str
) -> None:
    mixed(sqlite_store, framework)
    found = network_of(sqlite_store, framework)
    before = places(sqlite_store, found)
    with sqlite_store.write() as session:
        wrong = {key: "other", "draws": bytes(2000), "mean_low": 0, "mean_high": 0}
        session.exec(update(NetworkPlace).values(**wrong))
        session.exec(update(PublishedScore).values(score=1.5))
    assert keep_places(sqlite_store) == len(SAID)
    again = network_of(sqlite_store, framework)
    assert again.scores == found.scores
    assert places(sqlite_store, again) == before


def test_a_city_that_publishes_has_its_place_made_and_no_other(
    store: Store, framework: Framework
) -> None:
    published(store, framework, "Aba", 1, said=(0, 1, 2) * 2)
    kept = {row.workshop_id: row.draws for row in rows(store, NetworkPlace)}
    published(store, framework, "Bay", 1, said=(0, 1, 2) * 2)
    assert keep_places(store) == 0
    now = {row.workshop_id: row.draws for row in rows(store, NetworkPlace)}
    assert {workshop: now[workshop] for workshop in kept} == kept
    assert len(set(now.values())) == 2, "cities with the same figures draw for themselves"


def test_the_newest_result_alone_has_a_place(store: Store, framework: Framework) -> None:
    new = published(store, framework, "Aba", 4)
    old = published(store, framework, "Aba", 0, date=datetime.date(2025, 1, 1))
    assert [row.workshop_id for row in rows(store, NetworkPlace)] == [new.id]
    take_from_network(store, HOST, new.code)
    assert [row.newest for row in rows(store, Publication)] == [True]
    scores = network_of(store, framework).scores
    assert [one["overall"] for one in scores.values()] == [(0,)]
    assert [row.workshop_id for row in rows(store, NetworkPlace)] == [old.id]


def test_cities_are_listed_page_by_page_with_those_that_came_as_files(
    store: Store, framework: Framework
) -> None:
    for name in ("Bay", "dune", "Elk", "Gap_100%"):
        published(store, framework, name, 1)
    other = town(store, framework, "Zoo", 3)
    for at, name in enumerate(("Aba", "Cay", "fir", "Hat")):
        add_peer(store, HOST, brought(other, name=name), trust=not at)
    (found,) = networks(store, {(framework.id, framework.version): framework}, invented=False)
    order = ["Aba", "Bay", "Cay", "dune", "Elk", "fir", "Gap_100%", "Hat"]
    assert found.cities == len(order)
    for most in (1, 3, 8):
        listed = [members(store, found, "", first, most) for first in range(0, len(order), most)]
        assert [one.city for page in listed for one in page.members] == order
    assert [one.city for one in members(store, found, "A, no").members] == ["Aba"]
    assert [one.city for one in members(store, found, "_100%").members] == ["Gap_100%"]
    assert members(store, found, "nowhere", 0, 2).found == len(order)


def test_a_name_is_known_as_it_is_written(store: Store, framework: Framework) -> None:
    published(store, framework, "Ñuñoa", 1)
    found = network_of(store, framework)
    assert network_rank_of(store, found, found.usual_basis, "Ñuñoa, Nowhere") is not None
    assert network_rank_of(store, found, found.usual_basis, "ñuñoa, nowhere") is None
    assert [one.city for one in members(store, found, "ÑUÑ").members] == ["Ñuñoa"]


def test_a_key_of_what_is_published_is_the_hash_of_it(store: Store, framework: Framework) -> None:
    held = published(store, framework, "Aba", 1)
    with store.read() as session:
        query = select(Publication.content_sha256).where(col(Publication.workshop_id) == held.id)
        summed = session.exec(query).one()
    (place,) = rows(store, NetworkPlace)
    assert place.content_sha256 == summed
    assert len(summed) == 64
