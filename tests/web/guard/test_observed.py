"""A request is counted, timed and logged; nothing of who asked is."""

import io
import json
import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from resilience.errors import ResilienceError
from resilience.services.access.tokens import PERSON, STAFF
from resilience.settings import Settings
from resilience.store import Store
from resilience.watching import MEASURES, begin_log
from resilience.web.guard.landing import not_allowed
from resilience.web.guard.observed import RequestObserver
from resilience.web.routes import Web
from tests.services.held import KEY, Held
from tests.watching.test_logs import loggers as loggers  # noqa: PLC0414 - the fixture of its lines
from tests.web import phone_steps as page
from tests.web.client import Browser
from tests.web.joining.test_join import error_in
from tests.web.joining.test_links import token

COMMENT = "Ms. Tanaka says that the pumps of the harbour fail"


@pytest.fixture
def log(loggers: None, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is logged, down to the least."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stderr", out)
    begin_log("json", "debug")
    return out


def fails(_request: Request) -> Response:
    """A route with a fault in it."""
    raise KeyError(COMMENT)


@pytest.fixture
def phone(store: Store) -> Iterator[Browser]:
    """A phone on an app that is observed, with a route that fails."""
    web = Web(store, Settings(secret=KEY.decode()))
    app = Starlette(
        routes=[*web.routes(), Route("/fails/{token}", fails)],
        middleware=[Middleware(RequestObserver)],
        exception_handlers={ResilienceError: not_allowed},
    )
    yield Browser(app)
    web.close()


def requests(route: str, status: int, method: str = "GET") -> float:
    return MEASURES.value("requests_total", method=method, route=route, status=str(status))


def test_a_request_is_counted_by_its_route_and_logged(phone: Browser, log: io.StringIO) -> None:
    before = requests("/return/{token}", 404)
    answer = phone.get("/return/somebodys-token?a=b")
    assert requests("/return/{token}", 404) == before + 1
    said = json.loads(log.getvalue())
    assert (said["method"], said["route"], said["status"]) == ("GET", "/return/{token}", 404)
    assert said["request"] == answer.headers["x-request-id"]
    assert said["ms"] >= 0


def test_an_error_that_nobody_expected_is_found_by_the_mark_on_the_page(
    phone: Browser, log: io.StringIO
) -> None:
    before = MEASURES.value("errors_total", where="/fails/{token}")
    answer = phone.get("/fails/a-token")
    assert answer.status == 500
    found = re.search(
        r"give the reference (\w{8}) to the person who runs the server\.", error_in(answer)
    )
    assert found
    error, request = map(json.loads, log.getvalue().splitlines())
    assert error["reference"] == request["request"] == found.group(1)
    assert error["traceback"][-1] == "builtins.KeyError"
    assert any("test_observed.py" in line for line in error["traceback"])
    assert (request["level"], request["status"]) == ("warning", 500)
    assert MEASURES.value("errors_total", where="/fails/{token}") == before + 1
    assert requests("/fails/{token}", 500) >= 1
    for text in (answer.body, log.getvalue()):
        assert COMMENT not in text


def test_answers_of_phones_are_counted_and_the_log_of_a_journey_names_nobody(
    phone: Browser, voting: Held, log: io.StringIO
) -> None:
    def saved(end: str) -> float:
        return MEASURES.value("saves_total", way="phone", end=end)

    before, refused = saved("saved"), saved("refused")
    page.joined(phone, voting)
    phone.get(f"/open/{token(voting, 'facilitator')}")
    own = phone.cookies[PERSON]
    for address in (
        f"/join?code={voting.code}",
        "/joined",
        "/m?at=W1",
        f"/return/{own}",
        "/receipt",
    ):
        assert phone.get(address).status in (200, 303)
    shown = {"at": "W1", "round": page.data(phone.get("/m"))["round"]}
    assert phone.post("/m", shown | {"said": "3", "comment": COMMENT}).status == 303
    assert saved("saved") == before + 2  # the answer and the comment
    assert phone.post("/m", shown | {"said": "99"}).status == 400
    assert saved("refused") == refused + 1
    assert phone.get(f"/fails/{own}").status == 500
    assert len(log.getvalue().splitlines()) > 9
    secrets = (
        own,
        *phone.cookies[STAFF].split("."),
        KEY.decode(),
        voting.code,
        COMMENT,
        "127.0.0.1",
    )
    for secret in secrets:
        assert secret not in log.getvalue()
        assert secret.encode() not in MEASURES.written()[0]
