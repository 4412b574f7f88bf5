"""How often open pages may send a message."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from resilience.services.access.networks import network_of_address


@dataclass
class Pace:
    """Lets a burst pass at once and then so many a second, in the order in which they ask."""

    rate: float
    burst: int
    clock: Callable[[], float] = time.monotonic
    #: when the allowance for all who asked so far is full again
    _full_at: float = field(default=0, init=False)

    def next_in(self) -> float:
        """Count one more; the seconds that it has to wait."""
        now = self.clock()
        self._full_at = max(self._full_at, now) + 1 / self.rate
        return max(0, self._full_at - now - self.burst / self.rate)

    def take(self, amount: int) -> bool:
        """Count so many more, if that is within the burst."""
        now = self.clock()
        full_at = max(self._full_at, now) + amount / self.rate
        if full_at - now > self.burst / self.rate:
            return False
        self._full_at = full_at
        return True

    def is_full(self) -> bool:
        """Whether nobody asked for so long that nothing needs to be remembered."""
        return self._full_at <= self.clock()


class Paces:
    """The pace of each page, and of all pages of one network."""

    #: networks that are remembered before those with a full allowance are forgotten
    MANY = 1000

    def __init__(self, page: Callable[[], Pace], network: Callable[[], Pace]) -> None:
        self.page, self._network = page, network
        self._networks: dict[str, Pace] = {}
        self._most = self.MANY

    def of(self, address: str) -> Pace:
        """The pace of the network of an address."""
        name = network_of_address(address)
        if name not in self._networks:
            self._forget()
            self._networks[name] = self._network()
        return self._networks[name]

    def _forget(self) -> None:
        if len(self._networks) < self._most:
            return
        self._networks = {name: pace for name, pace in self._networks.items() if not pace.is_full()}
        self._most = max(self.MANY, 2 * len(self._networks))
