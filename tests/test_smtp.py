"""Handing a mail over: addresses of mail servers, TLS, and what is known after a refusal."""

import ssl
from pathlib import Path

import pytest

from resilience.errors import CannotRun
from resilience.services.upkeep.hall_certificate import hall_certificate
from resilience.settings import load_settings
from resilience.smtp import MailFailure, MailServer, deliver, is_mail_address, mail_server
from resilience.store import now
from tests.live import free_port
from tests.post import SENDER, Post, running

TO, MAIL = "water@city.example", b"Subject: Due\r\n\r\n.One\r\n"


def failure(server: MailServer) -> tuple[str, str]:
    """What is known of a mail that was not accepted."""
    with pytest.raises(MailFailure) as told:
        deliver(server, SENDER, TO, MAIL)
    assert "@" not in told.value.reason
    return told.value.trouble, told.value.reason


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail", MailServer("mail", 25, "none")),
        ("smtp://mail.example:2525/", MailServer("mail.example", 2525, "none")),
        ("smtp://u%40c:p%2F%3F@mail?starttls", MailServer("mail", 587, "starttls", "u@c", "p/?")),
        ("smtps://u:p@mail", MailServer("mail", 465, "tls", "u", "p")),
        ("smtps://[::1]:9", MailServer("::1", 9, "tls")),
    ],
)
def test_a_mail_server_is_an_address(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mail.example", r"begins with smtp:// or smtps://"),
        ("https://mail.example", r"begins with smtp:// or smtps://"),
        ("smtp://mail?tls=1", r"only \?starttls may be at the end"),
        ("smtps://mail?starttls", r"only \?starttls may be at the end"),
        ("smtp://u:hush@mail", r"a password needs \?starttls"),
        ("smtps://u:hüsh@mail", r"ASCII letters only"),
        ("smtp://", r"write smtp://HOST:PORT"),
        ("smtp://mail/in", r"write smtp://HOST:PORT"),
        ("smtp://mail:99999", r"the port is no number up to 65535"),
        ("smtp://[mail", r"the host is no name and no address"),
    ],
)
def test_a_wrong_address_is_said_without_its_password(
    url: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESILIENCE_PUBLIC_URL", "https://resilience.city.example")
    monkeypatch.setenv("RESILIENCE_MAIL_FROM", SENDER)
    monkeypatch.setenv("RESILIENCE_SMTP_URL", url)
    with pytest.raises(CannotRun, match=rf"RESILIENCE_SMTP_URL \(.*{why}") as told:
        load_settings()
    assert "h\u00fcsh" not in str(told.value)
    assert "hush" not in str(told.value)


def test_mail_needs_a_sender_and_an_address_for_links(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PUBLIC_URL", "MAIL_FROM"):
        monkeypatch.delenv(f"RESILIENCE_{name}", raising=False)
    assert load_settings().smtp_url == ""
    monkeypatch.setenv("RESILIENCE_SMTP_URL", "smtp://mail")
    with pytest.raises(CannotRun, match=r"SMTP_URL \(set RESILIENCE_PUBLIC_URL too"):
        load_settings()
    monkeypatch.setenv("RESILIENCE_PUBLIC_URL", "https://resilience.city.example")
    with pytest.raises(CannotRun, match=r"RESILIENCE_MAIL_FROM \(set it too"):
        load_settings()
    monkeypatch.setenv("RESILIENCE_MAIL_FROM", "City <resilience@city.example>")
    with pytest.raises(CannotRun, match=r"RESILIENCE_MAIL_FROM \(one address alone"):
        load_settings()
    monkeypatch.setenv("RESILIENCE_MAIL_FROM", SENDER)
    assert load_settings().mail_from == SENDER


@pytest.mark.parametrize(
    "given",
    ["", "water", "a@b", "a@@b.ex", "a b@c.ex", "a@c.ex\nBcc: d@c.ex", "a@c.ex,d@c.ex", "é@c.ex",
     f"{'a' * 250}@c.ex", "<a@c.ex>", "a@c..ex", "info.@c.ex", ".info@c.ex", "a..b@c.ex", f"{'a.' * 32}b@c.ex"],
)  # fmt: skip
def test_one_address_alone_is_taken(given: str) -> None:
    assert not is_mail_address(given)
    assert is_mail_address("water.dept+plan@public-works.city.example")


def test_a_mail_arrives_as_it_was_given(post: Post) -> None:
    deliver(mail_server(post.url), SENDER, TO, MAIL)
    assert post.to(TO)[0].get_content() == ".One\r\n"


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        ("450 Wait", ("later", "code 450")),
        ("550 Unknown water@city.example", ("refused", "code 550")),
    ],
)
def test_a_refusal_says_whether_it_may_be_tried_again(
    post: Post, answer: str, known: tuple[str, str]
) -> None:
    server = mail_server(post.url)
    post.refuses[TO] = answer
    assert failure(server) == known
    post.refuses.clear()
    post.spoils[TO] = answer
    assert failure(server) == known
    assert post.mails == []


def test_a_connection_that_breaks_after_the_mail_leaves_it_unknown(post: Post) -> None:
    post.spoils[TO] = ""
    assert failure(mail_server(post.url)) == ("unknown", "SMTPServerDisconnected")


def test_a_server_that_is_away_can_be_tried_again() -> None:
    away = mail_server(f"smtp://127.0.0.1:{free_port()}")
    assert failure(away) == ("unreachable", "ConnectionRefusedError")
    assert failure(mail_server("smtp://mail..example")) == ("unreachable", "UnicodeError")


def test_a_password_is_sent_over_tls_to_a_server_that_is_who_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_certificate = hall_certificate(tmp_path, ["127.0.0.1"], now()).path
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own_certificate)
    post = Post(free_port())
    started = running(post, context, "p@ss")
    try:
        server = mail_server(f"smtp://city:p%40ss@127.0.0.1:{post.port}?starttls")
        assert failure(server) == ("unreachable", "SSLCertVerificationError")
        monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate))
        deliver(server, SENDER, TO, MAIL)
        wrong = mail_server(f"smtp://city:no@127.0.0.1:{post.port}?starttls")
        assert failure(wrong) == ("unreachable", "code 535")
        bare = mail_server(f"smtp://127.0.0.1:{post.port}")
        assert failure(bare) == ("unreachable", "code 530")
    finally:
        started.stop()
    assert len(post.to(TO)) == 1
