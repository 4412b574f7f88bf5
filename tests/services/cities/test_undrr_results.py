"""A filled UNDRR workbook as the result of another city."""

import datetime

import pytest

from resilience.errors import InputError, NotAllowed
from resilience.framework import Framework
from resilience.services.access.access import NOBODY
from resilience.services.cities.peers import peers
from resilience.services.cities.undrr_results import brought_workbook, take_workbook
from resilience.store import Store
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST
from tests.workbook.undrr.filled_official import of_city


@pytest.fixture(scope="module")
def undrr() -> Framework:
    return shipped(UNDRR_1)


def test_a_workbook_says_whose_it_is_and_what_it_answers(undrr: Framework) -> None:
    found = brought_workbook(undrr, of_city(P1_1=3, P8_9=0))
    assert (found.city.name, found.city.country) == ("Aba", "Nowhere")
    assert found.date == datetime.date(2026, 5, 4)
    assert found.levels == {"P1.1": 3, "P8.9": 0}
    assert len(found.items) == 47
    assert found.unclear == ()


def test_it_becomes_a_peer_with_the_scores_of_our_own_core(
    sqlite_store: Store, undrr: Framework
) -> None:
    book = of_city(P1_1=3, P1_2=3, P1_3=3)  # made again it would have another time in it
    take_workbook(sqlite_store, HOST, undrr, book)
    (peer,) = peers(sqlite_store)
    assert (peer.city.name, peer.side.people, peer.fingerprint) == ("Aba", 1, None)
    assert peer.side.scores["P1.1"].value == 100
    with pytest.raises(InputError, match="already"):
        take_workbook(sqlite_store, HOST, undrr, book)


@pytest.mark.parametrize(("city", "country"), [("", "Nowhere"), ("Aba", "")])
def test_one_that_names_no_city_is_refused(undrr: Framework, city: str, country: str) -> None:
    with pytest.raises(InputError, match="does not say which city"):
        brought_workbook(undrr, of_city(city, country, P1_1=3))


def test_only_the_host_takes_one_in(sqlite_store: Store, undrr: Framework) -> None:
    with pytest.raises(NotAllowed):
        take_workbook(sqlite_store, NOBODY, undrr, of_city(P1_1=3))
    with pytest.raises(InputError):
        take_workbook(sqlite_store, HOST, undrr, b"no workbook")
    assert peers(sqlite_store) == ()
