"""The private parts of dependencies: those replaced, classes that are overridden, and details that are used."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import streamlit as st
from streamlit import config
from streamlit.proto.AutoRerun_pb2 import StopAutoRerun
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager

#: seconds for which a file that no open page shows stays available
FILE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Hook:
    """A replaced attribute, the fault of Streamlit that it mends, and the test that shows the fault."""

    attribute: str
    reason: str
    upstream: str
    test: str
    apply: Callable[[], None]


def keep_files_for_a_while(seconds: float = FILE_SECONDS) -> None:
    """Remove files that no page shows once in `seconds`, not after each run of any page."""
    remove, lock, last = MediaFileManager.remove_orphaned_files, threading.Lock(), -seconds

    def remove_seldom(files: MediaFileManager) -> None:
        nonlocal last
        with lock:
            now = time.monotonic()
            if now - last < seconds:
                return
            last = now
        remove(files)

    MediaFileManager.remove_orphaned_files = remove_seldom  # type: ignore[assignment]


def watch_no_files() -> None:
    """Leave files unwatched when a session reconnects, as `server.fileWatcherType = "none"` asks."""
    register = AppSession.register_file_watchers

    def register_if_watched(session: AppSession) -> None:
        if config.get_option("server.fileWatcherType") != "none":
            register(session)

    AppSession.register_file_watchers = register_if_watched  # type: ignore[assignment]


def correct_run_messages() -> None:
    """Take the server's path out of the message that begins a run; send none where nothing of a page is run."""
    create = AppSession._create_new_session_message

    def create_corrected(session: AppSession, *given: Any, **named: Any) -> ForwardMsg:
        message = create(session, *given, **named)
        parts = message.metadata.run.fragment_ids
        if parts and not any(session.has_fragment(part) for part in parts):
            return ForwardMsg(stop_auto_rerun=StopAutoRerun(fragment_ids=parts))
        message.new_session.ClearField("main_script_path")
        return message

    AppSession._create_new_session_message = create_corrected  # type: ignore[assignment]


HOOKS = (
    Hook(
        attribute="AppSession.register_file_watchers",
        reason="A session that reconnects watches files although the settings say none, and looks up the paths of "
        "all modules after its next run: 40 ms each, while a hall comes back after a lost network.",
        upstream="https://github.com/streamlit/streamlit/issues/8738",
        test="tests/ui/test_hooks.py::test_a_session_that_reconnects_watches_no_files",
        apply=watch_no_files,
    ),
    Hook(
        attribute="AppSession._create_new_session_message",
        reason="Every browser gets the path of the app on the server, which names its folders and users. And a "
        "timed part of a page that has just been left runs once more: nothing is drawn, but the browser takes it "
        "for a change of page and empties the new one.",
        upstream="https://github.com/streamlit/streamlit/blob/1.67.0/lib/streamlit/runtime/app_session.py",
        test="tests/ui/test_run_messages.py::test_a_timed_part_of_a_page_that_was_left_empties_no_other_page",
        apply=correct_run_messages,
    ),
    Hook(
        attribute="MediaFileManager.remove_orphaned_files",
        reason="A file that a download button makes belongs to no page until the browser has it. When two runs "
        "of any pages have ended it is removed, and the download fails: within a moment in a full hall.",
        upstream="https://github.com/streamlit/streamlit/pull/12942",
        test="tests/ui/test_hooks.py::test_a_deferred_file_outlives_the_run_of_another_page",
        apply=keep_files_for_a_while,
    ),
)


@dataclass(frozen=True, slots=True)
class Override:
    """A class of another package with methods of ours, why, and what happens when the package changes it.

    `test` is the module that fails then, also in `make canary`.
    """

    theirs: str
    ours: str
    reason: str
    on_change: str
    test: str


OVERRIDES = (
    Override(
        theirs="uvicorn.protocols.http.httptools_impl:HttpToolsProtocol",
        ours="resilience.web.connections.connection:Connection",
        reason="uvicorn limits neither the size of a header block and of unread bodies for all connections "
        "together, nor the time in which a request arrives, nor the connections of one address.",
        on_change="Requests fail, or a limit no longer holds. uvicorn stays below the version that changes it.",
        test="tests/web/connections/test_connection.py",
    ),
    Override(
        theirs="uvicorn.protocols.websockets.websockets_sansio_impl:WebSocketsSansIOProtocol",
        ours="resilience.web.connections.stream:Stream",
        reason="uvicorn counts neither the memory that messages of all pages hold, nor their pace.",
        on_change="Pages do not connect, or a limit no longer holds. uvicorn and websockets stay below the "
        "version that changes it.",
        test="tests/web/connections/test_frames.py",
    ),
    Override(
        theirs="psycopg:Connection",
        ours="resilience.store.database.postgresql:TimeoutConnection",
        reason="A server that hangs, or a network that swallows bytes, is seen by no timeout of server or kernel.",
        on_change="A request waits for a dead server without end, and is not told that the database is away.",
        test="tests/store/test_postgresql.py",
    ),
)


class Reliance(NamedTuple):
    """Undocumented details of a package, the files that use them, and a test module that runs them."""

    details: str
    ours: tuple[str, ...]
    test: str


RELIANCES = (
    Reliance(
        "Streamlit: `data-testid` of its elements",
        (
            "ui/frontend/page/look.css",
            "ui/frontend/page/mended.js",
            "ui/facilitate/set_up/phone.css",
        ),
        "tests/browser/test_accessibility.py",
    ),
    Reliance(
        "Streamlit: `window.__streamlit`, and what its index.html and styles look like",
        ("ui/frontend/shell.py",),
        "tests/ui/test_shell.py",
    ),
    Reliance(
        "Streamlit: `uploaded_file_mgr.get_stats()`, and the logger `error_util`",
        ("server.py",),
        "tests/browser/hall/test_scorecards.py",
    ),
    Reliance("Streamlit: `copy()` of a page", ("ui/shared/menu.py",), "tests/app/test_menu.py"),
    Reliance(
        "Plotly: the copy of a chart in the page, `body > .js-plotly-plot`, that it makes a file of",
        ("ui/frontend/page/picture.js",),
        "tests/browser/results/test_downloads.py",
    ),
    Reliance(
        "uvicorn: `cycle`, `pipeline`, `flow.read_paused`, `scope` that is None",
        ("web/connections/connection.py",),
        "tests/web/connections/test_connection.py",
    ),
    Reliance(
        "uvicorn and websockets: `handshake_initiated`, `queue`, `frames`, `conn`",
        ("web/connections/stream.py",),
        "tests/web/connections/test_frames.py",
    ),
    Reliance(
        "uvicorn and Streamlit: the words of their warnings about what a client sent",
        ("watching/logs.py",),
        "tests/watching/test_logs.py",
    ),
    Reliance(
        "python-pptx: `_p`, `_tbl`, `_tc`, `_element`, the XML of paragraphs, tables, cells, series and axes",
        ("slides/charts.py", "slides/dots.py", "slides/tables.py", "slides/words.py"),
        "tests/slides/test_deck.py",
    ),
)


def apply_hooks() -> None:
    """Replace what `HOOKS` lists."""
    for hook in HOOKS:
        hook.apply()


def use_navigation() -> None:
    """Call `st.navigation` before the first page does: from then on the folder `pages` has no addresses of its own."""
    log = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    log.disabled = True  # it warns of a call outside a page
    st.navigation([lambda: None], position="hidden")
    log.disabled = False
