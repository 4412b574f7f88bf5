"""A hall on the Streamlit scoring page: how long a click takes until the page says that it is saved.

`python -m benchmarks.clicks` in the folder of the project is the short form. The long one is

    python -m benchmarks.clicks --people 500 --seconds 60 --memory --naive --postgresql

It prints figures, asserts nothing. The people are in this process, on the same machine as the server;
each sends what a browser sends. First they think 2 to 5 s before each answer, write comments and
lose the network, beside two projectors; then comes the reveal, to which
everybody looks on. Then some answer without any pause. After each run every answer that was acknowledged
is looked for in the database.

The aims on two processors, people included: 500 people and two projectors within 25 ms for 95 % and
60 ms for 99 % of the clicks; 500 clicks per second without pauses, 40 times the naive page; 0.15 MB
for a session; two processes on PostgreSQL 1.3 times one; nothing lost, doubled or wrong.
"""

import argparse
import asyncio
import os
import platform
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.card import NotSavedError
from benchmarks.kept import Book
from benchmarks.pages import Page
from benchmarks.phones import Line
from benchmarks.places import (
    Place,
    behind_nginx,
    naive_page,
    one_process,
    postgresql,
)
from benchmarks.scorecards import URBAN
from benchmarks.scorers import Scorer, Told, joined
from benchmarks.usage import own_seconds
from resilience.framework import load_framework
from resilience.services.counting import rounds
from resilience.store import Store
from tests.services.held import Held, set_up

#: seconds that people think before a click, and for which they look on after a move
THINK, LOOKING = (2.0, 5.0), 8.0
NO_PAUSE = (0.0, 0.0)
PROJECTORS = 2
#: open pages at which the memory of the server is looked at, and seconds until it is at rest
SESSIONS, REST = (0, 100, 500), 8.0


def spread(name: str, seconds: Sequence[float]) -> None:
    """Print p50, p95, p99 and the longest."""
    ordered = sorted(1000 * one for one in seconds)
    if ordered:
        p50, p95, p99 = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 0.99))
        print(
            f"  {len(ordered)} {name}: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}, "
            f"longest {ordered[-1]:.0f} ms"
        )


def held_on(url: str) -> Held:
    """A new workshop whose vote is open."""
    held = set_up(Store(url), load_framework(URBAN))
    held.move(rounds.open_vote)
    return held


async def projector(place: Place, held: Held) -> Page:
    """The live page of the facilitator, open."""
    line = Line(place.port, [], tls=place.tls)
    await line.get("/open/" + place.servers[0].facilitator_link.rpartition("/open/")[2])
    line.close()
    page = Page(place.port, line.cookies, "live", f"workshop={held.code}", place.tls)
    await page.open()
    return page


async def run(
    place: Place,
    held: Held,
    people: int,
    seconds: float,
    pause: tuple[float, float],
    breaks: Callable[[], None] | None = None,
) -> float:
    """Join, open pages, answer; gives clicks per second, and where people pause shows the reveal."""
    book, told = Book(), Told()
    hall = [Scorer(place.port, book, told, place.tls, cuts=bool(pause[1])) for _ in range(people)]
    departments = [held.department(name) for name in ("Water", "Power", "Roads")]
    start, before = time.perf_counter(), place.seconds
    await joined(hall, held.code, departments)
    took = time.perf_counter() - start
    print(f"  joined and page open: {people / took:.0f} people per second,", end=" ")
    print(f"{1000 * (place.seconds - before) / people:.0f} ms of processor time each")
    shown = [await projector(place, held) for _ in range(PROJECTORS if pause[1] else 0)]

    before, own, start = place.seconds, own_seconds(), time.perf_counter()
    if breaks:
        asyncio.get_running_loop().call_later(seconds / 2, breaks)
    await asyncio.gather(*(one.score(start + seconds, pause) for one in hall))
    took = time.perf_counter() - start
    worked, own = place.seconds - before, own_seconds() - own
    rate = len(told.clicks) / took
    report(told, took, worked, own, place)
    if pause[1]:
        await reveal(held, hall, place)
    for somebody in hall:
        await somebody.close()
    for page in shown:
        await page.close()
    faults = await asyncio.to_thread(book.compare, held.store, held.code)
    print(
        f"  {book.acknowledged} acknowledged: {faults.lost} lost, {faults.doubled} doubled, "
        f"{faults.wrong} wrong"
    )
    return rate


def report(told: Told, took: float, worked: float, own: float, place: Place) -> None:
    """Print what people waited for, and what it took."""
    for name in ("clicks", "comments", "again", "joins", "pages"):
        spread(name, getattr(told, name))
    clicks = max(1, len(told.clicks))
    print(f"  {clicks / took:.0f} clicks per second; {100 * worked / took:.0f} % of a processor,")
    print(
        f"  {1000 * worked / clicks:.2f} ms of the server's time for a click with all that goes on "
        f"beside it, {1000 * own / clicks:.2f} ms of these people's; {place.megabytes:.0f} MB"
    )
    print(f"  errors: {dict(Counter(told.errors)) or 0}")


async def reveal(held: Held, hall: Sequence[Scorer], place: Place) -> None:
    """The vote is closed and revealed while everybody looks on."""
    for move in (rounds.close_vote, rounds.reveal):
        for one in hall:
            one.page.runs.clear()
        start = time.perf_counter()
        await asyncio.to_thread(held.move, move)
        await asyncio.sleep(LOOKING)
        seen = [one.page.runs[0] - start for one in hall if one.page.runs]
        spread(f"of {len(hall)} pages show {move.__name__}", seen)
    before = place.seconds
    await asyncio.sleep(LOOKING)
    print(f"  looking on: {100 * (place.seconds - before) / LOOKING:.0f} % of a processor")


async def naive(place: Place, people: int, seconds: float) -> float:
    """The naive page without pauses; gives clicks per second."""
    pages = [Page(place.port, {}, "") for _ in range(people)]
    for page in pages:
        await page.open()
    clicks: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds

    async def click(page: Page) -> None:
        nonlocal errors
        while (start := time.perf_counter()) < end:
            card = random.choice(list(page.cards.values()))
            levels = [n for n, option in enumerate(card.options) if option != page.shown(card)]
            try:
                await page.answer(card, random.choice(levels))
            except (OSError, NotSavedError):
                errors += 1
            else:
                clicks.append(time.perf_counter() - start)

    await asyncio.gather(*(click(page) for page in pages))
    rate = len(clicks) / (time.perf_counter() - end + seconds)
    spread("clicks", clicks)
    print(f"  {rate:.1f} clicks per second, {errors} errors")
    return rate


async def memory(place: Place, held: Held) -> None:
    """What the server takes with no page open, and with many."""
    book, told = Book(), Told()
    water = held.department("Water")
    await joined([Scorer(place.port, book, told)], held.code, [water])  # all is loaded
    found: list[float] = []
    hall: list[Scorer] = []
    for size in SESSIONS:
        more = [Scorer(place.port, book, told) for _ in range(size - len(hall))]
        await joined(more, held.code, [water])
        hall += more
        await asyncio.sleep(REST)
        found.append(place.megabytes)
        print(f"  {size} pages open: {found[-1]:.0f} MB")
    for size, megabytes in zip(SESSIONS[1:], found[1:], strict=True):
        print(f"  {(megabytes - found[0]) / size:.3f} MB for each of {size}")
    for one in hall:
        await one.close()


def on_postgresql(folder: Path, people: int, seconds: float) -> None:
    """One process, two behind nginx, of which one is killed then."""
    ways = {
        "one process": one_process,
        "two behind nginx": behind_nginx,
    }
    with postgresql(folder) as url:
        rates: list[float] = []
        for name, way in ways.items():
            with way(folder / name.replace(" ", "-"), url) as place:
                print(f"PostgreSQL, {name}, {people} people without pause:")
                rates.append(asyncio.run(run(place, held_on(url), people, seconds, NO_PAUSE)))
                print(f"  {rates[-1] / rates[0]:.2f} times one process")
                if way is behind_nginx:
                    print("PostgreSQL, the same, and one process is killed on the way:")
                    kill = place.servers[0].kill
                    asyncio.run(run(place, held_on(url), people, seconds, NO_PAUSE, kill))


def on_one_server(folder: Path, url: str, options: argparse.Namespace) -> None:
    """With pauses, without, beside the naive page, and the memory of pages."""
    people, seconds = options.closed, options.seconds
    with one_process(folder / "one", url) as place:
        if options.memory:
            print("Memory of the server:")
            asyncio.run(memory(place, held_on(url)))
        if options.people:
            print(f"{options.people} people who think {THINK[0]:.0f} to {THINK[1]:.0f} s:")
            asyncio.run(run(place, held_on(url), options.people, seconds, THINK))
        if people:
            print(f"{people} people without pause:")
            rate = asyncio.run(run(place, held_on(url), people, seconds, NO_PAUSE))
            if options.naive:
                with naive_page(folder / "naive") as other:
                    print(f"The naive page, {people} people without pause:")
                    slow = asyncio.run(naive(other, people, seconds))
                print(f"  the scoring page takes {rate / slow:.0f} times as many clicks")


def main() -> None:
    """Print all figures."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--people", type=int, default=50, help="people who pause; 0 leaves that out")
    asked.add_argument(
        "--closed", type=int, default=50, help="people who do not; 0 leaves that out"
    )
    asked.add_argument("--seconds", type=float, default=15, help="how long each run answers")
    asked.add_argument("--database", help="another database than an SQLite file of its own")
    asked.add_argument("--memory", action="store_true", help="memory of 0, 100 and 500 open pages")
    asked.add_argument("--naive", action="store_true", help="a naive page beside it")
    asked.add_argument(
        "--postgresql", action="store_true", help="one process and two on PostgreSQL"
    )
    options = asked.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "uvicorn"))
    print(f"{os.cpu_count()} processors, at work before this began: {os.getloadavg()[0]:.1f};")
    print(f"  Python {platform.python_version()}, {packages}")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)  # nginx and PostgreSQL come as somebody else
        on_one_server(folder, options.database or f"sqlite:///{folder / 'city.db'}", options)
        if options.postgresql:
            on_postgresql(folder, options.closed, options.seconds)


if __name__ == "__main__":
    main()
