"""The network page, one city's place and the page Peers with many cities: prints figures, asserts nothing.

Run as `python -m benchmarks.networks --cities 10000 --database URL` in the folder of the project, with the
address of an empty SQLite file or PostgreSQL database, or `postgresql` for a server that is made and
removed; without one a SQLite file is. All cities are invented and named so (`benchmarks.network_rows`). A
database that was filled before is used again, however many cities it has. The aims are 150 ms of the
server's processor time and 1.5 s in the browser for a view of the network of 10 000 cities.

Processor times of a service are medians of several calls. Of a page they are those of the server process,
told by the system in hundredths of a second, for a view loaded whole in a browser that was there before:
cold is the first view after a city has published, warm one after that. Bytes are all that the page took
from the server, its socket included, but for files that do not change.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from benchmarks.databases import postgresql
from benchmarks.hall import worked
from benchmarks.network_rows import invent_network
from benchmarks.results_pages import READY, opened
from benchmarks.scorecards import URBAN
from resilience.framework import Framework, load_framework
from resilience.services.access.links import links_of, make_links
from resilience.services.cities.candidates import peers_beside
from resilience.services.cities.choice import choice_of
from resilience.services.cities.coordinators import invite_coordinator
from resilience.services.cities.network import members, networks
from resilience.services.cities.network_rank import network_rank_of
from resilience.services.cities.peers import peer_marks
from resilience.services.cities.publications import show_to_network, take_from_network
from resilience.services.counting.network_places import keep_places
from resilience.services.results.results import read_result
from resilience.store import Store, migrate
from resilience.store.cities.network import anybody_published
from resilience.store.cities.network_places import shown_cities
from resilience.store.tables import Workshop
from tests.live import PATIENCE, Server, free_port, launched
from tests.services.held import HOST

TIMES, COLD, WARM = 5, 3, 5
AIM_SERVER, AIM_BROWSER = 150, 1500


def timed(what: str, call: Callable[[], Any], times: int = TIMES) -> Any:
    """Print the median of the processor time and of the time that calls take; gives the last result."""
    worked_for, took, found = [], [], None
    for _ in range(times):
        start, began = time.process_time(), time.perf_counter()
        found = call()
        worked_for.append(time.process_time() - start)
        took.append(time.perf_counter() - began)
    work, wait = 1000 * statistics.median(worked_for), 1000 * statistics.median(took)
    print(f"  {what:58}{work:9.1f} ms of processor{wait:10.1f} ms", flush=True)
    return found


def filled(store: Store, framework: Framework, cities: int, patterns: int) -> None:
    """Write the cities, where none are there, and make their places."""
    with store.read() as session:
        there = anybody_published(session)
    if not there:
        timed(
            f"{cities} cities with three years written",
            lambda: invent_network(store, framework, cities, patterns),
            1,
        )
    made = timed("places made that were missing (the first start)", lambda: keep_places(store), 1)
    print(f"    {made} places")


def services(store: Store, framework: Framework, towns: list[tuple[int, str]]) -> None:
    """Print what the services of both pages take, none of them with a cache."""
    known = {(framework.id, framework.version): framework}
    timed("whether anything changed (each view)", lambda: peer_marks(store))
    (found,) = timed(
        "all cities counted (after each change)",
        lambda: networks(store, known, invented=False),
    )
    name = iter(f"{name}, Invented" for _, name in towns * TIMES)
    place = timed(
        "the place of one city (once for each after a change)",
        lambda: network_rank_of(store, found, found.usual_basis, next(name)),
    )
    print(f"    the last one: {place.range}")
    timed("a page of the list, from the middle", lambda: members(store, found, "", 200, 40))
    timed("a part of a name looked for", lambda: members(store, found, "city 0012", 0, 20))
    workshop_id, _ = towns[0]
    result = read_result(store, workshop_id)
    kept = timed("peers to choose from (page Peers)", lambda: peers_beside(store, result), 3)
    timed("and set beside the city", lambda: choice_of(result, kept), 3)
    print(f"    {len(kept)} of {found.cities} cities are read")


def pages(store: Store, server: Server, page: Page, towns: list[tuple[int, str]]) -> None:
    """Print what a view of each page takes, cold and warm."""
    key = (server.folder / "secret").read_bytes().strip()
    workshop_id, name = towns[0]
    with store.write() as session:
        workshop = session.get_one(Workshop, workshop_id)
        make_links(session, key, workshop)
    with store.read() as session:
        other = session.get_one(Workshop, towns[-1][0])
    official = next(
        one.token for one in links_of(store, key, HOST, workshop.code) if one.role == "official"
    )
    coordinator = invite_coordinator(store, key, HOST, "Benchmark (invented)")
    page.goto(f"{server.url}/open/{coordinator}")
    city = quote(f"{name}, Invented")
    for what, token, address in (
        ("network, no city", coordinator, "network"),
        ("network, the place of a city", coordinator, f"network?city={city}"),
        ("peers, one city's official", official, f"peers?workshop={workshop.code}"),
    ):
        page.goto(f"{server.url}/open/{token}")
        opened(page, f"{server.url}/{address}")

        def publish() -> None:
            take_from_network(store, HOST, other.code)
            show_to_network(store, HOST, other.code)

        for how, times, before in (("cold", COLD, publish), ("warm", WARM, lambda: None)):
            took, work, size = view(server, page, f"{server.url}/{address}", times, before)
            over = " OVER" if took > AIM_BROWSER or work > AIM_SERVER else ""
            print(
                f"  {what:34}{how:6}{took:8.0f} ms in the browser{work:7.0f} ms of the server's "
                f"processor{size / 1000:8.0f} kB{over}",
                flush=True,
            )


def view(
    server: Server, page: Page, address: str, times: int, before: Callable[[], None]
) -> tuple[float, float, float]:
    """Milliseconds in the browser, of the server's processor, and bytes of a view, medians."""
    wire, sizes = page.context.new_cdp_session(page), Counter[str]()
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda e: sizes.update(all=int(e["encodedDataLength"])))
    wire.on(
        "Network.webSocketFrameReceived",
        lambda e: sizes.update(all=len(e["response"]["payloadData"]) * 3 // 4),
    )
    found = []
    for _ in range(times):
        before()
        sizes.clear()
        start = worked(server)
        took = opened(page, address)
        found.append((took, 1000 * (worked(server) - start), sizes["all"]))
    wire.detach()
    return tuple(map(statistics.median, zip(*found, strict=True)))


@contextmanager
def given(url: str) -> Iterator[tuple[str, Path]]:
    """The address of the database, and a folder for the server."""
    with tempfile.TemporaryDirectory() as folder:
        if url == "postgresql":
            with postgresql(Path(folder)) as made:
                yield made, Path(folder)
        else:
            yield url or f"sqlite:///{Path(folder) / 'network.db'}", Path(folder)


def main() -> None:
    """Print all figures."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--cities", type=int, default=1000, help="10 to 10000")
    asked.add_argument(
        "--database", default="", help="address of an empty or filled database, or `postgresql`"
    )
    asked.add_argument("--patterns", type=int, default=150, help="workshops that are copied")
    options = asked.parse_args()
    named = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "sqlalchemy", "numpy"))
    print(f"Python {platform.python_version()}, {named}, {sys.platform}")
    print(f"{os.cpu_count()} processors, at work before this began: {os.getloadavg()[0]:.1f}")
    framework = load_framework(URBAN)
    with given(options.database) as (url, folder):
        store = Store(url)
        migrate(store)
        print(f"{store.engine.dialect.name}, medians of {TIMES}:")
        filled(store, framework, options.cities, options.patterns)
        with store.read() as session:
            shown = shown_cities(
                session, framework.id, invented=False, part="", first=0, most=TIMES * 2
            )
        towns = [(one.workshop_id, one.city) for one in shown]
        services(store, framework, towns)
        print(f"Pages, medians of {COLD} cold and {WARM} warm views:")
        server = Server(folder, free_port(), {"RESILIENCE_DATABASE_URL": url}).start()
        try:
            with sync_playwright() as here, launched(here) as browser:
                # the page may evaluate nothing, which is how the browser is asked whether it is ready
                size = {"width": 1280, "height": 900}
                page = browser.new_context(viewport=size, bypass_csp=True).new_page()  # type: ignore[arg-type]
                page.set_default_timeout(PATIENCE)
                page.add_init_script(READY)
                pages(store, server, page, towns)
        finally:
            server.stop()
        store.engine.dispose()


if __name__ == "__main__":
    main()
