"""What the tests catch: puts small faults into the code, one at a time, and runs the tests that reach them.

Run as `python -m tests.mutations` (or `make mutations`), which takes as long as the tests and half an hour.
`outcome.csv` has the faults and the test that failed on each; it is written again. A fault that no test fails
on is equivalent (the program does the same) or shows a test that is missing. Where more than 5 of the faults
have no place in the code any more, it ends with 1 and tries none. `--draw` writes another sample, not tried yet:
15 faults from each of scoring, services, store and web, of each kind as many as of the others, by a fixed seed.
"""

import argparse
import csv
import random
import sys
import tempfile
from collections import defaultdict
from dataclasses import asdict, fields
from pathlib import Path

from resilience.settings import ROOT
from tests.mutations.changes import Mutation, found, sites
from tests.mutations.trial import GONE, MISSED, UNREACHED, UNTRIED, outcomes, reach

OUTCOME = Path(__file__).with_name("outcome.csv")
AREAS = ("scoring", "services", "store", "web")
SEED, EACH = 20261129, 15
#: faults of a sample that may be gone from the code
MOST_GONE = 5
#: without a browser and an office suite, as `make check`; see the Makefile
TESTS = [
    "tests",
    "--numprocesses=2",
    "--dist=loadfile",
    "--ignore=tests/browser",
    "--ignore=tests/faults",
]


def draw() -> list[Mutation]:
    """A sample of all mutations: each draw chooses a kind, then a mutation of it."""
    drawn = []
    for area in AREAS:
        kinds = defaultdict(list)
        for path in sorted((ROOT / "resilience" / area).rglob("*.py")):
            module = str(path.relative_to(ROOT))
            if "migrations" not in path.parts:
                for site in sites(path.read_text(encoding="utf-8"), area, module):
                    kinds[site.mutation.kind].append(site.mutation)
        chance = random.Random(f"{SEED} {area}")
        for _ in range(EACH):
            kind = chance.choice(sorted(kinds))
            drawn.append(kinds[kind].pop(chance.randrange(len(kinds[kind]))))
    return drawn


def read() -> list[Mutation]:
    """The mutations of the outcome that is there."""
    names = [field.name for field in fields(Mutation)]
    with OUTCOME.open(encoding="utf-8", newline="") as file:
        rows = [{name: row[name] for name in names} for row in csv.DictReader(file)]
    return [Mutation(**{**row, "nth": int(row["nth"])}) for row in rows]  # type: ignore[arg-type]


def write(tried: dict[Mutation, str]) -> None:
    """Write what became of each mutation."""
    rows = [{**asdict(mutation), "caught_by": outcome} for mutation, outcome in tried.items()]
    with OUTCOME.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Draw or read the sample, try it and write what was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", action="store_true", help="only draw another sample")
    parser.add_argument("--folder", type=Path, help="keep the copies and notes there")
    parser.add_argument("tests", nargs="*", default=TESTS, help="arguments of pytest")
    chosen = parser.parse_args()
    if chosen.draw:
        write(dict.fromkeys(draw(), UNTRIED))
        return
    mutations = read()
    gone = sum(found(mutation, ROOT) is None for mutation in mutations)
    if gone > MOST_GONE:
        sys.exit(
            f"{gone} of {len(mutations)} are not in the code now: draw another sample (--draw)"
        )
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.folder or Path(made)
        tried = outcomes(mutations, reach(mutations, folder, chosen.tests), folder)
    write(tried)
    missed = [outcome for outcome in tried.values() if outcome in (GONE, UNREACHED, MISSED)]
    print(f"{len(tried) - len(missed)} of {len(tried)} caught, {gone} not in the code now")


if __name__ == "__main__":
    main()
