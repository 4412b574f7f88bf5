"""Reading what strangers made, in a process of its own with limits of memory and time.

The process holds none of the secrets of the server and ends with the request that it reads for. It
bounds what reading costs; it is no sandbox against code that a flaw in a reader would let in.
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
from resilience.workbook.reading_child import MEMORY, receive, send

#: processes that read at once, and seconds in which one of them has to become free
MOST_PROCESSES, WAIT_SECONDS = 2, 60.0
#: seconds between two looks whether somebody still waits for what is read
LOOK_SECONDS = 0.25
#: seconds of the processor that a file may take, and how many times as long where others need it too
SECONDS, PATIENCE = 20, 3
#: what of the environment the process gets; settings of the server, which have secrets, stay here
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TZ", "PYTHONDONTWRITEBYTECODE")
_MODULE = "resilience.workbook.reading_child"

P = ParamSpec("P")
T = TypeVar("T")
_free = threading.BoundedSemaphore(MOST_PROCESSES)


class _Reading:
    """One reading process, started when it is first needed and again after it had to be ended."""

    def __init__(self, still_wanted: Callable[[], object]) -> None:
        self._still_wanted = still_wanted
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function gives for these values; raises what it raises for people."""
        process = self._process = self._process or self._started()
        request = pickle.dumps((function, args, kwargs))
        with ThreadPoolExecutor(1) as pool:
            try:
                kind, found = self._awaited(pool.submit(_exchanged, process, request))
            except BaseException:
                self.end()  # so that the thread has its end too
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
            "seconds, or breaks the program that reads it. Delete sheets and formats that are not "
            "needed, save the file and try again.",
            most=MEMORY // MEGABYTE,
            seconds=SECONDS,
        )

    def end(self) -> None:
        """End the process, whatever it does."""
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
    """All reading within shares one process, which ends with it: for many files of one request.

    `still_wanted` is called while reading goes on; what it raises ends the process at once.
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
    """What a function of a module gives for these values, found in a process with limits.

    Raises the errors that the function raises for people, `InputError` where the limits do not
    suffice, and `CannotRun` where too many others read.
    """
    with one_process() as reading:
        return reading.run(function, *args, **kwargs)


def _exchanged(process: "subprocess.Popen[bytes]", request: bytes) -> tuple[str, Any]:
    """What the process answers; "too much" where it ended over it."""
    try:
        send(cast(IO[bytes], process.stdin), request)
        answer = receive(cast(IO[bytes], process.stdout))
        return cast(tuple[str, Any], pickle.loads(answer))  # noqa: S301 - our own process wrote it
    except (EOFError, OSError):
        return "too much", None
