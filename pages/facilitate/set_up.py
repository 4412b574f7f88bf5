"""Setting a workshop up: one page, five short blocks, and what people will see at the right."""

import datetime

import streamlit as st

from resilience.errors import InputError, NotFound
from resilience.framework.vocabulary import HAZARDS
from resilience.services.access.plain_text import read_population
from resilience.services.frameworks.frameworks import choices
from resilience.services.workshop.hosts import check_sets_up
from resilience.services.workshop.plan import WorkshopPlan, timezones
from resilience.services.workshop.profile import CityProfile
from resilience.services.workshop.workshops import same_day
from resilience.text import LANGUAGES, mark
from resilience.ui.facilitate.set_up.asked import how_much, left_out
from resilience.ui.facilitate.set_up.departments import (
    departments_table,
    propose_departments,
    read_departments,
)
from resilience.ui.facilitate.set_up.place import town_population, where_it_lies
from resilience.ui.facilitate.set_up.same_day import ask_same, create_and_open
from resilience.ui.facilitate.set_up.start_from import start_from, with_pinned
from resilience.ui.shared import blocks, runtime

#: the framework that most workshops want
USUAL = "urban-resilience"
PRIVACY = {
    3: mark("Officials among themselves: a group is shown from 3 people on"),
    5: mark("Residents take part: a group is shown from 5 people on"),
    0: mark("Open workshop: everybody knows one another and agrees that every group is shown"),
}

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

st.title(text("Set up a workshop"))
main, side = st.columns([3, 2], gap="large")
with main:
    known = with_pinned(known, start_from(known, text))
    st.header(text("1. City"))
    left, right = st.columns(2)
    city = left.text_input(text("Name of the city"), max_chars=80, key="setup-city")
    country = right.text_input(
        text("Country"),
        max_chars=80,
        key="setup-country",
        on_change=lambda: propose_departments(st.session_state["setup-country"], text),
    )
    population = left.text_input(
        text("Population (may stay empty)"),
        max_chars=40,
        key="setup-population",
        placeholder=town_population(text) or text("people in the municipality"),
    )
    right.markdown("")
    coast = right.checkbox(text("The city lies on a coast"), key="setup-coast")
    hazards = st.multiselect(
        text("Hazards that the city faces"),
        list(HAZARDS),
        format_func=lambda name: text(HAZARDS[name]),
        key="setup-hazards",
        placeholder=text("Choose hazards"),
    )
    income, latitude, longitude = where_it_lies(text)

    st.header(text("2. Two events that everybody has in mind"))
    probable = st.text_area(text("Most probable: two sentences"), height=90, key="setup-probable")
    severe = st.text_area(text("Most severe: two sentences"), height=90, key="setup-severe")

    st.header(text("3. Scorecard"))
    framework = known[
        st.selectbox(
            text("Framework"),
            list(known),
            format_func=lambda name: (
                f"{known[name].title(known[name].root.code, text.language)} "
                f"({known[name].id} {known[name].version})"
            ),
            index=list(known).index(USUAL) if USUAL in known else 0,
            key="setup-framework",
        )
    ]
    tier = how_much(framework, hazards, text)
    not_asked = left_out(framework, tier, hazards, text)

    st.header(text("4. Departments, and how many people you expect"))
    table = departments_table(country, text)

    st.header(text("5. Language, date, privacy"))
    left, middle, right = st.columns(3)
    language = left.selectbox(
        text("Default language"),
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        key="setup-language",
    )
    zones = timezones()
    here = st.context.timezone or "UTC"
    zone = middle.selectbox(
        text("Time zone"),
        zones,
        index=zones.index(here if here in zones else "UTC"),
        key="setup-zone",
    )
    date = right.date_input(text("Date"), value=datetime.date.today(), key="setup-date")
    k = st.radio(
        text("Privacy"), list(PRIVACY), format_func=lambda n: text(PRIVACY[n]), key="setup-k"
    )
    shows_last = st.checkbox(
        text("Show the level that the city's last workshop agreed on beside each question"),
        help=text(
            "It draws answers towards that level. Leave it off for a vote without influence."
        ),
        key="setup-shows-last",
    )

with side, st.container(border=True):
    st.caption(text("What people will see"))
    st.markdown("## " + (blocks.plain(city) or text("Name of the city")))
    title = framework.title(framework.root.code, text.language)
    st.markdown(f"{blocks.plain(title)} · {text.date(date)}")
    st.html('<p class="dots" aria-hidden="true">••••••</p>')
    st.caption(text("The join code and its QR code are made when you create the workshop."))
    if probable or severe:
        blocks.two_events(probable, severe, text)

if isinstance(date, datetime.date):  # an impossible date was replaced by another
    main.markdown(text("Workshop on {date}", date=f"**{text.date(date)}**"))
if main.button(text("Create the workshop"), type="primary", width="stretch", key="setup-create"):
    with runtime.errors_shown():
        if not isinstance(date, datetime.date):
            raise InputError("Give the date of the workshop.")
        plan = WorkshopPlan(
            city=CityProfile(
                name=city,
                country=country,
                population=read_population(population),
                coast=coast,
                hazards=tuple(hazards),
                income=income,
                latitude=latitude,
                longitude=longitude,
            ),
            probable=probable,
            severe=severe,
            framework=framework,
            tier=tier,
            departments=read_departments(table),
            language=language,
            timezone=zone,
            date=date,
            k=k,
            not_asked=not_asked,
            shows_last=shows_last,
        )
        there = same_day(runtime.store(), visitor, plan)
        if there:
            st.dialog(text("Is it the same workshop?"))(ask_same)(plan, there, visitor, text)
        else:
            create_and_open(plan, visitor)
