"""Notes which test reaches which mutation; copied into the package as `resilience.probe`."""

import os
import sys
from pathlib import Path

_seen: set[tuple[int, str]] = set()


def reached(number: int) -> bool:
    """Write down the running test, once; a process that a test started notes the test's file."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    if "pytest" not in sys.modules:
        test = test.partition("::")[0]
    if (number, test) not in _seen:
        _seen.add((number, test))
        with Path(os.environ["MUTATIONS_REACHED"], str(os.getpid())).open("a") as log:
            log.write(f"{number}\t{test}\n")
    return False
