"""How often one address may try: a hall is one address."""

import pytest
from starlette.requests import Request

from resilience.services.tokens import PERSON
from resilience.store.tables import Participant
from resilience.web import routes
from resilience.web.guard import MOST_JOINS, MOST_WRONG_CODES, TooMany, Window
from tests.services.held import Held, rows
from tests.web.conftest import Opens
from tests.web.test_join import error_in, form

TOO_MANY = "Too many tries came from this network in a short time, so nothing was done."


def of(address: str) -> Request:
    """A request from an address."""
    return Request({"type": "http", "client": (address, 1), "headers": []})


def full(window: Window, address: str) -> bool:
    try:
        window.check(of(address))
    except TooMany:
        return True
    return False


def test_an_address_is_full_at_its_limit_and_free_again_later() -> None:
    time = [0.0]
    window = Window(3, 600, lambda: time[0])
    for n in range(3):
        assert not full(window, "hall")
        window.count(of("hall"))
        time[0] = float(n)
    assert full(window, "hall")
    assert not full(window, "home")
    time[0] = 599.9
    assert full(window, "hall")
    time[0] = 600.1
    assert not full(window, "hall")


def test_what_is_over_is_forgotten() -> None:
    time = [0.0]
    window = Window(3, 600, lambda: time[0])
    for n in range(1000):
        window.count(of(f"address {n}"))
    time[0] = 601.0
    window.check(of("hall"))
    assert len(window._seen) == len(window._counts) == 0


def test_many_wrong_codes_are_stopped_and_right_ones_with_them(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_WRONG_CODES", 6)
    phone = browser()
    for n, address in enumerate(("/join?code=NO", "/poster?code=NO", "/paper?code=NO") * 2):
        assert phone.get(f"{address}{n}").status == 404
    for address in ("/join", "/poster", "/paper"):
        assert phone.get(f"{address}?code={held.code}").status == 429
    answer = phone.post("/join", form(held))
    assert (answer.status, PERSON in phone.cookies) == (429, False)
    assert error_in(answer).startswith(TOO_MANY)
    assert rows(held.store, Participant) == []


def test_a_hall_joins_and_a_flood_does_not(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_JOINS", 5)
    phone = browser()
    for _ in range(5):
        assert phone.post("/join", form(held, department="x")).status == 400  # is no join
        assert phone.post("/join", form(held)).status == 303
    answer = phone.post("/join", form(held))
    assert answer.status == 429
    assert error_in(answer).startswith(TOO_MANY)
    assert len(rows(held.store, Participant)) == 5


def test_the_limits_are_those_of_a_large_hall() -> None:
    assert (MOST_JOINS, MOST_WRONG_CODES) == (2000, 300)
