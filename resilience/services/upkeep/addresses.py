"""Addresses under which other devices can open this server."""

import socket
from urllib.parse import urlsplit

#: hosts of an address that only this computer can open
ONLY_HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0")  # noqa: S104
#: what a server listens on to be reached at every address of its computer
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104


def only_this_machine(address: str) -> bool:
    """Whether an address can be opened only on this computer."""
    return (urlsplit(address).hostname or "") in ONLY_HERE


def in_network(address: str, listens_on: str) -> str:
    """Return this computer's address for other devices; "" if they cannot reach the server."""
    own = own_address() if listens_on in EVERYWHERE else ""
    opened = urlsplit(address)
    port = f":{opened.port}" if opened.port else ""
    return f"{opened.scheme}://{own}{port}" if own else ""


def for_phones(opened: str, public_url: str, listens_on: str) -> str:
    """Return the address for phones, without a final slash: that of the setting `public_url`.

    Without the setting, it is the one at which the server was `opened`. If only this computer can open that, it is
    this computer's address in its network, provided that the server listens there.
    """
    if public_url:
        return public_url.rstrip("/")
    return (only_this_machine(opened) and in_network(opened, listens_on)) or opened


def own_address() -> str:
    """Return this machine's address in its network, or ""; sends no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        address = str(probe.getsockname()[0])
    return "" if address.startswith("127.") else address
