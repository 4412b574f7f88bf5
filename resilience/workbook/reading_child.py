"""The process that reads what strangers made: asked through its input, it answers on its output.

Run by `reading_process`. It ends when its input does, and where it takes more than it may.
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

#: bytes of memory that reading may take
MEMORY = 512 * MEGABYTE
_LENGTH = struct.Struct("<Q")


def main(seconds: int) -> None:
    """Answer until nobody asks any more; each answer may take so many seconds of the processor."""
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
    """Read one message; raises `EOFError` where there is none any more."""
    (length,) = _LENGTH.unpack(_read(pipe, _LENGTH.size))
    return _read(pipe, length)


def _read(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _channel() -> tuple[IO[bytes], IO[bytes]]:
    """Where questions come from and answers go, which nothing that prints gets into."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def _answer(request: bytes) -> bytes:
    try:
        return pickle.dumps(_found(request), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(("too much", None))


def _found(request: bytes) -> tuple[str, Any]:
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
    """Where the system has such limits: Linux keeps to it, others may not."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        own = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (own, own))


def _limit_time(seconds: int) -> None:
    """For the next file; without such limits the server alone looks at the time."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        end = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (end, most))


if __name__ == "__main__":
    main(int(sys.argv[1]))
