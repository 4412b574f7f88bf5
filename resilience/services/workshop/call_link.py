"""The link to the call by which remote people take part, shown to everyone who joins."""

from urllib.parse import urlsplit

from resilience.errors import InputError
from resilience.services.access.access import RUNNERS, Visitor, lock_for
from resilience.services.access.plain_text import typed_line
from resilience.services.access.record import record_change
from resilience.store import Store, repeatable

#: characters of a link
LONGEST_LINK = 500


@repeatable
def set_call_link(store: Store, visitor: Visitor, code: str, link: str) -> None:
    """Store the https link to the call, "" for none; raises `InputError` for any other link."""
    kept = typed_line(link)
    if kept and not _is_https(kept):
        raise InputError(
            "This is not a link to a call. Copy the whole link, from https:// to the end (at "
            "most {most} characters).",
            most=LONGEST_LINK,
        )
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        workshop.call_link = kept or None
        session.add(workshop)
        record_change(session, visitor, "call link changed", workshop)


def _is_https(link: str) -> bool:
    """Whether it is an https address without a user name and password."""
    if len(link) > LONGEST_LINK or set(link) & set(" \"'<>\\"):
        return False
    try:
        found = urlsplit(link)
        return found.scheme == "https" and bool(found.hostname) and "@" not in found.netloc
    except ValueError:
        return False
