"""How fast the arithmetic is, on one core: prints figures, asserts nothing. `make benchmark`."""

import time
from collections.abc import Callable

import numpy as np

from resilience.framework import Framework, load_framework
from resilience.scoring import Tallies, Tally
from resilience.scoring.certainty.kruskal import kruskal
from resilience.scoring.comparison.draws import Dice
from resilience.scoring.scores.score import score_cities
from resilience.settings import ROOT

CITIES = 10_000
DEPARTMENTS = 6
PEOPLE = 8


def timed(what: str, work: Callable[[], object]) -> None:
    """Print how long some work takes, the best of three."""
    best = min(_seconds(work) for _ in range(3))
    print(f"{what}: {best:.2f} s of processor time")


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def rooms(framework: Framework, cities: int, numbers: np.random.Generator) -> Tallies:
    """The tallies of invented cities with six departments of eight people each."""
    units = cities * DEPARTMENTS
    here = np.full(units, PEOPLE)
    none = np.zeros(units, dtype=np.int64)
    by_code = {}
    for indicator in framework.root.indicators():
        values = np.array(getattr(indicator.scale, "values", ()))
        counts = numbers.multinomial(PEOPLE, np.full(len(values), 1 / len(values)), units)
        by_code[indicator.code] = Tally(
            counts, counts, none, none, counts @ values, counts @ values**2
        )
    return Tallies(tuple(map(str, range(units))), here, here, by_code)


def main() -> None:
    """Run all benchmarks."""
    framework = load_framework(ROOT / "indicators/urban-resilience")
    numbers = np.random.default_rng(1)
    many = rooms(framework, CITIES, numbers)
    owner = np.repeat(np.arange(CITIES), DEPARTMENTS)
    timed(
        f"{CITIES} cities of {DEPARTMENTS} departments scored from tallies",
        lambda: score_cities(framework, many, owner),
    )
    dice, means = Dice.of(framework), numbers.uniform(10, 90, (20, 45))
    timed(
        "1000 rank draws of 20 cities x 45 indicators",
        lambda: [dice.thrown(str(at), row, 4.0) for at, row in enumerate(means)],
    )
    few = numbers.integers(0, 5, (6, 4))
    timed("9999 permutations of one indicator, about 50 people", lambda: kruskal(few))
    timed("the same, 20 million people", lambda: kruskal(few * 400_000))


if __name__ == "__main__":
    main()
