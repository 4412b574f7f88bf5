"""What Streamlit copies for each part of a page and gathers for each widget: as much of it as is used.

Both grow with the page and were a quarter of the time in which the server draws a theme of nine cards.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, cast

from streamlit.cursor import Cursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.state.safe_session_state import SafeSessionState


def draw_leanly() -> None:
    """Let parts of pages keep where they begin, and widgets look for their own value alone."""
    DeltaGenerator.__deepcopy__ = _stood  # type: ignore[assignment]
    Cursor.__deepcopy__ = _pointed  # type: ignore[attr-defined]
    SafeSessionState.filtered_state = property(Kept)  # type: ignore[assignment]
    _share_menus()


def _share_menus() -> None:
    """Let sessions keep one list of pages for each language, and not each its own."""
    keep, lists = PagesManager.set_pages_and_resolve, list[dict[str, Any]]()

    def keep_shared(manager: PagesManager, pages: dict[str, Any], **named: Any) -> Any:
        if pages not in lists:
            lists.append(pages)
        return keep(manager, lists[lists.index(pages)], **named)

    PagesManager.set_pages_and_resolve = keep_shared  # type: ignore[assignment]


def _pointed(cursor: Any, _: Any) -> "Pointed":
    """Where a cursor points: the same for all parts of a page until it moves."""
    kept: Pointed | None = cursor.__dict__.get("_kept")
    if kept is None or not kept.is_of(cursor):
        kept = cursor._kept = Pointed(cursor)
    return kept


def _stood(place: Any, _: Any) -> "Stood":
    """A place as it is: the same for all parts of a page until something is added there."""
    kept, points = place.__dict__.get("_kept"), deepcopy(place._cursor)
    if kept is None or not kept.is_of(place, points):
        kept = place._kept = Stood(place, points)
    return cast(Stood, kept)


class Pointed:
    """Where a cursor points, of which a copy is a cursor that does."""

    __slots__ = ("_coming", "_index", "_kind", "_parent", "_root", "_turn")

    def __init__(self, cursor: Cursor) -> None:
        self._kind: Any = type(cursor)
        self._root, self._parent = cursor.root_container, cursor.parent_path
        self._index, self._turn = cursor.index, cursor._transient_index
        self._coming = tuple(cursor._transient_elements.items())

    def is_of(self, cursor: Cursor) -> bool:
        """Whether the cursor still points there."""
        coming = tuple(cursor._transient_elements.items())
        now = (cursor.index, cursor._transient_index, coming)
        return now == (self._index, self._turn, self._coming)

    def __deepcopy__(self, _: Any) -> Cursor:
        cursor: Any = self._kind(self._root, self._parent)
        cursor._index, cursor._transient_index = self._index, self._turn
        cursor._transient_elements._data.update(self._coming)
        return cast(Cursor, cursor)


class Stood:
    """A place of a page as it is now, of which a copy is that place.

    Streamlit keeps a whole one for each part of a page, and all places that it is in with it, once for each that is
    in another. What is asked of those is only of which kind they are, which never changes.
    """

    __slots__ = ("_block", "_form", "_kind", "_parent", "_part", "_points", "_root")

    def __init__(self, place: DeltaGenerator, points: Pointed | None) -> None:
        self._kind, self._root, self._parent = type(place), place._root_container, place._parent
        self._block, self._form = place._block_type, place._form_data
        self._part = place._creating_fragment_id
        self._points: Any = points

    def is_of(self, place: DeltaGenerator, points: Pointed | None) -> bool:
        """Whether the place is still so."""
        now = (points, place._form_data, place._creating_fragment_id)
        return now == (self._points, self._form, self._part)

    def __deepcopy__(self, _: Any) -> DeltaGenerator:
        place = self._kind(self._root, deepcopy(self._points), self._parent, self._block)
        place._form_data, place._creating_fragment_id = self._form, self._part
        return place

    def _get_delta_path_str(self) -> str:
        """As Streamlit asks for it, which knows a part of a page by it."""
        return deepcopy(self)._get_delta_path_str()


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
