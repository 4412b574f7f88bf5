"""A PostgreSQL that can be killed and frozen, and a network before it that can be cut."""

import os
import select
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from tests.live import wait_for


@dataclass(frozen=True)
class Database:
    """A PostgreSQL of a test of its own."""

    server: Any

    @property
    def url(self) -> str:
        """Its address, by a socket of this machine."""
        return str(self.server.get_uri())

    @property
    def socket(self) -> str:
        """The file of that socket."""
        return f"{make_url(self.url).query['host']}/.s.PGSQL.5432"

    def kill(self) -> None:
        """End all its processes at once, as a machine that loses power does."""
        first = self.server.get_pid()
        self._signal(signal.SIGKILL)
        wait_for(lambda: not runs(first), "the end of PostgreSQL")
        # where nobody buries the dead, PostgreSQL would take the old one for alive
        (self.server.pgdata / "postmaster.pid").unlink(missing_ok=True)

    def start(self) -> None:
        """Start it again; it recovers what was committed."""
        self.server.ensure_postgres_running()

    def freeze(self) -> None:
        """It takes bytes and says nothing, as a machine that hangs does."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        """Send a signal to the first process and to those that it began."""
        first = self.server.get_pid()
        begun = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for process in (first, *map(int, begun)):
            with suppress(ProcessLookupError):
                os.kill(process, number)


def runs(process: int) -> bool:
    """Whether a process is there and not only waits to be buried."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


@dataclass
class Wire:
    """Passes bytes between a port of this machine and a database, until it is cut or swallows them."""

    target: str
    listener: socket.socket = field(
        default_factory=lambda: socket.create_server(("127.0.0.1", 0), backlog=100)
    )
    cut: bool = False
    swallows: bool = False
    _ends: list[socket.socket] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def url(self, database: Database) -> str:
        """The address of the database by this wire."""
        url = make_url(database.url).set(host="127.0.0.1", port=self.port, query={})
        return url.render_as_string(hide_password=False)

    def start(self) -> "Wire":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def cut_off(self) -> None:
        """End all connections, and refuse new ones."""
        self.cut = True
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Pass bytes again; what was swallowed stays lost."""
        self.cut = self.swallows = False

    def close(self) -> None:
        self.cut_off()
        self.listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near = self.listener.accept()[0]
                threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        far = socket.socket(socket.AF_UNIX)
        with near, far, suppress(OSError):
            if self.cut:
                return
            far.connect(self.target)
            self._ends += [near, far]
            dead = False  # a connection that lost bytes never speaks again
            while True:
                for end in select.select([near, far], [], [], 1)[0]:
                    bytes_ = end.recv(65536)
                    if not bytes_:
                        return
                    dead = dead or self.swallows
                    if not dead:
                        (far if end is near else near).sendall(bytes_)


def running(folder: Path, start: Any) -> Iterator[Database]:
    """A database in a folder, started by `start`, and taken away at the end."""
    server = start(folder, cleanup_mode="delete")
    yield Database(server)
    server.ensure_postgres_running()
    server.cleanup()
