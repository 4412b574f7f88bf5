"""A run of a page looks up once who is here and what they see, and the next run looks again."""

from typing import Any

import pytest

from resilience.services import rounds
from resilience.services.access import Visitor, identify
from resilience.services.own_page import OwnPage, Pages
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


def test_what_a_participant_sees_is_read_once_for_each_run(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, own = list[OwnPage](), Pages.own

    def reads(pages: Pages, visitor: Visitor, language: str) -> OwnPage:
        read.append(own(pages, visitor, language))
        return read[-1]

    held.move(rounds.open_vote)
    page = as_person(SCORE, token_in(held))
    monkeypatch.setattr(Pages, "own", reads)
    page.run()
    once = len(read)
    page.run()
    assert not page.exception
    assert (once, len(read)) == (1, 2)
