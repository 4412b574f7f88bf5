"""What an entry of evidence says, checked before it is stored."""

import datetime
from dataclasses import dataclass
from typing import Any

from resilience.errors import InputError
from resilience.framework import Framework
from resilience.services.access.plain_text import tidied, typed_line
from resilience.services.deciding.action_facts import LONGEST_LINK, is_address
from resilience.store.tables import EvidenceEntry

#: characters of a title
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What an entry says: it has a `link`, or a stored file with the name `file_name`, which is read only.

    `dated` is the date of the document and `valid_until` its last day, None where it has none. An empty indicator or
    date has not been chosen yet, and such an entry cannot be stored.
    """

    indicator: str
    title: str
    dated: datetime.date | None
    valid_until: datetime.date | None = None
    link: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceUpload:
    """A file that somebody uploaded, as it came."""

    name: str
    content: bytes


def facts_in(row: EvidenceEntry) -> EvidenceFacts:
    """Return what a stored entry says."""
    return EvidenceFacts(
        row.indicator, row.title, row.dated, row.valid_until, row.link, row.file_name
    )


def columns_of(framework: Framework, facts: EvidenceFacts) -> dict[str, Any]:
    """Return the columns of an entry but for its file; raises `InputError` for what is wrong."""
    if not facts.indicator:
        raise InputError("Choose the indicator that the evidence is about.")
    if framework.indicator(facts.indicator) is None:
        raise InputError("The scorecard has no indicator {code}.", code=facts.indicator[:40])
    title = tidied(typed_line(facts.title), LONGEST_TITLE)
    if not title:
        raise InputError("Enter a title for the evidence.")
    if facts.dated is None:
        raise InputError("Enter the date of the document.")
    if facts.valid_until and facts.valid_until < facts.dated:
        raise InputError(
            "The last day on which the evidence is valid is before its date. Change one of the two "
            "dates."
        )
    return {
        "indicator": facts.indicator,
        "title": title,
        "dated": facts.dated,
        "valid_until": facts.valid_until,
        "link": _link(facts.link),
    }


def _link(words: str) -> str:
    link = tidied(typed_line(words), LONGEST_LINK)
    if link and not is_address(link, ("http", "https")):
        raise InputError(
            "The link {link} is not a web address that starts with https:// or http://.",
            link=link[:80],
        )
    return link
