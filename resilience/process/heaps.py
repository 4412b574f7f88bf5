"""Let page threads share two heaps, and return freed memory to the system.

Otherwise the C library of Linux gives each of many threads a heap of its own, whose freed memory serves no
other thread: each open page took a third more.
"""

import ctypes
import platform

#: what glibc calls M_ARENA_MAX, and how many there may be
ARENA_MAX, HEAPS = -8, 2


def give_back() -> None:
    """Return all free memory pages to the system, wherever in a heap they are.

    Otherwise a flood of requests leaves the process as large as at its peak.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).malloc_trim(0)


def share_heaps() -> None:
    """Let all threads that begin from now on share them, where the C library is one that can be told."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(ARENA_MAX, HEAPS)
