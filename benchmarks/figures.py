"""What benchmarks measure and keep: medians of several runs, in wall time and in processor time.

Figures of curves lie in docs/performance as one CSV file a curve, with the machine in a file beside
them; `python -m benchmarks.chart` draws them.
"""

import csv
import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path

from resilience.settings import ROOT

KEPT = ROOT / "docs" / "performance"
PACKAGES = ("streamlit", "sqlmodel", "sqlalchemy", "pandas", "numpy", "plotly", "xlsxwriter")


@dataclass(frozen=True, slots=True)
class Figure:
    """What something costs at a size: milliseconds, or `unit` where it is no time.

    `middle` is the median over runs of wall time and `high` its 95th percentile; `work` is the median
    of this process's processor time.
    """

    what: str
    size: int
    middle: float
    high: float
    work: float
    unit: str = "ms"


def machine() -> str:
    """The machine and the versions, in a line; also how much it had to do before this began."""
    named = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = f"{os.cpu_count()} processors ({_model()}), at work before this began: {os.getloadavg()[0]:.1f}"
    return f"{load}; {platform.system()}, Python {platform.python_version()}, {named}"


def _model() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as told:
            return next(
                line.split(":")[1].strip() for line in told if line.startswith("model name")
            )
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def timed(what: str, size: int, work: Callable[[], object], runs: int) -> Figure:
    """Do something so many times, and once before to warm up; prints what it took."""
    work()
    walls, works = [], []
    for _ in range(runs):
        gc.collect()
        begun, spent = time.perf_counter(), time.process_time()
        work()
        works.append(1000 * (time.process_time() - spent))
        walls.append(1000 * (time.perf_counter() - begun))
    return told(
        Figure(what, size, statistics.median(walls), percentile(walls), statistics.median(works))
    )


def counted(what: str, size: int, number: float, unit: str) -> Figure:
    """Something that is counted, not timed; prints it."""
    return told(Figure(what, size, number, number, 0, unit))


def told(figure: Figure) -> Figure:
    """Print a figure."""
    worked = f", p95 {figure.high:.1f}, processor {figure.work:.1f}" * (figure.unit == "ms")
    print(f"  {figure.what}, {figure.size}: {figure.middle:.1f} {figure.unit}{worked}", flush=True)
    return figure


def percentile(values: Sequence[float], share: float = 0.95) -> float:
    """The smallest of the values that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(100 * share) // 100) - 1)]


def keep(curve: str, figures: Sequence[Figure]) -> None:
    """Write the figures of a curve where the docs have them, and the machine beside them.

    What was not measured now stays as it was kept: that of another database, say.
    """
    KEPT.mkdir(exist_ok=True)
    measured = {figure.what for figure in figures}
    figures = [*(one for one in kept(curve) if one.what not in measured), *figures]
    with (KEPT / f"{curve}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [f.name for f in fields(Figure)], lineterminator="\n")
        writer.writeheader()
        for figure in figures:
            row = asdict(figure)
            writer.writerow({**row, **{n: round(row[n], 2) for n in ("middle", "high", "work")}})
    (KEPT / f"{curve}.txt").write_text(machine() + "\n", encoding="utf-8")


def kept(curve: str) -> list[Figure]:
    """The figures of a curve as they were kept, none where it was not measured yet."""
    path = KEPT / f"{curve}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Figure(
                row["what"], int(row["size"]), float(row["middle"]), float(row["high"]),
                float(row["work"]), row["unit"],
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip
