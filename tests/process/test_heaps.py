"""Freed memory goes back to the system."""

import ctypes
import platform
import resource
from pathlib import Path

from resilience.process.heaps import give_back

BLOCKS, SIZE = 5_000, 10_000


def megabytes() -> float:
    """Memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def test_memory_that_was_freed_below_memory_in_use_is_given_back() -> None:
    assert platform.libc_ver()[0] == "glibc", "the C library of Linux is asked to"
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    blocks = [library.malloc(SIZE) for _ in range(BLOCKS)]
    for block in blocks:
        ctypes.memset(ctypes.c_void_p(block), 1, SIZE)
    *freed, last = blocks
    for block in freed:
        library.free(ctypes.c_void_p(block))
    before = megabytes()
    give_back()
    assert megabytes() < before - BLOCKS * SIZE / 2**20 / 2
    library.free(ctypes.c_void_p(last))
