"""The `resilience` command that a power cut ends: before a statement, or before its commit.

`python -m tests.faults.cut NTH WORD COMMAND…` kills itself before the NTH statement that begins with
WORD, where COMMIT is the end of a transaction.
"""

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from resilience.cli import main


def cut_before(nth: int, word: str) -> None:
    """End this process at once, as `kill -9` does, before something happens for the nth time."""
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(_connection: Any, _cursor: Any, said: str, *_: Any) -> None:
        if said.lstrip().startswith(word):
            count()

    if word == "COMMIT":
        event.listen(Engine, "commit", lambda _connection: count())
    else:
        event.listen(Engine, "before_cursor_execute", statement)


if __name__ == "__main__":
    cut_before(int(sys.argv[1]), sys.argv[2])
    sys.argv = ["resilience", *sys.argv[3:]]
    main()
