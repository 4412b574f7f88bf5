"""The server tells open pages when the workshop that they show has moved on.

A timer in each page would run a part of its script every two seconds, for a hall half of what a process can
do. So the server looks once for all pages that show a workshop, and lets each of them look when there
is something to see. The browser asks for that run as for any other: a click that is on its way at the
same moment is not lost.
"""

import asyncio
import contextlib
import random
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ThreadState,
    get_script_run_ctx,
)

from resilience.errors import NotFound, ResilienceError
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import view_workshop
from resilience.store import Store
from resilience.watching import reference, unexpected

#: seconds between two looks of the server, within which a page looks that was told, and until one that did
#: not is told again: a page that missed one word, as it was just drawn, is up to date within 3 s
LOOK, SPREAD, AGAIN = 0.5, (0.2, 0.4), 1.5
#: pages that are told and have not looked yet, at most, and seconds until the next are told: told all at
#: once, the pages of a hall would ask again and again while they wait for one another; fewer, and the server
#: would wait for them
AT_ONCE, NEXT = 40, 0.05

Stand = tuple[Phase, int]


@dataclass(slots=True)
class _Shown:
    """What a page shows: the workshop and how it stood; when the page was last told to look."""

    code: str
    stand: Stand
    told: float = 0.0


#: by session and part of its page
_SHOWN: dict[str, dict[str, _Shown]] = {}


def nothing_watched() -> None:
    """A page is drawn anew: what it showed before does not concern it any more."""
    if here := get_script_run_ctx():
        _SHOWN.pop(here.session_id, None)


def watched(code: str, stand: Stand) -> None:
    """The part of the page that runs now looks when the workshop stands otherwise than so."""
    part = ThreadState.get().fragment_id
    if (here := get_script_run_ctx()) and part:
        _SHOWN.setdefault(here.session_id, {})[part] = _Shown(code, stand)
        if _runs_alone(part):  # it looked, and need not look again until it is told
            rest = ForwardMsg()
            rest.stop_auto_rerun.fragment_ids.append(part)
            here.enqueue(rest)


def _runs_alone(part: str) -> bool:
    """Whether this part of the page runs by itself, and not within another or the whole page."""
    here = get_script_run_ctx()
    return bool(here and part in (here.fragment_ids_this_run or ()))


async def tell_pages(store: Store) -> None:
    """Tell pages to look whenever their workshop has moved on."""
    while True:
        await asyncio.sleep(LOOK)
        try:
            await _tell_all(store)
        except Exception as error:  # pages of other workshops are told all the same, the next time
            unexpected(error, "page", reference())


async def _tell_all(store: Store) -> None:
    """Look where workshops stand, and tell their pages, some after the others."""
    while True:
        codes = {shown.code for _, _, shown in _shown()}
        if not _tell_some(await run_in_threadpool(_stands, store, codes)):
            return
        await asyncio.sleep(NEXT)


def _shown() -> list[tuple[str, str, _Shown]]:
    """What pages show, with the session and the part of the page."""
    pages = list(_SHOWN.items())
    return [(one, part, shown) for one, parts in pages for part, shown in dict(parts).items()]


def _stands(store: Store, codes: set[str]) -> dict[str, Stand | None]:
    """How workshops stand, None for one that is gone; nothing of what cannot be read now."""
    found: dict[str, Stand | None] = {}
    for code in codes:
        with contextlib.suppress(ResilienceError):
            try:
                view = view_workshop(store, code)
                found[code] = view.phase, view.revision
            except NotFound:
                found[code] = None
    return found


def _tell_some(stands: dict[str, Stand | None]) -> bool:
    """Tell as many pages whose workshop has moved on as may be told now; whether others wait for it."""
    sessions, now = Runtime.instance()._session_mgr, asyncio.get_running_loop().time()
    moved: list[tuple[AppSession, str, _Shown]] = []
    for session, part, shown in _shown():
        if sessions.get_session_info(session) is None:
            _SHOWN.pop(session, None)
        elif moved_on(shown.stand, stands.get(shown.code, shown.stand)) and (
            here := sessions.get_active_session_info(session)
        ):
            moved.append((here.session, part, shown))
    waiting = [one for one in moved if now - one[2].told > AGAIN]
    free = max(0, AT_ONCE - len(moved) + len(waiting))
    # those that never were told come first: one that sleeps does not keep the others waiting
    for page, part, shown in sorted(waiting, key=lambda one: one[2].told)[:free]:
        shown.told = now
        _tell(page, part)
    return any(shown.told == 0 for _, _, shown in waiting)


def moved_on(shown: Stand, stand: Stand | None) -> bool:
    """Whether a workshop has moved on since a page was drawn, or is gone.

    It has not where the page was drawn after the server looked: told then, it would ask for ever.
    """
    return stand is None or (stand != shown and stand[1] >= shown[1])


def _tell(session: AppSession, part: str) -> None:
    """Let a page look, by a run of a part of it."""
    message = ForwardMsg()
    message.auto_rerun.interval = random.uniform(*SPREAD)  # noqa: S311 - no secret
    message.auto_rerun.fragment_id = part
    session._enqueue_forward_msg(message)
