"""The fixed list of units that may be shown (docs/methods.md, section 5): no hidden cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: the least number of people in a unit that may be shown, whatever a workshop sets
LEAST_K = 3


@dataclass(frozen=True, slots=True)
class Crowd:
    """People whose answers are counted together: those who answer `alone`, those `seated` at tables.

    A table's answer is nobody's own. The answer of somebody alone is, and only others alone hide it:
    beside a table, counts of answers and of people tell the two apart. Some are `unsure`: they answered alone and
    may all be strangers, so they hide nobody, and have to be hidden.
    """

    alone: int = 0
    seated: int = 0
    unsure: int = 0

    @classmethod
    def of(cls, sizes: Iterable[int]) -> "Crowd":
        """The crowd of participants by the number of people behind each."""
        alone, seated = 0, 0
        for size in sizes:
            alone, seated = (alone + 1, seated) if size == 1 else (alone, seated + size)
        return cls(alone, seated)

    @classmethod
    def possible(cls, answers: int, people: int) -> "list[Crowd]":
        """All crowds that could have given this many answers with this many people.

        A table adds at least one person to the answers.
        """
        beyond = people - answers
        tables = range(1, min(answers, beyond) + 1) if beyond else (0,)
        return [cls(answers - some, people - answers + some) for some in tables]

    def __add__(self, other: "Crowd") -> "Crowd":
        """Both crowds together; the sum of two that hide may always be shown."""
        unsure = self.unsure + other.unsure
        return Crowd(self.alone + other.alone, self.seated + other.seated, unsure)

    @property
    def people(self) -> int:
        """All of them."""
        return self.alone + self.seated + self.unsure

    def strangers(self, beyond: int) -> "Crowd":
        """Return how many of either kind may be among so many people `beyond` those in the room."""
        return Crowd(min(self.alone, beyond), min(self.seated, beyond))

    def less(self, strangers: "Crowd") -> "Crowd":
        """Return the crowd without unidentified people who were not in the room.

        If nobody alone is left, one stays `unsure`, as someone to hide.
        """
        alone = max(0, self.alone - strangers.alone)
        unsure = self.unsure + (0 if alone else min(self.alone, 1))
        return Crowd(alone, max(0, self.seated - strangers.seated), unsure)

    def may_all_be(self, strangers: "Crowd") -> bool:
        """Whether all of them sit at tables and may be strangers: nobody is left to be hidden."""
        return self.people > self.less(strangers).people == 0

    @property
    def tables(self) -> "Crowd":
        """Return only the people at tables."""
        return Crowd(0, self.seated)

    def hides(self, k: int) -> bool:
        """Whether everybody's answers may be counted: `k` alone, or nobody alone and `k` at tables.

        With `k` 0, an open workshop, always.
        """
        return self.alone >= k or (self.alone == self.unsure == 0 and self.seated >= k)

    def leaves_out(self, k: int) -> bool:
        """Whether the answers of tables alone are counted, as too few people answered alone."""
        return self.alone < k <= self.seated and self.alone + self.unsure > 0

    def may_show(self, k: int) -> bool:
        """Whether anything may be shown: everybody's answers, or those of tables alone."""
        return self.hides(k) or self.leaves_out(k)


@dataclass(frozen=True, slots=True)
class Partition:
    """Disjoint units of departments. `alone` show themselves; `merged` show as one."""

    alone: tuple[str, ...]
    merged: tuple[str, ...]

    def home(self, people: Mapping[str, Crowd]) -> str | None:
        """Where late-comers of a department with nobody go: a department, or None for merged."""
        if self.merged or not self.alone:
            return None
        return min(self.alone, key=lambda name: people[name].people)


def partition(people: Mapping[str, Crowd], k: int, *, merging: bool = True) -> Partition:
    """Departments that do not hide their people merge, with another one if they still do not.

    That one is the smallest with which they do. `people` gives who of each department took part.
    Departments with nobody are left out. Where all together do not hide those who answered alone,
    only tables count. Each unit then hides those who count, unless all together do not: then there
    is one unit, and nothing may be shown. `k` 0 is an open workshop: nothing merges. Without `merging`, as for
    groups that score different themes, those that do not hide their people are in no unit.
    """
    here = {name: crowd for name, crowd in people.items() if crowd.people > 0}
    whole = sum(here.values(), Crowd())
    counted = here if whole.hides(k) else {name: crowd.tables for name, crowd in here.items()}
    small = {name for name, crowd in counted.items() if not crowd.hides(k)}
    if not merging:
        return Partition(tuple(name for name in here if name not in small), ())
    together = sum((counted[name] for name in small), Crowd())
    if small and not together.hides(k):
        helping = [n for n in here.keys() - small if (together + counted[n]).hides(k)]
        small.update(sorted(helping, key=lambda name: (counted[name].people, name))[:1])
    merged = tuple(name for name in here if name in small)
    return Partition(tuple(name for name in here if name not in small), merged)
