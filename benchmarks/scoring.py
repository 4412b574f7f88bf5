"""How fast the arithmetic is, on one core: prints figures, asserts nothing. `make benchmark`."""

import time
from collections.abc import Callable

import numpy as np

from resilience.framework import Framework, load_framework
from resilience.scoring import Tallies, Tally
from resilience.scoring.certainty.kruskal import kruskal
from resilience.scoring.comparison.draws import Dice
from resilience.scoring.scores.score import score
from resilience.settings import ROOT

RUNS = 100
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


def rooms(framework: Framework, numbers: np.random.Generator) -> Tallies:
    """The tallies of an invented city with six departments of eight people each."""
    here = np.full(DEPARTMENTS, PEOPLE)
    none = np.zeros(DEPARTMENTS, dtype=np.int64)
    by_code = {}
    for indicator in framework.root.indicators():
        values = np.array(getattr(indicator.scale, "values", ()))
        counts = numbers.multinomial(PEOPLE, np.full(len(values), 1 / len(values)), DEPARTMENTS)
        by_code[indicator.code] = Tally(
            counts, counts, none, none, counts @ values, counts @ values**2
        )
    return Tallies(tuple(map(str, range(DEPARTMENTS))), here, here, by_code)


def main() -> None:
    """Run all benchmarks."""
    framework = load_framework(ROOT / "indicators/urban-resilience")
    numbers = np.random.default_rng(1)
    city = rooms(framework, numbers)
    timed(
        f"a city of {DEPARTMENTS} departments scored from tallies {RUNS} times",
        lambda: [score(framework, city) for _ in range(RUNS)],
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
