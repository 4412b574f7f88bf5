"""Tries each mutation against the tests that reach it."""

import re
import shutil
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from resilience.settings import ROOT
from tests.mutations.changes import Mutation, found, replaced, wrapped
from tests.mutations.tree import copied, tested, written

WORKERS = 2
#: seconds of a processor for the tests of one mutation
LIMIT = 600
#: folders whose tests are tried before and after all others: tests of one thing come first
FIRST, LAST = ("scoring", "services", "store", "web"), ("properties", "fuzz", "faults", "browser")
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+?\.py(?:::.*?)?)(?: - .*)?$", flags=re.M)
#: outcomes of a mutation that no test failed on
GONE, UNREACHED, MISSED = "gone", "not reached", "NOT CAUGHT"
UNTRIED = "not tried yet"
#: caught, as nothing can be imported, or the tests never end
BROKEN, HANGS = "no test starts", "hangs"


@dataclass(frozen=True)
class Reached:
    """The tests that reach each mutation, "" when modules are imported, and those that fail without any."""

    tests: dict[Mutation, set[str]]
    failing: set[str]

    def ordered(self, mutation: Mutation) -> list[str]:
        """Tests of a mutation, those of few mutations first."""
        often = Counter(test for tests in self.tests.values() for test in tests)

        def place(test: str) -> tuple[int, int, str]:
            folder = test.split("/")[1]
            return (folder in LAST) - (folder in FIRST), often[test], test

        tests = self.tests.get(mutation, set()) - self.failing
        return sorted(tests - {""}, key=place) or [f"tests/{mutation.area}" for _ in tests]


def reach(mutations: list[Mutation], folder: Path, arguments: list[str]) -> Reached:
    """Run tests in a copy that notes who comes by each mutation; a folder that has the notes is read."""
    notes, printed = folder / "notes", folder / "printed"
    if not printed.is_file():
        tree = copied(folder / "probed")
        notes.mkdir()
        _probe(mutations, tree)
        printed.write_text(
            tested(tree, arguments, MUTATIONS_REACHED=str(notes), REPEAT_SET_UPS="1") or ""
        )
    tests = defaultdict(set)
    for file in notes.iterdir():
        for line in file.read_text().splitlines():
            number, test = line.split("\t")
            tests[mutations[int(number)]].add(test.partition("[")[0])
    failed = FAILED.findall(printed.read_text())
    return Reached(tests, {test.partition("[")[0] for test in failed})


def _probe(mutations: list[Mutation], tree: Path) -> None:
    """Note at the place of each mutation which test runs."""
    shutil.copy(ROOT / "tests/mutations/probe.py", tree / "resilience/probe.py")
    places = defaultdict(list)
    for number, mutation in enumerate(mutations):
        place = found(mutation, tree)
        if place:
            note = f"__import__('resilience.probe').probe.reached({number})"
            places[place[0]].append((place[1], note))
    for path, wraps in places.items():
        written(path, wrapped(path.read_text(encoding="utf-8"), wraps))


def tried(mutation: Mutation, tree: Path, tests: list[str]) -> str:
    """The test that fails on a mutation, else what became of it."""
    place = found(mutation, tree)
    if not place or not tests:
        return UNREACHED if place else GONE
    path, site = place
    source = path.read_text(encoding="utf-8")
    written(path, replaced(source, site))
    (tree / "chosen").write_text("\n".join(tests), encoding="utf-8")
    printed = tested(tree, ["-x", "@chosen"], LIMIT)
    written(path, source)
    if printed is None:
        return HANGS
    failed = FAILED.findall(printed)
    if not failed and " passed" not in printed:
        return BROKEN
    return failed[0] if failed else MISSED


def outcomes(mutations: list[Mutation], reached: Reached, folder: Path) -> dict[Mutation, str]:
    """Try all mutations, two at a time."""
    trees: SimpleQueue[Path] = SimpleQueue()
    for number in range(WORKERS):
        trees.put(copied(folder / f"tree{number}"))

    def one(mutation: Mutation) -> str:
        tree = trees.get()
        outcome = tried(mutation, tree, reached.ordered(mutation))
        trees.put(tree)
        print(f"{mutation.module} {mutation.function}: {outcome}", flush=True)
        return outcome

    with ThreadPoolExecutor(WORKERS) as workers:
        return dict(zip(mutations, workers.map(one, mutations), strict=True))
