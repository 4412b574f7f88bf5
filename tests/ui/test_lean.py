"""What is copied and gathered of a page leanly is what Streamlit copies and gathers."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from streamlit.cursor import Cursor, RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from resilience.ui.lean import Kept, draw_leanly

WHOLE = SafeSessionState.filtered_state.fget  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def lean() -> Iterator[None]:
    """Pages are drawn as the server draws them, in these tests alone."""
    copies, gathered = DeltaGenerator.__deepcopy__, SafeSessionState.filtered_state
    draw_leanly()
    yield
    DeltaGenerator.__deepcopy__ = copies  # type: ignore[method-assign]
    del Cursor.__deepcopy__  # type: ignore[attr-defined]
    SafeSessionState.filtered_state = gathered  # type: ignore[method-assign]


def place() -> DeltaGenerator:
    """A form in a column of a page."""
    column = DeltaGenerator(RootContainer.MAIN, RunningCursor(0, (3,)), None, "column")
    form = DeltaGenerator(RootContainer.MAIN, RunningCursor(0, (3, 1)), column, "form")
    form._creating_fragment_id = "part"
    return form


def test_what_is_kept_of_a_place_stays_where_it_was() -> None:
    here = place()
    kept = deepcopy((here,))[0]
    assert here._cursor
    for _ in range(2):
        here._cursor.lock_element()
    again = deepcopy(kept)
    assert again._cursor
    again._cursor.lock_element()
    at = [one._cursor.delta_path for one in (here, kept, again) if one._cursor]
    assert at == [[0, 3, 1, 2], [0, 3, 1, 0], [0, 3, 1, 1]]


def test_a_place_is_still_known_to_be_in_others() -> None:
    kept = deepcopy(place())
    assert list(kept._ancestor_block_types) == ["form", "column"]
    assert (kept._root_container, kept._creating_fragment_id) == (RootContainer.MAIN, "part")


def test_what_comes_and_goes_at_a_place_is_kept_apart() -> None:
    cursor = RunningCursor(0)
    cursor.transient_elements[0] = "waits"  # type: ignore[assignment]
    kept = deepcopy({0: cursor})[0]
    del cursor.transient_elements[0]
    assert list(kept.transient_elements) == ["waits"]


def test_a_session_gives_what_it_keeps_one_by_one_as_it_gives_all() -> None:
    state = SessionState()
    state["theme"], state["nothing"] = "INF", None
    session = SafeSessionState(state, lambda: None)
    kept, whole = session.filtered_state, WHOLE(session)
    assert isinstance(kept, Kept)
    assert dict(kept) == whole == {"theme": "INF", "nothing": None}
    assert (len(kept), kept["theme"], "nothing" in kept, "other" in kept) == (2, "INF", True, False)
