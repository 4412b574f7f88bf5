"""What stands before the routes of a server that runs: headers, the gate, the log."""

import base64
import hashlib
import http.client
import re
import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from socket import gethostname
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from resilience.web.connections.runner import MOST_FRAME
from tests.live import ROOT, Server, free_port

pytestmark = pytest.mark.long

EVIL = "https://evil.example"
PROXIED = {"X-Forwarded-For": "192.0.2.7"}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that a proxy on this machine stands before."""
    token = {"RESILIENCE_METRICS_TOKEN": "read the numbers", "RESILIENCE_LOG": "json"}
    started = Server(tmp_path_factory.mktemp("guards"), free_port(), token).start()
    yield started
    started.stop()


def ask(served: Server, path: str, method: str = "GET", **headers: str) -> Reply:
    """Ask the server; `x_forwarded_for` is sent as X-Forwarded-For."""
    line = http.client.HTTPConnection("localhost", served.port, timeout=30)
    body = b"code=NO" if method in ("POST", "PUT") else None
    line.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
    answer = line.getresponse()
    pairs = {name.lower(): value for name, value in answer.getheaders()}
    reply = Reply(answer.status, pairs, answer.read().decode(errors="replace"))
    line.close()
    return reply


def hashed(script: str) -> str:
    """The source of a policy that lets a script run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    "path", ["/", "/overview", "/join", "/m", "/healthz", "/favicon.png", "/no"]
)
def test_every_answer_has_the_headers(served: Server, path: str) -> None:
    headers = ask(served, path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in policy.get("script-src", "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_a_file_that_pages_load_has_the_headers_that_a_browser_heeds_there(served: Server) -> None:
    named = re.findall(r'"\.(/static/[^"]+\.(?:js|css))"', ask(served, "/").body)
    assert len(named) > 20
    for path in (named[0], named[-1], "/m/sheet.js"):
        headers = ask(served, path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "content-security-policy" not in headers


def test_the_policy_lets_run_what_is_served_and_nothing_else(served: Server) -> None:
    reply = ask(served, "/overview")
    inline = re.findall(r"<script>(.*?)</script>", reply.body, re.DOTALL)
    assert len(inline) == 2  # ours, and that of Streamlit
    wanted = {hashed(script) for script in inline}
    policy = reply.headers["content-security-policy"]
    sources = next(p for p in policy.split("; ") if p.startswith("script-src ")).split()[1:]
    assert set(sources) == wanted | {"'self'"}


def test_behind_tls_a_browser_is_told_to_stay_there(served: Server) -> None:
    headers = ask(served, "/", x_forwarded_proto="https").headers
    assert headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("origin", [EVIL, "null", "http://localhost:1"])
def test_a_page_of_another_site_gets_no_connection(served: Server, origin: str) -> None:
    address = f"ws://localhost:{served.port}/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin=Origin(origin)):
        pass


def test_a_page_of_the_own_site_gets_one(served: Server) -> None:
    address = f"ws://localhost:{served.port}/_stcore/stream"
    own = f"http://localhost:{served.port}"
    with connect(address, origin=Origin(own)) as line:
        assert line.response is not None
        assert line.response.status_code == 101


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_another_site_uploads_nothing_and_takes_nothing_away(served: Server, method: str) -> None:
    path = "/_stcore/upload_file/session/file"
    foreign = ask(served, path, method, origin=EVIL)
    assert (foreign.status, "sent from another site" in foreign.body) == (403, True)
    host = ask(served, urlsplit(served.facilitator_link).path).headers["set-cookie"].split(";")[0]
    without_the_cookie_s_token = ask(served, path, method, cookie=host)
    assert (without_the_cookie_s_token.status, "XSRF" in without_the_cookie_s_token.body) == (
        403,
        True,
    )


def test_a_stranger_uploads_nothing(served: Server) -> None:
    refused = ask(served, "/_stcore/upload_file/session/file", "PUT")
    assert (refused.status, "can upload files" in refused.body) == (403, True)


def test_a_page_sends_no_more_than_a_quarter_of_a_megabyte_at_once(served: Server) -> None:
    own = Origin(f"http://localhost:{served.port}")
    with connect(f"ws://localhost:{served.port}/_stcore/stream", origin=own) as line:
        line.send(b"a" * (MOST_FRAME + 1))
        with pytest.raises(ConnectionClosedError) as closed:
            while True:
                line.recv(timeout=30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_a_header_block_has_a_limit(served: Server) -> None:
    assert ask(served, "/healthz", cookie="a" * 30_000).status == 200
    assert ask(served, "/healthz", cookie="a" * 60_000).status == 431


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_numbers_are_for_this_machine_or_who_has_the_token(served: Server, path: str) -> None:
    assert ask(served, path).status == 200
    for sent in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "read the numbers "}):
        assert ask(served, path, **PROXIED, **sent).status == 403
    known = ask(served, path, **PROXIED, Authorization="Bearer read the numbers")
    assert known.status == 200


def test_what_a_stranger_says_of_its_address_is_not_believed(tmp_path: Path) -> None:
    elsewhere = {"RESILIENCE_TRUSTED_PROXIES": "10.0.0.1"}
    served = Server(tmp_path, free_port(), elsewhere).start()
    try:
        assert (
            ask(served, "/metrics", **PROXIED).status == 200
        )  # comes from this machine all the same
        plain = ask(served, "/", x_forwarded_proto="https").headers
        assert "strict-transport-security" not in plain
    finally:
        served.stop()


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has a name, and believes no proxy that a test can be."""
    settings = {
        "RESILIENCE_PUBLIC_URL": "https://city.example",
        "RESILIENCE_ALLOWED_HOSTS": "old.city.example, *.hall.example",
        "RESILIENCE_TRUSTED_PROXIES": "10.0.0.1",
    }
    started = Server(tmp_path_factory.mktemp("named"), free_port(), settings).start()
    yield started
    started.stop()


ANSWERED = (
    "city.example", "CITY.example.", "city.example:443", "old.city.example", "a.hall.example",
    "localhost", "127.0.0.1:8501", "[::1]:8501", "192.168.1.7:8501", "10.1.2.3", "server.local", "dash",
)  # fmt: skip
REFUSED = ("evil.example", "city.example.evil.example", "hall.example", "203.0.114.9", "1.1.1.1:80")


def opened(served: Server, host: str) -> int:
    """The status with which a websocket is answered under a name."""
    address = f"ws://{host}/_stcore/stream"
    line = socket.create_connection(("127.0.0.1", served.port))
    try:
        with connect(address, sock=line, proxy=None, origin=Origin(f"http://{host}")) as made:
            assert made.response is not None
            return made.response.status_code
    except InvalidStatus as refused:
        return refused.response.status_code


def test_a_server_answers_under_its_names_and_in_its_network(named: Server) -> None:
    for host in ANSWERED:
        for path in ("/join", "/healthz", "/overview"):
            assert ask(named, path, host=host).status == 200, host
    for host in ("localhost", "city.example", "127.0.0.1:8501"):
        assert opened(named, host) == 101


def test_a_name_that_somebody_else_pointed_here_gets_nothing(named: Server) -> None:
    for host in REFUSED:
        for path in ("/join", "/", "/healthz", "/m/state", "/_stcore/host-config", "/no"):
            reply = ask(named, path, host=host)
            assert (reply.status, "does not answer at this address" in reply.body) == (421, True)
            assert host not in reply.body
        assert opened(named, host) == 403


def test_without_a_name_of_its_own_a_server_answers_under_every_one(served: Server) -> None:
    for host in ("evil.example", "203.0.114.9:8501"):
        assert ask(served, "/join", host=host).status == 200


def test_the_scheme_is_the_one_that_a_trusted_proxy_names(named: Server, served: Server) -> None:
    def kept(server: Server, **headers: str) -> str:
        link = urlsplit(server.facilitator_link).path
        return ask(server, link, **headers).headers["set-cookie"]

    assert kept(served).startswith("resilience_staff=")
    over_tls = kept(served, x_forwarded_proto="https")
    assert over_tls.startswith("__Host-resilience_staff=")
    assert over_tls.endswith("; Secure")
    for stranger in (served, named):
        headers = {} if stranger is served else {"x_forwarded_proto": "https"}
        assert "Secure" not in kept(stranger, forwarded="proto=https", **headers)


def test_a_page_tells_its_browser_no_path_of_the_server(served: Server) -> None:
    address = f"ws://localhost:{served.port}/_stcore/stream"
    told = b""
    with connect(address, origin=Origin(f"http://localhost:{served.port}"), max_size=None) as line:
        line.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        while b"Urban resilience" not in told:
            said = line.recv(timeout=30)
            assert isinstance(said, bytes)
            told += said
    assert str(ROOT).encode() not in told


def test_trouble_is_told_to_strangers_without_places(tmp_path: Path) -> None:
    served = Server(tmp_path, free_port()).start()
    try:
        with sqlite3.connect(served.database) as broken:
            broken.execute("ALTER TABLE city RENAME TO gone")
            broken.execute("ALTER TABLE participant RENAME TO gone_too")
        broken.close()
        for path in ("/healthz", "/return/x"):
            reply = ask(served, path, **PROXIED)
            assert reply.status == 503
            said = f"{reply.headers}{reply.body}"
            assert not any(
                place in said
                for place in (str(tmp_path), "sqlite", str(Path.home()), gethostname())
            )
        assert str(served.database) in (tmp_path / "server.log").read_text(encoding="utf-8")
    finally:
        served.stop()


@pytest.mark.parametrize(
    "path", ["/metrics/", "//metrics", "/_stcore//metrics", "/_stcore/metrics/"]
)
def test_no_other_spelling_gives_the_numbers(served: Server, path: str) -> None:
    reply = ask(served, path, **PROXIED)
    assert "process_" not in reply.body
    assert "active_sessions" not in reply.body


def test_the_server_is_ready_and_says_what_runs(served: Server) -> None:
    assert ask(served, "/readyz").body == '{"status":"ready"}'
    assert 'resilience_build_info{python="3.' in ask(served, "/metrics").body


def test_a_connection_is_counted_while_it_is_open(served: Server) -> None:
    def open_pages() -> float:
        found = re.search(r"^resilience_sessions (\S+)$", ask(served, "/metrics").body, re.M)
        assert found
        return float(found.group(1))

    before = open_pages()
    own = f"http://localhost:{served.port}"
    with connect(f"ws://localhost:{served.port}/_stcore/stream", origin=Origin(own)):
        assert open_pages() == before + 1


def test_the_secret_is_in_no_page_and_no_log(served: Server) -> None:
    secret = (served.folder / "secret").read_text(encoding="ascii").strip()
    for path in ("/", "/join", "/readyz", "/healthz", "/metrics", "/open/no", "/m"):
        assert secret not in ask(served, path).body
    assert secret not in Path(served.folder / "server.log").read_text(encoding="utf-8")
