"""The front: accepts connections, hands them over, and starts a worker anew that went away."""

import asyncio
import logging
import signal
import socket
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from resilience.errors import CannotRun
from resilience.process.handover import HandedSocket
from resilience.process.worker_cookie import seat_of

#: runs a worker until it is stopped, given its number and where its connections come from
Work = Callable[[int, HandedSocket], None]
#: seconds in which whoever opened a connection has to ask for something
FIRST_SECONDS = 20.0
#: most connections whose first request has not arrived yet
MOST_SILENT = 10_000
#: bytes of a request in which its cookies are looked for, and seconds between two looks
MOST_HEAD, LOOK_SECONDS, LOOKS = 16_384, 0.02, 100
#: seconds before a worker is started anew, and that all have to finish in
PAUSE, FINISH_SECONDS = 1.0, 20.0
#: workers that may go away before they ever took a connection
MOST_FAILED = 3


_log = logging.getLogger(__name__)


@dataclass
class _Worker:
    number: int
    process: BaseProcess
    link: socket.socket
    ready: bool = False


def serve_together(work: Work, count: int, listener: socket.socket) -> None:
    """Serve a listening socket by so many processes until this one is stopped.

    Raises `CannotRun` where the system cannot hand connections over, or workers fail to start.
    """
    if not hasattr(socket, "send_fds"):
        raise CannotRun(
            "Several workers on one port need Linux or macOS. Start one server for each port, and "
            "nginx before them, as docs/deploy.md says."
        )
    asyncio.run(_Crew(work, count, listener).run())


class _Crew:
    def __init__(self, work: Work, count: int, listener: socket.socket) -> None:
        self._work, self._count, self._listener = work, count, listener
        self._workers: deque[_Worker] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed = 0
        self._stop, self._some_ready = asyncio.Event(), asyncio.Event()

    async def run(self) -> None:
        """Until a signal says to stop."""
        loop = asyncio.get_running_loop()
        for told in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(told, self._stop.set)
        for number in range(self._count):
            self._start(number)
        self._listener.setblocking(False)
        loop.add_reader(self._listener, self._accept)
        await self._stop.wait()
        loop.remove_reader(self._listener)
        self._listener.close()
        await self._end_workers()
        if self._failed >= MOST_FAILED:
            raise CannotRun("The workers cannot start; what they said stands above.")

    def _start(self, number: int) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        args = (self._work, number, theirs)
        process = get_context("spawn").Process(target=_run, args=args, daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(number, process, ours)
        self._workers.append(worker)
        asyncio.get_running_loop().add_reader(ours, self._heard, worker)

    def _heard(self, worker: _Worker) -> None:
        """A worker says that it is ready, or has gone."""
        try:
            said = worker.link.recv(1)
        except OSError:
            said = b""
        if said:
            worker.ready = True
            self._failed = 0
            self._some_ready.set()
            return
        asyncio.get_running_loop().remove_reader(worker.link)
        worker.link.close()
        self._workers.remove(worker)
        if not any(one.ready for one in self._workers):
            self._some_ready.clear()
        if not self._stop.is_set():
            self._keep(self._replace(worker))

    async def _replace(self, gone: _Worker) -> None:
        self._failed += not gone.ready
        if self._failed >= MOST_FAILED:
            self._stop.set()
            return
        await asyncio.sleep(PAUSE)
        if not self._stop.is_set():
            gone.process.join()
            _log.warning("Worker %d went away and is started anew.", gone.number)
            self._start(gone.number)

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:  # it has gone again, or there are too many: the next one is tried
            return
        if len(self._tasks) >= MOST_SILENT:
            connection.close()
            return
        connection.setblocking(False)
        self._keep(self._hand_over(connection))

    async def _hand_over(self, connection: socket.socket) -> None:
        with connection:
            try:
                head = await asyncio.wait_for(_first_words(connection), FIRST_SECONDS)
                while head and not self._handed(connection, seat_of(head)):
                    await asyncio.sleep(LOOK_SECONDS)
                    await self._some_ready.wait()
            except (OSError, TimeoutError):
                return  # whoever opened it has gone or says nothing

    def _handed(self, connection: socket.socket, seat: int | None) -> bool:
        """Give it to the worker of its cookie, or where that is not there to the next one."""
        ready = [one for one in self._workers if one.ready]
        chosen = next((one for one in ready if one.number == seat), ready[0] if ready else None)
        if chosen is None:
            return False
        if chosen.number != seat:
            self._workers.remove(chosen)
            self._workers.append(chosen)
        try:
            socket.send_fds(chosen.link, [b"c"], [connection.fileno()])
        except OSError:  # it has much to take in, or has just gone
            return False
        return True

    async def _end_workers(self) -> None:
        processes = [worker.process for worker in self._workers]
        for process in processes:
            process.terminate()
        for process in processes:
            await asyncio.to_thread(process.join, FINISH_SECONDS)
            if process.is_alive():
                process.kill()
        for task in self._tasks:
            task.cancel()

    def _keep(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _run(work: Work, number: int, link: socket.socket) -> None:
    work(number, HandedSocket(fileno=link.detach()))


async def _first_words(connection: socket.socket) -> bytes:
    """The head of the first request, which stays to be read; nothing where the connection ended."""
    head = b""
    for _ in range(LOOKS):
        await _readable(connection)
        head = connection.recv(MOST_HEAD, socket.MSG_PEEK)
        if not head or b"\r\n\r\n" in head or len(head) == MOST_HEAD:
            break
        await asyncio.sleep(LOOK_SECONDS)
    return head


async def _readable(connection: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    there = asyncio.Event()
    loop.add_reader(connection, there.set)
    try:
        await there.wait()
    finally:
        loop.remove_reader(connection)
