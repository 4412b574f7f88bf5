"""`Passage`: a part of the method note."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the note: its subject, a few sentences, and the formula if there is one.

    `short` is what of it a room may ask about, "" for nothing.
    """

    heading: str
    words: str
    formula: str | None = None
    short: str = ""
