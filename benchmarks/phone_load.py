"""Thousands of phones on one server: people who think, people who never pause, the reveal, the join.

Run as `python -m benchmarks.phone_load` in the folder of the project; `--help` has the options. Prints
figures, asserts nothing. The generator is a process of its own on the same machine, and says how much of
the processors it takes itself. After each part the answers that were acknowledged are compared with the
database.

The aims, on two processors with the generator on them: 2 000 people who think 2 to 5 s get each answer
within 20 ms (p95); 4 000 answers per second are committed and told where nobody pauses; 500 phones show
the reveal within 3 s, each page within 200 ms (p95); 500 phones join in 30 s, each request within 300 ms
(p95); nothing is refused, lost, doubled or wrong.
"""

import argparse
import asyncio
import itertools
import os
import random
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.clicks import projector
from benchmarks.crowd import COMMENT, Figures, Person
from benchmarks.device import Device
from benchmarks.hall import worked
from benchmarks.places import Place
from benchmarks.scorecards import URBAN
from resilience.framework import Levels, load_framework
from resilience.services.counting import rounds
from resilience.store import Store, migrate
from tests.live import Server, free_port
from tests.services.held import Held, set_up

#: seconds between two answers of somebody who thinks
THINK = (2.0, 5.0)
#: one answer of so many comes with a comment
COMMENTED = 10
#: one answer of so many is given after the phone lost its connections
LOST = 50
#: seconds in which the phones of a hall join, and in which they settle after a move
JOINING, SETTLED = 30.0, 5.0
#: live pages of the facilitator beside them
PROJECTORS = 5
#: connections of the closed loop, and phones of the reveal and of the join
CLOSED, PHONES = (50, 500), 500


@dataclass
class Run:
    """A workshop on a server of its own, and what happens to its phones."""

    held: Held
    server: Server
    figures: Figures

    @property
    def levels(self) -> dict[str, int]:
        """How many levels each indicator has that is asked by levels."""
        asked = self.held.view.framework.asked("full")
        return {i.code: len(i.scale.values) for i in asked if isinstance(i.scale, Levels)}

    async def join(self, many: int, seconds: float = 0) -> list[Person]:
        """So many phones join, spread over some seconds, else eight at a time."""
        departments = [
            d.id for d in self.held.view.departments if d.name in ("Water", "Power", "Roads")
        ]
        people = [Person(Device(self.server.port), self.figures) for _ in range(many)]
        few = asyncio.Semaphore(many if seconds else 8)

        async def one(n: int, person: Person) -> None:
            await asyncio.sleep(seconds * n / many)
            async with few:
                await person.join(self.held.code, departments[n % 3])

        await asyncio.gather(*(one(n, person) for n, person in enumerate(people)))
        return people


async def think(run: Run, options: argparse.Namespace) -> None:
    """Everybody answers an indicator after the other, thinks in between, and looks on; so do projectors."""
    people = await run.join(options.people)
    place = Place(run.server.port, [run.server])
    shown = [await projector(place, run.held) for _ in range(PROJECTORS)]
    levels, over = list(run.levels.items()), asyncio.Event()

    async def somebody(person: Person) -> None:
        await asyncio.sleep(random.uniform(0, THINK[1]))
        n = 0
        while not over.is_set():
            code, many = levels[n % len(levels)]
            comment = COMMENT if random.random() < 1 / COMMENTED else ""
            if random.random() < 1 / LOST:
                person.device.close()
            await person.answer(code, random.choice([*range(many), "dk"]), comment)
            n += 1
            await asyncio.sleep(random.uniform(*THINK))

    everybody = [asyncio.create_task(somebody(person)) for person in people]
    everybody += [asyncio.create_task(person.look_on(over)) for person in people]
    await asyncio.sleep(THINK[1])
    with measured(run, f"{len(people)} people think 2 to 5 s beside {PROJECTORS} projectors"):
        await asyncio.sleep(options.seconds)
    over.set()
    await asyncio.gather(*everybody, *(page.close() for page in shown))
    hang_up(people)


async def never_pause(run: Run, options: argparse.Namespace) -> None:
    """So many connections, each with its next answer as soon as the last one is acknowledged."""
    for many in options.closed:
        people, codes = await run.join(many), list(run.levels)
        with measured(run, f"closed loop, {many} connections"):
            end = time.monotonic() + options.seconds
            await asyncio.gather(*(answer_on(person, codes, end) for person in people))
        hang_up(people)


async def answer_on(person: Person, codes: Sequence[str], end: float) -> None:
    """One answer after the other until some time."""
    for n in itertools.count():
        if time.monotonic() > end:
            return
        await person.answer(codes[n % len(codes)], n // len(codes) % 2)


async def reveal(run: Run, options: argparse.Namespace) -> None:
    """All phones look on while the vote is closed and revealed, and while another one is opened."""
    people = await run.join(options.phones)
    for n, person in enumerate(people):
        await person.answer(next(iter(run.levels)), n % 3)
    over = asyncio.Event()
    looking = [asyncio.create_task(person.look_on(over)) for person in people]
    await asyncio.sleep(SETTLED)
    for move in (rounds.close_vote, rounds.reveal, rounds.open_vote):
        for person in people:
            person.seen.clear()
        with measured(run, f"{move.__name__} with {len(people)} phones"):
            start = asyncio.get_running_loop().time()
            await asyncio.to_thread(run.held.move, move)
            took = asyncio.get_running_loop().time() - start
            await asyncio.sleep(SETTLED)
        seen = [at - start for person in people for at in person.seen.values()]
        print(f"  the move took {took:.2f} s, {len(seen)} phones show it after", end=" ")
        print(f"at most {max(seen, default=0):.2f} s")
    over.set()
    await asyncio.gather(*looking)
    hang_up(people)


async def join(run: Run, options: argparse.Namespace) -> None:
    """The phones of a hall join within half a minute."""
    with measured(run, f"{options.phones} phones join in {JOINING:.0f} s"):
        hang_up(await run.join(options.phones, JOINING))


PARTS: dict[str, Callable[[Run, argparse.Namespace], Coroutine[Any, Any, None]]] = {
    "think": think,
    "closed": never_pause,
    "reveal": reveal,
    "join": join,
}


@contextmanager
def measured(run: Run, what: str) -> Iterator[None]:
    """Print what happened meanwhile."""
    run.figures.seconds.clear()
    begun, server, own = time.monotonic(), worked(run.server), time.process_time()
    yield
    seconds = time.monotonic() - begun
    server, own = worked(run.server) - server, time.process_time() - own
    print(f"{what}, {seconds:.0f} s:")
    many = 0
    for kind, took in run.figures.seconds.items():
        many += len(took)
        print(f"  {kind:<7}{len(took):>7}, {len(took) / seconds:5.0f} a second: {spread(took)}")
    print(f"  server {100 * server / seconds:.0f} % of a processor,", end=" ")
    print(f"{1000 * server / max(1, many):.2f} ms a request, {memory(run.server):.0f} MB;", end=" ")
    print(f"generator {100 * own / seconds:.0f} %, {1000 * own / max(1, many):.2f} ms a request")


def spread(seconds: Sequence[float]) -> str:
    """p50, p95, p99 and the longest, in milliseconds."""
    ordered = sorted(1000 * one for one in seconds)
    at = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95, 0.99)]
    named = zip(("p50", "p95", "p99", "max"), [*at, ordered[-1]], strict=True)
    return ", ".join(f"{name} {ms:.1f}" for name, ms in named) + " ms"


def memory(server: Server) -> float:
    """Megabytes that the server has in memory; not a number where that is not told."""
    try:
        told = Path(f"/proc/{server.process.pid if server.process else 0}/statm").read_text()
    except OSError:
        return float("nan")
    return int(told.split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def hang_up(people: Sequence[Person]) -> None:
    """Switch all phones off."""
    for person in people:
        person.device.close()


def play(part: str, options: argparse.Namespace) -> None:
    """One part on a server and in a workshop of its own; then what was acknowledged is looked for."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = options.database or f"sqlite:///{folder / 'city.db'}"
        server = Server(folder, free_port(), {"RESILIENCE_DATABASE_URL": url}).start()
        stack.callback(server.stop)
        store = Store(url)
        stack.callback(store.engine.dispose)
        migrate(store)
        held = set_up(store, load_framework(URBAN))
        held.move(rounds.open_vote)
        run = Run(held, server, Figures())
        asyncio.run(PARTS[part](run, options))
        book, wrong = run.figures.book, +run.figures.wrong
        faults = book.compare(store, held.code)
        print(f"  {book.acknowledged} acknowledged: {faults.lost} lost,", end=" ")
        print(f"{faults.doubled} doubled, {faults.wrong} wrong; errors: {dict(wrong) or 'none'}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", help=f"out of {', '.join(PARTS)}; all of them if none")
    parser.add_argument("--people", type=int, default=2000, help="who think")
    parser.add_argument("--phones", type=int, default=PHONES, help="at the reveal and the join")
    parser.add_argument("--closed", type=int, nargs="*", default=CLOSED, help="connections")
    parser.add_argument("--seconds", type=float, default=60, help="of thinking, and of each loop")
    parser.add_argument(
        "--database", default="", help="URL; a new SQLite file for each part if none"
    )
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, at work before this began: {os.getloadavg()[0]:.1f}")
    for part in options.parts or PARTS:
        play(part, options)


if __name__ == "__main__":
    main()
