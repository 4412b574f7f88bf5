"""The process that reads untrusted files: requests on its input, answers on its output.

Run by `reading_process`. It ends when its input ends, or when it exceeds its limits.
"""

import os
import pickle
import struct
import sys
import traceback
from contextlib import suppress
from typing import IO, Any

from resilience.archive import MEGABYTE
from resilience.errors import ResilienceError

#: most bytes of memory for reading
MEMORY = 512 * MEGABYTE
_LENGTH = struct.Struct("<Q")


def main(seconds: int) -> None:
    """Answer requests until the input ends; each may take this many seconds of processor time."""
    asked, answers = _channel()
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl does without, at half the start
    _limit_memory()
    with suppress(EOFError):
        while True:
            request = receive(asked)
            _limit_time(seconds)
            send(answers, _answer(request))


def send(pipe: IO[bytes], content: bytes) -> None:
    """Write one message."""
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read one message; raises `EOFError` at the end of the input."""
    (length,) = _LENGTH.unpack(_read_exactly(pipe, _LENGTH.size))
    return _read_exactly(pipe, length)


def _read_exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _channel() -> tuple[IO[bytes], IO[bytes]]:
    """The streams for requests and answers, protected from anything that prints."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def _answer(request: bytes) -> bytes:
    try:
        return pickle.dumps(_run(request), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(("too much", None))


def _run(request: bytes) -> tuple[str, Any]:
    try:
        function, args, kwargs = pickle.loads(request)  # noqa: S301 - the server wrote it
        return "done", function(*args, **kwargs)
    except MemoryError:
        raise
    except ResilienceError as error:
        return "refused", error
    except Exception:
        return "flaw", traceback.format_exc()


def _limit_memory() -> None:
    """Limit memory where the system supports it: Linux enforces it, others may not."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        own = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (own, own))


def _limit_time(seconds: int) -> None:
    """Limit processor time for the next file; without such limits only the server watches the time."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        end = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (end, most))


if __name__ == "__main__":
    main(int(sys.argv[1]))
