"""A workshop on a server whose log is kept: numbers move, a failure is found again, nobody is named."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from resilience.services.access.tokens import PERSON, STAFF
from tests.browser import steps
from tests.live import People, Server, free_port, wait_for

COMMENT = "Ms. Tanaka says that the pumps of the harbour fail"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that logs all that it can."""
    log = {"RESILIENCE_LOG": "json", "RESILIENCE_LOG_LEVEL": "debug"}
    started = Server(tmp_path, free_port(), log).start()
    yield started
    started.stop()


def logged(server: Server) -> list[dict[str, Any]]:
    """The lines of the log; what the server printed at its start are no objects."""
    lines = (server.folder / "server.log").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def test_numbers_move_a_failure_is_found_again_and_nobody_is_named(
    server: Server, people: People
) -> None:
    facilitator, person = people.person(), people.person(width=360)
    code = steps.set_up(facilitator, server.facilitator_link)
    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    steps.join(person, server.url, code, "Housing")
    steps.answer(person, "INF10", 2)
    steps.go_to(person, "INF10").get_by_text("Comment, evidence, confidence").click()
    box = steps.card(person, "INF10").get_by_label("Comment (saved when you leave the field)")
    box.fill(COMMENT)
    box.press("Tab")
    steps.saved(person)

    numbers = person.request.get(f"{server.url}/metrics").text()
    assert 'resilience_saves_total{end="saved",way="phone"} 2.0' in numbers
    assert re.search(r"^resilience_sessions [2-9]", numbers, re.MULTILINE)
    assert 'resilience_requests_total{method="POST",route="/join",status="303"} 1.0' in numbers

    with sqlite3.connect(server.database) as database:
        database.execute("UPDATE city SET hazards = 'no JSON'")
    database.close()
    facilitator.goto(f"{server.url}/live?workshop={code}")
    said = facilitator.get_by_text("to the person who runs the server")
    expect(said.first).to_be_visible()
    found = re.search(r"the reference (\w{8}) to", said.first.inner_text())
    assert found
    wait_for(lambda: any(found[1] == one.get("reference") for one in logged(server)), "the error")

    cookies = {c["name"]: c["value"] for p in (facilitator, person) for c in p.context.cookies()}
    key = (server.folder / "secret").read_text(encoding="ascii").strip()
    secrets = (cookies[PERSON], *cookies[STAFF].split("."), key, code, COMMENT, "127.0.0.1")
    written = json.dumps(logged(server))
    for secret in secrets:
        assert secret not in written
        assert secret not in numbers
    assert "Traceback" not in (server.folder / "server.log").read_text(encoding="utf-8")
