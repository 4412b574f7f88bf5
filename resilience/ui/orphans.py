"""A file that somebody asked for stays until their browser has it, however busy the hall is.

Streamlit throws away what no page holds at the end of each run of anybody. A file that a button makes is held
by no page: of a few hundred people who click, two had ended a run before the browser that asked could take it.
"""

import threading
import time

from streamlit.runtime.media_file_manager import MediaFileManager

#: seconds that anything stays at least which no page holds
STAYS = 60.0


def keep_files_for_a_while(stays: float = STAYS) -> None:
    """Let files that no page holds go once in `stays` seconds, and not at the end of each run."""
    let_go, lock, last = MediaFileManager.remove_orphaned_files, threading.Lock(), -stays

    def let_go_seldom(files: MediaFileManager) -> None:
        nonlocal last
        with lock:
            now = time.monotonic()
            if now - last < stays:
                return
            last = now
        let_go(files)

    MediaFileManager.remove_orphaned_files = let_go_seldom  # type: ignore[assignment]
