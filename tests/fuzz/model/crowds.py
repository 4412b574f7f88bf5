"""Who hides whom in plain Python, and the departments that are counted together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from resilience.services.workshop.plan import OTHER_DEPARTMENTS

#: people who answered alone, people at tables, and departments of which all who answered alone may be strangers
Crowd = tuple[int, int, int]
#: people behind each participant, by id
Sizes = Mapping[int, int]


def crowd(sizes: Iterable[int], beyond: int = 0) -> Crowd:
    """The crowd of participants of these sizes, without so many who were not in the room."""
    found = list(sizes)
    alone, seated = found.count(1), sum(size for size in found if size > 1)
    return max(0, alone - beyond), max(0, seated - beyond), int(0 < alone <= beyond)


def together(some: Iterable[Crowd]) -> Crowd:
    """All crowds as one."""
    alone, seated, unsure = zip((0, 0, 0), *some, strict=True)
    return sum(alone), sum(seated), sum(unsure)


def hides(some: Crowd, k: int) -> bool:
    """Whether nobody can be told: k answer alone, or nobody does and k people sit at tables."""
    alone, seated, unsure = some
    return alone >= k if alone + unsure else seated >= k


def hidden(sizes: Iterable[int], k: int, beyond: int = 0) -> bool:
    """`hides` of the crowd of participants of these sizes."""
    return hides(crowd(sizes, beyond), k)


@dataclass(frozen=True)
class Room:
    """Where participants belong, and how many of each department may be strangers."""

    k: int
    where: Mapping[int, str]
    beyond: Mapping[str, int]

    def crowd(self, sizes: Sizes) -> Crowd:
        """The crowd of participants, each department without its strangers."""
        own: dict[str, list[int]] = defaultdict(list)
        for who, size in sizes.items():
            own[self.where[who]].append(size)
        return together(crowd(some, self.beyond[name]) for name, some in own.items())

    def hides(self, sizes: Sizes) -> bool:
        """Whether these participants hide one another."""
        return hides(self.crowd(sizes), self.k)

    def counted(self, sizes: Sizes) -> set[int]:
        """Whose answers count: everybody's, those of tables, or nobody's."""
        seated = {who: size for who, size in sizes.items() if size > 1}
        return next((set(some) for some in (sizes, seated) if self.hides(some)), set())

    def strangers(self, sizes: Sizes, *, seated: bool) -> int:
        """How many of these may be strangers: people where all sit at tables, else of those who answered alone."""
        own: dict[str, int] = defaultdict(int)
        for who, size in sizes.items():
            own[self.where[who]] += size if seated else size == 1
        return sum(min(self.beyond[name], people) for name, people in own.items())


def cut(sure: Mapping[str, Crowd], k: int) -> dict[str, tuple[str, ...]]:
    """Departments by unit, from who of each certainly took part; none where nobody did."""
    came = {name: some for name, some in sure.items() if sum(some)}
    if not came:
        return {}
    alone_too = hides(together(came.values()), k)
    count = {name: some if alone_too else (0, some[1], 0) for name, some in came.items()}
    small = {name for name in came if not hides(count[name], k)}
    pool = together(count[name] for name in small)
    helping = [n for n in came if n not in small and hides(together((pool, count[n])), k)]
    if small and not hides(pool, k) and helping:
        small.add(min(helping, key=lambda name: (sum(count[name]), name)))
    alone = [name for name in came if name not in small]
    home = OTHER_DEPARTMENTS if small else min(alone, key=lambda name: sum(came[name]))
    units: dict[str, list[str]] = defaultdict(list)
    for name in [*alone, *(name for name in sure if name not in alone)]:
        units[name if name in alone else home].append(name)
    return {unit: tuple(names) for unit, names in units.items()}
