"""Which figures of an indicator may be served, for a first vote and for a later one (docs/methods.md, section 5)."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from resilience.scoring.counting.partition import Crowd

Unit = TypeVar("Unit", bound=Hashable)
NOBODY = Crowd()


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts of who answered an indicator in a unit: levels and N/A.

    `levels` and `na` count answers, a table being one; `gave` and `said_na` are the people behind them.
    `strangers` answered in the unit beyond the number confirmed to be in the room.
    """

    levels: int = 0
    na: int = 0
    gave: Crowd = NOBODY
    said_na: Crowd = NOBODY
    strangers: int = 0

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
        """Whether the people behind the figure hide one another, also together with those who said N/A."""
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


def all_together(cells: Mapping[Unit, Cell], k: int) -> ServedUnits[Unit]:
    """Pool the cells of all units of an indicator; none is served if they do not hide their people together."""
    rest = frozenset(unit for unit, cell in cells.items() if not cell.empty)
    together = sum((cells[unit] for unit in rest), Cell())
    return ServedUnits(frozenset(), rest if together.hides(k) else frozenset())


@dataclass(frozen=True, slots=True)
class Voice:
    """The answer of a person, or of a table of `size` people, to an indicator: `said` is the state with the level or number."""

    size: int
    said: tuple[str, int | None, float | None]


#: states of answers that are levels
LEVELS = ("level", "number")
#: answers by participant
Voices = Mapping[int, Voice]


@dataclass(frozen=True, slots=True)
class FirstFigures:
    """The answers in the first figures of an indicator, of those who were not erased; `answered`: not "don't know" alone."""

    voices: Voices
    answered: bool


def may_follow(
    first: FirstFigures,
    after: Voices,
    states: Collection[str],
    strangers: int,
    k: int,
    late: Collection[int] = (),
) -> bool:
    """Whether answers with these `states` may be counted in a later vote (docs/methods.md, section 5, *Later votes*).

    True where those whose level in the first figures gave way to one of them hide one another: each leaves a level, so
    what is missing at a level says nothing about somebody who left. People who had no level there hide nobody, unless
    these figures have "don't know" at most. Tables hide nobody if anyone answered alone. Who left, and what they had
    said, makes no difference. Those who came `late` are not among the `strangers`, and hide nobody.
    """
    moved = Crowd.of(
        voice.size
        for who, voice in after.items()
        if voice.said[0] in states
        and who not in late
        and _is_new(first.voices.get(who), voice, in_place=first.answered and k > 0)
    )
    tables_only = all(voice.size > 1 for voice in (*first.voices.values(), *after.values()))
    return moved.less(strangers).hides(k) and (moved.alone > 0 or tables_only)


def _is_new(first: Voice | None, voice: Voice, *, in_place: bool) -> bool:
    """Whether an answer is not the one of the first figures; `in_place`: and takes the place of a level there."""
    if in_place and (first is None or first.said[0] not in LEVELS):
        return False
    return first is None or first.said != voice.said
