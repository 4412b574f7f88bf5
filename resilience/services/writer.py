"""One writer for many people: what they send at once is committed at once."""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from resilience.store import Session, Store, Unknown, repeatable, went_away

T = TypeVar("T")
#: writes that share one commit at most
MOST = 200


@dataclass(frozen=True, slots=True)
class _Write(Generic[T]):
    person: int
    work: Callable[[Session], T]
    once: bool
    done: "Future[T]" = field(default_factory=Future)


class Writer:
    """Takes writes from any thread and commits them in groups, from a thread of its own.

    SQLite's lock is not fair: of many writers some would wait for seconds. A group whose connection
    was lost before the commit is written again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: SimpleQueue[_Write[Any] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def write(
        self, person: int, work: Callable[[Session], T], *, once: bool = False
    ) -> "Future[T]":
        """Do `work` for a participant, after what was given for the same one before.

        The future is done after the commit. What `work` raises undoes its own writes alone. Work
        that stores nothing a second time says so by `once`: it is done again where nobody knows
        whether its commit was.
        """
        asked = _Write(person, work, once)
        self._waiting.put(asked)
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()
        return asked.done

    @property
    def waiting(self) -> int:
        """How many writes nobody has begun with."""
        return self._waiting.qsize()

    @property
    def well(self) -> bool:
        """Whether what is given will be written: the thread runs, or starts with the first write."""
        return self._thread is None or self._thread.is_alive()

    def close(self) -> None:
        """Finish what waits, and end."""
        with self._starting:
            if self._thread is not None:
                self._waiting.put(None)
                self._thread.join()
                self._thread = None

    def _run(self) -> None:
        while True:
            group = self._next_group()
            writes = [one for one in group if one and one.done.set_running_or_notify_cancel()]
            # by participant: two servers that write for the same people cannot block one another
            self._commit(sorted(writes, key=lambda write: write.person))
            if None in group:
                return

    def _next_group(self) -> list[_Write[Any] | None]:
        group = [self._waiting.get()]
        while len(group) < MOST:
            try:
                group.append(self._waiting.get_nowait())
            except Empty:
                break
        return group

    def _commit(self, writes: Sequence[_Write[Any]]) -> None:
        if not writes:
            return
        try:
            outcomes = self._outcomes(writes)
        except Unknown as error:
            again = [write for write in writes if write.once]
            _tell([(write, error) for write in writes if not write.once])
            if again:
                self._commit(again)
            return
        except BaseException as error:
            outcomes = [error] * len(writes)
        _tell(zip(writes, outcomes, strict=True))

    @repeatable
    def _outcomes(self, writes: Sequence[_Write[Any]]) -> list[Any]:
        with self._store.write() as session:
            return [self._attempt(session, write) for write in writes]

    def _attempt(self, session: Session, write: _Write[T]) -> T | Exception:
        """What the work gives, or what it raised after its own writes were undone."""
        try:
            with session.begin_nested():
                return write.work(session)
        except Exception as error:
            if went_away(error):
                raise  # nothing of the group was kept
            session.expire_all()  # a lock went with the writes: what it held may change from here on
            return self._store.in_words(error)


def _tell(outcomes: Iterable[tuple[_Write[Any], Any]]) -> None:
    for write, outcome in outcomes:
        if isinstance(outcome, BaseException):
            write.done.set_exception(outcome)
        else:
            write.done.set_result(outcome)
