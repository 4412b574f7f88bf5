"""Threads that draw pages share two heaps.

The C library of Linux would give each of many threads its own, and what one has let go serves no other: each page
that stands open took a third more.
"""

import ctypes
import platform

#: what glibc calls M_ARENA_MAX, and how many there may be
ARENA_MAX, HEAPS = -8, 2


def share_heaps() -> None:
    """Let all threads that begin from now on share them, where the C library is one that can be told."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(ARENA_MAX, HEAPS)
