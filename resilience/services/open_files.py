"""How many files and connections the system lets this process open."""

import contextlib

try:
    import resource
except ImportError:  # Windows, which sets no such limit
    resource = None  # type: ignore[assignment]

#: open files of which a hall of a few hundred phones may need more
FEW = 4096
#: files that a server opens beside its connections
SPARE = 200
#: asked for where the system names no highest limit, as macOS does not
ENOUGH = 65_536


def most_open_files() -> int | None:
    """Files and connections that `serve` may open, having raised its limit; None for no limit."""
    if resource is None:
        return None
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return None if hard == resource.RLIM_INFINITY else hard


def raise_open_files() -> None:
    """Raise the soft limit of this process, and of those it starts, to the hard one."""
    if resource is None:
        return
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most_open_files() or ENOUGH, hard))


def connections_within(wanted: int) -> int:
    """So many connections, or as many as there are files for."""
    most = most_open_files()
    return wanted if most is None else max(min(wanted, most - SPARE), 1)
