"""Changes of actions as tests make them, with no look at what is stored."""

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.deciding.action_edits import ActionEdit, edit_actions
from resilience.services.deciding.action_facts import FACTS, OUTCOME
from resilience.store import Store


def change_action(
    store: Store, visitor: Visitor, code: str, action_id: int, plan: ActionPlan
) -> None:
    """Change all facts of an action but what became of it."""
    facts = {name: getattr(plan, name) for name in FACTS - OUTCOME}
    edit_actions(store, visitor, code, [ActionEdit(action_id, facts)])


def follow_up(
    store: Store, visitor: Visitor, code: str, action_id: int, *, state: str, note: str
) -> None:
    """Record what became of an action."""
    edit_actions(store, visitor, code, [ActionEdit(action_id, {"state": state, "note": note})])
