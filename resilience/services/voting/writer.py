"""One writer for many people: what they send at once is committed at once."""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from resilience.store import CommitUnknown, Session, Store, repeatable, went_away

T = TypeVar("T")
Item = TypeVar("Item")
#: writes many things at once; gives in their order what came of each, or why it was refused
Work = Callable[[Session, Sequence[Item]], Sequence[T | Exception]]
#: writes that share one commit at most
MOST = 200
#: writes that came together, from which on the writer waits for more before the next commit, and for so many
#: seconds: most of a commit is the same for one write as for ten
MANY, WAITS = 6, 0.006


@dataclass(frozen=True, slots=True)
class _Write(Generic[T]):
    work: Work[Any, T]
    item: Any
    done: "asyncio.Future[T]"


class Writer:
    """Takes writes from event loops and commits them in groups, from its own thread.

    SQLite's lock is not fair: with many writers, some would wait for seconds. A group whose connection was lost
    before or during the commit is written again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: SimpleQueue[_Write[Any] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    async def write_together(self, work: Work[Item, T], item: Item) -> T:
        """Run `work` once for this item and all others waiting for the same work; return its result after the commit.

        Raises an error that `work` returns for the item. If `work` itself fails, it is run for each item alone.
        Nothing is stored twice: `work` is repeated only if the outcome of its commit is unknown.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(_Write(work, item, done))
        return await done

    @property
    def waiting(self) -> int:
        """The number of writes not yet begun."""
        return self._waiting.qsize()

    @property
    def well(self) -> bool:
        """Whether writes will be processed: the thread runs, or starts with the first write."""
        return self._thread is None or self._thread.is_alive()

    def close(self) -> None:
        """Finish the waiting writes and stop the thread."""
        with self._starting:
            if self._thread is not None:
                self._waiting.put(None)
                self._thread.join()
                self._thread = None

    def _put(self, asked: _Write[Any]) -> None:
        self._waiting.put(asked)
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        group: list[_Write[Any] | None] = []
        while True:
            group = self._next_group(WAITS if len(group) >= MANY else 0.0)
            self._commit([one for one in group if one and not one.done.cancelled()])
            if None in group:
                return

    def _next_group(self, waits: float) -> list[_Write[Any] | None]:
        group = [self._waiting.get()]
        if waits:
            time.sleep(waits)
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
            try:
                outcomes = self._outcomes(writes)
            except CommitUnknown:  # nothing is stored a second time
                outcomes = self._outcomes(writes)
        except BaseException as error:
            outcomes = [(write, error) for write in writes]
        _tell(outcomes)

    @repeatable
    def _outcomes(self, writes: Sequence[_Write[Any]]) -> list[tuple[_Write[Any], Any]]:
        with self._store.write() as session:
            runs = groupby(writes, key=lambda write: write.work)
            return [told for _, run in runs for told in self._attempt(session, list(run))]

    def _attempt(
        self, session: Session, run: Sequence[_Write[Any]]
    ) -> list[tuple[_Write[Any], Any]]:
        """What the work gives for each, or what it raised after its own writes were undone."""
        try:
            with session.begin_nested():
                outcomes = run[0].work(session, [write.item for write in run])
                return list(zip(run, outcomes, strict=True))
        except Exception as error:
            if went_away(error):
                raise  # nothing of the group was kept
            session.expire_all()  # a lock went with the writes: what it held may change from here on
            if len(run) == 1:
                return [(run[0], self._store.in_words(error))]
        return [told for write in run for told in self._attempt(session, [write])]


def _tell(outcomes: Iterable[tuple[_Write[Any], Any]]) -> None:
    """Resolve each future; wake every event loop once for all of its own."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[Any, Any]]] = defaultdict(list)
    for write, outcome in outcomes:
        loops[write.done.get_loop()].append((write.done, outcome))
    for loop, told in loops.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, told)


def _settle(told: Iterable[tuple[Any, Any]]) -> None:
    for done, outcome in told:
        if done.cancelled():
            continue
        if isinstance(outcome, BaseException):
            done.set_exception(outcome)
        else:
            done.set_result(outcome)
