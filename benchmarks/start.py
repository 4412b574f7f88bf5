"""How soon a server answers, and what an idle one takes: prints figures, asserts nothing.

Run as `python -m benchmarks.start` in the folder of the project. Start is from the command until /healthz
says that all is well, on a fresh database with all its migrations and on one that is there; median of
several, with a warm disk. Memory is the proportional share of the process (PSS, Linux alone): idle after
the start, after the first phone page, and after the first view of the Streamlit scoring page, which loads
what pages need; the first and a second view are timed until they can be used. The aims are 1.5 s and,
idle, 130 MB. Beside the seconds stands the processor time, which hardly depends on what else the machine
does.
"""

import asyncio
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.budget import NETWORKS, RADIO, Page, visit
from benchmarks.hall import somebody, worked
from benchmarks.scorecards import URBAN
from resilience.framework import load_framework
from resilience.services.counting import rounds
from resilience.store import Store
from tests.live import Server, free_port, launched
from tests.services.held import set_up

TIMES = 5
AIM_START, AIM_IDLE = 1.5, 130


def started(folder: Path) -> tuple[Server, float, float]:
    """A server on the database of a folder, its seconds to healthy and of processor time."""
    server, before = Server(folder, free_port()), time.perf_counter()
    server.start()
    return server, time.perf_counter() - before, worked(server)


def share(server: Server) -> float:
    """Megabytes of the process; not a number where that is not told."""
    try:
        told = Path(f"/proc/{server.process.pid if server.process else 0}/smaps_rollup").read_text()
    except OSError:
        return float("nan")
    return int(told.split("Pss:")[1].split()[0]) / 1000


def show_starts(what: str, took: list[tuple[float, float, float]]) -> None:
    """Print seconds, processor seconds and megabytes of several starts."""
    seconds, work, memory = (statistics.median(one) for one in zip(*took, strict=True))
    late = " OVER" if seconds > AIM_START else ""
    much = " OVER" if memory > AIM_IDLE else ""
    print(f"{what}: healthy after {seconds:.2f} s{late}, {work:.2f} s of processor time,")
    print(f"  idle with {memory:.0f} MB{much}", flush=True)


def starts() -> None:
    """Start again and again, on fresh databases and on one that stays."""
    fresh, again = [], []
    with tempfile.TemporaryDirectory() as kept:
        for _ in range(TIMES):
            with tempfile.TemporaryDirectory() as folder:
                fresh.append(_measured(Path(folder)))
        _measured(Path(kept))
        again += [_measured(Path(kept)) for _ in range(TIMES)]
    show_starts("fresh database", fresh)
    show_starts("database that is there", again)


def _measured(folder: Path) -> tuple[float, float, float]:
    server, seconds, work = started(folder)
    memory = share(server)
    server.stop()
    return seconds, work, memory


def first_views() -> None:
    """Print what the first visitors wait for, and what the process takes after them."""
    with tempfile.TemporaryDirectory() as folder:
        server, _, _ = started(Path(folder))
        server.stop()
        store = Store(f"sqlite:///{server.database}")
        held = set_up(store, load_framework(URBAN))
        held.move(rounds.open_vote)
        server, _, _ = started(Path(folder))
        print(f"idle: {share(server):.0f} MB")
        person = asyncio.run(somebody(held, server.port))
        print(f"after the first phone page: {share(server):.0f} MB")
        page = Page("/score", person | {"language": "en"}, RADIO)
        with sync_playwright() as here:
            browser = launched(here)
            for which in ("first", "second"):
                context, before = browser.new_context(), worked(server)
                context.add_cookies(
                    [{"name": k, "value": v, "url": server.url} for k, v in page.cookies.items()]
                )
                cost = visit(context, server.url, page, next(iter(NETWORKS)))
                print(f"{which} view of the scoring page: {cost.ms:.0f} ms,")
                print(f"  {1000 * (worked(server) - before):.0f} ms of processor time; ", end="")
                print(f"after it {share(server):.0f} MB")
                context.close()
            browser.close()
        store.engine.dispose()
        server.stop()


def main() -> None:
    """Print all figures."""
    print(f"Python {platform.python_version()}, {sys.platform}, {os.cpu_count()} processors,")
    print(f"  at work before this began: {os.getloadavg()[0]:.1f}; median of {TIMES}")
    starts()
    first_views()


if __name__ == "__main__":
    main()
