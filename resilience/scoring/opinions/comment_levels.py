"""At which levels enough people commented to show their comments by level (docs/methods.md, section 5)."""

from collections import defaultdict
from collections.abc import Iterable

from resilience.scoring.counting.partition import Crowd


def shared_levels(
    commenters: Iterable[tuple[int | None, int]], k: int, strangers: int
) -> frozenset[int]:
    """The levels whose commenters hide one another, from the level (None for none) and size of each.

    All other commenters form one group. While that group does not hide its people, the level with the fewest
    commenters joins it, so that a comment without a level identifies nobody either.
    """
    sizes: dict[int | None, list[int]] = defaultdict(list)
    for level, size in commenters:
        sizes[level].append(size)

    def hide(group: list[int]) -> bool:
        return Crowd.of(group).less(strangers).hides(k)

    shared = [level for level in sizes if level is not None and hide(sizes[level])]
    shared.sort(key=lambda level: (-len(sizes[level]), level))
    while shared:
        rest = [size for level, group in sizes.items() if level not in shared for size in group]
        if not rest or hide(rest):
            break
        shared.pop()
    return frozenset(shared)
