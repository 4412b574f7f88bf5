"""The workbook that a page gives has the earlier actions that its reader may read, and no others."""

import datetime

import pytest

from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.deciding.actions import add_action
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.ui.shared import cached, once
from tests.services.held import HOST, Held, set_up
from tests.workbook.sheets import opened, rows, sheet


def planned(held: Held, what: str) -> Held:
    """A revealed workshop with an action."""
    held.bring_to(Phase.REVEALED)
    plan = ActionPlan("W1", what, held.department("Water"))
    add_action(held.store, HOST, held.code, plan)
    return held


def test_a_reader_gets_the_earlier_actions_that_they_may_read(
    store: Store, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = planned(set_up(store, framework, date=datetime.date(2025, 10, 1)), "Then.")
    now = planned(set_up(store, framework), "Now.")

    def told(who: Visitor) -> list[str]:
        for module in (once, cached):
            monkeypatch.setattr(module, "visitor", lambda: who)
        found = rows(sheet(opened(cached.workbook(now.code, "en")), "Actions"), "No.")
        return [row["What will be done"] for row in found]

    official, unread = now.staff("official"), ["Now.", "Open action from an earlier workshop"]
    assert told(HOST) == ["Now.", "Then."]
    assert told(official) == unread
    assert told(Visitor((*official.grants, *then.staff("official").grants))) == ["Now.", "Then."]
    assert told(official) == unread, "what was written for others is not given to them"
