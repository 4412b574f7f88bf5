"""Peers beside a result: scored on what both asked, and never an invented city beside a real one."""

import io
from collections.abc import Sequence
from dataclasses import replace

import openpyxl
import pytest

from resilience.outputs.workbook import results_workbook
from resilience.services.cities.choice import choice_of
from resilience.services.cities.peers import PeerView, peers
from resilience.services.cities.rank import among
from resilience.services.cities.undrr_results import take_workbook
from resilience.services.counting import rounds
from resilience.services.results.results import WorkshopResult
from resilience.store import Store, now
from resilience.text import Text
from resilience.wording.peers.peer_rows import peers_beside
from resilience.workbook.book import PeersBeside
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST, set_up
from tests.workbook.undrr.filled_official import of_city

Result = tuple[WorkshopResult, tuple[PeerView, ...]]


@pytest.fixture
def beside(sqlite_store: Store) -> Result:
    """A workshop on the UNDRR items where P1.1 to P1.3 have 3, and Aba, where they have 2."""
    framework = shipped(UNDRR_1)
    held = set_up(sqlite_store, framework)
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join(), **{"P1.1": 3, "P1.2": 3, "P1.3": 3})
    take_workbook(sqlite_store, HOST, framework, of_city(P1_1=2, P1_2=2, P1_3=2))
    return held.reveal(), peers(sqlite_store)


def rows_of(result: WorkshopResult, kept: Sequence[PeerView]) -> PeersBeside | None:
    """The peers of a result as the workbook has them."""
    choice = choice_of(result, kept)
    return peers_beside(choice, among(result, choice.usual), Text())


def test_a_peer_that_must_not_be_compared_is_told_with_the_reason(beside: Result) -> None:
    result, kept = beside
    beside_it = rows_of(result, kept)
    assert beside_it
    (row,) = beside_it.rows
    assert (row.city, row.country, row.source) == (
        "Aba",
        "Nowhere",
        "A filled-in UNDRR workbook, not signed",
    )
    assert dict(row.scores) == {}, "what must not be compared has no figures beside"
    assert "is one person's answer" in row.obstacles


def test_an_invented_city_and_the_city_itself_are_no_peers(beside: Result) -> None:
    result, (peer,) = beside
    invented = replace(peer, city=replace(peer.city, invented=True))
    itself = replace(peer, city=replace(peer.city, name="Cascais", country="Portugal"))
    assert rows_of(result, [invented, itself]) is None


def test_the_workbook_shows_it(beside: Result) -> None:
    result, kept = beside
    book = openpyxl.load_workbook(io.BytesIO(results_workbook(result, Text(), now(), kept)))
    words = [cell.value for row in book["Peers"].iter_rows() for cell in row]
    assert "Aba" in words
    assert "A filled-in UNDRR workbook, not signed" in words
