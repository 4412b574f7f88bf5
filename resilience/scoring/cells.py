"""Which figures of an indicator may be served, of a first vote and of a later one (methods.md 5)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from resilience.scoring.partition import Crowd

Unit = TypeVar("Unit", bound=Hashable)
NOBODY = Crowd()


@dataclass(frozen=True, slots=True)
class Cell:
    """Who answered an indicator in a unit, by whether they gave a level or said N/A.

    `levels` and `na` count answers, a table being one; `gave` and `said_na` are the people behind
    them. `strangers` answered in the unit beyond those confirmed to be in the room.
    """

    levels: int = 0
    na: int = 0
    gave: Crowd = NOBODY
    said_na: Crowd = NOBODY
    strangers: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        """Both cells as one."""
        return Cell(
            self.levels + other.levels,
            self.na + other.na,
            self.gave + other.gave,
            self.said_na + other.said_na,
            self.strangers + other.strangers,
        )

    @property
    def not_applicable(self) -> bool:
        """Whether N/A won: more than half of those who gave a level or N/A said N/A."""
        return 2 * self.na > self.levels + self.na

    @property
    def empty(self) -> bool:
        """Whether nobody gave a level or N/A."""
        return not self.levels and not self.na

    def hides(self, k: int) -> bool:
        """Whether those whose answers make the figure hide one another."""
        decides = self.said_na if self.not_applicable else self.gave
        return decides.less(self.strangers).hides(k)

    def shows_levels(self, k: int) -> bool:
        """Whether levels may be counted where the cell is served: beside N/A, not those of a few."""
        return not self.not_applicable or self.gave.less(self.strangers).hides(k)


@dataclass(frozen=True, slots=True)
class Served(Generic[Unit]):
    """The units whose cell of an indicator is served, and those that are served as one, `pooled`.

    The answers of a unit in neither are in no figure.
    """

    units: frozenset[Unit]
    pooled: frozenset[Unit]


def served(cells: Mapping[Unit, Cell], k: int) -> Served[Unit]:
    """Which cells of an indicator are served (methods.md section 5, *Cells*).

    Those that do not hide their people are pooled, with the smallest other one with which they do
    where they do not together: of several, the first of `cells`. Where none helps, they are left out.
    `k` 0 serves all.
    """
    shown = frozenset(unit for unit, cell in cells.items() if cell.hides(k))
    rest = frozenset(unit for unit in cells.keys() - shown if not cells[unit].empty)
    together = sum((cells[unit] for unit in rest), Cell())
    if together.empty or together.hides(k):
        return Served(shown, rest)
    helping = [unit for unit in cells if unit in shown and (together + cells[unit]).hides(k)]
    if not helping:
        return Served(shown, frozenset())
    smallest = min(helping, key=lambda unit: cells[unit].levels + cells[unit].na)
    return Served(shown - {smallest}, rest | {smallest})


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody, or a table of `size` people, said of an indicator; `row` is the figure it is in.

    `said` is the state with the level or number.
    """

    size: int
    said: tuple[str, int | None, float | None]
    row: Hashable = None


#: by participant
Voices = Mapping[int, Voice]


def differing(before: Voices, after: Voices, erased: Mapping[Hashable, int]) -> Crowd:
    """The people of whom the figures of a first and of a later vote, subtracted, would tell.

    Those who came, those who changed their answer, and in each row of the first vote the smaller of
    those who left and those who stayed with their answer. `erased` participants of a row can only
    have left; how many sat with them is not known any more, so each counts as one person.
    """
    came = Crowd.of(after[who].size for who in after.keys() - before.keys())
    changed = Crowd.of(
        after[who].size
        for who in after.keys() & before.keys()
        if after[who].said != before[who].said
    )
    left: dict[Hashable, list[int]] = defaultdict(list)
    stayed: dict[Hashable, list[int]] = defaultdict(list)
    for row, gone in erased.items():
        left[row] += [1] * gone
    for who, voice in before.items():
        if who not in after:
            left[voice.row].append(voice.size)
        elif after[who].said == voice.said:
            stayed[voice.row].append(voice.size)
    return sum((_smaller(sizes, stayed[row]) for row, sizes in left.items()), came + changed)


def _smaller(left: Iterable[int], stayed: Iterable[int]) -> Crowd:
    return min(Crowd.of(left), Crowd.of(stayed), key=lambda crowd: crowd.people)


def tells_of_nobody(
    before: Voices, after: Voices, erased: Mapping[Hashable, int], strangers: int, k: int
) -> bool:
    """Whether a later vote may be served beside a first one (methods.md section 5, *Later votes*).

    Those by whom the two differ hide one another, where there are any.
    """
    told = differing(before, after, erased)
    return not told.people or told.less(strangers).hides(k)
