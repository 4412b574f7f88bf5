"""The fixed list of units that may be shown (methods.md section 5): no hidden cells."""

from collections.abc import Mapping
from dataclasses import dataclass

#: the least number of people in a unit that may be shown, whatever a workshop sets
LEAST_K = 3


@dataclass(frozen=True, slots=True)
class Partition:
    """Disjoint units of departments. `alone` show themselves; `merged` show as one."""

    alone: tuple[str, ...]
    merged: tuple[str, ...]

    def home(self, people: Mapping[str, int]) -> str | None:
        """Where late-comers of a department with nobody go: a department, or None for merged."""
        if self.merged or not self.alone:
            return None
        return min(self.alone, key=lambda name: people[name])


def partition(people: Mapping[str, int], k: int) -> Partition:
    """Departments with fewer than `k` people merge, with the smallest other one if still too few.

    `people` gives the people of each department who took part. Departments with nobody are left
    out. Each unit then has at least `k` people, unless all together are fewer: then there is one
    unit, and nothing may be revealed. `k` 0 is an open workshop: nothing merges.
    """
    here = {name: n for name, n in people.items() if n > 0}
    small = [name for name, n in here.items() if n < k]
    large = sorted(
        (name for name in here if name not in small), key=lambda name: (here[name], name)
    )
    if small and sum(here[name] for name in small) < k and large:
        small.append(large[0])
    merged = tuple(name for name in here if name in small)
    return Partition(tuple(name for name in here if name not in small), merged)


def may_reveal(people: int, k: int) -> bool:
    """Whether a result may be shown at all: at least `k` people, or an open workshop (k 0)."""
    return people >= k
