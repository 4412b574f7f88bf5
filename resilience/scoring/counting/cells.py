"""Which figures of an indicator may be served, for a first vote and for a later one (docs/methods.md, section 5)."""

from collections import Counter
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

from resilience.scoring.counting.partition import Crowd

Unit = TypeVar("Unit", bound=Hashable)
NOBODY = Crowd()


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts of who answered an indicator in a unit: levels and N/A.

    `levels` and `na` count answers, a table being one; `gave` and `said_na` are the people behind them.
    `strangers` took part in the unit beyond the number confirmed to be in the room.
    """

    levels: int = 0
    na: int = 0
    gave: Crowd = NOBODY
    said_na: Crowd = NOBODY
    strangers: Crowd = NOBODY

    def __add__(self, other: "Cell") -> "Cell":
        """The sum of both cells."""
        return Cell(
            self.levels + other.levels,
            self.na + other.na,
            self.gave + other.gave,
            self.said_na + other.said_na,
            self.strangers + other.strangers,
        )

    @property
    def not_applicable(self) -> bool:
        """Whether more than half of those who gave a level or N/A said N/A."""
        return 2 * self.na > self.levels + self.na

    @property
    def empty(self) -> bool:
        """Whether nobody gave a level or N/A."""
        return not self.levels and not self.na

    def hides(self, k: int) -> bool:
        """Whether the group is large enough to show, by itself and together with those who said N/A."""
        if self.not_applicable:
            return self.said_na.less(self.strangers).hides(k)
        counted = (self.gave, self.gave + self.said_na)
        return all(crowd.less(self.strangers).hides(k) for crowd in counted)

    def shows_levels(self, k: int) -> bool:
        """Whether levels may be counted in a served cell: where N/A won, not those of a few people."""
        return not self.not_applicable or self.gave.less(self.strangers).hides(k)


@dataclass(frozen=True, slots=True)
class ServedUnits(Generic[Unit]):
    """The units whose cell of an indicator is served, and those whose cells are `pooled` into one.

    Answers of units in neither are in no figure.
    """

    units: frozenset[Unit]
    pooled: frozenset[Unit]


def served(cells: Mapping[Unit, Cell], k: int) -> ServedUnits[Unit]:
    """Decide which cells of an indicator are served (docs/methods.md, section 5, *Cells*).

    Cells that do not hide their people are pooled. If the pool does not hide its people either, the smallest
    served cell that makes it do so joins it; among equals, the first of `cells`. If none does, the pool is
    left out. `k` 0 serves all.
    """
    shown = frozenset(unit for unit, cell in cells.items() if cell.hides(k))
    rest = frozenset(unit for unit in cells.keys() - shown if not cells[unit].empty)
    together = sum((cells[unit] for unit in rest), Cell())
    if together.empty or together.hides(k):
        return ServedUnits(shown, rest)
    helping = [unit for unit in cells if unit in shown and (together + cells[unit]).hides(k)]
    if not helping:
        return ServedUnits(shown, frozenset())
    smallest = min(helping, key=lambda unit: cells[unit].levels + cells[unit].na)
    return ServedUnits(shown - {smallest}, rest | {smallest})


@dataclass(frozen=True, slots=True)
class Voice:
    """The answer of a person, or of a table of `size` people, to an indicator: its state with the level or number."""

    size: int
    said: tuple[str, int | None, float | None]


#: answers that are no level in counts; "" is none, or one that is not shown
NO_LEVEL = ("na", "dk", "")
#: answers by participant
Voices = Mapping[int, Voice]


def least_moved(first: Counter[str], later: Counter[str], to: Set[str]) -> int:
    """How many people changed from another level to an answer in `to` (the levels, or N/A), if as few as possible changed.

    The counts have everyone who took part in a vote by answer: levels, and those of `NO_LEVEL`. Who is in the later
    vote was in the first. What grew in `to` is taken to come first from people without a level (docs/methods.md,
    section 5, *Later votes*). May be negative.
    """
    grown, shrunk = later - first, first - later
    others = sum(shrunk[answer] for answer in NO_LEVEL if answer not in to)
    return sum(grown[answer] for answer in to) - others
