"""`resilience serve --demo` as it is started for real, from a folder that is not the project's."""

import gzip
import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from resilience.ui.shared.menu import PAGES
from tests.cli.run import Command
from tests.cli.test_refusals import free_port
from tests.live import wait_for

pytestmark = pytest.mark.long

SECONDS = 90


@dataclass(frozen=True)
class Served:
    """A server that runs; `printed` is all that it said before it answered."""

    address: str
    folder: Path
    printed: str


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Message
    body: bytes


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer."""

    def redirect_request(self, *_: object) -> None:
        """Do not follow."""


def ask(address: str, data: bytes | None = None, **headers: str) -> Reply:
    """Ask the server, without following redirects."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data, names)
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=30) as reply:
            return Reply(reply.status, reply.headers, reply.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


def answered(address: str) -> str:
    """The text at an address."""
    return ask(address).body.decode()


def healthy(address: str) -> bool:
    """Whether the server answers yet."""
    try:
        return ask(f"{address}/healthz").status == 200
    except OSError:
        return False


def errors(log: Path) -> list[str]:
    """The errors that a server wrote to its log, however they are written."""
    return re.findall(
        r"^\S+ error .*|^Traceback.*|.*ClientDisconnect.*", log.read_text(), re.MULTILINE
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the demo city."""
    command = Command(tmp_path_factory.mktemp("served"))
    port, log = free_port(), command.folder / "log"
    address = f"http://127.0.0.1:{port}"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "resilience", "serve", "--demo", "--port", port],
            cwd=command.folder,
            env=command.environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    end = time.monotonic() + SECONDS
    while not healthy(address):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)
    yield Served(address, command.folder, log.read_text())
    process.terminate()
    process.wait(timeout=30)
    assert errors(log) == []


def test_the_address_and_the_links_are_printed_and_nothing_else(served: Served) -> None:
    port = served.address.rsplit(":", 1)[1]
    first, *phones, link, once, admin = served.printed.splitlines()
    assert first == f"Urban resilience dashboard on http://localhost:{port}"
    assert len(phones) <= 1
    assert all(line.startswith("For phones in this network:  http://") for line in phones)
    assert re.fullmatch(
        rf"Facilitator link \(keep it\):  http://localhost:{port}/open/[\w-]{{32}}", link
    )
    assert once.strip() == "It is printed this once, and works for 90 days."
    assert re.fullmatch(
        rf"First admin \(works once\):    http://localhost:{port}/account/[\w-]{{32}}", admin
    )


def test_the_settings_of_the_project_hold_in_any_folder(served: Served) -> None:
    # Streamlit would print its own greeting, and ask the internet for an address to put into it
    assert "You can now view" not in served.printed
    assert "Network URL" not in served.printed


def test_the_facilitator_link_sets_a_cookie(served: Served) -> None:
    token = served.printed.rsplit("/open/", 1)[1].split()[0]
    reply = ask(f"{served.address}/open/{token}")
    assert (reply.status, reply.headers["location"]) == (303, "/")
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith(f"resilience_staff={token};")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_health_is_told(served: Served) -> None:
    reply = ask(f"{served.address}/healthz")
    assert (reply.status, json.loads(reply.body)) == (200, {"status": "ok"})


@pytest.mark.parametrize("address", [entry[2] for entry in PAGES])
def test_every_page_answers_a_deep_link_with_the_app(served: Served, address: str) -> None:
    reply = ask(f"{served.address}/{address}")
    assert reply.status == 200
    assert reply.headers["content-type"].startswith("text/html")
    assert b'<div id="root">' in reply.body


def test_the_main_script_is_sent_compressed(served: Served) -> None:
    shell = ask(served.address).body.decode()
    found = re.search(r'<script type="module"[^>]* src="\.?(/static/js/index[^"]*)"', shell)
    assert found, shell
    plain = ask(served.address + found.group(1), accept_encoding="identity")
    packed = ask(served.address + found.group(1), accept_encoding="gzip")
    assert plain.headers["content-encoding"] is None
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "31536000" in plain.headers["cache-control"]
    mark = packed.headers["etag"]
    known = ask(served.address + found.group(1), accept_encoding="gzip", if_none_match=mark)
    assert (known.status, known.body) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/score", "/no-such-page"])
def test_every_page_begins_with_the_light_shell_which_is_asked_for_each_time(
    served: Served, address: str
) -> None:
    reply = ask(served.address + address)
    assert reply.headers["cache-control"] == "no-cache"
    assert b'as="font"' not in reply.body
    assert "content-security-policy" in reply.headers
    again = ask(served.address + address, if_none_match=reply.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    for named in re.findall(rb'href="\.(/static/css/[^"]+)"', reply.body):
        assert ask(served.address + named.decode()).headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("data", [b"{}", b'{"actions": []}'])
def test_the_agent_interface_is_off(served: Served, data: bytes) -> None:
    agent = f"{served.address}/_stcore/agent"
    assert ask(f"{agent}/interact", data, content_type="application/json").status in (403, 404)
    called = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()
    mcp = ask(f"{agent}/mcp", called, content_type="application/json")
    assert mcp.status >= 400
    assert b"not_available" in mcp.body


def test_the_plain_pages_stand_beside_the_others(served: Served) -> None:
    for address, said in (
        ("/join", b"Join a workshop"),
        ("/join?code=NO", b"There is no workshop"),
    ):
        assert said in ask(served.address + address).body
    refused = ask(f"{served.address}/leave", b"", origin="https://evil.example")
    assert refused.status == 403
    assert b"This form was sent from another site" in refused.body


def test_nothing_is_written_where_the_server_was_started(served: Served) -> None:
    made = {path.name for path in served.folder.iterdir()}
    assert {name for name in made if not name.startswith("city.db")} == {"log", "data"}
    kept = {path.name for path in (served.folder / "data").iterdir()}
    assert kept == {"clock.json"}, "what the server keeps is in the folder of its data"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/join", "application/x-www-form-urlencoded"),
        ("/m", "application/x-www-form-urlencoded"),
        ("/m/answers", "application/json"),
    ],
)
def test_a_device_that_goes_away_while_it_sends_is_no_error(
    served: Served, path: str, kind: str
) -> None:
    host, port = served.address.removeprefix("http://").split(":")
    head = f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: {kind}\r\n"
    counted = rf'^resilience_requests_total{{method="POST",route="{path}",status="(\d+)"}}'
    with socket.create_connection((host, int(port))) as device:
        device.sendall(f"{head}Content-Length: 1000\r\n\r\nat=W1".encode())
    metrics = f"{served.address}/metrics"
    wait_for(lambda: bool(re.search(counted, answered(metrics), re.M)), "the end of the request")
    assert re.findall(counted, answered(metrics), re.M) == ["400"]
    assert errors(served.folder / "log") == []
