"""Who hides whom in plain Python, and the departments that are counted together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from resilience.services.workshop.plan import OTHER_DEPARTMENTS

#: people who answered alone, people at tables, and how often all who answered alone may be strangers
Crowd = tuple[int, int, int]
NOBODY: Crowd = (0, 0, 0)
#: people behind each participant, by id
Sizes = Mapping[int, int]


def crowd(sizes: Iterable[int], beyond: Crowd = NOBODY) -> Crowd:
    """The crowd of participants of these sizes, without so many who were not in the room."""
    found = list(sizes)
    alone, seated = found.count(1), sum(size for size in found if size > 1)
    return max(0, alone - beyond[0]), max(0, seated - beyond[1]), int(0 < alone <= beyond[0])


def strangers(sizes: Iterable[int], beyond: int) -> Crowd:
    """How many of either kind may be among so many who were not in the room."""
    alone, seated, _ = crowd(sizes)
    return min(alone, beyond), min(seated, beyond), 0


def together(some: Iterable[Crowd]) -> Crowd:
    """All crowds as one."""
    alone, seated, unsure = zip(NOBODY, *some, strict=True)
    return sum(alone), sum(seated), sum(unsure)


def hides(some: Crowd, k: int) -> bool:
    """Whether nobody can be told: k answer alone, or nobody does and k people sit at tables."""
    alone, seated, unsure = some
    return alone >= k if alone + unsure else seated >= k


def hidden(sizes: Iterable[int], k: int, beyond: Crowd = NOBODY) -> bool:
    """`hides` of the crowd of participants of these sizes."""
    return hides(crowd(sizes, beyond), k)


def counted(sizes: Sizes, k: int, beyond: Crowd = NOBODY) -> set[int]:
    """Whose answers count: everybody's, those of tables, or nobody's."""
    seated = {who: size for who, size in sizes.items() if size > 1}
    return next((set(some) for some in (sizes, seated) if hidden(some.values(), k, beyond)), set())


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
