"""What is copied and gathered of a page leanly is what Streamlit copies and gathers."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from streamlit.cursor import Cursor, RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from resilience.ui.lean import Kept, draw_leanly

WHOLE = SafeSessionState.filtered_state.fget  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def lean() -> Iterator[None]:
    """Pages are drawn as the server draws them, in these tests alone."""
    copies, gathered = DeltaGenerator.__deepcopy__, SafeSessionState.filtered_state
    lists = PagesManager.set_pages_and_resolve
    draw_leanly()
    yield
    DeltaGenerator.__deepcopy__ = copies  # type: ignore[method-assign]
    del Cursor.__deepcopy__  # type: ignore[attr-defined]
    PagesManager.set_pages_and_resolve = lists  # type: ignore[method-assign]
    SafeSessionState.filtered_state = gathered  # type: ignore[method-assign]


def place() -> DeltaGenerator:
    """A form in a column of a page."""
    column = DeltaGenerator(RootContainer.MAIN, RunningCursor(0, (3,)), None, "column")
    form = DeltaGenerator(RootContainer.MAIN, RunningCursor(0, (3, 1)), column, "form")
    form._creating_fragment_id = "part"
    return form


def test_what_is_kept_of_a_place_stays_where_it_was() -> None:
    here = place()
    kept = deepcopy((here,))
    assert kept[0]._get_delta_path_str() == str([0, 3, 1, 0])
    assert here._cursor
    for _ in range(2):
        here._cursor.lock_element()
    first, again = deepcopy(kept)[0], deepcopy(kept)[0]
    assert again._cursor
    again._cursor.lock_element()
    at = [one._cursor.delta_path for one in (here, first, again) if one._cursor]
    assert at == [[0, 3, 1, 2], [0, 3, 1, 0], [0, 3, 1, 1]]


def test_parts_of_a_page_share_what_is_kept_of_a_place_until_it_changes() -> None:
    here = place()
    assert here._cursor
    one, same = deepcopy(here), deepcopy(here)
    here._cursor.lock_element()
    moved = deepcopy(here)
    here._creating_fragment_id = "other"
    other = deepcopy(here)
    assert one is same
    assert len({id(kept) for kept in (one, moved, other)}) == 3
    parts = [deepcopy(kept)._creating_fragment_id for kept in (one, moved, other)]
    assert parts == ["part", "part", "other"]


def test_a_place_is_still_known_to_be_in_others() -> None:
    again = deepcopy(deepcopy(place()))
    assert list(again._ancestor_block_types) == ["form", "column"]
    assert (again._root_container, again._creating_fragment_id) == (RootContainer.MAIN, "part")


def test_a_place_that_is_one_element_stays_locked() -> None:
    again = deepcopy(deepcopy(RunningCursor(0, (3,)).lock_element()))
    assert (again.is_locked, again.delta_path) == (True, [0, 3, 0])


def test_what_comes_and_goes_at_a_place_is_kept_apart() -> None:
    cursor = RunningCursor(0)
    cursor.transient_elements[0] = "waits"  # type: ignore[assignment]
    kept = deepcopy({0: cursor})
    del cursor.transient_elements[0]
    assert list(deepcopy(kept)[0].transient_elements) == ["waits"]
    assert list(deepcopy(deepcopy({0: cursor}))[0].transient_elements) == []


def test_sessions_with_the_same_menu_keep_one_list_of_pages() -> None:
    english, again, other = (
        {"a": {"page_name": name, "page_script_hash": "a"}} for name in ("Home", "Home", "首页")
    )
    managers = [PagesManager("app.py") for _ in range(3)]
    for manager, pages in zip(managers, (english, again, other), strict=True):
        manager.set_pages_and_resolve(pages, fallback_page_hash="a")  # type: ignore[arg-type]
    assert managers[1]._pages is managers[0]._pages
    assert [manager.get_pages() for manager in managers] == [english, english, other]


def test_a_session_gives_what_it_keeps_one_by_one_as_it_gives_all() -> None:
    state = SessionState()
    state["theme"], state["nothing"] = "INF", None
    session = SafeSessionState(state, lambda: None)
    kept, whole = session.filtered_state, WHOLE(session)
    assert isinstance(kept, Kept)
    assert dict(kept) == whole == {"theme": "INF", "nothing": None}
    assert (len(kept), kept["theme"], "nothing" in kept, "other" in kept) == (2, "INF", True, False)
