"""Values that are computed once per revision of a workshop, of which only the newest revision is kept.

Participants can make revisions, by joining and erasing: a cache by revision would keep what nobody asks for again.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

T = TypeVar("T")
Rest = ParamSpec("Rest")
#: workshops of which values are kept, those that were asked for last
WORKSHOPS = 10


class _Value:
    """A value, or that it is still to be computed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: list[Any] = []

    def get(self, make: Callable[[], Any]) -> Any:
        with self._lock:  # of those who ask at the same moment one computes it
            if not self._made:
                self._made.append(make())
            return self._made[0]


class _Newest:
    """The values of one workshop at the revision that was asked for last, by what computes them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision = -1
        self._values: dict[object, dict[Hashable, _Value]] = defaultdict(dict)

    def value(self, revision: int, made_by: object, asked: Hashable, most: int) -> _Value:
        """The value for what is asked beside the revision; of others the `most` last ones are kept."""
        with self._lock:
            if revision != self._revision:
                self._revision = revision
                self._values.clear()
            values = self._values[made_by]
            found = values[asked] = values.pop(asked) if asked in values else _Value()
            if len(values) > most:
                del values[next(iter(values))]
        return found


@st.cache_resource(max_entries=WORKSHOPS, show_spinner=False)
def _of(workshop_id: int) -> _Newest:  # noqa: ARG001 - the cache's key
    return _Newest()


def per_revision(
    most: int = 1,
) -> Callable[[Callable[Concatenate[int, int, Rest], T]], Callable[Concatenate[int, int, Rest], T]]:
    """Keep what a function of a workshop's id, its revision and more gives; `most` for each workshop."""

    def keeping(
        function: Callable[Concatenate[int, int, Rest], T],
    ) -> Callable[Concatenate[int, int, Rest], T]:
        @wraps(function)
        def kept(workshop_id: int, revision: int, /, *rest: Rest.args, **named: Rest.kwargs) -> T:
            asked = (rest, tuple(sorted(named.items())))
            value = _of(workshop_id).value(revision, function, asked, most)
            made: T = value.get(lambda: function(workshop_id, revision, *rest, **named))
            return made

        return kept

    return keeping
