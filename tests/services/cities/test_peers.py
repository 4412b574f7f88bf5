"""Results of other cities: looked at, trusted, taken in, replaced, removed."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from resilience.errors import InputError, NotAllowed, NotFound
from resilience.exchange.package import CityFacts, CityResult, PublishingKey, write_package
from resilience.framework import Framework, Indicator, Levels
from resilience.scoring import compare
from resilience.scoring.comparison.comparability import comparability
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.cities.peers import (
    add_peer,
    add_undrr_peer,
    look_at,
    peers,
    remove_peer,
    taken_in,
)
from resilience.services.cities.publishers import distrust, publishers
from resilience.services.cities.rank import names_apart
from resilience.services.frameworks.matching import fit_of
from resilience.services.results.comparison_input import side_of
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import PeerResult, Publisher, StaffAct
from resilience.text import Text
from tests.exchange.package.made import CITY, KEY, OTHER_KEY, packed, parts, result
from tests.indicators import UNDRR_1, shipped
from tests.scoring.build import framework as built
from tests.scoring.build import indicator, theme
from tests.services.clock import Clock, settable_clock
from tests.services.held import HOST, Held, rows
from tests.services.remembered import demo_in

ABA = write_package(result(), KEY)
WORDS = Text("en")


def of(**changes: object) -> CityResult:
    """The result of Aba, or of another city or day."""
    made = result()
    return replace(made, about=replace(made.about, **changes))  # type: ignore[arg-type]


def written(key: PublishingKey = KEY, **changes: object) -> bytes:
    return write_package(of(**changes), key)


def levelled(one: Indicator) -> Levels:
    assert isinstance(one.scale, Levels)
    return one.scale


@pytest.fixture
def undrr() -> Framework:
    return shipped(UNDRR_1)


@pytest.fixture(autouse=True)
def summer() -> Iterator[Clock]:
    """The first of June 2027, after the days of these results."""
    with settable_clock() as clock:
        noon = datetime.datetime(2027, 6, 1, 12, tzinfo=datetime.UTC)
        clock.ahead = noon - datetime.datetime.now(datetime.UTC)
        yield clock


def test_a_look_keeps_nothing_and_says_who_signed(store: Store) -> None:
    seen = look_at(store, HOST, ABA)
    assert (seen.package.publisher, seen.package.fingerprint) == (KEY.name, KEY.fingerprint)
    assert seen.package.result == result()
    assert (seen.known_as, seen.namesake, seen.replaces, seen.refused) == (None, False, None, None)
    assert not rows(store, PeerResult)
    assert not rows(store, Publisher)
    assert not rows(store, StaffAct)


def test_a_publisher_is_trusted_on_confirmation_and_known_from_then_on(store: Store) -> None:
    with pytest.raises(NotAllowed, match=f"City of Aba is not trusted .* {KEY.fingerprint}"):
        add_peer(store, HOST, ABA)
    assert not rows(store, PeerResult)
    add_peer(store, HOST, ABA, trust=True)
    newer = written(date=datetime.date(2027, 1, 1))
    assert look_at(store, HOST, newer).known_as == KEY.name
    add_peer(store, HOST, newer)
    (publisher,) = publishers(store)
    assert (publisher.name, publisher.fingerprint, publisher.results) == (
        KEY.name,
        KEY.fingerprint,
        1,
    )
    assert [act.act for act in rows(store, StaffAct)] == [
        "publisher trusted",
        "peer added",
        "peer added",
    ]


def test_what_is_kept_compares_as_it_did_where_it_came_from(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    (peer,) = peers(store)
    assert peer.side == result().side
    assert (peer.city, peer.licence, peer.publisher) == (CITY, "CC-BY-4.0", "City of Aba")
    assert peer.fingerprint == KEY.fingerprint
    assert compare(peer.side, result().side).rows == compare(result().side, result().side).rows
    assert peer.error is None, "four people are too few for a standard error"


def test_a_workshop_here_compares_with_what_it_published_elsewhere(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    own = side_of(held.result())
    there = replace(result(), framework=own.framework, scores=own.scores).side
    assert comparability(own, there).comparable


@pytest.mark.parametrize("data", [ABA, packed(parts(ABA))], ids=["the same file", "packed anew"])
def test_the_same_result_twice_changes_nothing(store: Store, data: bytes) -> None:
    add_peer(store, HOST, ABA, trust=True)
    assert look_at(store, HOST, data).refused is not None
    with pytest.raises(InputError, match="This result is already here"):
        add_peer(store, HOST, data)
    assert len(rows(store, PeerResult)) == 1


def test_a_newer_result_of_a_city_replaces_the_older_and_not_the_other_way(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    newer = written(date=datetime.date(2027, 5, 1))
    assert look_at(store, HOST, newer).replaces == datetime.date(2026, 10, 13)
    add_peer(store, HOST, newer)
    assert [peer.side.date for peer in peers(store)] == [datetime.date(2027, 5, 1)]
    with pytest.raises(InputError, match="A newer result of Aba is already here \\(2027-05-01\\)"):
        add_peer(store, HOST, ABA)
    corrected = written(date=datetime.date(2027, 5, 1), rounds=2)
    add_peer(store, HOST, corrected)
    assert len(peers(store)) == 1


def test_results_of_other_cities_stand_beside_one_another(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    add_peer(store, HOST, written(city=replace(CITY, name="Baba")))
    add_peer(store, HOST, written(city=replace(CITY, country="Elsewhere")))
    assert [(p.city.country, p.city.name) for p in peers(store)] == [
        ("Elsewhere", "Aba"),
        ("Nowhere", "Aba"),
        ("Nowhere", "Baba"),
    ]


def test_another_key_of_the_same_name_is_told_and_does_not_replace(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    forged = written(OTHER_KEY, date=datetime.date(2027, 1, 1))
    seen = look_at(store, HOST, forged)
    assert seen.namesake
    assert seen.known_as is None
    with pytest.raises(NotAllowed, match="is not trusted here"):
        add_peer(store, HOST, forged)
    add_peer(store, HOST, forged, trust=True)
    assert [peer.fingerprint for peer in peers(store)] == [KEY.fingerprint, OTHER_KEY.fingerprint]


def test_who_is_first_under_a_name_shuts_the_city_itself_not_out(store: Store) -> None:
    """Both stand there with who signed them; each publisher replaces the own result alone."""
    add_peer(store, HOST, written(OTHER_KEY, date=datetime.date(2027, 5, 1)), trust=True)
    seen = look_at(store, HOST, ABA)
    assert (seen.refused, seen.replaces, seen.rivals) == (None, None, (OTHER_KEY.name,))
    add_peer(store, HOST, ABA, trust=True)
    found = peers(store)
    assert {peer.fingerprint for peer in found} == {KEY.fingerprint, OTHER_KEY.fingerprint}
    assert len(set(names_apart(found))) == 2


def test_a_day_that_is_still_to_come_is_refused_and_shuts_nobody_out(
    store: Store, summer: Clock
) -> None:
    tomorrow, later = datetime.date(2027, 6, 2), datetime.date(2031, 1, 1)
    with pytest.raises(InputError, match="is dated 2031-01-01, which is in the future"):
        add_peer(store, HOST, written(date=later), trust=True)
    summer.step(5 * 365 * 24 * 60)
    add_peer(store, HOST, written(date=later), trust=True)  # as one that came by a wrong clock
    summer.step(-5 * 365 * 24 * 60)
    add_peer(store, HOST, written(date=tomorrow))
    assert [peer.side.date for peer in peers(store)] == [tomorrow]


def test_an_invented_city_is_no_peer_of_real_ones(store: Store, held: Held) -> None:
    made_up = written(city=replace(CITY, invented=True))
    seen = look_at(store, HOST, made_up)
    assert str(seen.refused) == "The city Aba is invented, so it cannot be a peer of real cities."
    with pytest.raises(InputError, match="is invented"):
        add_peer(store, HOST, made_up, trust=True)


def test_beside_the_demo_invented_peers_are_kept_apart_from_real_ones(store: Store) -> None:
    demo_in(store)
    add_peer(store, HOST, written(city=replace(CITY, invented=True)), trust=True)
    add_peer(store, HOST, written(city=replace(CITY, name="Baba")))
    assert [peer.city.name for peer in peers(store)] == ["Baba"]
    assert "Aba" in [peer.city.name for peer in taken_in(store, invented=True)]
    invented = [peer.city for peer in peers(store, invented=True)]
    assert {"Aba", "Aldmouth (invented)"} <= {city.name for city in invented}
    assert all(city.invented for city in invented)


def test_a_peer_is_removed_and_its_publisher_stays(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    (peer,) = peers(store)
    remove_peer(store, HOST, peer.id)
    assert not peers(store)
    assert [one.results for one in publishers(store)] == [0]
    with pytest.raises(NotFound, match="no longer available"):
        remove_peer(store, HOST, peer.id)
    add_peer(store, HOST, ABA)


def test_a_publisher_who_is_trusted_no_more_goes_with_all_results(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    add_peer(store, HOST, written(city=replace(CITY, name="Baba")))
    add_peer(store, HOST, written(OTHER_KEY, city=replace(CITY, name="Caba")), trust=True)
    distrust(store, HOST, KEY.fingerprint)
    assert [peer.city.name for peer in peers(store)] == ["Caba"]
    with pytest.raises(NotAllowed):
        add_peer(store, HOST, ABA)
    with pytest.raises(NotFound, match="not trusted"):
        distrust(store, HOST, KEY.fingerprint)


def test_only_the_host_looks_adds_removes_and_distrusts(held: Held, undrr: Framework) -> None:
    add_peer(held.store, HOST, ABA, trust=True)
    (peer,) = peers(held.store)
    for who in (NOBODY, held.staff("facilitator"), held.staff("official"), held.join()):
        refused(held.store, who, peer.id, undrr)
    assert len(peers(held.store)) == 1


def refused(store: Store, who: Visitor, peer_id: int, undrr: Framework) -> None:
    """Everything that the host alone does."""
    with pytest.raises(NotAllowed):
        look_at(store, who, ABA)
    with pytest.raises(NotAllowed):
        add_peer(store, who, written(city=replace(CITY, name="Baba")), trust=True)
    with pytest.raises(NotAllowed):
        remove_peer(store, who, peer_id)
    with pytest.raises(NotAllowed):
        distrust(store, who, KEY.fingerprint)
    with pytest.raises(NotAllowed):
        add_undrr_peer(store, who, undrr, "f" * 64, CITY, None, {})


def test_a_filled_undrr_workbook_is_the_answer_of_one_person(
    store: Store, undrr: Framework
) -> None:
    codes = [i.code for i in undrr.root.indicators()]
    levels = dict.fromkeys(codes, 2)
    day = datetime.date(2026, 3, 1)
    add_undrr_peer(store, HOST, undrr, "a" * 64, CityFacts("Lisbon", "Portugal"), day, levels)
    (peer,) = peers(store)
    assert (peer.city.name, peer.publisher, peer.error, peer.side.date) == (
        "Lisbon",
        None,
        None,
        day,
    )
    points = sum(scale.points[2] for scale in map(levelled, undrr.root.indicators()))
    assert peer.side.scores[undrr.root.code].value == points
    assert not comparability(peer.side, peer.side).comparable
    with pytest.raises(InputError, match="This workbook is already here"):
        add_undrr_peer(store, HOST, undrr, "a" * 64, CityFacts("Lisbon", "Portugal"), day, levels)
    add_undrr_peer(store, HOST, undrr, "b" * 64, CityFacts("Lisbon", "Portugal"), None, {})
    (again,) = peers(store)
    assert again.side.scores[undrr.root.code].value is None


def test_an_edition_is_scored_on_the_items_that_it_asks(store: Store, undrr: Framework) -> None:
    codes = [i.code for i in undrr.root.indicators()]
    lisbon = CityFacts("Lisbon", "Portugal")
    add_undrr_peer(
        store, HOST, undrr, "a" * 64, lisbon, None, dict.fromkeys(codes[1:], 1), codes[1:]
    )
    (peer,) = peers(store)
    assert peer.side.asked == set(codes[1:])
    assert peer.side.scores[undrr.root.code].coverage == 1


@pytest.mark.parametrize("levels", [{"nothing": 1}, {"P1.1": 9}])
def test_levels_that_are_none_are_refused(
    store: Store, undrr: Framework, levels: Mapping[str, int]
) -> None:
    with pytest.raises(InputError, match="which undrr-preliminary does not have"):
        add_undrr_peer(store, HOST, undrr, "a" * 64, CITY, None, levels)


def test_how_a_result_fits_is_said_in_words() -> None:
    side = result().side
    same = built(theme("T", indicator("a"), indicator("b", 2)), theme("U", indicator("c")))
    other = replace(built(theme("T", indicator("a"))), version="2")
    assert fit_of(side, [same, other]).words(WORDS) == (
        "Framework test 1: 3 of 3 indicators are the same here."
    )
    assert fit_of(side, [other]).words(WORDS) == (
        "Framework test 1; this installation has version 2: 1 of 3 indicators are the same here."
    )
    assert "does not have the framework test 1" in fit_of(side, []).words(WORDS)
