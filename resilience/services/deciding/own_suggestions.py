"""Actions that a city suggests to its own later workshops; no other city sees them."""

import datetime
from dataclasses import dataclass

from resilience.services.access.access import DESKS, RUNNERS, Visitor, open_for
from resilience.services.deciding.actions import keep_change, read_actions
from resilience.services.deciding.follow_up import locked_action, revealed_before
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.groups import check_decides
from resilience.services.workshop.phase import reply_state
from resilience.store import Store, repeatable


@dataclass(frozen=True, slots=True)
class OwnSuggestion:
    """An action that an earlier workshop of the city, of that `date`, suggests.

    `removable`: the visitor may take it off the suggestions.
    """

    action_id: int
    what: str
    department: str
    cost: str | None
    date: datetime.date
    removable: bool


@repeatable
def suggest_later(
    store: Store, visitor: Visitor, code: str, action_id: int, *, suggested: bool
) -> None:
    """Suggest an action to later workshops of the city, or stop suggesting it.

    For those who may record its outcome, in its workshop or a later one, also after the close. Raises `NotFound`
    for an action of any other workshop.
    """
    with store.write() as session:
        workshop = open_for(session, visitor, code, DESKS)
        row = locked_action(session, visitor, workshop, action_id)
        act = "action suggested" if suggested else "action no longer suggested"
        keep_change(session, visitor, workshop, row, act, {"suggested": suggested})


@repeatable
def own_suggestions(
    store: Store, visitor: Visitor, code: str, indicator: str
) -> tuple[OwnSuggestion, ...]:
    """Return what the city's earlier workshops suggest for an indicator, the latest first.

    For those who add actions on it in the workshop `code`. Workshops whose departments are still replying, and frameworks
    in which the indicator means something else, are left out.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, DESKS)
        check_decides(session, visitor, workshop, indicator)
        framework, runs = framework_of(session, workshop), visitor.may(workshop.id, RUNNERS)
        return tuple(
            OwnSuggestion(one.id, one.what, one.department, one.cost, earlier.date, runs)
            for earlier in revealed_before(session, workshop)
            if reply_state(session, earlier) != "awaited"
            and indicator in framework.comparable_with(framework_of(session, earlier))
            for one in read_actions(session, earlier)
            if one.suggested and one.indicator == indicator
        )
