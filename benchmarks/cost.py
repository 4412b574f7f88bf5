"""Processor time that one click on the scoring page takes: of the server and of who clicks.

Run as `python -m benchmarks.cost` in the folder of the project: prints figures, asserts nothing. One
person does one thing after the other, so that the figures hold on a busy machine too, where seconds on
the clock say nothing.
"""

import argparse
import asyncio
import random
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.clicks import held_on
from benchmarks.kept import Book
from benchmarks.places import Place, one_process
from benchmarks.scorers import Scorer, Told
from benchmarks.usage import own_seconds
from tests.services.held import Held

CLICKS, PAGES, ROUNDS = 200, 10, 3


async def costs(place: Place, held: Held, times: int) -> None:
    """Print what a click and a run of the whole page take."""
    book, told = Book(), Told()
    somebody = Scorer(place.port, book, told)
    await somebody.join(held.code, held.department("Water"))
    page = somebody.page

    async def click() -> None:
        await somebody.answer(random.choice(somebody.cards))

    await _cost(place, "click", click, times * CLICKS)
    await _cost(place, "whole page", page.run_whole, times * PAGES)
    await somebody.close()


async def _cost(place: Place, name: str, does: Callable[[], Awaitable[None]], times: int) -> None:
    for _ in range(times // 10):
        await does()
    found = []
    for _ in range(ROUNDS):
        before, own = place.seconds, own_seconds()
        for _ in range(times):
            await does()
        found.append((place.seconds - before, own_seconds() - own))
    server, own = min(found)
    print(
        f"{name}: {1000 * server / times:.2f} ms of the server, {1000 * own / times:.2f} ms of the person"
    )


def main() -> None:
    """Print all figures."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument(
        "--times", type=int, default=1, help="so many times the usual number of runs"
    )
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        url = f"sqlite:///{Path(made) / 'city.db'}"
        with one_process(Path(made) / "one", url) as place:
            asyncio.run(costs(place, held_on(url), options.times))


if __name__ == "__main__":
    main()
