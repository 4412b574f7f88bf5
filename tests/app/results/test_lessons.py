"""The tab Learn from peers, and the way to it from Priorities: other people's words, and never as markup."""

from dataclasses import replace

import pytest

from resilience.exchange.package import Practice, PracticeAction, PublishingKey, write_package
from resilience.framework import Framework
from resilience.services.cities.packages import city_result_of
from resilience.services.cities.peers import add_peer, peers
from resilience.services.cities.publications import show_to_network
from resilience.services.deciding.agreed_levels import agree
from resilience.store import Store
from resilience.ui.shared.menu import PACKAGE, PEERS_RESULT, PRIORITIES
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import elements, words
from tests.app.visit import as_host, as_staff, as_stranger, visit
from tests.exchange.package.test_practices import HOSTILE
from tests.services.held import HOST, Held, finish
from tests.services.towns import town

KEY = PublishingKey("City of Aba", bytes(32))
LINK = "Learn from peers: what cities at a higher level do"


@pytest.fixture
def taught(store: Store, framework: Framework, held: Held) -> Held:
    """A revealed workshop with a peer at the highest levels, which published hostile words."""
    reveal_all(held)
    other = town(store, framework, "Aba", 4)
    made = city_result_of(other.result(), "CC0-1.0")
    said = Practice(HOSTILE, (PracticeAction(HOSTILE, "done", "low"),))
    package = write_package(replace(made, practices={"W1": said}), KEY)
    add_peer(store, HOST, package, trust=True)
    return held


def test_hostile_words_are_shown_as_words(taught: Held) -> None:
    at = as_staff(PEERS_RESULT, taught, "official", taught.code)
    assert not at.exception
    bodies = [str(node.proto.body) for node in elements(at) if node.type == "html"]
    (card,) = [one for one in bodies if "javascript:b" in one]
    assert "<img" not in card
    assert "&lt;img src=x onerror=" in card
    assert HOSTILE in words(at), "they are read as they were written"


def test_priorities_leads_to_what_peers_do(taught: Held) -> None:
    at = as_staff(PRIORITIES, taught, "official", taught.code)
    assert f"{LINK} (1 of the largest gains)" in words(at)


def test_without_words_priorities_has_no_link_and_peers_says_why(
    store: Store, framework: Framework, held: Held
) -> None:
    reveal_all(held)
    other = town(store, framework, "Aba", 4)
    show_to_network(store, HOST, other.code)
    assert LINK not in words(as_staff(PRIORITIES, held, "official", held.code))
    at = as_staff(PEERS_RESULT, held, "official", held.code)
    assert "none of them published its reasons or actions" in words(at)


def test_the_demo_has_peers_that_say_what_they_do(demo: DemoCodes) -> None:
    at = as_stranger(PEERS_RESULT, demo[0])
    assert "Print the map of each block on the back of its evacuation notice." in words(at)
    assert LINK in words(as_stranger(PRIORITIES, demo[0]))
    asked = visit(PEERS_RESULT, code=demo[0], asked={"learn": "1"})
    assert not asked.exception


def test_a_facilitator_publishes_words_by_choice_and_reads_them_first(held: Held) -> None:
    reveal_all(held)
    agree(held.store, HOST, held.code, "W1", 2, "Seen on the map.")
    held.move(finish)
    at = as_host(PACKAGE, held.code)
    assert at.checkbox("package-show-words").value is False
    assert "Seen on the map." not in words(at)
    at.checkbox("package-show-words").check().run()
    assert "Seen on the map." in words(at)
    at.button("package-show").click().run()
    (shown,) = peers(held.store)
    assert shown.practices == {"W1": Practice("Seen on the map.")}
