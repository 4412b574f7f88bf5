"""One mail to the mail server of an installation: its address as a setting, and the handing over by SMTP."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from smtplib import SMTP

#: seconds that the mail server may take for an answer
PATIENCE = 20
#: port of a server, by how its connection is encrypted
PORTS = {"none": 25, "starttls": 587, "tls": 465}
#: words with single dots between them, at most 64 characters, and a host (RFC 5322, the part that mail servers take)
ADDRESS = re.compile(
    r"(?=.{1,64}@)[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*"
    r"@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}"
)
#: what became of a mail that was not accepted: the server was not reached or refused this installation, it asks to
#: try again later, it refused the mail, or the connection broke when it may have accepted it
Trouble = Literal["unreachable", "later", "refused", "unknown"]


class MailFailure(Exception):
    """A mail was not accepted; `reason` is a code of the server or a kind of error, without an address."""

    def __init__(self, trouble: Trouble, reason: str) -> None:
        super().__init__(reason)
        self.trouble = trouble
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server; without a `user` it asks for no password."""

    host: str
    port: int
    encryption: Literal["none", "starttls", "tls"]
    user: str = ""
    password: str = field(default="", repr=False)


def is_mail_address(given: str) -> bool:
    """Whether this is one e-mail address in letters that every mail server takes."""
    return len(given) <= 254 and ADDRESS.fullmatch(given) is not None


def mail_server(address: str) -> MailServer:
    """The server at an address such as smtp://USER:PASSWORD@HOST:587?starttls; raises `ValueError` that says what is wrong."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ValueError("the host is no name and no address") from error
    encryption = _encryption(parts)
    if not parts.hostname or parts.path.strip("/") or parts.fragment:
        raise ValueError(
            "write smtp://HOST:PORT, smtp://USER:PASSWORD@HOST:587?starttls or "
            "smtps://USER:PASSWORD@HOST:465, with %40 for @ in a name or password"
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise ValueError("the name and the password may have ASCII letters only")
    if user and encryption == "none":
        raise ValueError("a password needs ?starttls at the end, or smtps://")
    try:
        port = parts.port or PORTS[encryption]
    except ValueError as error:
        raise ValueError("the port is no number up to 65535") from error
    return MailServer(parts.hostname, port, encryption, user, password)


def _encryption(parts: SplitResult) -> Literal["none", "starttls", "tls"]:
    if parts.scheme not in ("smtp", "smtps"):
        raise ValueError("it begins with smtp:// or smtps://")
    if parts.query not in ("", "starttls") or (parts.query and parts.scheme == "smtps"):
        raise ValueError("only ?starttls may be at the end, and only after smtp://")
    if parts.scheme == "smtps":
        return "tls"
    return "starttls" if parts.query else "none"


def deliver(server: MailServer, sender: str, recipient: str, content: bytes) -> None:
    """Hand over one mail; raises `MailFailure` unless the server has accepted it."""
    import smtplib  # noqa: PLC0415 - an installation without mail never needs it

    before: Trouble = "unreachable"  # what a broken connection means
    try:
        with _connected(server) as smtp:
            _accepted(smtp.mail(sender))
            before = "later"
            _accepted(smtp.rcpt(recipient))
            before = "unknown"
            _accepted(smtp.data(content))
    except smtplib.SMTPResponseException as error:
        raise MailFailure(_refusal(error.smtp_code, before), f"code {error.smtp_code}") from error
    except (smtplib.SMTPException, OSError, UnicodeError) as error:  # or a name that no host has
        raise MailFailure(before, type(error).__name__) from error


def _accepted(answer: tuple[int, bytes]) -> None:
    import smtplib  # noqa: PLC0415 - as above

    code, words = answer
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, words)


def _refusal(code: int, before: Trouble) -> Trouble:
    """What an answer of the server means: before it took the sender, that it takes nothing from this installation."""
    if before == "unreachable" or code < 0:  # less than 0: it was no answer of SMTP
        return before
    return "refused" if code >= 500 else "later"


@contextmanager
def _connected(server: MailServer) -> Iterator["SMTP"]:
    """A connection that is encrypted and signed in as the server asks; how it ends does not matter."""
    import smtplib  # noqa: PLC0415 - as above
    import ssl  # noqa: PLC0415

    context = None if server.encryption == "none" else ssl.create_default_context()
    if server.encryption == "tls":
        smtp: SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.encryption == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        smtp.ehlo_or_helo_if_needed()
        yield smtp
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
    finally:
        smtp.close()
