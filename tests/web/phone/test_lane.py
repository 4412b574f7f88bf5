"""What phones ask all the time comes to its route at once, and everything else to the app behind."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from resilience.web.phone.lane import Lane
from tests.web.client import Browser


async def state(request: Request) -> Response:
    """Says which route it is, or fails as it is asked to."""
    match request.query_params.get("fails"):
        case "expected":
            raise LookupError("gone")
        case "unexpected":
            raise ZeroDivisionError
    return PlainTextResponse(f"at once: {request.scope['route'].path}")


def behind(request: Request) -> Response:
    """The app behind the lane."""
    return PlainTextResponse(f"behind: {request.method} {request.url.path}")


def refused(request: Request, error: Exception) -> Response:
    """Says what was asked, and why it is refused."""
    return PlainTextResponse(f"{request.url.path}: {error}", 404)


@pytest.fixture
def browser() -> Browser:
    """A browser on an app with one route in the lane, which takes no other method."""
    busy = [Route("/m/state", state)]
    lane = Middleware(Lane, routes=busy, handlers={OSError: refused, LookupError: refused})
    rest = Route("/{path:path}", behind, methods=["GET", "POST"])
    return Browser(Starlette(routes=[rest], middleware=[lane]))


def test_a_busy_route_answers_before_the_app(browser: Browser) -> None:
    assert browser.get("/m/state").body == "at once: /m/state"


def test_another_path_or_method_comes_to_the_app(browser: Browser) -> None:
    assert browser.get("/m/other").body == "behind: GET /m/other"
    assert browser.post("/m/state").body == "behind: POST /m/state"


def test_an_error_that_is_expected_is_said(browser: Browser) -> None:
    answer = browser.get("/m/state?fails=expected")
    assert (answer.status, answer.body) == (404, "/m/state: gone")


def test_an_error_that_nobody_expects_goes_on(browser: Browser) -> None:
    with pytest.raises(ZeroDivisionError):
        browser.get("/m/state?fails=unexpected")
