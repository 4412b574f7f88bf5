"""A result is computed once per revision, whether the stage, a phone or a page of the desk asks first."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from resilience.framework import Framework
from resilience.scoring import Result, score
from resilience.services.access.tokens import PERSON, STAFF
from resilience.services.workshop.desk import show_screen
from resilience.settings import Settings
from resilience.store import Store
from resilience.ui.shared.menu import OVERVIEW, SCORE
from resilience.web.routes import Web
from tests.app.rooms import reveal_all
from tests.app.visit import as_person, as_staff, token_in
from tests.services.held import HOST, KEY, Held, set_up
from tests.web.client import Browser
from tests.web.conftest import app_of

Computes = Callable[[Callable[[], object]], None]


@pytest.fixture
def computes(monkeypatch: pytest.MonkeyPatch) -> Computes:
    """Lets something be done before each result is scored."""

    def do_first(do: Callable[[], object]) -> None:
        def scored(*given: Any, **named: Any) -> Result:
            do()
            return score(*given, **named)

        monkeypatch.setattr("resilience.services.results.results.score", scored)

    return do_first


def look(web: Web, held: Held, token: str) -> None:
    """Load the stage of a workshop, and the phone page of somebody in it."""
    desk, phone = Browser(app_of(web)), Browser(app_of(web))
    desk.cookies[STAFF] = held.link("facilitator").token or ""
    phone.cookies[PERSON] = token
    assert desk.get(f"/stage/{held.code}").status == 200
    assert phone.get("/m").status == 200


@pytest.fixture
def web(store: Store) -> Web:
    """The plain pages of the server."""
    return Web(store, Settings(secret=KEY.decode()))


def test_stage_phone_and_pages_share_one_result(held: Held, web: Web, computes: Computes) -> None:
    computed: list[str] = []
    reveal_all(held)
    show_screen(held.store, HOST, held.code, "discuss")
    token = token_in(held)
    computes(lambda: computed.append("result"))
    look(web, held, token)
    for page in (as_person(SCORE, token), as_staff(OVERVIEW, held, "facilitator")):
        assert not page.exception
    web.close()
    assert computed == ["result"]


def test_a_reveal_holds_up_no_other_city(
    store: Store, framework: Framework, web: Web, computes: Computes
) -> None:
    begun, may_end = threading.Event(), threading.Event()
    first, other = set_up(store, framework), set_up(store, framework)
    reveal_all(first)
    reveal_all(other)
    tokens = token_in(first), token_in(other)

    def computing() -> None:
        if not begun.is_set():
            begun.set()
            assert may_end.wait(20)

    computes(computing)
    with ThreadPoolExecutor(1) as pool:
        revealing = pool.submit(look, web, first, tokens[0])
        assert begun.wait(20)
        look(web, other, tokens[1])
        may_end.set()
        revealing.result()
    web.close()
