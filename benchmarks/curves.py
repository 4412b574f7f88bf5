"""All cost curves: people, indicators, answers and cities; the figures are kept, and the chart is drawn.

Run as `python -m benchmarks.curves` in the folder of the project: about an hour on a quiet machine of two
processors, 4 GB of room for temporary files. A curve's name runs that one alone. `--quick` runs small sizes,
and keeps nothing.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence

from benchmarks import chart
from benchmarks.figures import Figure, keep
from resilience.settings import ROOT

CITIES = (10, 100, 1_000, 10_000)
#: what each curve runs, and with which largest size where it has to be quick
RUNS = {
    "people": (("benchmarks.growth", "people"), "200"),
    "indicators": (("benchmarks.growth", "indicators"), "45"),
    "answers": (("benchmarks.answers", "--plans"), "1e5"),
}
#: lines of `benchmarks.networks`: of a service, and of a page
SERVICE = re.compile(r"^  (.+?) +([\d.]+) ms of processor +([\d.]+) ms$")
PAGE = re.compile(
    r"^  (.+?) +(cold|warm) +(\d+) ms in the browser +(\d+) ms of the server's processor"
)


def run(*words: str) -> list[str]:
    """Run a benchmark in a process of its own; gives the lines that it prints, while they are printed."""
    command = [sys.executable, "-m", *words]
    lines = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as ran:  # noqa: S603
        for line in ran.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.rstrip("\n"))
    if ran.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {ran.returncode}")
    return lines


def by_cities(sizes: Sequence[int]) -> list[Figure]:
    """The curve over cities, from the lines that the benchmark of the network prints."""
    figures = []
    for cities in sizes:
        for line in run("benchmarks.networks", "--cities", str(cities)):
            if found := SERVICE.match(line):
                work, took = float(found[2]), float(found[3])
                figures.append(Figure(found[1], cities, took, took, work))
            elif found := PAGE.match(line):
                work, took = float(found[4]), float(found[3])
                figures.append(Figure(f"{found[1]}, {found[2]}", cities, took, took, work))
    return figures


def main() -> None:
    """Run the curves that are asked for, and draw all that is kept."""
    options = argparse.ArgumentParser(description="Cost curves.")
    options.add_argument(
        "curves", nargs="*", metavar="curve", help="people, indicators, answers, cities"
    )
    options.add_argument("--quick", action="store_true", help="small sizes alone, nothing is kept")
    asked = options.parse_args()
    for name in asked.curves or (*RUNS, "cities"):
        if name != "cities":
            words, small = RUNS[name]
            run(*words, *(("--most", small) if asked.quick else ("--keep",)))
        elif asked.quick:
            by_cities(CITIES[:2])
        else:
            keep(name, by_cities(CITIES))
    if not asked.quick:
        chart.main()


if __name__ == "__main__":
    main()
