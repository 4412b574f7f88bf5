"""The steps of setting a workshop up: the one that is shown, the row of all, and the buttons below."""

import html
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import streamlit as st

from resilience.errors import InputError
from resilience.text import Text, mark

#: name of a step in the address, its label, and the question at its top
STEPS: dict[str, tuple[str, str]] = {
    "city": (mark("City"), mark("Which city is it?")),
    "hazards": (mark("Hazards"), mark("Which hazards does the city face?")),
    "scorecard": (mark("Scorecard"), mark("Which questions will people answer?")),
    "people": (mark("Departments"), mark("Who is coming?")),
    "create": (mark("Create"), mark("Check and create the workshop")),
}
#: the part of the address that says which step is shown, and the session_state key of the row of steps
ADDRESS, ROW = "step", "setup-step"
#: session_state key, of no widget: the steps that were left, and so say what is missing
LEFT = "setup-left"
#: session_state key, of no widget: the button at the bottom that was pressed
PRESSED = "setup-pressed"


def step_now() -> str:
    """The step that the address names, or the first."""
    asked = st.query_params.get(ADDRESS, "")
    return asked if asked in STEPS else next(iter(STEPS))


def go_to(step: str) -> None:
    """Show a step; the one that is left says from now on what is missing in it."""
    left_steps().add(step_now())
    st.query_params[ADDRESS] = step


def left_steps() -> set[str]:
    """The steps that were shown and left."""
    left: set[str] = st.session_state.setdefault(LEFT, set())
    return left


@contextmanager
def noting(faults: dict[str, InputError], step: str) -> Iterator[None]:
    """Note a mistake in a step rather than stop the page."""
    try:
        yield
    except InputError as fault:
        faults.setdefault(step, fault)


def steps_row(at: str, faulty: Collection[str], text: Text) -> None:
    """All steps to choose from; one with a mistake has a sign."""
    st.session_state[ROW] = at
    st.segmented_control(
        text("Steps"),
        list(STEPS),
        format_func=lambda step: _label(step, text, faulty=step in faulty),
        required=True,
        key=ROW,
        label_visibility="collapsed",
        on_change=lambda: go_to(st.session_state[ROW] or at),
        width="stretch",
    )


def show_only(at: str, text: Text) -> None:
    """The question of a step; the other steps are hidden, so that nothing typed in them is lost."""
    others = [step for step in STEPS if step != at]
    hidden = ", ".join(f":has(> .st-key-setup-step-{step})" for step in others)
    title = html.escape(text(STEPS[at][1]))
    st.html(f'<style>{hidden} {{ display: none; }}</style><h1 class="headline">{title}</h1>')


def moves(at: str, text: Text) -> tuple[bool, bool]:
    """Draw Back and Next (or Create) at the bottom; return whether Next and Create were pressed."""
    order = list(STEPS)
    place = order.index(at)
    with st.bottom, st.container(horizontal=True, key="setup-moves"):
        st.button(
            text("Back"),
            icon=":material/arrow_back:",
            key="setup-back",
            disabled=not place,
            on_click=go_to,
            args=(order[max(0, place - 1)],),
        )
        last = at == order[-1]
        st.button(
            text("Create the workshop") if last else text("Next"),
            type="primary",
            key="setup-create" if last else "setup-next",
            on_click=_press,
            args=("create" if last else "next",),
        )
    pressed = st.session_state.pop(PRESSED, "")
    return pressed == "next", pressed == "create"


def _press(button: str) -> None:
    """Keep a press, also if the page starts again before it gets to the button."""
    st.session_state[PRESSED] = button


def following(at: str) -> str:
    """The step after this one."""
    order = list(STEPS)
    return order[order.index(at) + 1]


def _label(step: str, text: Text, *, faulty: bool) -> str:
    number = list(STEPS).index(step) + 1
    sign = ":material/error: " if faulty else ""
    return f"{sign}{number} {text(STEPS[step][0])}"
