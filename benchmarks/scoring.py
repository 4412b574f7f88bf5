"""How fast the arithmetic is, on one core: prints figures, asserts nothing. `make benchmark`."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.scorecards import URBAN
from resilience import notebook
from resilience.framework import Framework, Theme, load_framework
from resilience.scoring import Tallies, Tally
from resilience.scoring.certainty.kruskal import kruskal
from resilience.scoring.comparison.draws import Dice
from resilience.scoring.scores.score import score_cities

CITIES = 10_000
DEPARTMENTS = 6
PEOPLE = 8


def timed(what: str, work: Callable[[], object]) -> float:
    """Print and return how long some work takes, the best of three."""
    best = min(_seconds(work) for _ in range(3))
    print(f"{what}: {best:.2f} s of processor time")
    return best


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


def answers(
    framework: Framework, departments: int, people: int, numbers: np.random.Generator
) -> pd.DataFrame:
    """Tidy responses of invented units, as `pandas.read_csv` with `dtype=str` reads them.

    Each unit has as many `people`, who sit in the `departments` in turn and answer every indicator;
    one answer in ten is N/A, don't know or blank.
    """
    codes = [indicator.code for indicator in framework.root.indicators()]
    rows = CITIES * people * len(codes)
    person = np.arange(rows) // len(codes)
    given = np.array(["0", "1", "2", "3"] * 9 + ["na", "dk", "", ""])
    named = {"unit": person // people, "department": person % people % departments}
    table: dict[str, object] = {
        name: [f"{name} {n}" for n in number.tolist()]
        for name, number in {**named, "participant": person}.items()
    }
    table |= {"indicator": codes * (rows // len(codes)), "answer": numbers.choice(given, rows)}
    return pd.DataFrame(table, dtype="str")


def plainly(framework: Framework, responses: pd.DataFrame) -> pd.DataFrame:
    """Weighted means of themes and overall by unit with pandas alone, each person counting once.

    Without checks of rows, thresholds, ranges, shares and counts.
    """
    level = pd.to_numeric(responses["answer"], errors="coerce")
    means = level.groupby([responses["unit"], responses["indicator"]], sort=False).mean().unstack()
    tops = {i.code: getattr(i.scale, "top", 1) for i in framework.root.indicators()}
    return _with_themes(framework.root, 100 * means / pd.Series(tops))


def _with_themes(theme: Theme, table: pd.DataFrame) -> pd.DataFrame:
    for child in theme.children:
        if isinstance(child, Theme):
            table = _with_themes(child, table)
    below = table[[child.code for child in theme.children]]
    weights = pd.Series({child.code: child.weight for child in theme.children})
    mean = (below * weights).sum(axis=1) / (below.notna() * weights).sum(axis=1)
    return table.assign(**{theme.code: mean})


def beside_pandas(framework: Framework, departments: int, people: int) -> None:
    """Print how long the notebook takes for many units, and by how much pandas alone is faster."""
    table = answers(framework, departments, people, np.random.default_rng(1))
    units = f"{CITIES} units of {people} people in {departments} departments"

    def score() -> pd.DataFrame:
        return notebook.score(framework, table, city_rule="people")

    plain = timed(f"{units}: weighted means with pandas", lambda: plainly(framework, table))
    ours = timed(f"{units}: `score` of a notebook", score)
    print(f"{units}: `score` takes {ours / plain:.1f} times as long")


def main() -> None:
    """Run all benchmarks."""
    framework = load_framework(URBAN)
    numbers = np.random.default_rng(1)
    many = rooms(framework, CITIES, numbers)
    owner = np.repeat(np.arange(CITIES), DEPARTMENTS)
    timed(
        f"{CITIES} cities of {DEPARTMENTS} departments scored from tallies",
        lambda: score_cities(framework, many, owner, CITIES),
    )
    dice, means = Dice.of(framework), numbers.uniform(10, 90, (20, 45))
    timed(
        "1000 rank draws of 20 cities x 45 indicators",
        lambda: [dice.thrown(str(at), row, 4.0) for at, row in enumerate(means)],
    )
    few = numbers.integers(0, 5, (6, 4))
    timed("9999 permutations of one indicator, about 50 people", lambda: kruskal(few))
    timed("the same, 20 million people", lambda: kruskal(few * 400_000))
    beside_pandas(framework, departments=1, people=1)
    beside_pandas(framework, departments=3, people=5)


if __name__ == "__main__":
    main()
