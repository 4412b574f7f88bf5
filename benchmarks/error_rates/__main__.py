"""Prints the tables of docs/method/error-rates.md: `python -m benchmarks.error_rates [WORKSHOPS [PEOPLE]]`.

10 000 workshops of each kind for false alarms, a tenth of them for power and coverage; seeds are fixed.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import scipy

from benchmarks.error_rates.ranges import held
from benchmarks.error_rates.rooms import LENIENCIES, ONE_APART, ROOMS, Room, asked
from benchmarks.error_rates.words import false_words, ordinary_spots, true_words
from resilience.scoring.comparison.draws import Dice

WORKSHOPS = 10_000
#: one in this many workshops is used for power and coverage
FEWER = 10


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


def one_apart(workshops: int) -> Iterator[str]:
    """Yield the lines of the table of rooms in which one department really sees a theme higher."""
    yield "| people by department | leniency | ordinary blind spots of 100 | upper limit |"
    yield "|---|---|---|---|"
    for sizes in ONE_APART:
        for leniency in LENIENCIES:
            numbers = np.random.default_rng([*sizes, round(100 * leniency)])
            room = Room(sizes, leniency)
            count = sum(ordinary_spots(room, numbers) for _ in range(workshops))
            limit = 100 * upper_limit(count, workshops)
            share = f"{100 * count / workshops:.1f}"
            yield f"| {', '.join(map(str, sizes))} | {leniency} | {share} | {limit:.1f} |"


def main() -> None:
    """Print the tables; the second one uses a tenth of the workshops and is left out where `PEOPLE` are named."""
    workshops = int(sys.argv[1]) if len(sys.argv) > 1 else WORKSHOPS
    rooms = [int(people) for people in sys.argv[2:]] or list(ROOMS)
    for line in table(workshops, rooms):
        print(line, flush=True)
    if not sys.argv[2:]:
        for line in one_apart(-(-workshops // FEWER)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
