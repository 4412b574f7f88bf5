"""A strict identity provider on this machine: it signs tokens, and checks what it is sent.

What its tokens say, and who signs them, can be changed, as a provider does that is wrong or hostile.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "dashboard", "the secret of the dashboard at the provider"


@dataclass
class Identity:
    """Somebody's provider; `claims` stand over what its tokens say otherwise."""

    port: int = 0
    claims: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=RSAKey.generate_key)
    signer: RSAKey | OctKey | None = None
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256"})
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """Its address."""
        return f"http://localhost:{self.port}"

    def enter(self, address: str) -> str:
        """Somebody signs in at the address to which they were sent; where they are sent back to."""
        parts = urlsplit(address)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert (asked["code_challenge_method"], asked["scope"]) == ("S256", "openid profile email")
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def said(self, path: str) -> dict[str, Any]:
        """What it answers to a question."""
        if path == "/jwks":
            return {"keys": [self.key.as_dict(private=False)]}
        if path == "/userinfo":
            return {"sub": "7", **self.more}
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            **self.metadata,
        }

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """A token for a code, once, for who knows the secret and what the code was asked with."""
        asked = self.codes.pop(form.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization not in (f"Basic {known}", f"Basic {plain}"):
            return 401, {"error": "invalid_client"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.issuer,
            "sub": "7",
            "aud": CLIENT,
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
            "nonce": asked["nonce"],
            **self.claims,
        }
        signed = jwt.encode(self.header, claims, self.signer or self.key)
        return 200, {"id_token": signed, "access_token": "a", "token_type": "Bearer"}


@contextmanager
def served(identity: Identity) -> Iterator[Identity]:
    """The provider while it is up."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, identity.said(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(*identity.token(form, self.headers.get("authorization", "")))

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: a test says what it needs."""

    with ThreadingHTTPServer(("localhost", identity.port), Answers) as server:
        identity.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield identity
        server.shutdown()
