"""`Passage`: a part of the method note."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the note: its subject, a few sentences, and the formula if there is one."""

    heading: str
    words: str
    formula: str | None = None
