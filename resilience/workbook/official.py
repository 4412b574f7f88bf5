"""The official words of an item of the UNDRR workbook."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Official:
    """The official question of an item, and its four level texts, level 0 first."""

    question: str
    levels: tuple[str, ...]
