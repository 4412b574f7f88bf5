"""The page Peer cities: a file is looked at, its publisher trusted, and it stays until removed."""

import datetime
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from resilience.exchange.package import PublishingKey, write_package
from resilience.services.cities.coordinators import coordinators
from resilience.services.cities.packages import publish
from resilience.services.cities.peers import add_peer, peers
from resilience.services.cities.publications import show_to_network
from resilience.services.cities.publishers import publishers
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.ui.shared.menu import PEERS
from tests.app.seen import kinds, words
from tests.app.visit import ADDRESS, as_host, as_staff, as_stranger, confirm
from tests.exchange.package.made import CITY, KEY, OTHER_KEY, result
from tests.services.held import HOST, Held
from tests.services.held import KEY as INSTALLATION
from tests.workbook.undrr.filled_official import of_city

ABA = write_package(result(), KEY)


def brought(data: bytes, at: AppTest | None = None) -> AppTest:
    """The page with a file uploaded, by whoever keeps the peers."""
    at = as_host(PEERS) if at is None else at
    at.file_uploader[0].set_value([("peer.zip", data, "application/zip")])
    return at.run()


def test_a_peer_comes_in_after_its_fingerprint_was_confirmed(store: Store) -> None:
    at = as_host(PEERS)
    assert "No peer cities yet. Ask another city for its data package" in words(at)
    at = brought(ABA, at)
    said = words(at)
    assert "Aba, Nowhere" in said
    assert KEY.fingerprint in said
    assert "Is this the fingerprint that City of Aba gave you" in said
    assert "does not have the framework test 1" in said
    assert not [b for b in at.button if b.key == "peers-add"]
    at.checkbox(key="peers-trust").check().run()
    at.button(key="peers-add").click().run()
    assert [peer.city.name for peer in peers(store)] == ["Aba"]
    said = words(at)
    assert "Aba is now a peer city." in said
    assert "signed by City of Aba, CC-BY-4.0" in said
    assert "Publishers you trust" in said
    assert "peers-trust" not in [box.key for box in at.checkbox], "the upload starts empty again"


def test_a_trusted_publishers_next_file_needs_no_confirmation(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    newer = result(date=datetime.date(2026, 11, 1))
    at = brought(write_package(newer, KEY))
    assert "You trust this fingerprint as belonging to City of Aba" in words(at)
    assert "It replaces the result of October 13, 2026." in words(at)
    at.button(key="peers-add").click().run()
    assert [peer.side.date for peer in peers(store)] == [datetime.date(2026, 11, 1)]


def test_a_filled_undrr_workbook_becomes_a_peer(store: Store) -> None:
    at = as_host(PEERS)
    book = of_city(P1_1=3, P1_2=1)
    at.file_uploader[0].set_value([("aba.xlsm", book, "application/vnd.ms-excel")]).run()
    said = words(at)
    assert "Aba, Nowhere" in said
    assert "2 of 47 items answered" in said
    assert "This workbook is not signed, so anyone could have" in said
    at.button(key="peers-add-workbook").click().run()
    assert "Aba is now a peer city." in words(at)
    assert [peer.city.name for peer in peers(store)] == ["Aba"]


def test_a_forged_file_is_warned_of(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    at = brought(write_package(result(city=replace(CITY, name="Baba")), OTHER_KEY))
    assert "This file has a DIFFERENT fingerprint from the one you trust for City of Aba." in words(
        at
    )
    assert not [b for b in at.button if b.key == "peers-add"]


def test_what_is_refused_says_why(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    assert "This result is already here." in words(brought(ABA))
    assert "This is not a data package of this product." in words(brought(b"PK"))
    changed = ABA.replace(b"Nowhere", b"NOwhere")
    assert "This data package is damaged." in words(brought(changed))
    assert len(peers(store)) == 1


def test_a_peer_on_the_same_framework_is_compared_with_the_newest_result(
    held: Held, store: Store
) -> None:
    held.bring_to(Phase.CLOSED)
    key = PublishingKey("City of Baba", bytes(32))
    add_peer(store, HOST, publish(store, HOST, held.code, key, "CC-BY-4.0"), trust=True)
    said = words(as_host(PEERS))
    assert "Framework two-themes 1\\: 4 of 4 indicators are the same here." in said
    compared = (
        "Compared with your result for Cascais\\: Comparable\\: all 4 indicators were asked in both"
    )
    assert compared in said


def test_a_peer_is_removed_and_a_publisher_distrusted(store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    add_peer(store, HOST, write_package(result(city=replace(CITY, name="Baba")), KEY))
    first, _ = peers(store)
    at = as_host(PEERS)
    key = f"peers-remove-{first.id}"
    confirm(at, key, f"{key}-yes", "The result of Aba, Nowhere (", "people) is deleted here")
    assert [peer.city.name for peer in peers(store)] == ["Baba"]
    confirm(
        at,
        f"peers-distrust-{KEY.fingerprint}",
        "peers-distrust-sure",
        "1 result signed by",
        "is deleted",
    )
    assert peers(store) == ()
    assert publishers(store) == ()


def test_others_than_the_host_bring_nothing(held: Held, store: Store) -> None:
    add_peer(store, HOST, ABA, trust=True)
    for at in (as_stranger(PEERS), as_staff(PEERS, held, "facilitator")):
        assert "facilitator link of this installation can manage its peer cities" in words(at)
        assert "Aba" not in words(at)
        assert kinds(at).isdisjoint({"file_uploader", "button"})


def test_names_are_no_markup(store: Store) -> None:
    odd = result(city=replace(CITY, name="**Aba** [x](http://a.example)"))
    add_peer(store, HOST, write_package(odd, replace(KEY, name="<b>$x$")), trust=True)
    said = words(as_host(PEERS))
    assert "\\*\\*Aba\\*\\*" in said
    assert "\\<b\\>\\$x\\$" in said


def test_an_invented_peer_is_marked(store: Store) -> None:
    add_peer(store, HOST, write_package(result(city=replace(CITY, invented=True)), KEY), trust=True)
    assert "Invented data: this city does not exist." in words(as_host(PEERS))


def test_what_a_city_publishes_here_is_listed_without_a_button(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    show_to_network(held.store, HOST, held.code)
    at = as_host(PEERS)
    said = words(at)
    assert "Cities that publish on this server" in said
    assert "published on this server by the city" in said
    assert not [b for b in at.button if (b.key or "").startswith("peers-remove-")]


def test_a_city_that_publishes_here_too_is_compared_once_and_the_list_says_so(
    held: Held, store: Store
) -> None:
    held.bring_to(Phase.CLOSED)
    key = PublishingKey("City of Cascais", bytes(32))
    add_peer(store, HOST, publish(store, HOST, held.code, key, "CC-BY-4.0"), trust=True)
    unlike = "Not compared, because this city publishes a result on this server."
    assert unlike not in words(as_host(PEERS))
    show_to_network(held.store, HOST, held.code)
    said = words(as_host(PEERS))
    assert said.count(unlike) == 1
    assert said.count("Compared with your result for Cascais") == 1
    assert [one.published_here for one in peers(store)] == [True]


def test_a_coordinator_is_invited_gets_another_link_and_is_locked_out(store: Store) -> None:
    at = as_host(PEERS)
    at.button(key="peers-invite").click().run()
    assert "Enter the name of the coordinator" in at.error[0].value
    at.text_input(key="peers-coordinator-0").set_value("ICLEI").run()
    at.button(key="peers-invite").click().run()
    (link,) = coordinators(store, INSTALLATION, HOST)
    assert link.name == "ICLEI"
    assert f"{ADDRESS}/open/{link.token}" in words(at)
    row = f"peers-coordinator-{link.id}"
    confirm(at, f"{row}-new", f"{row}-new-yes", "ICLEI loses access until")
    (again,) = coordinators(store, INSTALLATION, HOST)
    assert again.token != link.token
    row = f"peers-coordinator-{again.id}"
    confirm(
        at, f"{row}-end", f"{row}-end-yes", "ICLEI will no longer be able to open the Network page."
    )
    assert coordinators(store, INSTALLATION, HOST) == []
