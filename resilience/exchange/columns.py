"""Columns of a file as numbers, so that each distinct text is read once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from resilience.scoring.arrays import Counts, Flags


@dataclass(frozen=True, slots=True)
class TextColumn:
    """The cells of a column: `numbers` (rows,) are places in `texts`."""

    numbers: Counts
    texts: list[str]

    @classmethod
    def of(cls, cells: Iterable[str]) -> "TextColumn":
        """The column with these cells; texts are in the order in which they appear."""
        seen: dict[str, int] = {}
        numbers = [seen.setdefault(cell, len(seen)) for cell in cells]
        return cls(np.array(numbers, dtype=np.int64), list(seen))

    def changed(self, change: Callable[[str], str]) -> "TextColumn":
        """Return the column with `change` applied to each text; texts that become equal share an index."""
        found = TextColumn.of(map(change, self.texts))
        return TextColumn(found.numbers[self.numbers], found.texts)

    def where(self, holds: Callable[[str], bool]) -> Flags:
        """Which cells have a text for which this holds (rows,)."""
        return np.array([holds(text) for text in self.texts], dtype=np.bool_)[self.numbers]

    def part(self, rows: Counts) -> "TextColumn":
        """The cells of these rows as a column."""
        return TextColumn(self.numbers[rows], self.texts)

    def at(self, rows: Counts) -> list[str]:
        """The cells of these rows."""
        return [self.texts[number] for number in self.numbers[rows].tolist()]


def grouped(keys: Counts) -> tuple[Counts, Counts]:
    """Number equal keys from 0 in the order of their first row: (rows,), and that row of each."""
    _, first, numbers = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return np.argsort(order)[numbers], first[order]
