"""Backup and restore of a database of a million answers: seconds, size, and memory that stays flat.

Run as `python -m benchmarks.backup` in the folder of the project: prints figures, asserts nothing. Each
command is a process of its own, whose memory is the highest that it ever had.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert

from benchmarks.scorecards import UNDRR
from resilience.framework import load_framework
from resilience.services.counting import rounds
from resilience.settings import ROOT
from resilience.store import Store, migrate
from resilience.store.columns import now
from resilience.store.tables import Participant, Response
from tests.services.held import Held, set_up

#: people who answered, by the size of the database
SIZES = (100, 2_000, 21_300)
PIECE = 500


def fill(url: str, people: int) -> int:
    """Write a workshop in which so many people answered; gives how many answers there are."""
    store = Store(url)
    migrate(store)
    framework = load_framework(UNDRR)
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    asked = [indicator.code for indicator in framework.asked("full")]
    for first in range(1, people + 1, PIECE):
        _answer(held, range(first, min(first + PIECE, people + 1)), asked)
    store.engine.dispose()
    return people * len(asked)


def _answer(held: Held, people: range, asked: list[str]) -> None:
    department, at = held.department("Water"), now()
    with held.store.write() as session:
        joined = [
            {"id": n, "workshop_id": held.id, "number": n, "department_id": department}
            | {"token_hash": str(n), "language": "en", "joined_at": at}
            for n in people
        ]
        session.connection().execute(insert(Participant), joined)
        answers = [
            {"participant_id": n, "round_id": 1, "indicator": code, "state": "level"}
            | {"level": (n + place) % 4, "saved_at": at}
            | {"comment": "The drains were measured." * (n % 10 == 0)}
            for n in people
            for place, code in enumerate(asked)
        ]
        session.connection().execute(insert(Response), answers)


def timed(*words: str) -> tuple[float, float]:
    """Run the command; gives its seconds, and the megabytes of memory that it took at most."""
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "resilience", *words], stdout=subprocess.DEVNULL, cwd=ROOT
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return time.perf_counter() - start, used.ru_maxrss / 1024


def main() -> None:
    """Print a line for each size, into SQLite and where a server is at hand into PostgreSQL."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for people in SIZES:
            url, out = f"sqlite:///{folder / f'{people}.db'}", folder / f"{people}.zip"
            answers = fill(url, people)
            print(f"{answers} answers ({(folder / f'{people}.db').stat().st_size / 1e6:.0f} MB):")
            seconds, memory = timed("backup", str(out), "--database", url)
            size = out.stat().st_size / 1e6
            print(f"  backup {seconds:.1f} s, {size:.1f} MB, memory {memory:.0f} MB")
            there = f"sqlite:///{folder / f'{people}-again.db'}"
            seconds, memory = timed("restore", str(out), "--database", there)
            print(f"  restore into SQLite {seconds:.1f} s, memory {memory:.0f} MB")
            if postgresql := os.environ.get("BENCHMARK_POSTGRESQL"):
                to = ("--database", postgresql, "--replace")
                seconds, memory = timed("restore", str(out), *to)
                print(f"  restore into PostgreSQL {seconds:.1f} s, memory {memory:.0f} MB")
            seconds, memory = timed("verify", "--database", there)
            print(f"  verify {seconds:.1f} s, memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
