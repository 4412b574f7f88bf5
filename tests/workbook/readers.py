"""What tests let a reading process do."""

import os
from pathlib import Path


def number() -> int:
    """The number of the process."""
    return os.getpid()


def is_running(process: int) -> bool:
    """Whether there is a process of that number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def memory(size: int) -> int:
    """Take so many bytes."""
    return len(bytes(size))


def broken() -> None:
    """End as a fault in a library would end it."""
    os.abort()


def endless(told: Path | None = None) -> None:
    """Go on for ever, once the number of the process is told."""
    if told:
        told.write_text(str(os.getpid()))
    while True:
        pass


def environment() -> dict[str, str]:
    """What the process knows of the server's surroundings."""
    return dict(os.environ)
