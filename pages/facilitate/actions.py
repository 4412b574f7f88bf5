"""Actions: what will be done, by whom, by when; and what became of those of earlier workshops."""

from collections.abc import Callable, Mapping

import streamlit as st

from resilience.scoring.planning.actions import tally_words
from resilience.services.access.access import DESKS, RUNNERS
from resilience.services.deciding.actions import actions_file, actions_of
from resilience.services.deciding.feasibility import votes_waiting
from resilience.services.deciding.follow_up import earlier_actions
from resilience.services.workshop.desk import decided_by
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import view_run_sheet
from resilience.services.workshop.workshops import WorkshopView, workshops_of
from resilience.ui.facilitate.action_form import add_form, changing, following, removing, show_votes
from resilience.ui.facilitate.action_list import action_card, filtered
from resilience.ui.facilitate.desk import stage_actions
from resilience.ui.facilitate.next_step import next_link
from resilience.ui.results.page import pick_result
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.inputs import held_by, pick_workshop
from resilience.ui.shared.watch import watch_phase

text = runtime.text()
visitor = runtime.visitor()
run = held_by(DESKS)


def pick() -> WorkshopView | None:
    """Choose a workshop: any that the visitor or their group's desk runs, else one with a result."""
    if not run:
        return pick_result(text, "actions-workshop")
    ids = {w.id for w in run}
    mine = [w for w in workshops_of(runtime.store(), visitor) if w.reveals or w.id in ids]
    return pick_workshop(
        mine, text, "actions-workshop", "", lambda code: actions_of(runtime.store(), visitor, code)
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


workshop = pick()
if workshop is None:
    st.stop()
code = workshop.code
runs = visitor.may(workshop.id, RUNNERS)
decides = decided_by(visitor, workshop)
blocks.invented_mark(workshop, text)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(text("Actions"))
    if runs:
        st.page_link(
            "pages/facilitate/live.py",
            label=text("Back to the live page"),
            icon=":material/groups:",
            query_params={"workshop": workshop.code},
        )
        next_link(workshop, view_run_sheet(runtime.store(), visitor, code), text)
        stage_actions(workshop, text)
    if workshop.reveals and visitor.may(workshop.id, DESKS):
        _to_the_discussion(workshop)
blocks.workshop_line(workshop, text)
if runs:
    watch_phase(workshop)


def _count(action_id: int, waiting: Mapping[int, int]) -> Callable[[], int | None] | None:
    """Counts the people who voted on an action, while the vote on it is open."""
    if action_id not in waiting:
        return None
    return lambda: votes_waiting(runtime.store(), visitor, code).get(action_id)


def own(workshop: WorkshopView) -> None:
    """The actions of the workshop itself."""
    actions = actions_of(runtime.store(), visitor, workshop.code)
    planning = bool(decides) and workshop.phase != Phase.CLOSED
    if planning:
        add_form(workshop, text, empty=not actions)
    if not actions:
        first = text("No actions yet. Enter above what will be done about an indicator.")
        said = first if planning else text("No actions were written down.")
        st.info(said, icon=":material/info:")
        return
    st.subheader(tally_words((action.state for action in actions), text))
    waiting = votes_waiting(runtime.store(), visitor, workshop.code) if runs else {}
    show_votes(workshop, waiting, text)
    shown = filtered(actions, workshop, text)
    if not shown:
        st.info(text("No actions match these filters."), icon=":material/filter_alt_off:")
    for action in shown:
        own = action.indicator in decides
        buttons = {text("Change"): changing(workshop, action, text)} if own else {}
        if planning and own:
            buttons[text("Remove")] = removing(
                workshop.code, action, waiting.get(action.id, 0), text
            )
        action_card(action, workshop.framework, text, buttons, _count(action.id, waiting))
    st.download_button(
        text("Download the list (CSV)"),
        actions_file(shown, workshop.framework, text),
        file_name=f"actions-{workshop.code}-{workshop.date.isoformat()}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="actions-download",
    )


if workshop.reveals:
    with runtime.errors_shown():
        own(workshop)
else:
    said = text("Actions are written down and shown after the reveal.")
    st.info(said, icon=":material/hourglass_top:")
earlier = earlier_actions(runtime.store(), visitor, workshop.code) if runs else ()
if earlier:
    st.header(text("What became of earlier actions"))
for one in earlier:
    place = text("workshop {code}", code=one.code)
    st.subheader(f"{text.date(one.date)} · {place}")
    st.markdown(tally_words((action.state for action in one.actions), text))
    for action in one.actions:
        press = following(workshop.code, action, text)
        action_card(action, one.framework, text, {text("What became of it"): press})
