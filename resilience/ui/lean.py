"""What Streamlit copies for each part of a page and gathers for each widget: as much of it as is used.

Both grow with the page and were a quarter of the time in which the server draws a theme of nine cards.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from streamlit.cursor import Cursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.state.safe_session_state import SafeSessionState


def draw_leanly() -> None:
    """Let parts of pages keep where they begin, and widgets look for their own value alone."""
    DeltaGenerator.__deepcopy__ = _same_place  # type: ignore[assignment]
    Cursor.__deepcopy__ = _where_it_points  # type: ignore[attr-defined]
    SafeSessionState.filtered_state = property(Kept)  # type: ignore[assignment]


def _same_place(place: DeltaGenerator, _: Any) -> DeltaGenerator:
    """The same place of a page, from which others are counted on.

    Streamlit copies all places that it is in with it, once for each that is in another. What is asked of
    those is only of which kind they are, which never changes.
    """
    copied = DeltaGenerator(
        place._root_container,
        _where_it_points(place._cursor, None) if place._cursor else None,
        place._parent,
        place._block_type,
    )
    copied._form_data = place._form_data
    copied._creating_fragment_id = place._creating_fragment_id
    return copied


def _where_it_points(cursor: Cursor, _: Any) -> Cursor:
    """A cursor that stays where this one is now."""
    copied = copy(cursor)
    copied._transient_elements = copy(cursor._transient_elements)
    copied._transient_elements._data = dict(cursor._transient_elements._data)
    return copied


class Kept(Mapping[str, Any]):
    """What a session keeps under names, read when it is asked for.

    Streamlit gathers all of it for each widget, which looks for its own value in it.
    """

    _all = SafeSessionState.filtered_state.fget  # type: ignore[attr-defined]

    def __init__(self, session: SafeSessionState) -> None:
        self._session = session

    def __getitem__(self, name: str) -> Any:
        return self._session[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._session.__contains__(name)

    def __iter__(self) -> Iterator[str]:
        return iter(Kept._all(self._session))

    def __len__(self) -> int:
        return len(Kept._all(self._session))
