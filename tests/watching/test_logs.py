"""Lines of the log: one for each thing, and nothing of people in it."""

import inspect
import io
import json
import logging
import re
import time
from asyncio import selector_events
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DataError
from streamlit.web.server.starlette import starlette_websocket
from uvicorn.protocols.http import httptools_impl
from uvicorn.protocols.websockets import websockets_sansio_impl

from resilience.errors import CannotRun, InputError
from resilience.watching import begin_log, logged, logs, troubled, unexpected

ANSWER = "Ms. Tanaka says that the pumps fail"


@pytest.fixture
def loggers() -> Iterator[None]:
    """The loggers of this process are afterwards as they were."""
    root = logging.getLogger()
    names = [None, "uvicorn", "uvicorn.access", "resilience", "library"]
    known = [logging.getLogger(name) for name in names]
    before = [(one, one.handlers, one.level, one.propagate) for one in known]
    yield
    for one, handlers, level, propagate in before:
        one.handlers, one.propagate = handlers, propagate
        one.setLevel(level)
    assert root.handlers is before[0][1]


@pytest.fixture
def lines(loggers: None, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is logged, as JSON."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stderr", out)
    begin_log("json", "info")
    return out


def test_a_line_is_an_object_with_time_level_event_and_fields(lines: io.StringIO) -> None:
    logged("request", route="/m", status=200, ms=3)
    said = json.loads(lines.getvalue())
    assert said.pop("time").endswith("+00:00")
    assert said == {
        "level": "info", "event": "request", "logger": "resilience",
        "route": "/m", "status": 200, "ms": 3,
    }  # fmt: skip


def test_less_than_the_level_is_not_logged(lines: io.StringIO) -> None:
    logged("asked often", logging.DEBUG)
    logging.getLogger("library").info("connecting")
    assert lines.getvalue() == ""


def test_of_what_libraries_say_only_the_fixed_words_are_kept(lines: io.StringIO) -> None:
    library = logging.getLogger("library")
    library.warning("%s asked for %s", "192.0.2.7", "/join?code=ABCDEF")
    said = json.loads(lines.getvalue())
    assert said["event"] == "%s asked for %s"
    assert "192.0.2.7" not in lines.getvalue()
    assert "ABCDEF" not in lines.getvalue()


def test_warnings_that_anyone_can_cause_are_a_line_a_minute(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, now = logging.getLogger("library"), [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    for event in logs.FROM_STRANGERS:
        library.warning(event, exc_info=ValueError(ANSWER))
        for _ in range(50):
            library.warning(event, exc_info=ValueError(ANSWER))
        library.warning("Something else.")
    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [one.get("times") for one in said] == [1, None] * len(logs.FROM_STRANGERS)
    assert not any("traceback" in one for one in said)
    now[0] += logs.SELDOM
    library.warning(event)
    assert json.loads(lines.getvalue().splitlines()[-1])["times"] == 51


def test_libraries_still_use_these_words() -> None:
    libraries = (selector_events, httptools_impl, websockets_sansio_impl, starlette_websocket)
    source = "".join(inspect.getsource(one) for one in libraries)
    used = re.sub(r'"\s+"', "", source).replace("'", '"')
    assert [event for event in logs.FROM_STRANGERS if f'"{event}"' not in used] == []


def test_of_an_unexpected_error_the_places_are_kept_and_not_what_it_quotes(
    lines: io.StringIO,
) -> None:
    try:
        try:
            int(ANSWER)
        except ValueError as error:
            raise KeyError(ANSWER) from error
    except KeyError as error:
        unexpected(error, "page", "ab12cd34")
    said = json.loads(lines.getvalue())
    assert (said["level"], said["event"], said["where"]) == ("error", "unexpected error", "page")
    assert said["reference"] == "ab12cd34"
    assert [line for line in said["traceback"] if line.startswith("builtins.")] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]
    assert "test_logs.py" in said["traceback"][0]
    assert ANSWER not in lines.getvalue()


def test_what_the_machine_says_of_itself_is_kept(lines: io.StringIO) -> None:
    troubled(CannotRun("The disk {name} is full.", name="/srv"), "page")
    assert "CannotRun: The disk /srv is full." in lines.getvalue()
    troubled(InputError(ANSWER), "page")
    assert ANSWER not in lines.getvalue()


def test_what_a_database_quotes_is_not_kept(lines: io.StringIO) -> None:
    quoting = CannotRun("The database does not take this: {reason}.", reason=ANSWER)
    quoting.__cause__ = DataError("INSERT", {}, ValueError(ANSWER))
    troubled(quoting, "page")
    assert "CannotRun" in lines.getvalue()
    assert ANSWER not in lines.getvalue()


def test_the_log_for_people_has_the_same_on_a_line(
    loggers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    monkeypatch.setattr("sys.stderr", out)
    begin_log("text", "warning")
    logged("request")
    unexpected(ZeroDivisionError(), "page", "ab12cd34")
    first, *places = out.getvalue().splitlines()
    assert first.split(" ", 1)[1] == (
        "error   unexpected error logger=resilience where=page reference=ab12cd34"
    )
    assert places == ["    builtins.ZeroDivisionError"]
