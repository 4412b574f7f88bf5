"""At which levels enough people commented to show their comments by level (docs/methods.md, section 5)."""

from collections import defaultdict
from collections.abc import Iterable

from resilience.scoring.counting.partition import Crowd

#: a level (None for none) and the people behind the device
LevelOfDevice = tuple[int | None, int]


def shared_levels(
    commenters: Iterable[LevelOfDevice], silent: Iterable[LevelOfDevice], k: int, strangers: Crowd
) -> frozenset[int]:
    """The levels whose commenters hide one another, as do the `silent`, who answered and wrote no comment.

    Everyone at no shared level is a group too, its commenters and its silent people apart. If one of the two
    does not hide its people, the level with fewest comments joins the group, and so on.
    """
    wrote, said = _by_level(commenters), _by_level(silent)

    def hide(group: list[int]) -> bool:
        return not group or Crowd.of(group).less(strangers).hides(k)

    shared = [level for level in wrote if level is not None and hide(wrote[level])]
    shared = [level for level in shared if hide(said.get(level, []))]
    shared.sort(key=lambda level: (-len(wrote[level]), level))
    while shared and not (hide(_beside(shared, wrote)) and hide(_beside(shared, said))):
        shared.pop()
    return frozenset(shared)


def _by_level(devices: Iterable[LevelOfDevice]) -> dict[int | None, list[int]]:
    sizes: dict[int | None, list[int]] = defaultdict(list)
    for level, size in devices:
        sizes[level].append(size)
    return sizes


def _beside(shared: list[int], sizes: dict[int | None, list[int]]) -> list[int]:
    return [size for level, group in sizes.items() if level not in shared for size in group]
