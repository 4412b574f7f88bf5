"""The system's limit of open files and connections for this process."""

import contextlib

try:
    import resource
except ImportError:  # Windows, which sets no such limit
    resource = None  # type: ignore[assignment]

#: open files that a hall of a few hundred phones may exceed
FEW = 4096
#: files that a server opens besides its connections
SPARE = 200
#: requested where the system has no highest limit, as on macOS
ENOUGH = 65_536


def most_open_files() -> int | None:
    """Raise the limit of open files for `serve` and return how many are allowed; None for no limit."""
    if resource is None:
        return None
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return None if hard == resource.RLIM_INFINITY else hard


def raise_open_files() -> None:
    """Raise the soft limit of this process and its children to the hard limit."""
    if resource is None:
        return
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most_open_files() or ENOUGH, hard))


def connections_within(wanted: int) -> int:
    """The number of connections, capped by the limit of open files."""
    most = most_open_files()
    return wanted if most is None else max(min(wanted, most - SPARE), 1)
