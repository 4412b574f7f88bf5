"""The commands that run the product: serve, demo, doctor."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Annotated

import typer

from resilience.cli.frameworks import find_framework
from resilience.cli.ports import check_port, open_hall, say_hall
from resilience.errors import Faults
from resilience.framework import installed
from resilience.process.hall import HallServer
from resilience.services.accounts.host_links import DAYS_GOOD, first_host_link, host_link_until
from resilience.services.accounts.password_links import first_admin_link
from resilience.services.counting.kept_facts import keep_missing
from resilience.services.counting.recount import recount_old
from resilience.services.demo.city import load_demo
from resilience.services.frameworks.frameworks import renew_translations
from resilience.services.upkeep.addresses import EVERYWHERE, own_address
from resilience.services.upkeep.doctor import examine
from resilience.services.upkeep.finding import Finding
from resilience.services.upkeep.open_files import raise_open_files
from resilience.settings import Settings, load_settings
from resilience.store import Store, configured, migrate


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "0.0.0.0",  # noqa: S104
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8501,
    database: Annotated[
        str, typer.Option(help="Database to use instead of the one in the settings.")
    ] = "",
    demo: Annotated[
        bool, typer.Option("--demo", help="Load the invented demo city first.")
    ] = False,
    hall_certificate: Annotated[
        bool,
        typer.Option(
            help="Also serve HTTPS, with its own certificate, for a hall without internet.",
        ),
    ] = False,
    https_port: Annotated[
        int, typer.Option(help="Port for HTTPS with --hall-certificate.", min=1, max=65535)
    ] = 8443,
) -> None:
    """Start the server; print its address, and the facilitator link at the first start."""
    if database:
        os.environ["RESILIENCE_DATABASE_URL"] = database
    settings = load_settings()
    _ = settings.key  # a refused secret stops here, before anything is done
    check_port(host, port)
    hall = open_hall(settings, host, https_port) if hall_certificate else None
    raise_open_files()
    with open_store(settings) as store:
        if demo:
            load_demo(store, find_framework("urban-resilience"))
        base = say_addresses(settings, host, port)
        if hall:
            say_hall(hall, base, host)
        say_host_link(settings, store, base)
        say_first_admin(settings, store, base)
        _serve(settings, store, host, port, hall)


def _serve(settings: Settings, store: Store, host: str, port: int, hall: HallServer | None) -> None:
    # imported here: Streamlit takes half a second, which no other command needs
    gc.disable()
    from resilience.server import run  # noqa: PLC0415

    gc.enable()
    gc.freeze()  # all that is here stays: no later search for what may go looks through it again
    run(settings, store, host=host, port=port, hall=hall)


def write_demo() -> None:
    """Write the invented demo city into the database; print a join code per line, newest first."""
    with open_store(load_settings()) as store:
        for code in load_demo(store, find_framework("urban-resilience")):
            print(code)


def doctor() -> None:
    """Check this installation and say how to fix problems."""
    # imported when used: the other commands need not wait for what asks a provider
    from resilience.web.sign_in.provider import provider_found  # noqa: PLC0415

    settings = load_settings()
    say_findings([*examine(settings), provider_found(settings)])


def say_findings(findings: Sequence[Finding]) -> None:
    """Print what was looked at, a line each, and what to do about it; exit with 1 for anything wrong."""
    for finding in findings:
        print(f"{'ok  ' if finding.well else 'FIX '} {finding.what}: {finding.found}")
        if not finding.well:
            print(f"     {finding.mend}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """The configured database with this version's schema and translations, closed at the end."""
    store = configured(settings)
    try:
        migrate(store)
        say_recounted(recount_old(store))
        keep_missing(store)
        with suppress(Faults):  # the Frameworks page and `doctor` name them
            renew_translations(store, installed(settings.frameworks))
        yield store
    finally:
        store.engine.dispose()


def say_recounted(workshops: int) -> None:
    """Print in how many workshops figures that an earlier version showed are now hidden."""
    if workshops:
        print(
            f"Small groups are protected better in this version. Workshops in which some figures are "
            f"hidden now: {workshops}. Their History page says so; agreed levels stay."
        )


def say_addresses(settings: Settings, host: str, port: int) -> str:
    """Print the addresses of the server; return the base address of links."""
    everywhere = host in EVERYWHERE
    name = "localhost" if everywhere else f"[{host}]" if ":" in host else host
    local = f"http://{name}:{port}"
    print(f"Urban resilience dashboard on {local}")
    if settings.public_url:
        print(f"For everybody:               {settings.public_url.rstrip('/')}")
    elif everywhere and (address := own_address()):
        print(f"For phones in this network:  http://{address}:{port}")
    return settings.public_url.rstrip("/") or local


def say_host_link(settings: Settings, store: Store, base: str) -> None:
    """Print the facilitator link at the first start; later its last day and how to replace it."""
    if not settings.facilitator_link:
        return
    if token := first_host_link(store, settings.key):
        print(f"Facilitator link (keep it):  {base}/open/{token}")
        print(
            f"                             It is printed this once, and works for {DAYS_GOOD} days."
        )
    elif until := host_link_until(store):
        print(
            f"Facilitator link:            printed before, works until {until:%Y-%m-%d}. A new one in"
        )
        print("                             its place: resilience link new", flush=True)
    else:
        print("Facilitator link:            none works. A new one: resilience link new", flush=True)


def say_first_admin(settings: Settings, store: Store, base: str) -> None:
    """Print the link that makes the first admin, while there is none; it works once."""
    if token := first_admin_link(store, settings.key):
        print(f"First admin (works once):    {base}/account/{token}", flush=True)
