"""Values per revision of a workshop: computed once, and only those of the newest revision kept."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

from resilience.ui.shared import newest
from resilience.ui.shared.newest import per_revision


class Figure:
    """Something that is computed."""


def test_only_the_newest_revision_is_kept() -> None:
    @per_revision()
    def figure(workshop_id: int, revision: int) -> Figure:
        return Figure()

    seen = [weakref.ref(figure(1, revision)) for revision in range(30)]
    gc.collect()
    assert [one() is not None for one in seen] == [False] * 29 + [True]
    assert figure(1, 29) is figure(1, 29)
    assert figure(2, 29) is not figure(1, 29)


def test_few_workshops_and_few_variants_are_kept() -> None:
    @per_revision(3)
    def figure(workshop_id: int, revision: int, language: str) -> Figure:
        return Figure()

    spoken = [weakref.ref(figure(1, 1, str(n))) for n in range(9)]
    gc.collect()
    assert [one() is not None for one in spoken] == [False] * 6 + [True] * 3
    for workshop in range(2, newest.WORKSHOPS + 2):
        figure(workshop, 1, "en")
    gc.collect()
    assert not any(one() for one in spoken)


def test_what_many_ask_for_at_once_is_computed_once() -> None:
    computed, all_here = [], threading.Barrier(8)

    @per_revision()
    def figure(workshop_id: int, revision: int) -> Figure:
        computed.append(revision)
        return Figure()

    def ask(_: int) -> Figure:
        all_here.wait(20)
        return figure(1, 7)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert (len(set(map(id, found))), computed) == (1, [7])
