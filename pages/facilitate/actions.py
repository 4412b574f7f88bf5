"""Actions: how far they are, what is overdue, and the plan as list, board, table or timeline."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from resilience.scoring.planning.actions import OVER, PlannedAction, is_overdue
from resilience.services.access.access import DESKS, RUNNERS
from resilience.services.deciding.action_facts import OUTCOME, SETTLED
from resilience.services.deciding.action_rights import changeable, keeps_plan
from resilience.services.deciding.actions import actions_of
from resilience.services.deciding.feasibility import OpenVote, votes_waiting
from resilience.services.deciding.follow_up import (
    NO_EARLIER,
    WorkshopActions,
    earlier_to_read,
    plan_of,
    today_in,
)
from resilience.services.workshop.desk import decided_by
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import view_run_sheet
from resilience.services.workshop.workshops import WorkshopView, workshops_of
from resilience.ui.facilitate.actions.cards import (
    action_card,
    chosen_view,
    filtered,
    parted,
    view_before,
)
from resilience.ui.facilitate.actions.dialog import is_open, open_action, show_opened
from resilience.ui.facilitate.actions.excel import plan_in_excel
from resilience.ui.facilitate.actions.form import add_form, removing
from resilience.ui.facilitate.actions.table import show_table
from resilience.ui.facilitate.actions.views import show_board, show_timeline
from resilience.ui.facilitate.actions.votes import reopen_votes, show_votes
from resilience.ui.facilitate.desk import stage_actions
from resilience.ui.facilitate.next_step import next_elsewhere
from resilience.ui.results.action_plan import plan_at_a_glance, plan_counters, unread_actions
from resilience.ui.results.page import pick_in_head, pick_result
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.downloads import offer_table
from resilience.ui.shared.inputs import held_by
from resilience.ui.shared.watch import watch_phase
from resilience.wording.planning.follow_up import followed_rows, plan_finding, plan_rows

text = runtime.text()
store, visitor = runtime.store(), runtime.visitor()
run = held_by(DESKS)


def pick() -> WorkshopView | None:
    """Choose a workshop: any that the visitor or their group's desk runs, else one with a result."""
    if not run:
        return pick_result(text, "actions-workshop")
    ids = {w.id for w in run}
    mine = [w for w in workshops_of(store, visitor) if w.reveals or w.id in ids]
    return pick_in_head(
        mine, text, "actions-workshop", "", lambda code: actions_of(store, visitor, code)
    )


def _to_the_discussion(workshop: WorkshopView) -> None:
    """A link to the topic from which the visitor came, else to that of the desk."""
    topic = st.query_params.get("indicator")
    st.page_link(
        "pages/facilitate/discuss.py",
        label=text("Back to the topic") if topic else text("Back to the discussion"),
        icon=":material/forum:",
        query_params={"workshop": workshop.code} | ({"topic": topic} if topic else {}),
    )


def _to_the_live_page(workshop: WorkshopView) -> None:
    st.page_link(
        "pages/facilitate/live.py",
        label=text("Back to the live page"),
        icon=":material/groups:",
        query_params={"workshop": workshop.code},
    )


workshop = pick()
if workshop is None:
    st.stop()
code, workshop_id, today = workshop.code, workshop.id, today_in(workshop)
runs = visitor.may(workshop.id, RUNNERS)
decides = decided_by(visitor, workshop)
closed = workshop.phase == Phase.CLOSED
adding = keeps_plan(visitor, workshop.id) if closed else bool(decides)
planning = adding and workshop.reveals > 0 and not closed
own, earlier = plan_of(workshop, ()), NO_EARLIER
with runtime.errors_shown():
    if workshop.reveals:
        actions = actions_of(store, visitor, code)
        own = plan_of(workshop, actions)
    if workshop.reveals or runs:
        earlier = earlier_to_read(store, visitor, code)
every, unread = [*own.actions, *earlier.actions], earlier.unread
own_ids = {one.id for one in own.actions}


def may_change(action: PlannedAction) -> frozenset[str]:
    """The facts of an action that the visitor may change here: of earlier workshops' only what became of it."""
    if action.id not in own_ids:
        return OUTCOME if runs else frozenset()
    mine = action.indicator in decides
    return changeable(visitor, workshop_id, action.department_id, closed=closed, decides=mine)


def opener(action: PlannedAction) -> Callable[[], None] | None:
    """Opens the dialog of an action, if the visitor may change any of it."""
    may = may_change(action)
    suggests = action.indicator in decides or runs
    return partial(open_action, code, action, may, suggests=suggests) if may else None


with st.container(horizontal=True, vertical_alignment="center"):
    if planning or not (every or unread):
        st.title(text("Actions"))
    else:
        blocks.title(plan_finding(own.actions, earlier, today, text))
    if runs:
        with st.container(key="actions-live", width="content"):
            _to_the_live_page(workshop)
        next_elsewhere(workshop, view_run_sheet(store, visitor, code), text)
        stage_actions(workshop, text)
    if workshop.reveals and visitor.may(workshop.id, DESKS):
        _to_the_discussion(workshop)
if runs and not is_open():
    watch_phase(workshop)


def _waiting() -> dict[int, OpenVote]:
    """How far the open votes on actions are, for those who run the workshop."""
    return votes_waiting(store, visitor, code) if runs and own.actions else {}


def _count(action_id: int, waiting: Mapping[int, OpenVote]) -> Callable[[], int | None] | None:
    """Counts the people who voted on an action, while the vote on it is open: first from `waiting`, later by reading them."""
    if action_id not in waiting:
        return None
    known = iter([waiting])

    def people() -> int | None:
        vote = (next(known, None) or _waiting()).get(action_id)
        return vote.people if vote else None

    return people


def then_again(press: Callable[[], None]) -> None:
    """Open an action and run the page again, which then follows no other desk until the dialog is closed."""
    press()
    st.rerun()


def show_own(shown: WorkshopActions, waiting: Mapping[int, OpenVote]) -> None:
    """The actions of the workshop itself, to be changed by those who decide on them."""
    for action in shown.actions:
        press = opener(action)
        buttons: dict[str, Callable[[], None]] = {}
        if press:
            buttons[text("Change")] = partial(then_again, press)
        if planning and action.indicator in decides:
            vote = waiting.get(action.id)
            buttons[text("Remove")] = removing(code, action, vote.people if vote else 0, text)
        counts = _count(action.id, waiting)
        action_card(action, shown.framework, text, buttons, counts, today=today)


def name_workshop(plan: WorkshopActions) -> None:
    """The workshop of the actions below."""
    st.subheader(" · ".join((text.date(plan.date), text("workshop {code}", code=plan.code))))


def show_earlier(plans: Sequence[WorkshopActions]) -> None:
    """The actions of earlier workshops; those who run this one note what became of them."""
    for plan in (one for one in plans if one.actions):
        name_workshop(plan)
        for action in plan.actions:
            press = opener(action)
            buttons = {text("Outcome"): partial(then_again, press)} if press else {}
            action_card(action, plan.framework, text, buttons, today=today)


def show_cards(plans: Sequence[WorkshopActions], waiting: Mapping[int, OpenVote]) -> None:
    """All actions, the overdue ones first, finished ones of earlier workshops last; the first of `plans` is the workshop's own."""
    (late, *late_before), (own, *before) = parted(plans, lambda one: is_overdue(one, today))
    over, ahead = parted(before, lambda one: one.state in OVER)
    several = any(plan.actions for plan in (*late_before, *before))
    if any(plan.actions for plan in (late, *late_before)):
        st.header(text("Overdue"))
        if several and late.actions:
            name_workshop(late)
        show_own(late, waiting)
        show_earlier(late_before)
        if any(plan.actions for plan in (own, *ahead)):
            st.header(text("Other actions"))
    if several and own.actions:
        name_workshop(own)
    show_own(own, waiting)
    show_earlier(ahead)
    if any(plan.actions for plan in over):
        st.header(text("Outcomes of earlier actions"))
        show_earlier(over)


def show_view(
    workshop: WorkshopView, plans: Sequence[WorkshopActions], waiting: Mapping[int, OpenVote]
) -> None:
    """The plans in the view that was chosen; the address has it too."""
    actions = [action for plan in plans for action in plan.actions]
    since = {one.id: plan.date for plan in plans[1:] for one in plan.actions}
    view = chosen_view(len(every), text)
    if view == "board":
        show_board(actions, since, opener, today, text)
    elif view == "timeline":
        show_timeline(actions, since, today, text)
    elif view == "table":
        may = {one.id: may_change(one) for one in actions}
        kept = [one for one in actions if may[one.id] - OUTCOME - SETTLED]
        if kept:
            show_table(workshop, kept, may, text)
        ordered, _ = parted(plans, lambda action: action not in kept)
        rows = followed_rows(ordered, today, text)
        if not rows.empty:
            blocks.figures_table(rows, text)
    else:
        show_cards(plans, waiting)


waiting, agenda = _waiting(), view_run_sheet(store, visitor, code) if runs else None
#: at the step of feasibility its votes come before the form of another action
votes_first = bool(waiting and agenda and agenda.running and agenda.running.kind == "feasibility")
if votes_first:
    show_votes(workshop, _waiting, text)
if adding and workshop.reveals:
    onward = partial(_to_the_live_page, workshop) if runs else None
    add_form(workshop, text, onward, empty=planning and not own.actions)
if planning:
    if every or unread:
        st.subheader(plan_finding(own.actions, earlier, today, text))
elif view_before(len(every)) == "list":
    plan_at_a_glance(own.actions, earlier, today, text)
elif every or unread:
    plan_counters(own.actions, earlier, today, text)
if not workshop.reveals:
    said = text("You can add and see actions once the result has been revealed.")
    st.info(said, icon=":material/hourglass_top:")
elif not own.actions:
    first = text("No actions yet. Enter above what will be done about an indicator.")
    none = text("No actions were written down in this workshop.")
    said = first if planning else none
    st.info(said, icon=":material/info:")
if not votes_first:
    show_votes(workshop, _waiting, text)
if runs:
    reopen_votes(workshop, own.actions, text)
if every:
    shown, *before = filtered([own, *earlier.plans], workshop.framework, text)
    if not any(plan.actions for plan in (shown, *before)):
        st.info(text("No actions match these filters."), icon=":material/filter_alt_off:")
    show_view(workshop, [shown, *before], waiting)
    name = text("Actions") if unread else text("All actions")
    offer_table("actions", name, lambda: plan_rows([shown, *before], today, text))
unread_actions(earlier, workshop.framework, text)
if planning:
    plan_at_a_glance(own.actions, earlier, today, text)
if workshop.reveals and (own.actions or adding):
    plan_in_excel(
        workshop,
        own.actions,
        text,
        takes=adding and bool(visitor.may(workshop_id, RUNNERS) or closed),
        earlier=bool(earlier.actions or unread),
    )
show_opened(workshop, text)
