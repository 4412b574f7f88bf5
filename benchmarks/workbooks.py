"""Workbooks in bulk: filled scorecards read, and long data written. Prints figures, asserts nothing.

Run as `python -m benchmarks.workbooks` in the folder of the project. The aims are 100 scorecards of 45
indicators in 5 s, and long data in at most 1.2 times what XlsxWriter's own `constant_memory` takes
and 60 MB above an idle process. Each way of writing runs in a process of its own, whose memory is
then only that.
"""

import datetime
import io
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from xlsxwriter import Workbook

from benchmarks.scorecards import URBAN
from resilience.framework import Framework, load_framework
from resilience.text import Text
from resilience.workbook.cards import (
    CardFace,
    CardIdentity,
    FilledAnswer,
    read_card,
    write_card,
)
from resilience.workbook.cells import INERT, Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Pad, Sheet
from resilience.workbook.style import Styles

CARDS, AIM_CARDS = 100, 5.0
ROWS, COLUMNS = 100_000, 12
AIM_RATIO, AIM_MEGABYTES = 1.2, 60
ROUNDS = 3
#: says how long a way of writing takes, and its peak of memory above that of the idle process
WRITER = """
import resource, sys, time
from pathlib import Path
from benchmarks.workbooks import WAYS

idle = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1024
start = time.process_time()
WAYS[sys.argv[1]]()
seconds = time.process_time() - start
print(seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024)
"""


def long_rows() -> Iterator[tuple[Cell, ...]]:
    """Long data as an export of all workshops would have it: eight words and four numbers a row."""
    chance = random.Random(1)
    indicators = [f"INF{number}" for number in range(45)]
    for number in range(ROWS):
        words = (
            "Cascais",
            "Portugal",
            "2026-10-13",
            f"Department {number % 12}",
            indicators[number % 45],
            "urban-resilience",
            "1.0.0",
            "level",
        )
        yield (*words, number % 4, chance.randrange(200), chance.randrange(900), chance.random())


STYLES = ("user",) * 8 + ("count",) * 3 + ("plain",)


def bare() -> None:
    """With XlsxWriter alone, row by row."""
    with Workbook(io.BytesIO(), {**INERT, "in_memory": False, "constant_memory": True}) as workbook:
        sheet: Any = workbook.add_worksheet("Long data")
        styles = Styles(workbook)
        looks = [styles.get(style) for style in STYLES]
        for at, row in enumerate(long_rows()):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, place, cell, looks[place])
                else:
                    sheet.write_number(at, place, cell, looks[place])


def ours(options: dict[str, Any]) -> None:
    """With the product's own sheet and table."""
    with Workbook(io.BytesIO(), options) as workbook:
        pad = Pad(workbook, Styles(workbook), Text("en"), (), "")
        sheet = Sheet(pad, "Long data")
        keys = [f"column {place}" for place in range(COLUMNS)]
        columns = [Column(key, key, 14, style) for key, style in zip(keys, STYLES, strict=True)]
        grid = sheet.grid(columns, ROWS)
        sheet.table(grid, (dict(zip(keys, row, strict=True)) for row in long_rows()))
        sheet.main(grid, frozen=0)


WAYS: dict[str, Callable[[], None]] = {
    "XlsxWriter alone, constant_memory": bare,
    "our table, constant_memory": lambda: ours(
        {**INERT, "in_memory": False, "constant_memory": True}
    ),
    "our table, as results are written": lambda: ours(INERT),
}


def compare_writers() -> None:
    """Print time and memory of each way of writing long data."""
    print(f"{ROWS} rows by {COLUMNS} columns:")
    first = 0.0
    for way in WAYS:
        found = [_written(way) for _ in range(ROUNDS)]
        seconds, memory = min(s for s, _ in found), max(m for _, m in found)
        first = first or seconds
        over = seconds > AIM_RATIO * first or memory > AIM_MEGABYTES
        mark = " OVER THE AIM" if over else ""
        print(f"  {way}: {seconds:.1f} s ({seconds / first:.2f} times), {memory:.0f} MB{mark}")


def _written(way: str) -> tuple[float, float]:
    words = [sys.executable, "-c", WRITER, way]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603
    seconds, memory = map(float, ran.stdout.split())
    return seconds, memory


def filled_cards(framework: Framework) -> list[bytes]:
    """Scorecards with an answer to every indicator, and a comment to most."""
    chance = random.Random(1)
    asked = framework.asked("full")
    cards = []
    for number in range(CARDS):
        filled = tuple(
            FilledAnswer(
                one.code,
                chance.choice((0.0, 1.0, 2.0, 3.0, "na", "dk")),
                "The register was last looked at after the flood. " * chance.randrange(4),
                "",
            )
            for one in asked
        )
        identity = CardIdentity(
            f"card {number}", "ABC234", framework.id, framework.version, framework.sha256, "full", 1,
            "Water", 4, "en",
        )  # fmt: skip
        face = CardFace(
            identity, framework, asked, "Cascais", datetime.date(2026, 10, 13), "", "", True, filled
        )
        cards.append(write_card(face, Text("en")))
    return cards


def read_cards() -> None:
    """Print how long it takes to write and to read a hundred filled scorecards."""
    framework = load_framework(URBAN)
    start = time.process_time()
    cards = filled_cards(framework)
    wrote = time.process_time()
    answers = sum(len(read_card(card, framework).answers) for card in cards)
    seconds = time.process_time() - wrote
    mark = " OVER THE AIM" if seconds > AIM_CARDS else ""
    print(f"{CARDS} scorecards of 45 indicators written: {wrote - start:.1f} s")
    print(f"{CARDS} scorecards of 45 indicators read: {seconds:.1f} s{mark}, {answers} answers")


def main() -> None:
    """Run all benchmarks."""
    read_cards()
    compare_writers()


if __name__ == "__main__":
    main()
