"""Mails of due dates, sent at most once each; no error names an address."""

import email.policy
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from resilience.errors import CannotRun
from resilience.outputs.mail.words import confirmation_words, weekly_words
from resilience.services.access.tokens import hashed
from resilience.services.feeds.due_digest import digest_of
from resilience.services.feeds.mail_consent import forget_question, mail_consent
from resilience.services.feeds.mail_weeks import WeeklyMail, note_sent, note_trouble, take
from resilience.settings import Settings
from resilience.smtp import MailFailure, MailServer, deliver, mail_server
from resilience.store import Store, now
from resilience.text import Text, mark

#: mails in letters and lines that every mail server takes
POLICY = email.policy.SMTP.clone(cte_type="7bit")
NOT_SENT = mark(
    "The mail server did not accept the e-mail ({reason}), so the address was not added. Check the "
    "address, or tell the person who runs the server."
)


class NotSent(CannotRun):
    """The mail server did not accept a mail that a person waits for; the reason names no address and no machine."""

    private = False


@dataclass(frozen=True, slots=True)
class Mailer:
    """How an installation sends: its mail `server`, the address of the `sender`, and its own address `base`."""

    server: MailServer
    sender: str
    base: str


def mailer_of(settings: Settings) -> Mailer | None:
    """Return the installation's mailer, or None if e-mail is not set up."""
    if not settings.smtp_url:
        return None
    base = settings.public_url.rstrip("/")
    return Mailer(mail_server(settings.smtp_url), settings.mail_from, base)


def send_confirmation(store: Store, mailer: Mailer, address: str, token: str) -> None:
    """Ask an address once whether it wants the weekly mail; raises `NotSent`."""
    consent = mail_consent(store, token)
    page = _page(mailer, token)
    subject, words = confirmation_words(consent, page)
    mail = _message(mailer, address, subject, words, Text(consent.language))
    mail["Message-ID"] = _id(mailer, f"confirm {token}")
    try:
        deliver(mailer.server, mailer.sender, address, mail.as_bytes())
    except MailFailure as error:
        if error.trouble != "unknown":
            forget_question(store, token)
        raise NotSent(NOT_SENT, reason=error.reason) from error


def send_weekly(store: Store, mailer: Mailer, mail: WeeklyMail) -> None:
    """Send the mail of a week, if something is due and no other server has taken it.

    Raises `MailFailure`, after it has been kept whether the week can be taken again.
    """
    if not take(store, mail):
        return
    digest = digest_of(store, mail.reader, mail.since)
    if digest is None:
        return
    page = _page(mailer, mail.token)
    subject, words = weekly_words(mail, digest, mailer.base, page)
    made = _message(mailer, mail.address, subject, words, Text(mail.language))
    made["Message-ID"] = _id(mailer, f"{mail.monday} {mail.token}")
    if page.startswith("https://"):  # RFC 8058 allows one click only there
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    ends = f"List-Unsubscribe: <{page}>\r\n".encode()  # `email` would encode a long address
    try:
        deliver(mailer.server, mailer.sender, mail.address, ends + made.as_bytes())
    except MailFailure as error:
        note_trouble(store, mail, error.trouble)
        raise
    note_sent(store, mail)


def _page(mailer: Mailer, token: str) -> str:
    """Where the reader of an address agrees, and ends it."""
    return f"{mailer.base}/feed/{token}/mail"


def _message(mailer: Mailer, address: str, subject: str, words: str, text: Text) -> EmailMessage:
    mail = EmailMessage(POLICY)
    name = text("Urban resilience dashboard")
    mail["From"] = Address(name, addr_spec=mailer.sender)
    mail["To"] = Address(addr_spec=address)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(now())
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words)
    mail["Content-Language"] = text.language
    return mail


def _id(mailer: Mailer, name: str) -> str:
    """The id of a mail: a second copy of the same mail would have the same."""
    return f"<{hashed(name)[:32]}@{mailer.sender.rpartition('@')[2]}>"
