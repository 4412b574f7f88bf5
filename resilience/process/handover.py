"""A worker's end: the connections that the front hands over come out as if they were accepted here."""

import os
import signal
import socket
from typing import Any

READY = b"r"


class HandedSocket(socket.socket):
    """In place of a listening socket. Says to the front when it is listened to, and ends with it."""

    _ended = False

    def listen(self, _backlog: int = 0, /) -> None:
        """Tell the front that connections are welcome."""
        self.send(READY)

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection with the address of whoever opened it; `BlockingIOError` for none."""
        if self._ended:
            raise BlockingIOError
        sent, handles, _, _ = socket.recv_fds(self, 1, 1)
        if not sent:
            self._end()
            raise BlockingIOError
        connection = socket.socket(fileno=handles[0])
        try:
            return connection, connection.getpeername()
        except OSError as error:
            connection.close()
            raise ConnectionAbortedError from error  # whoever opened it has gone

    def _end(self) -> None:
        """The front is gone: this worker stops as if it had been told to."""
        self._ended = True
        os.kill(os.getpid(), signal.SIGTERM)
