"""Which mailboxes this installation asked and had no yes from: none is asked again for a year.

A keyed hash is kept in place of the address, so that it can be deleted.
"""

import datetime
import hmac

from resilience.errors import InputError
from resilience.store import Session, now
from resilience.store.people.mail import lock_questions
from resilience.store.tables import MailQuestion

#: how long a mailbox is left alone that did not agree, or stopped the mails
LEFT_ALONE = datetime.timedelta(days=365)


def mailbox_mark(key: bytes, address: str) -> str:
    """Return a hash of a mailbox that only this installation can make: without case, and without what follows a "+"."""
    local, _, domain = address.lower().rpartition("@")
    mailbox = f"{local.partition('+')[0]}@{domain}"
    return hmac.digest(key, f"mailbox {mailbox}".encode(), "sha256").hex()


def note_question(session: Session, mark: str) -> None:
    """Note that a mailbox is asked now; raises `InputError` while it is left alone."""
    lock_questions(session)
    asked = session.get(MailQuestion, mark)
    if asked and asked.asked_at > now() - LEFT_ALONE:
        raise InputError(
            "This mailbox was asked in the last 12 months and has not agreed, or it stopped the e-mails. It is not asked again. The recipient can still agree with the link in the first e-mail, unless the address was removed."
        )
    leave_alone(session, mark)


def leave_alone(session: Session, mark: str) -> None:
    """Let a mailbox be asked no more from now on."""
    session.merge(MailQuestion(mark=mark, asked_at=now()))


def let_ask(session: Session, mark: str) -> None:
    """Let a mailbox be asked again, because it agreed or got no mail."""
    if asked := session.get(MailQuestion, mark):
        session.delete(asked)
