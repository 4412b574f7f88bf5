"""A real mail server of a test, which keeps what it takes."""

import asyncio
import email
import email.policy
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.live import free_port

SENDER = "resilience@city.example"
#: what a mail server answers to a command, by recipient
Answers = dict[str, str]


@dataclass
class Post:
    """A mail server: what it took by recipient, and what it answers instead of taking a mail."""

    port: int
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    #: by recipient: to the command RCPT, and after the mail was given
    refuses: Answers = field(default_factory=dict)
    spoils: Answers = field(default_factory=dict)
    #: whether the first mail gets no answer
    holds: bool = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, recipient: str) -> list[EmailMessage]:
        """The mails to a recipient."""
        return [mail for name, mail in self.mails if name == recipient]

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802 - the name of aiosmtpd
        _, _, envelope, address, _ = given
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802 - as above
        server, _, envelope = given
        assert envelope.mail_from == SENDER
        (recipient,) = envelope.rcpt_tos
        if recipient in self.spoils:
            if self.spoils[recipient]:
                return self.spoils[recipient]
            server.transport.close()
            return "250 OK"
        content = envelope.content
        assert isinstance(content, bytes)
        assert content.isascii()
        read = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        self.raw.append(content)
        self.mails.append((recipient, read))
        while self.holds and recipient == self.mails[0][0]:
            await asyncio.sleep(0.05)
        return "250 OK"


def running(post: Post, context: ssl.SSLContext | None = None, password: str = "") -> Controller:
    """Start a mail server; with `context` it asks for TLS, with `password` for that of the user "city"."""

    def check(
        server: SMTP, session: Session, envelope: Envelope, way: str, given: object
    ) -> AuthResult:
        right = given == LoginPassword(b"city", password.encode())
        return AuthResult(success=right, handled=right)

    started = Controller(
        post,
        hostname="127.0.0.1",
        port=post.port,
        tls_context=context,
        require_starttls=context is not None,
        authenticator=check if password else None,
        auth_required=bool(password),
    )
    started.start()
    return started


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server without TLS."""
    made = Post(free_port())
    started = running(made)
    yield made
    started.stop()
