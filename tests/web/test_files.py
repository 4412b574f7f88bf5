"""Files that stay as they are: compressed, marked, kept; nothing of that where it is not asked for."""

import asyncio
import gzip
import random
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Message

from resilience.web.connections.sockets import PIECE
from resilience.web.files import SHELLS, CachedFile, Files
from tests.web.client import Answer, Browser

OURS, SCRIPT, STYLES, SHELL = (
    "let chart = 1;\n" * 200,
    "let level = 1;\n" * 200,
    b"body { margin: 0 }" * 50,
    b"<p>ours</p>" * 50,
)
YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What Streamlit brings: a shell, and a script that it names."""
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "index.abc.js").write_text(SCRIPT)
    (tmp_path / "ours.1.js").write_text(OURS)
    (tmp_path / "static" / "picture.png").write_bytes(b"\x89PNG" * 300)
    (tmp_path / "index.html").write_text("<p>theirs</p>")
    return tmp_path


@pytest.fixture
def browser(folder: Path) -> Browser:
    """A browser on a server of that folder, with a page of ours."""
    files = Middleware(
        Files,
        folder=folder / "static",
        shell=SHELL,
        lasting={"/static/styles.1.css": STYLES, "/static/icons.1.woff2": b"glyphs" * 200},
        renewed={"/static/index.css": STYLES},
        scripts={"/static/js/chart.1.js": folder / "ours.1.js"},
    )
    own = Route("/own", lambda _: HTMLResponse("<p>own</p>" * 100))
    rest = Mount("/", StaticFiles(directory=folder, html=True), name=SHELLS)
    return Browser(Starlette(routes=[own, rest], middleware=[files]))


def packed(browser: Browser, address: str, **headers: str) -> Answer:
    """What a browser gets."""
    return browser.get(address, accept_encoding="gzip, deflate, br", **headers)


@pytest.mark.parametrize(
    ("address", "content", "kind"),
    [
        ("/static/js/index.abc.js", SCRIPT.encode(), "text/javascript; charset=utf-8"),
        ("/static/js/chart.1.js", OURS.encode(), "text/javascript; charset=utf-8"),
        ("/static/styles.1.css", STYLES, "text/css; charset=utf-8"),
    ],
)
def test_a_file_comes_compressed_and_is_kept_for_a_year(
    browser: Browser, address: str, content: bytes, kind: str
) -> None:
    answer = packed(browser, address)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == YEAR
    assert int(answer.headers["content-length"]) == len(answer.content) < len(content) / 4
    assert gzip.decompress(answer.content) == content


@pytest.mark.parametrize("accepted", ["", "br", "identity"])
@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("/static/js/index.abc.js", SCRIPT.encode()),
        ("/static/js/chart.1.js", OURS.encode()),
        ("/static/styles.1.css", STYLES),
    ],
)
def test_who_does_not_take_it_compressed_gets_it_plain(
    browser: Browser, address: str, content: bytes, accepted: str
) -> None:
    answer = browser.get(address, accept_encoding=accepted)
    assert "content-encoding" not in answer.headers
    assert answer.content == content
    assert answer.headers["etag"] != packed(browser, address).headers["etag"]


def test_a_font_is_sent_as_it_is(browser: Browser) -> None:
    answer = packed(browser, "/static/icons.1.woff2")
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.content == b"glyphs" * 200


@pytest.mark.parametrize("address", ["/static/js/index.abc.js", "/static/styles.1.css", "/"])
def test_who_has_it_is_told_so(browser: Browser, address: str) -> None:
    mark = packed(browser, address).headers["etag"]
    for known in (mark, f"W/{mark}", f'"other", {mark}'):
        again = packed(browser, address, if_none_match=known)
        assert (again.status, again.content) == (304, b"")
        assert again.headers["etag"] == mark
        assert again.headers["vary"] == "Accept-Encoding"
    assert packed(browser, address, if_none_match='"other"').status == 200


def test_a_changed_file_is_packed_anew_and_has_another_mark(browser: Browser, folder: Path) -> None:
    before = packed(browser, "/static/js/index.abc.js")
    (folder / "static" / "js" / "index.abc.js").write_text(SCRIPT + "level = 2;")
    after = packed(browser, "/static/js/index.abc.js")
    assert before.headers["etag"] != after.headers["etag"]
    assert gzip.decompress(after.content) == (SCRIPT + "level = 2;").encode()


def test_a_file_is_packed_once(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    first = packed(browser, "/static/js/index.abc.js")
    monkeypatch.setattr(gzip, "compress", None)
    assert packed(browser, "/static/js/index.abc.js").content == first.content


def test_a_part_of_a_file_is_a_part_of_the_plain_one(browser: Browser) -> None:
    answer = packed(browser, "/static/js/index.abc.js", range="bytes=0-8")
    assert (answer.status, answer.content) == (206, b"let level")


def test_what_takes_the_place_of_a_file_is_asked_for_each_time(browser: Browser) -> None:
    answer = packed(browser, "/static/index.css")
    assert answer.headers["cache-control"] == "no-cache"
    assert gzip.decompress(answer.content) == STYLES


def test_the_shell_is_ours_and_is_asked_for_each_time(browser: Browser) -> None:
    for address in ("/", "/index.html"):
        answer = packed(browser, address)
        assert answer.headers["cache-control"] == "no-cache"
        assert gzip.decompress(answer.content) == SHELL
        assert browser.get(address).content == SHELL


def test_what_is_neither_passes_on(browser: Browser) -> None:
    assert browser.get("/own").body == "<p>own</p>" * 100
    assert packed(browser, "/static/picture.png").content == b"\x89PNG" * 300
    assert browser.get("/static/js/none.js").status == 404
    assert browser.post("/").status == 405


def test_a_connection_gets_a_file_piece_by_piece() -> None:
    content, sent = random.Random(1).randbytes(5 * PIECE + 1), list[Message]()

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    answer = CachedFile.of(content, "font.woff2").answer(Headers())
    asyncio.run(answer({"type": "http"}, receive, send))
    start, *bodies = sent
    assert dict(start["headers"])[b"content-length"] == str(len(content)).encode()
    assert b"".join(body.get("body", b"") for body in bodies) == content
    assert max(len(body.get("body", b"")) for body in bodies) <= PIECE
    assert [body.get("more_body", False) for body in bodies] == [True] * 6 + [False]
