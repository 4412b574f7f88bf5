"""The cookie that names a worker, read by the front and set by the worker."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from resilience.process.worker_cookie import Seat, seat_of
from tests.web.client import Browser

HEADS = {
    b"GET / HTTP/1.1\r\nHost: city\r\nCookie: seat=1\r\n\r\n": 1,
    b"GET / HTTP/1.1\r\ncookie: a=b; seat=12; c=d\r\nHost: city\r\n\r\n": 12,
    b"GET / HTTP/1.1\r\nCookie: a=seat=3;seat=0\r\n\r\n": 0,
    b"GET / HTTP/1.1\r\nHost: city\r\n\r\n": None,
    b"GET /?x=seat=1 HTTP/1.1\r\nCookie: myseat=1; seats=2\r\n\r\n": None,
    b"GET / HTTP/1.1\r\nCookie: seat=nine\r\n\r\n": None,
    b"GET / HTTP/1.1\r\nCookie: seat=1234\r\n\r\n": None,
    b"GET / HTTP/1.1\r\nX-Note: seat=1\r\n\r\n": None,
    b"": None,
}


@pytest.mark.parametrize(("head", "seat"), HEADS.items())
def test_the_head_of_a_request_names_a_worker(head: bytes, seat: int | None) -> None:
    assert seat_of(head) == seat


def page(_request: Request) -> Response:
    return HTMLResponse("<p>Here.")


def kept(_request: Request) -> Response:
    return JSONResponse({"kept": "by everybody"})


def test_a_page_gives_the_cookie_to_who_has_none_of_this_worker() -> None:
    app = Seat(Starlette(routes=[Route("/", page), Route("/kept", kept)]), number=2)
    browser = Browser(app)
    assert "seat" not in browser.get("/kept").cookies
    assert browser.get("/").cookies["seat"].value == "2"
    assert "seat" not in browser.get("/").cookies
