"""The log: a line for each thing, as text or JSON, without tokens, codes, words or names of people.

Of what libraries say only the fixed words are kept, since what they fill in may be an address, a query
or an answer. Of an exception the places in the code are kept, not its message, which may quote a row; the message of
`PLAIN` errors alone is kept. Warnings that anyone can cause are written once a minute.
"""

import json
import logging
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from resilience.errors import CannotRun, ResilienceError
from resilience.watching.measures import MEASURES

LOG = logging.getLogger("resilience")
#: attribute of a record of our own: what it says beside the event
FIELDS = "resilience_fields"
#: errors whose message names files, ports and the database, and nothing that people gave
PLAIN = (CannotRun, OSError)
#: but for this cause: the database then quotes what it was given
QUOTING = "DataError"
#: warnings of libraries about what anyone may send, or not read
FROM_STRANGERS = {
    "Invalid HTTP request received.",
    "Unsupported upgrade request.",
    "Invalid UTF-8 sequence received from client.",
    "socket.send() raised exception.",
    "Error deserializing back message",
    "Client tried to disconnect websocket when not in development mode or e2e testing.",
    "Client tried to shut down runtime when not in development mode or e2e testing.",
}
#: seconds between two lines of one such warning
SELDOM = 60.0


def begin_log(form: str, level: str) -> None:
    """Send everything that is logged in this process to standard error, in one form.

    Of libraries warnings and errors are kept. Handlers that they brought are taken away: they would
    write beside it.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Words())
    handler.addFilter(_Seldom())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in list(root.manager.loggerDict):
        _hand_over(logging.getLogger(name))
    logging.setLoggerClass(_Later)
    LOG.setLevel(level.upper())
    logging.getLogger("uvicorn.access").propagate = False  # a request has a line of ours


class _Seldom(logging.Filter):
    """Keeps one line a minute of each warning `FROM_STRANGERS`: how often it came, and no traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._due = dict.fromkeys(FROM_STRANGERS, 0.0)
        self._times: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write a record."""
        event = str(record.msg)
        if event not in FROM_STRANGERS:
            return True
        self._times[event] += 1
        now = time.monotonic()
        if now < self._due[event]:
            return False
        self._due[event] = now + SELDOM
        record.exc_info = None
        setattr(record, FIELDS, {"times": self._times.pop(event)})
        return True


class _Later(logging.Logger):
    """A logger made after the log began: those of Streamlit write to the one log, and to nothing else."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, (name == "propagate" and _of_streamlit(self)) or value)

    def addHandler(self, hdlr: logging.Handler) -> None:  # noqa: N802 - the name of logging
        """Add a handler, unless it would write beside the one log."""
        if not _of_streamlit(self):
            super().addHandler(hdlr)

    def setLevel(self, level: int | str) -> None:  # noqa: N802 - the name of logging
        """Set the least that is logged; for Streamlit that of the log."""
        super().setLevel(logging.NOTSET if _of_streamlit(self) else level)


def _of_streamlit(logger: logging.Logger) -> bool:
    return logger.name.partition(".")[0] == "streamlit"


def _hand_over(logger: logging.Logger) -> None:
    """Let a logger write to the one log, and to nothing else."""
    logger.handlers = []
    logger.propagate = True
    logger.setLevel(logging.NOTSET)


def logged(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Log that something happened; the fields are of the server, never of a person."""
    LOG.log(level, event, extra={FIELDS: fields})


def reference() -> str:
    """A short mark under which a request or a failure is found in the log."""
    return f"{random.getrandbits(32):08x}"


def unexpected(error: BaseException, where: str, mark: str) -> None:
    """Log an error that nobody expected, under a mark that the person is shown."""
    MEASURES.errors.labels(where).inc()
    fields = {"where": where, "reference": mark}
    LOG.error("unexpected error", exc_info=error, extra={FIELDS: fields})


def troubled(error: ResilienceError, where: str) -> None:
    """Log that the surroundings failed, such as the database; what a person did wrong is no trouble."""
    if isinstance(error, CannotRun):
        MEASURES.errors.labels(where).inc()
        LOG.error("trouble", exc_info=error, extra={FIELDS: {"where": where}})


def _record_fields(record: logging.LogRecord) -> dict[str, Any]:
    """What a record says, in the order in which it is written."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    said: dict[str, Any] = {
        "time": at,
        "level": record.levelname.lower(),
        "event": str(record.msg),
        "logger": record.name,
    }
    said |= getattr(record, FIELDS, {})
    if record.exc_info and record.exc_info[1]:
        said["traceback"] = list(_places(record.exc_info[1]))
    return said


def _places(error: BaseException) -> Iterator[str]:
    """The kinds of an error and of its causes, each with the lines of code it came through."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _places(cause)
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} {frame.name}"
    plain = isinstance(error, PLAIN) and type(error.__cause__).__name__ != QUOTING
    message = f": {error}" if plain else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{message}"


class _Json(logging.Formatter):
    """A JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_record_fields(record), ensure_ascii=False, default=str)


class _Words(logging.Formatter):
    """A line for people; a traceback is indented below it."""

    def format(self, record: logging.LogRecord) -> str:
        said = _record_fields(record)
        places = said.pop("traceback", [])
        first = f"{said.pop('time')} {said.pop('level'):<7} {said.pop('event')}"
        rest = " ".join(f"{name}={value}" for name, value in said.items())
        return "\n".join([f"{first} {rest}", *(f"    {place}" for place in places)])
