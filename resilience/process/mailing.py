"""The weekly mails of due dates, sent by whichever server looks first."""

import logging

from resilience.outputs.mail.sending import Mailer, send_weekly
from resilience.services.feeds.mail_weeks import mails_due
from resilience.smtp import MailFailure
from resilience.store import Store
from resilience.watching import logged


def send_due(store: Store, key: bytes, mailer: Mailer) -> None:
    """Send the mails that are due; one that fails is a line in the log, without its address.

    Where the mail server cannot be reached, the others wait for the next look too.
    """
    for mail in mails_due(store, key):
        try:
            send_weekly(store, mailer, mail)
        except MailFailure as error:
            fields = {"id": mail.address_id, "trouble": error.trouble, "reason": error.reason}
            logged("mail not delivered", logging.WARNING, **fields)
            if error.trouble == "unreachable":
                return
