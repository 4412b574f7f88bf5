"""Threads that draw pages share two heaps, and what they let go goes back to the system.

The C library of Linux would give each of many threads its own, and what one has let go serves no other: each page
that stands open took a third more.
"""

import ctypes
import platform

#: what glibc calls M_ARENA_MAX, and how many there may be
ARENA_MAX, HEAPS = -8, 2


def give_back() -> None:
    """Give the system back all pages of memory that are free, wherever in a heap they lie.

    Else a flood of requests leaves the process as large as it was at its height.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).malloc_trim(0)


def share_heaps() -> None:
    """Let all threads that begin from now on share them, where the C library is one that can be told."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(ARENA_MAX, HEAPS)
