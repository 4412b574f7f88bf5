"""Texts that a reviewer reads, what comes back for them, and what that changes."""

import datetime
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from resilience.errors import Fault, Sentence


@dataclass(frozen=True, slots=True)
class ReviewText:
    """One text to review; `said` is "" where it is not translated.

    `key` finds it again in its file. `unit` is what is signed off as one, such as an indicator; "" for texts that
    are signed off with the whole file only. `reviewed` names who signed it off; "" for a draft.
    """

    key: str
    english: str
    said: str
    unit: str = ""
    reviewed: str = ""

    @property
    def mark(self) -> str:
        """A mark that changes with the English or the translation."""
        return hashlib.sha256(f"{self.english}\0{self.said}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who reviewed: a named person."""

    name: str
    role: str
    date: datetime.date

    def __str__(self) -> str:
        return f"{self.name}, {self.role}, {self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a sheet that came back: the mark and text it was made with, and the correction, "" for none."""

    key: str
    mark: str
    shown: str
    correction: str
    place: Sentence


@dataclass(frozen=True, slots=True)
class ReturnedReview:
    """A filled review sheet; `about` says what it is a review of.

    `unsigned` says why there is no signature, `faults` what could not be read; their rows are left out.
    """

    about: str
    language: str
    rows: tuple[ReturnedRow, ...]
    signature: Signature | None
    unsigned: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction, the text that it replaces, and its cell."""

    place: Sentence
    before: str
    after: str


@dataclass(slots=True)
class Outcome:
    """What a returned review means for the texts of today, by key.

    `conflicts` are texts that were changed since the sheet was made: their corrections are not used. `seen` are
    the keys that were in the sheet as they are today, or in the words of their correction.
    """

    changes: dict[str, Correction] = field(default_factory=dict)
    conflicts: dict[str, Correction] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def signed(self, keys: Iterable[str]) -> bool:
        """Whether all of these texts were seen."""
        return self.seen.issuperset(keys)


#: says what is wrong with a correction of a text, if anything
Check = Callable[[ReviewText, str], Sentence | None]


def outcome_of(texts: Mapping[str, ReviewText], returned: ReturnedReview, check: Check) -> Outcome:
    """Compare a returned review with the texts of today."""
    found = Outcome(faults=list(returned.faults))
    met: set[str] = set()
    for given in returned.rows:
        text = texts.get(given.key)
        row = replace(given, correction=_fitted(text.said if text else "", given.correction))
        said = _misfit(text, row, check, met)
        if said is not None:
            found.faults.append(Fault((row.place,), said))
            found.seen.discard(row.key)
        else:
            _add(found, texts[row.key], row)
        met.add(row.key)
    return found


def _misfit(
    text: ReviewText | None, row: ReturnedRow, check: Check, met: set[str]
) -> Sentence | None:
    if text is None:
        return Sentence("this text is no longer in the file.")
    if row.key in met:
        return Sentence("found this text twice in the sheet, expected it once.")
    if row.mark == text.mark and _plain(row.shown) != _plain(text.said):
        return Sentence(
            "the text itself was changed in the sheet. Restore it and write the correction in "
            "the box next to it."
        )
    return check(text, row.correction) if row.correction else None


def _add(found: Outcome, text: ReviewText, row: ReturnedRow) -> None:
    change = Correction(row.place, text.said, row.correction)
    settled = row.correction == text.said
    if row.mark != text.mark and not (row.correction and settled):
        found.conflicts[text.key] = change
        return
    if row.correction and not settled:
        found.changes[text.key] = change
    if row.correction or text.said:
        found.seen.add(text.key)


def _fitted(said: str, correction: str) -> str:
    """A correction on one line, with the outer spaces of the text that it replaces."""
    lines = correction.replace("_x000D_", "").strip().splitlines()
    words = correction.strip() if "\n" in said else " ".join(line.strip() for line in lines)
    bare = said.strip()
    before, _, after = said.partition(bare) if bare and words else ("", "", "")
    return f"{before}{words}{after}"


def _plain(words: str) -> str:
    """Words without what programs change when they save a sheet."""
    return "".join(unicodedata.normalize("NFKC", words).replace("_x000D_", "").split())
