"""A turn for each run of a page, and for each run of a part of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from resilience.errors import ResilienceError
from resilience.services.access.networks import network_of_address
from resilience.ui.runs.turns import Turns
from resilience.ui.shared import runtime

P = ParamSpec("P")
T = TypeVar("T")
#: of this process
TURNS = Turns()
_HAS_TURN: ContextVar[bool] = ContextVar("has_turn", default=False)


@contextmanager
def one_turn() -> Iterator[None]:
    """Compute when it is the turn of the visitor's network; a part of a page has the turn of its page.

    A run that waits ends as soon as the page is closed or run again: access to the session then raises.
    """
    if _HAS_TURN.get():
        yield
        return
    network = network_of_address(st.context.ip_address or "")
    with TURNS.turn(network, _is_staff, lambda: runtime.CHOSEN in st.session_state):
        token = _HAS_TURN.set(True)
        try:
            yield
        finally:
            _HAS_TURN.reset(token)


def in_turn(draw: Callable[P, T]) -> Callable[P, T]:
    """Let a part of a page that runs again without its page (`st.fragment`) take a turn."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> T:
        with one_turn():
            return draw(*args, **kwargs)

    return drawn


def _is_staff() -> bool:
    """Whether the visitor holds a role or an account; the run looks again when it has its turn."""
    try:
        visitor = runtime.identified()
    except ResilienceError:  # the page then says what is wrong with the database
        return False
    return bool(visitor.grants) or visitor.account_id is not None
