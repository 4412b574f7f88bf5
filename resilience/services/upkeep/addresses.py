"""Addresses under which other devices can open this server."""

import socket
from urllib.parse import urlsplit

#: hosts of an address that only this computer can open
ONLY_HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0")  # noqa: S104
#: what a server listens on to be reached at every address of its computer
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104


def only_this_machine(address: str) -> bool:
    """Whether only this computer can open the address."""
    return (urlsplit(address).hostname or "") in ONLY_HERE


def in_network(address: str, listens_on: str) -> str:
    """The address of this computer as other devices open it; "" where they cannot reach the server."""
    own = own_address() if listens_on in EVERYWHERE else ""
    port = urlsplit(address).port
    return f"http://{own}{f':{port}' if port else ''}" if own else ""


def for_phones(address: str, listens_on: str) -> str:
    """The address, or that of this computer in its network where phones cannot open `address`."""
    return (only_this_machine(address) and in_network(address, listens_on)) or address


def own_address() -> str:
    """This machine's address in its network, or "". Sends no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        address = str(probe.getsockname()[0])
    return "" if address.startswith("127.") else address
