"""One workshop of 500 people in databases of ten thousand to ten million answers of others.

Run as `python -m benchmarks.answers` in the folder of the project: prints figures, asserts nothing, and
keeps them for the docs with `--keep`. The aim is 10 ms for what the projector and the results pages read
of the workshop, as flat as the database grows. For each statement that touches answers stands how the
database finds them; one that reads all of them is marked. Answers are invented (`benchmarks.rows`); a
database has up to 2 GB, in the folder for temporary files, and goes before the next one is made.

`--most 1e6` ends with a smaller one, `--only SQLite` takes one kind of database.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.backup import timed as run_timed
from benchmarks.cities import HALL, Meeting, gather
from benchmarks.databases import database
from benchmarks.figures import Figure, counted, keep, machine, timed
from benchmarks.rows import fill
from benchmarks.scorecards import URBAN
from resilience.framework import load_framework
from resilience.services.access.access import Visitor, identify
from resilience.services.counting import rounds
from resilience.services.counting.kept_facts import keep_missing
from resilience.services.results import results
from resilience.services.voting import progress
from resilience.services.voting.responses import own_ballot
from resilience.store import Store
from tests.services.delivering import save_answer
from tests.services.held import HOST, KEY

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
KINDS = ("SQLite", "PostgreSQL")
#: calls of what is read, of what is written, and of moves of the vote
READS, WRITES, MOVES = 100, 100, 5
#: words by which each database says that it reads a whole table
WHOLE = (
    "SCAN response",
    "SCAN replaced_answer",
    "Seq Scan on response",
    "Seq Scan on replaced_answer",
)
Plans = dict[str, list[str]]


def one_size(kind: str, answers: int, plans: Plans) -> Iterator[Figure]:
    """All figures of a database of a size."""
    with tempfile.TemporaryDirectory() as made, database(kind, Path(made)) as store:
        start = time.perf_counter()
        there = fill(store, answers)
        print(f"{kind}, {there} answers of others, made in {time.perf_counter() - start:.0f} s:")
        code, workshop_id = hall(store)
        figure = partial(_figure, kind, answers, store, plans)
        yield figure("live", lambda: progress.snapshot(store, workshop_id), READS)
        yield figure("admitted", lambda: progress.admit(store, HOST, code), READS)
        people = (one for one in voters(store, workshop_id))
        yield figure("own answers", lambda: own_ballot(store, next(people)), READS)
        turn = count()
        yield figure(
            "saved", lambda: save_answer(store, next(people), "INF1", next(turn) % 4), WRITES
        )
        yield figure("closed and opened again", lambda: close_and_open(store, code), MOVES)
        for move in (rounds.close_vote, rounds.reveal):
            move(store, HOST, code)
        yield figure("result", lambda: results.read_result(store, workshop_id), READS)
        yield figure("start", lambda: keep_missing(store), MOVES)
        yield from kept_well(kind, answers, store, Path(made))


def hall(store: Store) -> tuple[str, int]:
    """The workshop that is looked at; gives its code and id. Its vote is open."""
    framework = load_framework(URBAN)
    with store.write() as session:
        workshop, _ = gather(session, framework, Meeting.of("Hall (invented)", HALL))
        return workshop.code, workshop.id


def voters(store: Store, workshop_id: int) -> Iterator[Visitor]:
    """The people of the workshop, one after another, over and over."""
    for n in count():
        yield identify(store, KEY, participant_token=f"invented {workshop_id} {n % HALL}")


def close_and_open(store: Store, code: str) -> None:
    """What happens once a vote: all is counted and frozen."""
    rounds.close_vote(store, HOST, code)
    rounds.reopen_vote(store, HOST, code)


def kept_well(kind: str, answers: int, store: Store, folder: Path) -> Iterator[Figure]:
    """What the host runs, each as a process of its own: seconds, and the memory that it took at most."""
    url = store.url.render_as_string(hide_password=False)
    out = str(folder / "all.zip")
    commands = {
        "verify": ("verify", "--database", url),
        "backup": ("backup", out, "--database", url),
    }
    for name, words in commands.items():
        seconds, memory = run_timed(*words)
        yield counted(f"{kind}: {name}", answers, seconds, "s")
        yield counted(f"{kind}: {name}, memory", answers, memory, "MB")


def _figure(
    kind: str,
    answers: int,
    store: Store,
    plans: Plans,
    what: str,
    work: Callable[[], object],
    runs: int,
) -> Figure:
    with explained(store, plans.setdefault(f"{kind}, {answers}: {what}", [])):
        work()
    return timed(f"{kind}: {what}", answers, work, runs)


@contextmanager
def explained(store: Store, plans: list[str]) -> Iterator[None]:
    """Note how the database does each statement inside that touches answers."""
    asked: dict[str, Any] = {}

    def note(_c: Any, _cursor: Any, statement: str, given: Any, _x: Any, many: bool) -> None:
        touches = "response" in statement or "replaced_answer" in statement
        if touches and not many and not statement.startswith(("INSERT", "EXPLAIN", "SAVEPOINT")):
            asked[statement] = given

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if store.file else "EXPLAIN "
    with store.engine.connect() as connection:
        for statement, given in asked.items():
            steps = [str(row[-1]) for row in connection.exec_driver_sql(explain + statement, given)]
            plans += [" ".join(statement.split()), *(f"    {step}" for step in steps)]


def print_plans(plans: Plans) -> None:
    """How each statement finds answers in the largest database, and where one reads them all."""
    for what, steps in plans.items():
        for step in steps:
            whole = " READS THE WHOLE TABLE" if any(word in step for word in WHOLE) else ""
            print(f"{what}: {step}{whole}")


def main() -> None:
    """Print all figures; keep them where that is asked."""
    options = argparse.ArgumentParser(description="One workshop in databases of many answers.")
    options.add_argument("--most", type=float, default=SIZES[-1], help="answers of the largest one")
    options.add_argument("--only", choices=KINDS, help="one kind of database")
    options.add_argument("--keep", action="store_true", help="keep the figures for the docs")
    options.add_argument("--plans", action="store_true", help="print how answers are found")
    asked = options.parse_args()
    print(machine())
    figures: list[Figure] = []
    for kind in [asked.only] if asked.only else KINDS:
        for answers in (size for size in SIZES if size <= asked.most):
            plans: Plans = {}
            figures += one_size(kind, answers, plans)
            if asked.plans:
                print_plans(plans)
    if asked.keep:
        keep("answers", figures)


if __name__ == "__main__":
    main()
