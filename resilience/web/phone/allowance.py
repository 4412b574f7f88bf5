"""Rate limit on one participant's answers."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from resilience.text import mark
from resilience.web.connections.pace import Pace
from resilience.web.guard.refusals import TooMany

#: answers and remarks at once, as after hours without a network, and then in a second
BURST, RATE = 1500, 1.0
#: answers after which what is kept of a participant is trimmed
TRIM_EVERY = 200
TOO_FAST = mark(
    "You sent too many answers in a short time. Answers waiting on your device are sent again "
    "automatically; otherwise try again in a minute."
)


@dataclass
class _Allowance:
    pace: Pace
    untrimmed: int = TRIM_EVERY  # nobody knows what came before


class Allowances:
    """The pace of each participant, by the hash of their token; for the event loop's thread only."""

    #: participants who are remembered before those with a full allowance are forgotten
    MANY = 5000

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, _Allowance] = {}
        self._most = self.MANY

    def take(self, known_by: str, amount: int) -> bool:
        """Count answers, and say whether what is kept of the participant is due to be trimmed.

        Raises `TooMany` beyond the pace.
        """
        one = self._known.get(known_by) or self._new(known_by)
        if not one.pace.take(amount):
            raise TooMany(TOO_FAST)
        one.untrimmed += amount
        due = one.untrimmed > TRIM_EVERY
        if due:
            one.untrimmed = 0
        return due

    def forget(self, known_by: str) -> None:
        """Forget who turned out to be no participant."""
        self._known.pop(known_by, None)

    def _new(self, known_by: str) -> _Allowance:
        if len(self._known) >= self._most:
            self._known = {name: one for name, one in self._known.items() if not one.pace.is_full()}
            self._most = max(self.MANY, 2 * len(self._known))
        one = self._known[known_by] = _Allowance(Pace(RATE, BURST, self._clock))
        return one
