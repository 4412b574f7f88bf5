"""The commands on the key with which an installation signs what it publishes."""

from typing import Annotated

import typer

from resilience.errors import NotFound
from resilience.settings import load_settings


def new_key(
    name: Annotated[
        str, typer.Option(help="Name under which this installation publishes, such as its city.")
    ],
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Replace the existing key: cities have to trust the new one.",
        ),
    ] = False,
) -> None:
    """Create the key that signs data packages, and print its fingerprint."""
    # imported when used: cryptography takes time that other commands do not have
    from resilience.services.cities.publishing_key import make_key  # noqa: PLC0415

    made = make_key(load_settings().data, name, force=force)
    _say(made.name, made.fingerprint)


def show_key() -> None:
    """Print the name and the fingerprint of the key; never the key itself."""
    from resilience.services.cities.publishing_key import publishing_key  # noqa: PLC0415

    key = publishing_key(load_settings().data)
    if key is None:
        raise NotFound(
            'There is no publishing key yet. Create one: resilience key new --name "City of …"'
        )
    _say(key.name, key.fingerprint)


def _say(name: str, fingerprint: str) -> None:
    print(f"Publisher:    {name}")
    print(f"Fingerprint:  {fingerprint}")
