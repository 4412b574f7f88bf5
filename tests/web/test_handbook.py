"""The documentation under /docs: there if it was built, and nothing but its files."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette

from resilience.errors import ResilienceError
from resilience.web import handbook
from resilience.web.guard.landing import not_allowed
from resilience.web.guard.shield import policy
from tests.web.client import Browser
from tests.web.conftest import Opens

SCRIPT = "document.body.dataset.theme = 'auto'"
PAGE = f"<!doctype html><script>{SCRIPT}</script><p>Back up</p>"


@pytest.fixture
def reader(tmp_path: Path) -> Browser:
    """A browser on a server whose documentation was built."""
    site = built(tmp_path / "site")
    (tmp_path / "secret").write_text("not for readers", encoding="utf-8")
    routes = handbook.Handbook(site).routes()
    return Browser(Starlette(routes=routes, exception_handlers={ResilienceError: not_allowed}))


def built(site: Path) -> Path:
    """Build a site in a folder."""
    (site / "_static").mkdir(parents=True)
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "_static" / "search.js").write_text("let words = 0", encoding="utf-8")
    (site / "picture.png").write_bytes(b"\x89PNG")
    return site


def test_the_first_page_may_run_its_own_script_and_no_other(reader: Browser) -> None:
    answer = reader.get("/docs/")
    assert answer.body == PAGE
    assert answer.headers["content-security-policy"] == policy([SCRIPT])


def test_the_address_may_be_typed_without_its_slash(reader: Browser) -> None:
    assert reader.get("/docs").location == "/docs/"


@pytest.mark.parametrize(
    ("name", "kind"), [("_static/search.js", "text/javascript"), ("picture.png", "image/png")]
)
def test_a_file_has_its_kind_and_is_asked_for_again(reader: Browser, name: str, kind: str) -> None:
    answer = reader.get(f"/docs/{name}")
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert answer.headers["cache-control"] == "no-cache"
    again = reader.get(f"/docs/{name}", if_none_match=answer.headers["etag"])
    assert again.status == 304


def test_files_are_sent_compressed(reader: Browser) -> None:
    answer = reader.get("/docs/", accept_encoding="gzip")
    assert gzip.decompress(answer.content).decode() == PAGE


@pytest.mark.parametrize("name", ["nothing.html", "../secret", "%2e%2e/secret", "_static"])
def test_nothing_else_is_served(reader: Browser, name: str) -> None:
    answer = reader.get(f"/docs/{name}")
    assert answer.status == 404
    assert "The documentation has no such page." in answer.body


def test_a_server_without_it_says_how_to_get_it_and_shows_it_then(
    browser: Opens, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("resilience.web.routes.SITE", tmp_path / "site")
    visitor = browser()
    answer = visitor.get("/docs/?language=ko")
    assert answer.status == 404
    assert "make docs" in answer.body
    assert 'lang="ko"' in answer.body
    built(tmp_path / "site")
    assert visitor.get("/docs/").body == PAGE, "built while the server runs"
