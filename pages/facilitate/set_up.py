"""Setting a workshop up in five steps, with a phone at the side that shows what people will see."""

from dataclasses import replace

import streamlit as st

from resilience.errors import InputError, NotFound
from resilience.services.frameworks.frameworks import choices
from resilience.services.workshop.plan import WorkshopPlan, check_sets_up, faults_of, same_day
from resilience.ui.facilitate.groups.planning import MODES, NONE
from resilience.ui.facilitate.set_up.asked import last_level_note, scorecard_step
from resilience.ui.facilitate.set_up.city import city_step, only_suggested
from resilience.ui.facilitate.set_up.departments import people_step
from resilience.ui.facilitate.set_up.final import look_over, place_and_day
from resilience.ui.facilitate.set_up.hazards import hazards_step
from resilience.ui.facilitate.set_up.phone import phone
from resilience.ui.facilitate.set_up.same_day import ask_same, create_and_open
from resilience.ui.facilitate.set_up.start_from import start_from, with_pinned
from resilience.ui.facilitate.set_up.steps import (
    STEPS,
    following,
    go_to,
    left_steps,
    moves,
    show_only,
    step_now,
    steps_row,
)
from resilience.ui.shared import runtime

text = runtime.text()
visitor = runtime.visitor()
check_sets_up(visitor)
known = choices(runtime.store(), runtime.frameworks())
if not known:
    raise NotFound(
        "There is no framework in {folder}. Put a framework's folder there, or set "
        "RESILIENCE_FRAMEWORKS.",
        folder=runtime.settings().frameworks,
    )

at = step_now()
faults: dict[str, InputError] = {}
main, side = st.columns([3, 1], gap="large")
row = main.container()
with main:
    show_only(at, text)
parts = {step: main.container(key=f"setup-step-{step}") for step in STEPS}
wrong = {step: part.container() for step, part in parts.items()}

with parts["city"]:
    known = with_pinned(known, start_from(known, text))
    city = city_step(faults, text)
with parts["hazards"]:
    hazards, probable, severe = hazards_step(text)
with parts["scorecard"]:
    framework, tier, not_asked, shows_last = scorecard_step(
        known, () if only_suggested(hazards) else hazards, text
    )
with parts["people"]:
    departments, k, group_mode = people_step(faults, city.country, text)
with parts["create"]:
    language, zone, date = place_and_day(faults, text)
    plan = WorkshopPlan(
        city=replace(city, hazards=hazards),
        probable=probable,
        severe=severe,
        framework=framework,
        tier=tier,
        departments=departments,
        language=language,
        timezone=zone,
        date=date,
        k=k,
        not_asked=not_asked,
        shows_last=shows_last,
        group_mode=group_mode,
    )
    look_over(plan, text(MODES[plan.group_mode or NONE]), text)
with parts["scorecard"]:
    last_level_note(plan, visitor, text)
with side:
    phone(plan, at, text)

faults = faults_of(plan) | faults
forward, made = moves(at, text)
if forward:
    left_steps().add(at)
    if at not in faults:
        go_to(following(at))
        st.rerun()
if made:
    left_steps().update(STEPS)
    first = next((step for step in STEPS if step in faults), None)
    if first:
        go_to(first)
        st.rerun()
    with runtime.errors_shown():
        there = same_day(runtime.store(), visitor, plan)
        if there:
            st.dialog(text("Is it the same workshop?"))(ask_same)(plan, there, visitor, text)
        else:
            create_and_open(plan, visitor)
shown = {step: fault for step, fault in faults.items() if step in left_steps()}
for step, fault in shown.items():
    with wrong[step]:
        runtime.say(fault)
with row:
    steps_row(at, shown, text)
