"""Values that are computed once for everyone who asks, of the newest revision of a workshop.

Participants can make revisions, by joining and erasing: a cache by revision would keep old ones for ever.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from math import inf
from typing import Any, TypeVar

T = TypeVar("T")
#: workshops of which values are kept, those that were asked for last
WORKSHOPS = 30


class _Value:
    """A value, or that it is still to be computed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: Any = None
        self._ends = -inf

    def get(self, compute: Callable[[], Any], seconds: float) -> Any:
        with self._lock:  # of those who ask at the same moment one computes it
            if time.monotonic() >= self._ends:
                self._made = compute()
                self._ends = time.monotonic() + seconds
            return self._made


@dataclass(slots=True)
class _Newest:
    """The values of one workshop at its newest revision, by name and variant."""

    revision: int
    values: dict[Hashable, dict[Hashable, _Value]] = field(
        default_factory=lambda: defaultdict(dict)
    )


class SharedValues:
    """Values by workshop, with a lock for each value: computing one never delays callers who ask for another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workshops: dict[int, _Newest] = {}

    def get(
        self,
        at: tuple[int, int],
        name: Hashable,
        compute: Callable[[], T],
        variant: Hashable = (),
        most: int = 1,
        seconds: float = inf,
    ) -> T:
        """The value `at` a workshop's id and revision; of its variants the `most` last ones are kept, for `seconds`.

        An error is raised and not kept: the next caller tries again. At a revision older than the one kept, the value
        is computed for this caller alone. Callers are admitted to the workshop before they ask.
        """
        value: T = self._value(*at, name, variant, most).get(compute, seconds)
        return value

    def _value(
        self, workshop_id: int, revision: int, name: Hashable, variant: Hashable, most: int
    ) -> _Value:
        with self._lock:
            newest = self._workshops.pop(workshop_id, None)
            if newest is None or newest.revision < revision:
                newest = _Newest(revision)
            self._workshops[workshop_id] = newest
            if len(self._workshops) > WORKSHOPS:
                del self._workshops[next(iter(self._workshops))]
            if revision < newest.revision:
                return _Value()
            values = newest.values[name]
            found = values[variant] = values.pop(variant) if variant in values else _Value()
            if len(values) > most:
                del values[next(iter(values))]
        return found
