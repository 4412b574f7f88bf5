"""A run of a page looks up once who is here and what they see, and the next run looks again."""

from typing import Any

import pytest

from resilience.services.counting import rounds
from resilience.ui.shared import runtime
from resilience.ui.shared.menu import SCORE
from tests.app.visit import as_person, token_in
from tests.services.held import Held


@pytest.mark.parametrize("name", ["identify", "read_own_page"])
def test_it_is_looked_up_once_for_each_run(
    held: Held, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    found, look = list[Any](), getattr(runtime, name)

    def looks(*asked: Any, **more: Any) -> Any:
        found.append(look(*asked, **more))
        return found[-1]

    held.move(rounds.open_vote)
    page = as_person(SCORE, token_in(held))
    monkeypatch.setattr(runtime, name, looks)
    page.run()
    once = len(found)
    page.run()
    assert not page.exception
    assert (once, len(found)) == (1, 2)
