"""How many heaps the threads of a process have."""

import ctypes
import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from resilience.process.heaps import HEAPS, share_heaps

THREADS = 8


def count_heaps(told: Path) -> int:
    """The heaps of this process, by what the C library tells of them."""
    assert platform.system() == "Linux", "the C library tells of its heaps on Linux alone"
    library = ctypes.CDLL(None)
    library.fopen.restype = ctypes.c_void_p
    file = ctypes.c_void_p(library.fopen(str(told).encode(), b"w"))
    library.malloc_info(0, file)
    library.fclose(file)
    return told.read_text(encoding="utf-8").count("<heap ")


def with_threads(told: Path) -> int:
    """The heaps of this process while threads have something in them."""
    all_here = threading.Barrier(THREADS + 1)

    def work() -> None:
        kept = bytearray(10_000)
        all_here.wait()
        all_here.wait()
        kept.clear()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    all_here.wait()
    found = count_heaps(told)
    all_here.wait()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.parametrize(
    ("library", "least", "most"), [("glibc", 1, HEAPS), ("other", HEAPS + 1, THREADS + 1)]
)
def test_threads_share_heaps(tmp_path: Path, library: str, least: int, most: int) -> None:
    """And a library that is not known is told nothing: each thread has its own then."""
    command = [sys.executable, "-m", __name__, str(tmp_path / "told.xml"), library]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert least <= int(run.stdout) <= most


if __name__ == "__main__":
    if sys.argv[2] == "other":
        platform.libc_ver = lambda *_, **__: ("", "")
    share_heaps()
    sys.stdout.write(str(with_threads(Path(sys.argv[1]))))
