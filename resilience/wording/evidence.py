"""Evidence in words: how long it is valid, who added it, how many indicators have some, and as a table."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from resilience.framework import Framework
from resilience.services.evidence.register import EvidenceCount, EvidenceView
from resilience.text import Text
from resilience.wording.history import ROLES

#: bytes of a kilobyte, and of a megabyte
KILOBYTE, MEGABYTE = 1024, 1_048_576


def until_words(entry: EvidenceView, day: datetime.date, text: Text) -> str:
    """Whether an entry is valid on a day, and until when."""
    until = entry.facts.valid_until
    if until is None:
        return text("no end date")
    date = text.date(until)
    expired = entry.expired(day)
    return (
        text("expired, was valid until {date}", date=date)
        if expired
        else text("valid until {date}", date=date)
    )


def adder_words(entry: EvidenceView, text: Text) -> str:
    """The role that added an entry, with the department of a lead."""
    role = text(ROLES[entry.role])
    return f"{role} · {text(entry.department)}" if entry.department else role


def size_words(size: int, text: Text) -> str:
    """The size of a file in kB or MB."""
    if size < MEGABYTE:
        return text("{n} kB", n=text.number(max(1, round(size / KILOBYTE))))
    return text("{n} MB", n=text.number(size / MEGABYTE, decimals=1))


def valid_words(counts: Iterable[EvidenceCount], text: Text) -> str:
    """How many indicators have valid evidence, as the title of a page."""
    found = [one.valid > 0 for one in counts]
    return text(
        "{n} of {of} indicators have valid evidence",
        n=text.number(sum(found)),
        of=text.number(len(found)),
    )


def missing_lines(counts: Mapping[str, EvidenceCount], text: Text) -> list[str]:
    """Which indicators have no evidence at all, and which only expired evidence."""
    none = [code for code, one in counts.items() if not one.valid and not one.expired]
    expired = [code for code, one in counts.items() if one.expired and not one.valid]
    said = []
    if expired:
        said.append(text("Only expired evidence: {codes}.", codes=text.listed(expired)))
    if none:
        said.append(text("No evidence: {codes}.", codes=text.listed(none)))
    return said


def about_words(entry: EvidenceView, framework: Framework, text: Text) -> str:
    """The indicator of an entry; of one that this version asks otherwise, its code and version."""
    if entry.about:
        return f"{entry.about} · {framework.title(entry.about, text.language)}"
    return text("{code} of version {version}", code=entry.facts.indicator, version=entry.version)


def evidence_rows(
    entries: Sequence[EvidenceView], framework: Framework, day: datetime.date, text: Text
) -> pd.DataFrame:
    """Entries as a table for a file."""
    heads = [
        text("Indicator"),
        text("Title"),
        text("Date"),
        text("Link or file"),
        text("Valid until"),
        text("Expired"),
        text("Added by"),
    ]
    rows = [
        (
            about_words(one, framework, text),
            one.facts.title,
            one.facts.dated.isoformat() if one.facts.dated else "",
            one.facts.link or one.facts.file_name,
            one.facts.valid_until.isoformat() if one.facts.valid_until else "",
            text("yes") if one.expired(day) else text("no"),
            adder_words(one, text),
        )
        for one in entries
    ]
    return pd.DataFrame(rows, columns=heads)
