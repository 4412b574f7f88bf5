"""The run sheet at the desk: the clock with its buttons, the script of the step, and the steps in order."""

import html
from collections.abc import Sequence

import streamlit as st

from resilience.services.results.discussion import Topic
from resilience.services.workshop.agenda import (
    MOVED,
    NAMES,
    REVEAL_BEFORE_REPLIES,
    SCRIPTS,
    Agenda,
    Step,
    StepKind,
    can_begin,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import (
    begin_step,
    end_step,
    shift_end,
    view_run_sheet,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import now
from resilience.text import MINUS, Text
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import runtime
from resilience.ui.shared.watch import spread

#: minutes by which the buttons move the clock
SHIFTS = (-5, -1, 1, 5)
#: minutes for the discussion where no step of it is planned, and for one topic at first
ALL_MINUTES, EACH_MINUTES = 40, 5
#: where a step takes place, for those who run the workshop
PAGES: dict[StepKind, str] = {
    "discussion": "pages/facilitate/discuss.py",
    "actions": "pages/facilitate/actions.py",
    "feasibility": "pages/facilitate/actions.py",
    "points": "pages/facilitate/steps.py",
}


def show_run_sheet(workshop: WorkshopView, agenda: Agenda, text: Text) -> None:
    """The current step with its script, and all steps; drawn again when another desk changes them."""
    st.fragment(in_turn(_draw), run_every=spread(1.8))(workshop, agenda, text)


def step_name(step: Step, text: Text) -> str:
    """The name of a step with its planned minutes."""
    return text("{step}, {minutes} min", step=text(NAMES[step.kind]), minutes=step.minutes)


def script_of(step: Step, agenda: Agenda, text: Text) -> str:
    """What the facilitator reads aloud or does: their own words, or those of the kind."""
    first = step.kind == "reveal" and agenda.replies == "awaited"
    first &= all(one.kind != "replies" for one in agenda.steps)
    return step.script or text(REVEAL_BEFORE_REPLIES if first else SCRIPTS[step.kind])


def step_under_way(workshop: WorkshopView, agenda: Agenda) -> int | None:
    """The position of the current step; of the later vote while one is open ahead of its step, which has no clock."""
    if agenda.running:
        return agenda.at
    if workshop.phase is not Phase.VOTING or not (workshop.hidden or workshop.reveals):
        return None
    return next((n for n, step in enumerate(agenda.steps) if step.kind == "second vote"), None)


def page_of_step(workshop: WorkshopView, agenda: Agenda) -> None:
    """A link to the page on which the current step takes place; none for a step of *Live*."""
    if agenda.running and agenda.running.kind in PAGES:
        st.page_link(
            PAGES[agenda.running.kind],
            icon=":material/arrow_forward:",
            query_params={"workshop": workshop.code},
        )


def clock_buttons(workshop: WorkshopView, text: Text) -> None:
    """Give the step more minutes or fewer, or end it; for a step that is under way."""
    with st.container(horizontal=True, gap="xsmall", key="clock-buttons"):
        for minutes in SHIFTS:
            label = f"{minutes:+d}".replace("-", MINUS)
            spoken = text("Move the end of this step by {minutes} min", minutes=label)
            st.button(
                label,
                help=spoken,
                on_click=runtime.attempt,
                args=(shift_end, workshop.code, minutes),
                key=f"clock-{minutes}",
            )
        st.button(
            text("End step"),
            on_click=runtime.attempt,
            args=(end_step, workshop.code),
            key="clock-end",
        )


def topics_that_fit(agenda: Agenda, topics: Sequence[Topic], text: Text) -> int:
    """How many topics fit in the minutes of the discussion; at least one."""
    planned = sum(step.minutes for step in agenda.steps if step.kind == "discussion")
    minutes = planned or ALL_MINUTES
    each = st.number_input(text("Minutes per topic"), 1, 60, EACH_MINUTES, key="discuss-each")
    fit = max(1, min(len(topics), int(minutes // each)))
    st.caption(
        text(
            "Topics that fit in {minutes} minutes: {fit}. The room differs on {disputed}.",
            fit=fit,
            minutes=minutes,
            disputed=sum(topic.disputed for topic in topics),
        )
    )
    return fit


def follow_run_sheet(workshop: WorkshopView, agenda: Agenda) -> None:
    """Draw the page again when another desk has changed the run sheet."""
    st.fragment(in_turn(_follow), run_every=spread(1.8))(workshop.code, agenda)


def _follow(code: str, drawn: Agenda) -> Agenda:
    with runtime.or_whole_page():
        agenda = view_run_sheet(runtime.store(), runtime.visitor(), code)
    if agenda != drawn:
        st.rerun(scope="app")
    return agenda


def _draw(workshop: WorkshopView, drawn: Agenda, text: Text) -> None:
    agenda = _follow(workshop.code, drawn)
    at = step_under_way(workshop, agenda)
    if at is not None:
        step = agenda.steps[at]
        name, script = text(NAMES[step.kind]), script_of(step, agenda, text)
        st.html(f'<p class="step">{html.escape(name)}</p><p class="script">{_lines(script)}</p>')
    if agenda.running:
        clock_buttons(workshop, text)
    st.html(_list(workshop, agenda, text))
    _go_to(workshop, agenda, text)


def _lines(script: str) -> str:
    return html.escape(script).replace("\n", "<br>")


def _list(workshop: WorkshopView, agenda: Agenda, text: Text) -> str:
    """All steps, each with its script to open, and when the last one ends."""
    following = agenda.following(workshop.phase)
    at = step_under_way(workshop, agenda)
    items = [_item(agenda, n, following, at, text) for n in range(len(agenda.steps))]
    end = text.clock(agenda.planned_end(now()), workshop.timezone)
    planned = html.escape(text("Planned end: {time}", time=end))
    last = f'<li class="end">{planned}</li>'
    label = html.escape(text("Run sheet, minutes"))
    return f'<ol class="run-sheet" aria-label="{label}">{"".join(items)}{last}</ol>'


def _item(agenda: Agenda, n: int, following: int | None, at: int | None, text: Text) -> str:
    """A step as done, now, next or later."""
    step = agenda.steps[n]
    state = "done" if agenda.is_over(n) else "next" if n == following else ""
    if n == at:
        state = "now"
    sign = {"now": "▶", "done": "✓", "next": "→"}.get(state, "")
    current = ' aria-current="step"' if state == "now" else ""
    name, script = html.escape(text(NAMES[step.kind])), _lines(script_of(step, agenda, text))
    return (
        f'<li class="{state}"{current}><details><summary><span>{sign}</span><span>{name}</span>'
        f"<span>{step.minutes}</span></summary><p>{script}</p></details></li>"
    )


def _go_to(workshop: WorkshopView, agenda: Agenda, text: Text) -> None:
    """Begin any step that needs no move of the workshop."""
    free = {
        n: f"{n + 1}. {step_name(step, text)}"
        for n, step in enumerate(agenda.steps)
        if step.kind not in MOVED and can_begin(step.kind, workshop.phase)
    }
    chosen = st.selectbox(
        text("Go to another step"),
        list(free),
        index=None,
        format_func=free.__getitem__,
        placeholder=text("Go to another step"),
        label_visibility="collapsed",
        key=f"sheet-go-{agenda.at}-{len(agenda.steps)}",
    )
    if chosen is not None:
        with runtime.errors_shown():
            kind = agenda.steps[chosen].kind
            begin_step(runtime.store(), runtime.visitor(), workshop.code, chosen, kind)
            st.rerun()
