"""On the set-up page: income group and place of the city, for the choice of peers and the map."""

import streamlit as st

from resilience.scoring.comparison.likeness import INCOMES, Income
from resilience.services.cities.context import city_label, context_cities
from resilience.services.workshop.profile import INCOME_WORDS
from resilience.text import Text
from resilience.ui.facilitate.set_up.departments import propose_departments

#: session_state key of the city that was chosen from the list
KNOWN = "setup-known"


def where_it_lies(text: Text) -> tuple[Income | None, float | None, float | None]:
    """Income group, latitude and longitude in degrees: folded away, and each may stay empty."""
    with st.expander(text("For the choice of peers and the map (may stay empty)")):
        names = {name: city_label(city, text.language) for name, city in context_cities().items()}
        st.selectbox(
            text("Fill in name, country and place of a city"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=text("Choose from {n} cities", n=text.number(len(names))),
            key=KNOWN,
            on_change=_fill,
            args=(text,),
        )
        left, middle, right = st.columns(3)
        income = left.selectbox(
            text("Income group"),
            INCOMES,
            index=None,
            format_func=lambda group: text(INCOME_WORDS[group]),
            placeholder=text("after the World Bank"),
            key="setup-income",
        )
        latitude = _degrees(middle, text("Latitude, south below 0"), 90.0, "setup-latitude")
        longitude = _degrees(right, text("Longitude, west below 0"), 180.0, "setup-longitude")
    return income, latitude, longitude


def town_population(text: Text) -> str:
    """What GeoNames counts in the town that was chosen: a hint, as a municipality is another place."""
    city = context_cities().get(st.session_state.get(KNOWN) or "")
    return text("the town alone: {n}", n=text.number(city.population)) if city else ""


def _degrees(
    place: "st.delta_generator.DeltaGenerator", label: str, most: float, key: str
) -> float | None:
    return place.number_input(
        label, min_value=-most, max_value=most, value=None, step=0.01, format="%.4f", key=key
    )


def _fill(text: Text) -> None:
    """Put what is published of the city that was chosen into the fields."""
    city = context_cities().get(st.session_state[KNOWN] or "")
    if city is not None:
        st.session_state.update(
            {
                "setup-city": city.name_in(text.language),
                "setup-country": city.country_in(text.language),
                "setup-latitude": city.latitude,
                "setup-longitude": city.longitude,
            }
        )
        propose_departments(st.session_state["setup-country"], text)
