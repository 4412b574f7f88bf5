"""A run of a page looks up once who is here, and the next run looks again."""

from typing import Any

import pytest

from resilience.services import rounds
from resilience.services.access import Visitor, identify
from resilience.ui import runtime
from resilience.ui.menu import SCORE
from tests.app.visit import as_person, token_in
from tests.services.held import Held


def test_who_is_here_is_looked_up_once_for_each_run(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Visitor] = []

    def looked(*asked: Any, **more: Any) -> Visitor:
        found.append(identify(*asked, **more))
        return found[-1]

    held.move(rounds.open_vote)
    page = as_person(SCORE, token_in(held))
    monkeypatch.setattr(runtime, "identify", looked)
    page.run()
    once = len(found)
    page.run()
    assert not page.exception
    assert (once, len(found)) == (1, 2)
