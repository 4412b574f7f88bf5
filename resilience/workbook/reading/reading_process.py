"""Read untrusted files in a separate process with memory and time limits.

The process holds none of the server's secrets and ends with the request that it reads for. It limits the cost
of reading; it is not a sandbox against code that a flaw in a reader would run.
"""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import IO, Any, ParamSpec, TypeVar, cast

from resilience.archive import MEGABYTE
from resilience.errors import CannotRun, InputError
from resilience.workbook.reading.reading_child import MEMORY, receive, send

#: most reading processes at a time, and seconds to wait for a free one
MOST_PROCESSES, WAIT_SECONDS = 2, 60.0
#: seconds between checks whether the result is still wanted
LOOK_SECONDS = 0.25
#: seconds of processor time for a file, and the factor for elapsed time when the processor is shared
SECONDS, PATIENCE = 20, 3
#: environment variables passed to the process; the server's settings, which include secrets, are not
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TZ", "PYTHONDONTWRITEBYTECODE")
_MODULE = "resilience.workbook.reading.reading_child"

P = ParamSpec("P")
T = TypeVar("T")
_free = threading.BoundedSemaphore(MOST_PROCESSES)


class _Reading:
    """A reading process, started on first use and restarted after it was killed."""

    def __init__(self, still_wanted: Callable[[], object]) -> None:
        self._still_wanted = still_wanted
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the function on these values in the process; raises its errors for people."""
        process = self._process = self._process or self._started()
        request = pickle.dumps((function, args, kwargs))
        with ThreadPoolExecutor(1) as pool:
            try:
                kind, found = self._awaited(pool.submit(_exchanged, process, request))
            except BaseException:
                self.end()  # lets the thread end too
                raise
        if kind == "done":
            return cast(T, found)
        if kind == "refused":
            raise found
        self.end()
        if kind == "flaw":
            raise RuntimeError(f"Reading failed in its process:\n{found}")
        raise InputError(
            "Reading this file was stopped: it takes more than {most} MB of memory or {seconds} "
            "seconds, or crashes the program that reads it. Delete sheets and formats that are "
            "not needed, save the file and try again.",
            most=MEMORY // MEGABYTE,
            seconds=SECONDS,
        )

    def end(self) -> None:
        """End the process in any state."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        _free.release()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe and pipe.close()

    def _started(self) -> "subprocess.Popen[bytes]":
        self._wait_for(lambda: _free.acquire(timeout=LOOK_SECONDS), WAIT_SECONDS)
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        kept["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        command = [sys.executable, "-m", _MODULE, str(SECONDS)]
        try:
            pipe = subprocess.PIPE
            return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=kept)  # noqa: S603
        except BaseException:
            _free.release()
            raise

    def _wait_for(self, happened: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not happened():
            self._still_wanted()
            if time.monotonic() > end:
                raise CannotRun("The server is reading other files. Try again in a minute.")

    def _awaited(self, answer: "Future[tuple[str, Any]]") -> tuple[str, Any]:
        end = time.monotonic() + PATIENCE * SECONDS
        while time.monotonic() < end:
            with suppress(TimeoutError):
                return answer.result(LOOK_SECONDS)
            self._still_wanted()
        self.end()
        return "too much", None


_current: ContextVar[_Reading | None] = ContextVar("reading", default=None)


@contextmanager
def one_process(still_wanted: Callable[[], object] = lambda: None) -> Iterator[_Reading]:
    """Share one process for all reading within, such as many files of one request; ends with it.

    `still_wanted` is called during reading; if it raises, the process ends immediately.
    """
    if (outer := _current.get()) is not None:
        yield outer
        return
    reading = _Reading(still_wanted)
    token = _current.set(reading)
    try:
        yield reading
    finally:
        _current.reset(token)
        reading.end()


def read_apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a module's function on these values in a limited process.

    Raises the errors that the function raises for people, `InputError` if the limits are exceeded, and
    `CannotRun` if too many others are reading.
    """
    with one_process() as reading:
        return reading.run(function, *args, **kwargs)


def _exchanged(process: "subprocess.Popen[bytes]", request: bytes) -> tuple[str, Any]:
    """The answer of the process; "too much" if it ended without one."""
    try:
        send(cast(IO[bytes], process.stdin), request)
        answer = receive(cast(IO[bytes], process.stdout))
        return cast(tuple[str, Any], pickle.loads(answer))  # noqa: S301 - our own process wrote it
    except (EOFError, OSError):
        return "too much", None
