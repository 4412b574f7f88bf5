"""The commands on the facilitator link: shown once, replaced and ended without a new secret."""

import sys
from typing import Annotated

import typer

from resilience.cli.accounts import SERVER, say_link
from resilience.cli.serving import open_store
from resilience.services.accounts.host_links import (
    DAYS_GOOD,
    MOST_DAYS,
    end_host_link,
    host_link_until,
    replace_host_link,
)
from resilience.settings import load_settings

OFF = "RESILIENCE_FACILITATOR_LINK is off, so no facilitator link lets anybody in."


def new_link(
    days: Annotated[
        int, typer.Option(help="Days until it expires.", min=1, max=MOST_DAYS)
    ] = DAYS_GOOD,
) -> None:
    """Create a facilitator link and print it once; the previous one stops working."""
    settings = load_settings()
    with open_store(settings) as store:
        say_link(settings, "open", replace_host_link(store, settings.key, SERVER, days))
    if not settings.facilitator_link:
        print(OFF, file=sys.stderr)


def end_link() -> None:
    """End the facilitator link; links of workshops and accounts keep working."""
    with open_store(load_settings()) as store:
        end_host_link(store, SERVER)
    print("The facilitator link no longer works. Create a new one: resilience link new")


def show_link() -> None:
    """Print when the facilitator link expires; never the link itself."""
    settings = load_settings()
    with open_store(settings) as store:
        until = host_link_until(store)
    if not settings.facilitator_link:
        print(OFF)
    elif until is None:
        print("There is no working facilitator link. Create one: resilience link new")
    else:
        print(f"The facilitator link works until {until:%Y-%m-%d}. Replace it: resilience link new")
