"""Count open connections, in total and per network."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network

from resilience.services.access.networks import network_of_address, parse_address

Network = IPv4Network | IPv6Network
#: bytes that a connection reads at a time before counting
PIECE = 16_384


def pieces(data: bytes) -> Iterator[bytes]:
    """Received data in pieces of at most `PIECE` bytes."""
    return (data[start : start + PIECE] for start in range(0, len(data), PIECE))


def host_of(client: tuple[str, int] | None) -> str:
    """The address in what ASGI calls the client of a connection, "" where it has none."""
    return client[0] if client else ""


@dataclass
class Places:
    """Counts open or held places, up to `most` in total and `most_of_one` per network.

    Connections from a `trusted` network, a proxy, count only in total: many people are behind it.
    """

    most: int
    most_of_one: int
    trusted: Sequence[Network] = ()
    taken: int = 0
    by_network: Counter[str] = field(default_factory=Counter)

    def take(self, address: str, amount: int = 1) -> bool:
        """Take this many places for an address; False, taking none, if there are too few."""
        network = network_of_address(address)
        of_one = self.by_network[network] + amount
        if self.taken + amount > self.most:
            return False
        if of_one > self.most_of_one and not self.is_trusted(address):
            return False
        self.taken += amount
        self.by_network[network] = of_one
        return True

    def leave(self, address: str, amount: int = 1) -> None:
        """Release places of an address."""
        network = network_of_address(address)
        self.taken -= amount
        self.by_network[network] -= amount
        if not self.by_network[network]:
            del self.by_network[network]

    def is_trusted(self, address: str) -> bool:
        """Whether this is the address of a trusted proxy."""
        known = parse_address(address)
        return known is not None and any(known in network for network in self.trusted)
