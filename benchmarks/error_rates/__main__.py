"""Prints the tables of docs/method/error-rates.md: `python -m benchmarks.error_rates [WORKSHOPS [PEOPLE]]`.

10 000 workshops of each kind for false alarms, a tenth or a fifth of them for the rest; seeds are fixed.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import scipy

from benchmarks.error_rates.ranges import held, interval_holds
from benchmarks.error_rates.rooms import (
    DEPARTMENTS,
    HIGHER,
    INTERVALS,
    LENIENCIES,
    ONE_APART,
    ROOMS,
    SPREADS,
    UNLIKE,
    Room,
    asked,
)
from benchmarks.error_rates.unknowns import UNKNOWING, kinds
from benchmarks.error_rates.words import (
    any_split,
    change_invented,
    difference_found,
    difference_invented,
    false_words,
    ordinary_spots,
    rise_found,
    spot_found,
    true_words,
)
from resilience.scoring.comparison.draws import Dice

WORKSHOPS = 10_000
#: one in this many workshops is used for power and coverage
FEWER = 10
#: one in this many workshops is used for the tables of other rooms
OTHERS = 5
#: whether a finding is reported for a room
Finding = Callable[[Room, np.random.Generator], bool]


def upper_limit(count: int, of: int) -> float:
    """The upper end of the 95 % interval of a share (Clopper and Pearson, 1934)."""
    return 1.0 if count == of else float(scipy.stats.beta.ppf(0.975, count + 1, of - count))


def counted(room: Room, workshops: int) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count false findings, true findings and ranges that contain the true value, over many workshops."""
    numbers = np.random.default_rng([len(room.homes), round(100 * room.leniency)])
    framework = asked()
    dice = Dice.of(framework)
    wrong: Counter[str] = Counter()
    right: Counter[str] = Counter()
    holds: Counter[str] = Counter()
    for at in range(workshops):
        wrong.update(false_words(room, numbers))
        if at % FEWER == 0:
            right.update(true_words(room, numbers))
            holds.update(held(room, dice, framework, numbers))
    return wrong, right, holds


def table(workshops: int, rooms: Sequence[int] = tuple(ROOMS)) -> Iterator[str]:
    """Yield the lines of the table as each room is done."""
    yield "| people | leniency | figure | said of 100 | upper limit |"
    yield "|---|---|---|---|---|"
    for people, sizes in ((people, ROOMS[people]) for people in rooms):
        for leniency in LENIENCIES:
            found = counted(Room(sizes, leniency), workshops)
            fewer = -(-workshops // FEWER)
            kinds = zip(
                ("false alarm", "found", "holds"), found, (workshops, fewer, fewer), strict=True
            )
            for kind, counts, of in kinds:
                for name, count in counts.items():
                    limit = 100 * upper_limit(count, of)
                    share = f"{100 * count / of:.1f}"
                    yield f"| {people} | {leniency} | {name}: {kind} | {share} | {limit:.1f} |"


def by_room(figure: str, finding: Finding, rooms: Iterable[Room], workshops: int) -> Iterator[str]:
    """Yield the lines of a table of one finding, in how many of 100 rooms of each kind it is reported."""
    yield f"| people by department | spreads | leniency | {figure}, of 100 | upper limit |"
    yield "|---|---|---|---|---|"
    for room in rooms:
        numbers = np.random.default_rng([*room.sizes, round(100 * room.leniency)])
        count = sum(finding(room, numbers) for _ in range(workshops))
        limit = 100 * upper_limit(count, workshops)
        kind = f"{', '.join(map(str, room.sizes))} | {', '.join(map(str, room.spreads))}"
        yield f"| {kind} | {room.leniency} | {100 * count / workshops:.1f} | {limit:.1f} |"


def more_tables(workshops: int) -> Iterator[str]:
    """Yield the lines of the tables of other rooms, a finding each."""
    fewer, others = -(-workshops // FEWER), -(-workshops // OTHERS)
    unlike = (Room(sizes, 0.0, own) for sizes, both in UNLIKE.items() for own in both)
    evenly = (Room(sizes, 0.0, (s,) * len(sizes)) for sizes in INTERVALS for s in SPREADS)
    yield from by_room("ordinary blind spots", ordinary_spots, _lenient(ONE_APART), fewer)
    yield from by_room("years: found", rise_found, _lenient(DEPARTMENTS), others)
    yield from by_room("years: false alarm", change_invented, _lenient(DEPARTMENTS), others)
    yield from by_room("split room, any of 20", any_split, _lenient(ROOMS.values()), others)
    yield from by_room("clear difference: found", difference_found, _lenient(HIGHER), fewer)
    yield from by_room("blind spot: found", spot_found, _lenient(HIGHER), fewer)
    yield from by_room("interval: holds", interval_holds, evenly, others)
    yield from by_room("clear difference: false alarm", difference_invented, unlike, others)
    for words, invented, found in kinds():
        unknowing = [Room(sizes, 0.25) for sizes in UNKNOWING]
        yield from by_room(f"blind spot, {words}: false alarm", invented, unknowing, others)
        yield from by_room(f"blind spot, {words}: found", found, unknowing, fewer)


def _lenient(rooms: Iterable[tuple[int, ...]]) -> Iterator[Room]:
    """Rooms of these people by department at each degree of leniency."""
    return (Room(sizes, leniency) for sizes in rooms for leniency in LENIENCIES)


def main() -> None:
    """Print the tables; those of other rooms are left out where `PEOPLE` are named."""
    workshops = int(sys.argv[1]) if len(sys.argv) > 1 else WORKSHOPS
    rooms = [int(people) for people in sys.argv[2:]] or list(ROOMS)
    for line in table(workshops, rooms):
        print(line, flush=True)
    if not sys.argv[2:]:
        for line in more_tables(workshops):
            print(line, flush=True)


if __name__ == "__main__":
    main()
