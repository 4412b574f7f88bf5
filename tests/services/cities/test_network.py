"""The network: who is counted with whom, worked by hand, and who reads it."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from resilience.errors import NotAllowed
from resilience.exchange.package import PublishingKey, write_package
from resilience.framework import Framework, load_source
from resilience.services.access.access import NOBODY, Grant, Visitor
from resilience.services.cities.network import Member, Network, Scores, member, members, networks
from resilience.services.cities.network_rank import NetworkRank, network_rank_of
from resilience.services.cities.network_readers import NetworkReader, reader_of, sees_network
from resilience.services.cities.packages import city_result_of
from resilience.services.cities.peers import add_peer
from resilience.services.cities.publications import show_to_network
from resilience.services.cities.undrr_results import take_workbook
from resilience.store import Store
from resilience.text import Text
from resilience.wording.peers.members import member_rows
from resilience.wording.peers.network import (
    network_headline,
    network_title,
    shown_scores,
    spread_finding,
    spread_frame,
    spread_rows,
)
from tests.conftest import STRUCTURE, WORDS
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST, Held
from tests.services.remembered import demo_in, urban
from tests.services.towns import published, town
from tests.workbook.undrr.filled_official import of_city

KEY = PublishingKey("City network", bytes(32))
COORDINATOR = Visitor((Grant("coordinator", None),))
TEXT = Text()
#: towns and the level that all say there
LEVELS = {"Aba": 0, "Bay": 1, "Cay": 2, "Dey": 3, "Elk": 4}


def network_of(store: Store, framework: Framework) -> Network:
    """The one network of a store."""
    (found,) = networks(store, {(framework.id, framework.version): framework}, invented=False)
    return found


def compared_with(member: Member, found: Network, basis: str) -> str:
    """What the list of cities says a member is compared on."""
    (said,) = member_rows([member], found, basis, TEXT)["What is compared"]
    return str(said)


def all_of(store: Store, found: Network) -> tuple[Member, ...]:
    """The cities of a network, by name."""
    return members(store, found).members


def standings(store: Store, found: Network, basis: str) -> dict[str, NetworkRank]:
    """Where each city of a basis stands, by its name."""
    names = [one.name for one in all_of(store, found)]
    return {
        name: own
        for name in names
        if (own := network_rank_of(store, found, basis, name)) is not None
    }


def basis_of(store: Store, found: Network, name: str) -> str:
    """The basis on which a city compares."""
    city = member(store, found, name)
    assert city
    return city.basis


@pytest.fixture
def five(store: Store, framework: Framework) -> Network:
    """Five towns with 0, 25, 50, 75 and 100 points in everything; only people of Cay differ."""
    for name, level in LEVELS.items():
        published(store, framework, name, level, said=(1, 2, 3) * 2 if name == "Cay" else ())
    return network_of(store, framework)


def test_themes_are_distributed_over_the_cities(five: Network) -> None:
    basis = five.usual_basis
    assert five.counted[basis] == 5
    assert five.scores[basis] == dict.fromkeys(("overall", "WAT", "PWR"), (0, 25, 50, 75, 100))
    frame = spread_frame(five, basis, None, TEXT)
    assert list(frame.index) == ["Overall", "Water", "Power"]
    assert frame.loc["Water"].drop("own").to_dict() == {
        "tenth": 10,
        "quarter": 25,
        "median": 50,
        "three_quarters": 75,
        "nine_tenths": 90,
        "cities": 5,
    }
    assert list(spread_rows(frame, "", TEXT)) == [
        *("Cities", "One city in ten is below", "One city in four is below", "Median"),
        *("One city in four is above", "One city in ten is above"),
    ]


def test_one_citys_place_is_a_range(store: Store, five: Network) -> None:
    basis = basis_of(store, five, "Cay, Nowhere")
    stood = standings(store, five, basis)
    own = stood["Cay, Nowhere"]
    assert own.scores == dict.fromkeys(("overall", "WAT", "PWR"), 50)
    assert own.range is not None
    assert (own.range.first, own.range.last, own.range.among) == (3, 3, 5)
    headline = network_headline(five, basis, "Cay", own, TEXT)
    assert headline == "Cay is probably number 3 of 5 comparable cities, scored with Two themes 1"
    aba = stood["Aba, Nowhere"]
    assert (aba.range, aba.unsure) == (None, True)
    assert network_headline(five, basis, "Aba", aba, TEXT) == (
        "5 cities on Two themes 1; the rank of Aba is unknown because its results are by group, too few people answered enough of the questions in every theme, everyone answered the same as the rest of their department, several votes asked the questions, or answers were deleted"
    )
    finding = spread_finding(five, basis, "Cay", own, TEXT)
    assert finding.endswith("Cay is within the middle half everywhere.")
    best = spread_finding(five, basis, "Elk", stood["Elk, Nowhere"], TEXT)
    assert best.endswith("Elk is above the middle half in: Overall, Water, Power.")
    worst = spread_finding(five, basis, "Aba", stood["Aba, Nowhere"], TEXT)
    assert worst.endswith("Aba is below the middle half in: Overall, Water, Power.")


def test_the_finding_names_the_widest_and_the_closest_theme() -> None:
    """Quarters of Water: 10 and 30; of Power: 40 and 45."""
    small = load_source({"framework.yaml": STRUCTURE, "text.en.yaml": WORDS})
    scores: Scores = {"WAT": (0, 10, 20, 30, 40), "PWR": (40, 40, 42, 45, 45)}
    found = Network("two-themes", False, 5, {"b": small}, {"b": scores}, {"b": 5}, {"b": 4}, (), ())
    assert spread_finding(found, "b", "", None, TEXT) == (
        "Cities differ most in Water and least in Power: the middle half of cities spans 20 points in the first and 5 in the second."
    )
    alike = replace(found, scores={"b": {**scores, "PWR": (40, 50, 60, 70, 80)}})
    assert spread_finding(alike, "b", "", None, TEXT) == "", "both span 20 points"


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (30.0, "is within the middle half everywhere."),
        (30.06, "is above the middle half in: Water."),
        (9.96, "is within the middle half everywhere."),
        (9.9, "is below the middle half in: Water."),
    ],
)
def test_a_score_is_beyond_the_middle_half_only_where_the_printed_numbers_differ(
    score: float, said: str
) -> None:
    """Quarters of Water: 9.96 and 29.98, printed as 10.0 and 30.0."""
    small = load_source({"framework.yaml": STRUCTURE, "text.en.yaml": WORDS})
    scores: Scores = {"WAT": (0, 9.96, 20, 29.98, 40)}
    found = Network("two-themes", False, 5, {"b": small}, {"b": scores}, {"b": 5}, {"b": 4}, (), ())
    finding = spread_finding(found, "b", "Aba", NetworkRank({"WAT": score}, None), TEXT)
    assert finding.endswith(said)


def test_a_theme_that_fewer_than_five_scored_shows_none_of_them(five: Network) -> None:
    basis = five.usual_basis
    fewer = {**five.scores[basis], "PWR": (0.0, 25.0, 50.0, 75.0)}
    found = replace(five, scores={basis: fewer})
    assert shown_scores(found, basis) == [(0, 25, 50, 75, 100)] * 2 + [()]
    assert spread_frame(found, basis, None, TEXT)["median"].isna().tolist() == [False, False, True]


def test_towns_that_lie_close_share_a_range(sqlite_store: Store, framework: Framework) -> None:
    for name in ("Aba", "Bay", "Cay", "Dey", "Elk"):
        published(sqlite_store, framework, name, 2, said=(1, 2, 3) * 2)
    found = network_of(sqlite_store, framework)
    basis = found.usual_basis
    own = standings(sqlite_store, found, basis)["Aba, Nowhere"]
    said = network_headline(found, basis, "Aba", own, TEXT)
    assert (
        said
        == "In at least nine in ten simulations, Aba ranked between 1 and 5 of 5 comparable cities, scored with Two themes 1"
    )


def test_fewer_than_five_show_neither_distribution_nor_place(
    sqlite_store: Store, framework: Framework
) -> None:
    for name in ("Aba", "Bay", "Cay", "Dey"):
        published(sqlite_store, framework, name, LEVELS[name])
    found = network_of(sqlite_store, framework)
    basis = basis_of(sqlite_store, found, "Aba, Nowhere")
    own = standings(sqlite_store, found, basis)["Aba, Nowhere"]
    assert network_headline(found, basis, "Aba", own, TEXT) == "4 cities on Two themes 1"
    assert spread_frame(found, basis, own, TEXT)["median"].isna().all()
    assert shown_scores(found, basis) == [(), (), ()]
    assert spread_finding(found, basis, "Aba", own, TEXT) == ""


def test_a_quick_scorecard_is_listed_and_not_counted(five: Network, held: Held) -> None:
    framework = held.view.framework
    published(held.store, framework, "Fir", 4, tier="quick")
    found = network_of(held.store, framework)
    basis = found.usual_basis
    here = all_of(held.store, found)
    assert [one.name for one in here][-1] == "Fir, Nowhere"
    assert found.counted[basis] == 5
    assert found.scores[basis] == five.scores[five.usual_basis]
    assert basis_of(held.store, found, "Fir, Nowhere") != basis
    assert compared_with(here[-1], found, basis).startswith(
        "Not comparable: a different number of indicators was asked: 2 instead of 4."
    )
    assert compared_with(here[0], found, basis) == (
        "Comparable: scored by the same rules. Published on this server by the city."
    )


def test_another_version_is_listed_and_not_counted(
    sqlite_store: Store, framework: Framework
) -> None:
    structure = STRUCTURE.replace('version: "1"', 'version: "2"')
    newer = load_source({"framework.yaml": structure, "text.en.yaml": WORDS})
    published(sqlite_store, framework, "Aba", 1)
    published(sqlite_store, framework, "Bay", 2)
    published(sqlite_store, newer, "Cay", 3)
    known = {(one.id, one.version): one for one in (framework, newer)}
    (found,) = networks(sqlite_store, known, invented=False)
    basis = found.usual_basis
    assert found.scores[basis]["overall"] == (25, 50)
    line = compared_with(all_of(sqlite_store, found)[2], found, basis)
    assert line.startswith("Not comparable: another version of the framework (2).")


def test_the_newest_year_of_a_city_counts_once(sqlite_store: Store, framework: Framework) -> None:
    published(sqlite_store, framework, "Aba", 4)
    published(sqlite_store, framework, "Aba", 0, date=datetime.date(2025, 1, 1))
    found = network_of(sqlite_store, framework)
    assert len(all_of(sqlite_store, found)) == 1
    assert found.scores[found.usual_basis]["overall"] == (100,)


def brought(held: Held, **facts: object) -> bytes:
    """The data package of a workshop as that of another city."""
    made = city_result_of(held.result(), "CC0-1.0")
    city = replace(made.about.city, **facts)  # type: ignore[arg-type]
    return write_package(replace(made, about=replace(made.about, city=city)), KEY)


def test_a_signed_peer_file_counts_and_says_who_signed_it(
    sqlite_store: Store, framework: Framework
) -> None:
    first = published(sqlite_store, framework, "Aba", 1)
    other = town(sqlite_store, framework, "Bay", 3)
    add_peer(sqlite_store, HOST, brought(other, name="Zoo"), trust=True)
    add_peer(sqlite_store, HOST, brought(first))  # what the city shows here goes before its file
    found = network_of(sqlite_store, framework)
    basis = found.usual_basis
    here = all_of(sqlite_store, found)
    assert [one.name for one in here] == ["Aba, Nowhere", "Zoo, Nowhere"]
    assert found.scores[basis]["overall"] == (25, 75)
    assert compared_with(here[1], found, basis).endswith("Signed by City network.")
    stood = standings(sqlite_store, found, basis)
    assert stood["Zoo, Nowhere"].scores["PWR"] == 75
    assert len(stood) == 2


def test_a_file_of_a_framework_that_is_not_here_is_listed_and_not_counted(
    sqlite_store: Store, framework: Framework
) -> None:
    other = town(sqlite_store, framework, "Bay", 3)
    add_peer(sqlite_store, HOST, brought(other, name="Zoo"), trust=True)
    (found,) = networks(sqlite_store, {}, invented=False)
    assert found.usual_basis == ""
    assert network_headline(found, "", "", None, TEXT) == "1 city, and it cannot be compared"
    assert network_title(found, TEXT) == "two-themes"
    line = compared_with(all_of(sqlite_store, found)[0], found, "")
    assert "this installation does not have its version of the framework" in line


def test_an_unsigned_workbook_is_no_consent(sqlite_store: Store) -> None:
    framework = shipped(UNDRR_1)
    take_workbook(sqlite_store, HOST, framework, of_city(P1_1=2))
    assert (
        networks(sqlite_store, {(framework.id, framework.version): framework}, invented=False) == ()
    )


def test_points_are_compared_as_shares_of_those_possible(sqlite_store: Store) -> None:
    framework = shipped(UNDRR_1)
    held = town(sqlite_store, framework, "Aba", 3)
    show_to_network(sqlite_store, HOST, held.code)
    found = network_of(sqlite_store, framework)
    scores = found.scores[found.usual_basis]
    assert scores["overall"] == (100,)
    assert {one for found in scores.values() for one in found} == {100}


def test_real_and_invented_cities_are_never_in_one_network(
    sqlite_store: Store, framework: Framework
) -> None:
    demo_in(sqlite_store)
    published(sqlite_store, framework, "Aba", 1)
    known = {(one.id, one.version): one for one in (framework, urban())}
    (real,) = networks(sqlite_store, known, invented=False)
    (invented,) = networks(sqlite_store, known, invented=True)
    assert [one.city for one in all_of(sqlite_store, real)] == ["Aba"]
    assert "Haiwan (invented demo city)" in [one.city for one in all_of(sqlite_store, invented)]
    assert {one.country for one in all_of(sqlite_store, invented)} == {"Invented"}


def test_who_reads_it(held: Held, workshop: Callable[..., Held]) -> None:
    framework = held.view.framework
    other = published(held.store, framework, "Aba", 2)
    assert reader_of(held.store, COORDINATOR) == NetworkReader(invented=False, own=(), every=True)
    assert reader_of(held.store, HOST).every
    for role in ("facilitator", "cofacilitator", "official", "lead"):
        found = reader_of(held.store, other.staff(role))
        assert found == NetworkReader(invented=False, own=("Aba, Nowhere",), every=False)
    for who in (NOBODY, held.staff("official"), held.staff("facilitator"), held.join()):
        with pytest.raises(NotAllowed, match="cities that publish their result here"):
            reader_of(held.store, who)
    later = workshop(city=other.view.city)
    assert reader_of(held.store, later.staff("official")).own == ("Aba, Nowhere",)


def test_the_menu_shows_it_to_those_to_whom_it_is_of_use(held: Held) -> None:
    assert [sees_network(held.store, who) for who in (COORDINATOR, HOST, NOBODY)] == [
        True,
        False,
        False,
    ]
    other = published(held.store, held.view.framework, "Aba", 2)
    who = (COORDINATOR, HOST, NOBODY, held.staff("official"), other.staff("official"))
    assert [sees_network(held.store, one) for one in who] == [True, True, False, False, True]


def test_the_demos_network_is_public_and_asked_for_beside_real_cities(
    sqlite_store: Store, framework: Framework
) -> None:
    demo_in(sqlite_store)
    haiwan = "Haiwan (invented demo city), Invented"
    assert reader_of(sqlite_store, NOBODY) == NetworkReader(
        invented=True, own=(haiwan,), every=True
    )
    town(sqlite_store, framework, "Aba", 2)
    with pytest.raises(NotAllowed):
        reader_of(sqlite_store, NOBODY)
    assert reader_of(sqlite_store, NOBODY, asked=haiwan).invented
    assert not sees_network(sqlite_store, NOBODY)
    assert not reader_of(sqlite_store, HOST).invented
