"""What a server and the processes that it began take: processor time, memory."""

import os
from pathlib import Path
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")


class Usage(NamedTuple):
    """Seconds of processor time since the start, and megabytes of memory that are its own (PSS)."""

    seconds: float
    megabytes: float


def usage(process: int) -> Usage:
    """Of a process and all that it began; works where /proc tells it."""
    family = _family(process)
    return Usage(sum(map(_seconds, family)), sum(map(_megabytes, family)))


def own_seconds() -> float:
    """Processor time of this process."""
    taken = os.times()
    return taken.user + taken.system


def _family(process: int) -> list[int]:
    try:
        begun = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [process, *(one for child in begun for one in _family(int(child)))]


def _seconds(process: int) -> float:
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS


def _megabytes(process: int) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
