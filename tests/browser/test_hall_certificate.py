"""A server with a hall's certificate: https beside http, and one fingerprint at the desk, on paper and on the wire."""

import hashlib
import ssl
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.browser import steps
from tests.live import PATIENCE, People, Server, free_port
from tests.pdf import read_pdf


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, int]]:
    """A server with both ports."""
    port = free_port()
    server = Server(tmp_path_factory.mktemp("hall"), free_port())
    yield server.start("--hall-certificate", "--https-port", str(port)), port
    server.stop()


def served(port: int) -> str:
    """The SHA-256 fingerprint of the certificate that a port answers with."""
    sent = ssl.get_server_certificate(("127.0.0.1", port))
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(sent)).digest().hex(":").upper()


def test_the_fingerprint_is_the_same_everywhere(hall: tuple[Server, int], people: People) -> None:
    server, port = hall
    real = served(port)
    assert real in server.printed
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link)
    facilitator.goto(f"{server.url}/links?workshop={code}")
    facilitator.get_by_text("Join with encryption (https)").click()
    expect(facilitator.get_by_text(real, exact=True)).to_be_visible()
    poster = facilitator.request.get(f"{server.url}/poster?code={code}")
    said = read_pdf(poster.body()).words
    assert real.replace(":", "") in "".join(said.split())
    assert f":{port}/join" in "".join(said.split())


def test_a_browser_warns_once_and_then_answers_by_https_as_by_http(
    hall: tuple[Server, int], people: People, browser: Browser
) -> None:
    server, port = hall
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link)
    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    secure = f"https://localhost:{port}"
    careful = people.person()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        careful.goto(f"{secure}/join")
    with browser.new_context(ignore_https_errors=True) as context:
        context.set_default_timeout(PATIENCE)
        phone = context.new_page()
        steps.join(phone, secure, code, "Housing")
        assert phone.evaluate("isSecureContext")
        steps.answer(phone, "INF10", 2)
        phone.goto(f"{secure}/answers")
        expect(phone.get_by_text("1 of 20 answered")).to_be_visible()
        answer = phone.request.get(f"{secure}/healthz")
        assert "strict-transport-security" not in answer.headers, (
            "http must stay open to this browser"
        )
        assert phone.request.get(f"{server.url}/healthz").ok
