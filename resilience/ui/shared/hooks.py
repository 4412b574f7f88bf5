"""The private parts of Streamlit that this product replaces, each with its reason."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.pages_manager import PagesManager

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


def use_navigation() -> None:
    """Say that pages come from `st.navigation` before the first page runs."""
    PagesManager.uses_pages_directory = False


def hide_script_path() -> None:
    """Leave the path of the app on the server out of the message that begins each run."""
    create = AppSession._create_new_session_message

    def create_without_path(session: AppSession, *given: Any, **named: Any) -> ForwardMsg:
        message = create(session, *given, **named)
        message.new_session.ClearField("main_script_path")
        return message

    AppSession._create_new_session_message = create_without_path  # type: ignore[assignment]


HOOKS = (
    Hook(
        attribute="AppSession._create_new_session_message",
        reason="Every browser is told the path of the app on the server, which names its folders and users.",
        upstream="https://github.com/streamlit/streamlit/blob/1.67.0/lib/streamlit/runtime/app_session.py",
        test="tests/cli/test_guards.py::test_a_page_tells_its_browser_no_path_of_the_server",
        apply=hide_script_path,
    ),
    Hook(
        attribute="MediaFileManager.remove_orphaned_files",
        reason="A file that a download button makes belongs to no page until the browser has it. When two runs "
        "of any pages have ended it is removed, and the download fails: within a moment in a full hall.",
        upstream="https://github.com/streamlit/streamlit/pull/12942",
        test="tests/ui/test_hooks.py::test_a_deferred_file_outlives_the_run_of_another_page",
        apply=keep_files_for_a_while,
    ),
    Hook(
        attribute="PagesManager.uses_pages_directory",
        reason="Until `st.navigation` has run once, a folder `pages` beside the script makes Streamlit answer a "
        "deep link by its old router, which does not know our addresses.",
        upstream="https://github.com/streamlit/streamlit/pull/10276",
        test="tests/ui/test_hooks.py::test_the_first_deep_link_is_answered_by_navigation",
        apply=use_navigation,
    ),
)


def apply_hooks() -> None:
    """Replace what `HOOKS` lists."""
    for hook in HOOKS:
        hook.apply()
