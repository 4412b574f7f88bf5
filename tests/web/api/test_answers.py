"""How tables are answered: ETag, CSV, pages of long lists, problems, and input that means harm."""

import csv
import datetime
import io
import json
import re
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from resilience.errors import ResilienceError
from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.api_tokens import make_token
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.web.api.catalogue import PATHS
from resilience.web.api.description import description
from resilience.web.api.reading import ApiTable, Reading
from resilience.web.api.tables import TABLES
from resilience.web.guard.landing import not_allowed
from resilience.web.guard.observed import RequestObserver
from tests.services.held import HOST, KEY, Held, host_link, set_up
from tests.web.api.program import Program, addresses, interface, of_results, program
from tests.web.client import Browser

HOSTILE = (
    "%00", "..", "%2e%2e%2f", "a%2Fb", "%ff%fe", "a" * 3000, "'; DROP TABLE workshop; --", "{code}", "%F0%9F%92%A9",
    "-1", "＝1+1",
)  # fmt: skip


@pytest.fixture
def shown(held: Held) -> Held:
    """A workshop with a result."""
    held.bring_to(Phase.REVEALED)
    return held


def test_what_is_unchanged_is_not_sent_again(shown: Held) -> None:
    reader = program(shown.store, shown.code)
    for path in addresses(shown.code):
        if "network" in path:
            continue
        answer = reader.get(path)
        tag = answer.headers["etag"]
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = reader.get(path, if_none_match=known)
            assert (again.status, again.content, again.headers["etag"]) == (304, b"", tag), path
        assert reader.get(path, if_none_match='"other"').content == answer.content


def test_the_tag_follows_the_revision_the_form_and_the_language(shown: Held) -> None:
    reader, path = program(shown.store, shown.code), f"/workshops/{shown.code}/scores"
    tags = {
        reader.get(one).headers["etag"]
        for one in (path, f"{path}?format=csv", f"{path}?language=ja")
    }
    assert len(tags) == 3
    before = reader.get(path).headers["etag"]
    agree(shown.store, HOST, shown.code, "W1", 4, "Seen on the map.")
    after = reader.get(path, if_none_match=before)
    assert (after.status, after.headers["etag"] in tags) == (200, False)


def test_a_token_that_is_revoked_gets_no_304(shown: Held) -> None:
    reader, path = program(shown.store, shown.code), f"/workshops/{shown.code}/scores"
    tag = reader.get(path).headers["etag"]
    assert Program(reader.browser, "other").get(path, if_none_match=tag).status == 401


def test_csv_is_asked_for_by_query_or_header(shown: Held) -> None:
    reader, path = program(shown.store, shown.code), f"/workshops/{shown.code}/scores"
    by_query = reader.get(f"{path}?format=csv")
    assert by_query.headers["content-type"] == "text/csv; charset=utf-8"
    assert reader.get(path, accept="text/csv").content == by_query.content
    for accept in ("application/json", "*/*", "text/csv, application/json", ""):
        assert reader.get(path, accept=accept).headers["content-type"] == "application/json"
    assert reader.get(f"{path}?format=json", accept="text/csv").body.startswith("{")


def test_a_csv_without_rows_has_its_columns(shown: Held) -> None:
    found = program(shown.store, shown.code).get(f"/workshops/{shown.code}/actions?format=csv")
    (head,) = csv.reader(io.StringIO(found.body))
    assert head[:3] == ["id", "indicator", "title"]


def test_no_spreadsheet_runs_a_cell(shown: Held) -> None:
    plan = ActionPlan("W1", '=HYPERLINK("http://evil.example")', shown.department("Water"))
    add_action(shown.store, HOST, shown.code, plan)
    reader, path = program(shown.store, shown.code), f"/workshops/{shown.code}/actions"
    (row,) = csv.DictReader(io.StringIO(reader.get(f"{path}?format=csv").body))
    assert row["what"].startswith("'=HYPERLINK")
    assert json.loads(reader.get(path).body)["rows"][0]["what"].startswith("=HYPERLINK")


def test_long_lists_come_in_pages(store: Store, framework: Framework) -> None:
    codes = [set_up(store, framework, date=datetime.date(2026, 1, day)).code for day in range(1, 6)]
    host_link(store)
    reader = program(store, codes[0], every=True)
    found, path = [], "/workshops?per_page=2"
    while path:
        said = json.loads(reader.get(path).body)
        assert said["total"] == 5
        found += [row["code"] for row in said["rows"]]
        path = (said["next"] or "").removeprefix("/api/v1")
    assert found == codes[::-1]
    beyond = reader.get("/workshops?per_page=2&page=9&format=csv")
    assert (beyond.status, beyond.headers["x-total-count"]) == (200, "5")


@pytest.mark.parametrize(
    "query",
    ["format=xml", "language=tlh", "page=0", "page=", "page=1.5", "page=²", "page=99999999999999999999",
     "per_page=1001", "page=1&page=2", "cursor=1", "format=csv&format=csv", "=", "%00=1"],
)  # fmt: skip
def test_a_wrong_query_is_refused_in_words(held: Held, query: str) -> None:
    status, said = program(held.store, held.code).problem(f"/workshops?{query}")
    assert status == 400
    assert said.endswith(".")


@pytest.mark.parametrize("part", HOSTILE)
def test_no_address_makes_the_server_fail(shown: Held, part: str) -> None:
    reader = program(shown.store, shown.code)
    for path in addresses(quote(part, safe="%'"), framework=part, version=part):
        status, said = reader.problem(path) if part in path else (404, ".")
        assert status in (400, 403, 404), path
        assert said.endswith(".")
    for path in of_results(shown.code):
        for query in (f"format={part}", f"{part}=1", f"language={part}"):
            assert reader.get(f"{path}?{query}").status == 400, (path, query)


@pytest.mark.parametrize("name", ["authorization", "accept", "if_none_match", "accept_language"])
def test_no_header_makes_the_server_fail(shown: Held, name: str) -> None:
    token = make_token(shown.store, KEY, HOST, shown.code)
    browser = Browser(interface(shown.store))
    for said in ("\x00", "é" * 100, ",;q=", '"', "Bearer ", "a" * 9000, "*"):
        sent = {"authorization": f"Bearer {token}"} | {name: said}
        answer = browser.get(f"/api/v1/workshops/{shown.code}/scores", **sent)
        assert answer.status in (200, 304, 401)


def test_what_is_not_there_is_a_problem_in_the_readers_language(held: Held) -> None:
    reader = program(held.store, held.code)
    for path in ("", "/", "/nothing", "/workshops/", f"/workshops/{held.code}", "/frameworks/a/b"):
        assert reader.problem(path)[0] == 404, path
    japanese = reader.problem("/nothing", accept_language="ja")[1]
    assert "アドレス" in japanese


def test_nothing_is_written(held: Held) -> None:
    reader = program(held.store, held.code)
    for path in ("/workshops", "/nothing"):
        for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
            answer = reader.browser._ask(method, f"/api/v1{path}", b"", {})
            assert answer.status == (405 if path == "/workshops" else 404), (method, path)
            assert answer.headers["content-type"] == "application/problem+json"
    assert reader.browser._ask("POST", "/api/v1/workshops", b"", {}).headers["allow"] == "GET, HEAD"


def test_every_address_is_described_and_found() -> None:
    assert {path.path for path in PATHS} == set(TABLES) == set(description()["paths"])


def test_an_error_that_nobody_expected_is_a_problem_with_a_reference(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_asked: Reading) -> ApiTable:
        raise KeyError(held.code)

    monkeypatch.setitem(TABLES, "/workshops", fails)
    observed = Starlette(
        routes=interface(held.store).routes,
        middleware=[Middleware(RequestObserver)],
        exception_handlers={ResilienceError: not_allowed},
    )
    token = make_token(held.store, KEY, HOST, held.code)
    status, said = Program(Browser(observed), token).problem("/workshops")
    assert status == 500
    assert re.search(r"reference \w{8}", said)
    assert held.code not in said
